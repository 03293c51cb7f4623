// The tables of codebooks/places/ (SCHEMA.md there), checked and made into the pack's sections.
#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <map>

#include "base/file.h"
#include "base/text.h"
#include "codebook/place_table.h"

namespace demarche {

namespace {

std::optional<double> number(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

class Compiler {
 public:
  explicit Compiler(const std::string& folder) : folder_(folder) {
    rows_.assign(6, 0);  // row 0 is nowhere: an area of 0 means none
    names_.emplace_back();
  }

  Status run(PackBuilder& builder) {
    using Cells = std::vector<std::string_view>;
    Status s = read("actors/countries.tsv", 2, true, [&](const Cells& c) {
      numbers_.emplace(std::string(c[0]), static_cast<std::uint32_t>(codes_.size()));
      codes_.emplace_back(c[0]);
      country_rows_.push_back(add_row(c[1], codes_.size() - 1, 0, 3, 0));
      return std::string();
    });
    if (s)
      s = read("places/countries.tsv", 3, false, [&](const Cells& c) {
        if (!country(c[0])) return "unknown country " + std::string(c[0]);
        return locate(country_rows_[*country(c[0])], c[1], c[2]);
      });
    for (const char* file : {"actors/country_names.tsv", "actors/country_names_own.tsv"})
      if (s)
        s = read(file, 3, true, [&](const Cells& c) {
          if (c[2] == "name" && country(c[1])) name(c[0], country_rows_[*country(c[1])], true);
          return std::string();
        });
    if (s) s = read("places/areas.tsv", 6, false, [&](const Cells& c) { return area(c); });
    if (s) s = read("places/cities.tsv", 8, false, [&](const Cells& c) { return city(c); });
    if (s) write(builder);
    return s;
  }

 private:
  template <class Each>
  Status read(const char* file, std::size_t least, bool header, const Each& each) {
    const std::string path = folder_ + "/" + file;
    const Result<std::string> bytes = read_file(path, std::size_t{64} << 20);
    if (!bytes) return bytes.error();
    std::size_t line_number = 0;
    for (const std::string_view line : split(*bytes, '\n')) {
      if (++line_number == 1 && header) continue;
      if (trim(line).empty() || line.front() == '#') continue;
      const std::vector<std::string_view> cells = split(line, '\t');
      std::string wrong = cells.size() < least ? "too few columns" : each(cells);
      if (!wrong.empty()) return Error{ErrorCode::bad_input, path + ":" + std::to_string(line_number) + ": " + wrong};
    }
    return {};
  }

  std::optional<std::uint32_t> country(std::string_view code) const {
    const auto found = numbers_.find(code);
    return found == numbers_.end() ? std::nullopt : std::optional(found->second);
  }

  std::uint32_t add_row(std::string_view name, std::size_t country, std::uint32_t area, std::uint32_t flags,
                        std::uint32_t people) {
    const auto row = static_cast<std::uint32_t>(names_.size());
    names_.emplace_back(name);
    for (const std::uint32_t word : {static_cast<std::uint32_t>(country), area, 0u, 0u, people, flags})
      rows_.push_back(word);
    this->name(name, row, true);
    return row;
  }

  void name(std::string_view text, std::uint32_t row, bool own) {
    const std::string key = place_key(text);
    if (key.empty()) return;
    std::vector<std::uint32_t>& rows = by_key_[key];
    for (std::uint32_t& known : rows)
      if (known >> 1 == row) {
        known |= own;
        return;
      }
    rows.push_back(row << 1 | static_cast<std::uint32_t>(own));
  }

  std::string locate(std::uint32_t row, std::string_view latitude, std::string_view longitude) {
    const std::optional<double> lat = number(latitude), lon = number(longitude);
    if (!lat || !lon || std::abs(*lat) > 90 || std::abs(*lon) > 180) return "latitude and longitude must be degrees";
    rows_[std::size_t{6} * row + 2] = std::bit_cast<std::uint32_t>(static_cast<std::int32_t>(std::lround(*lat * 1000)));
    rows_[std::size_t{6} * row + 3] = std::bit_cast<std::uint32_t>(static_cast<std::int32_t>(std::lround(*lon * 1000)));
    rows_[std::size_t{6} * row + 5] |= 8;
    return {};
  }

  std::string area(const std::vector<std::string_view>& c) {
    const std::optional<double> people = number(c[5]);
    if (!country(c[1])) return "unknown country " + std::string(c[1]);
    if (!people || *people < 0 || *people > 4e9) return "people must be a number";
    const bool first_level = std::count(c[0].begin(), c[0].end(), '.') == 1;
    const auto holder = areas_.find(c[0].substr(0, c[0].rfind('.')));
    const std::uint32_t inside = first_level || holder == areas_.end() ? 0 : holder->second;
    const std::uint32_t row =
        add_row(c[2], *country(c[1]), inside, first_level ? 1 : 2, static_cast<std::uint32_t>(*people));
    if (first_level) {
      areas_.emplace(std::string(c[0]), row);
      rows_[std::size_t{6} * row + 1] = row;
    }
    return locate(row, c[3], c[4]);
  }

  std::string city(const std::vector<std::string_view>& c) {
    const std::optional<double> people = number(c[4]);
    if (!country(c[0])) return "unknown country " + std::string(c[0]);
    if (!people || *people < 0 || *people > 4e9) return "people must be a number";
    if (c[5] != "capital" && c[5] != "area" && c[5] != "-") return "seat must be capital, area or -";
    const auto holder = areas_.find(c[1]);
    const std::uint32_t row = add_row(c[6], *country(c[0]), holder == areas_.end() ? 0 : holder->second,
                                      c[5] == "-" ? 0 : 4, static_cast<std::uint32_t>(*people));
    for (const std::string_view other : split(c[7], '|'))
      if (!other.empty()) name(other, row, false);
    return locate(row, c[2], c[3]);
  }

  void write(PackBuilder& builder) {
    std::map<std::string, std::uint32_t> keys;
    std::vector<std::uint32_t> starts, candidates;
    for (auto& [key, rows] : by_key_) {
      std::stable_sort(rows.begin(), rows.end(), [&](std::uint32_t a, std::uint32_t b) {
        return rows_[std::size_t{6} * (a >> 1) + 4] > rows_[std::size_t{6} * (b >> 1) + 4];
      });
      if (rows.size() > 64) rows.resize(64);
      keys.emplace(key, static_cast<std::uint32_t>(starts.size()));
      starts.push_back(static_cast<std::uint32_t>(candidates.size()));
      candidates.insert(candidates.end(), rows.begin(), rows.end());
    }
    starts.push_back(static_cast<std::uint32_t>(candidates.size()));
    builder.add("places.keys", build_string_map(keys));
    builder.add("places.starts", build_words(starts));
    builder.add("places.candidates", build_words(candidates));
    builder.add("places.rows", build_words(rows_));
    builder.add("places.names", build_string_list(names_));
    std::map<std::string, std::uint32_t> numbers(numbers_.begin(), numbers_.end());
    builder.add("places.numbers", build_string_map(numbers));
    builder.add("places.countries", build_string_list(codes_));
  }

  const std::string& folder_;
  std::map<std::string, std::uint32_t, std::less<>> numbers_, areas_;
  std::vector<std::string> codes_, names_;
  std::vector<std::uint32_t> country_rows_, rows_;
  std::map<std::string, std::vector<std::uint32_t>> by_key_;
};

}  // namespace

Status compile_places(const std::string& folder, PackBuilder& builder) {
  return Compiler(folder).run(builder);
}

}  // namespace demarche
