#include "codebook/exchange_table.h"

#include <filesystem>
#include <map>
#include <vector>

#include "base/file.h"
#include "base/text.h"

namespace demarche {
namespace {

constexpr std::size_t file_limit = 8u << 20;
constexpr std::string_view systems[] = {"fips", "cow", "gw", "icews"};

using Cells = std::vector<std::string_view>;

// Each row of a table through `each`, which says what is wrong with it, "" for nothing.
template <typename Each>
Status each_row(const std::string& folder, const char* file, std::size_t least, bool header, const Each& each) {
  const std::string path = folder + "/" + file;
  if (!std::filesystem::exists(path)) return {};
  const Result<std::string> bytes = read_file(path, file_limit);
  if (!bytes) return bytes.error();
  std::size_t number = 0;
  for (const std::string_view line : split(*bytes, '\n')) {
    if (++number == 1 && header) continue;
    if (trim(line).empty() || line.front() == '#') continue;
    const Cells cells = split(line, '\t');
    const std::string wrong = cells.size() < least ? "too few columns" : each(cells);
    if (!wrong.empty()) return Error{ErrorCode::bad_input, path + ":" + std::to_string(number) + ": " + wrong};
  }
  return {};
}

bool is_day_or_open(std::string_view s) {
  return s.empty() || (s.size() == 10 && Day::parse(s));
}

}  // namespace

std::string_view ExchangeTable::find(std::string_view kind, std::string_view key) const {
  char buffer[96];
  if (kind.size() + key.size() > sizeof buffer) return {};
  std::size_t n = kind.copy(buffer, kind.size());
  n += key.copy(buffer + n, key.size());
  const auto at = keys_.find({buffer, n});
  return at ? values_[*at] : std::string_view();
}

std::string_view ExchangeTable::state_code(std::string_view system, std::string_view country, Day day) const {
  // "255,,;260,1955-05-05,1990-10-02": the row that began last counts.
  std::string_view best, best_from;
  const std::string iso = day.iso();
  const std::string_view all = find(std::string(system) + "/", country);
  if (all.empty()) return {};
  for (const std::string_view row : split(all, ';')) {
    const std::size_t last = row.rfind('\t'), first = row.rfind('\t', last - 1);
    const std::string_view from = row.substr(first + 1, last - first - 1), until = row.substr(last + 1);
    if ((!from.empty() && iso < from) || (!until.empty() && until < iso)) continue;
    if (!best.empty() && from < best_from) continue;
    best = row.substr(0, first);
    best_from = from;
  }
  return best;
}

std::string_view ExchangeTable::country_of_name(std::string_view name) const {
  return name.size() > 80 ? std::string_view() : find("country/", ascii_lower(trim(name)));
}

std::optional<std::pair<EventType, std::string_view>> ExchangeTable::plover_of(std::string_view cameo) const {
  // "CONSULT visit"; a longer code that has no line of its own means what its beginning means.
  for (std::string_view code = cameo; code.size() >= 2; code.remove_suffix(1)) {
    const std::string_view act = find("plover/", code);
    if (act.empty()) continue;
    const std::size_t space = act.find(' ');
    const auto type = parse_event_type(act.substr(0, space));
    if (!type) return std::nullopt;
    return std::pair(*type, space == std::string_view::npos ? std::string_view() : act.substr(space + 1));
  }
  return std::nullopt;
}

Status compile_exchange(const std::string& folder, PackBuilder& builder) {
  std::map<std::string, std::string> entries;
  Status s = each_row(folder, "actors/countries.tsv", 2, true, [&](const Cells& c) {
    entries["name/" + std::string(c[0])] = c[1];
    entries["country/" + ascii_lower(c[1])] = c[0];
    return std::string();
  });
  for (const char* file : {"actors/country_names.tsv", "actors/country_names_own.tsv"})
    if (s)
      s = each_row(folder, file, 3, true, [&](const Cells& c) {
        if (c[2] == "name") entries.emplace("country/" + ascii_lower(c[0]), c[1]);
        return std::string();
      });
  if (s)
    s = each_row(folder, "actors/state_codes.tsv", 5, true, [&](const Cells& c) {
      if (!entries.contains("name/" + std::string(c[0]))) return "unknown country " + std::string(c[0]);
      bool known = false;
      for (const std::string_view system : systems) known |= c[1] == system;
      if (!known) return "the system must be fips, cow, gw or icews, not " + std::string(c[1]);
      if (c[2].empty() || c[2].find(';') != std::string_view::npos) return std::string("no value");
      if (!is_day_or_open(c[3]) || !is_day_or_open(c[4])) return std::string("a day must be YYYY-MM-DD or empty");
      std::string& all = entries[std::string(c[1]) + "/" + std::string(c[0])];
      if (!all.empty()) all += ';';
      all.append(c[2]).append("\t").append(c[3]).append("\t").append(c[4]);
      if (c[1] == "icews") entries["country/" + ascii_lower(c[2])] = c[0];
      return std::string();
    });
  if (s)
    s = each_row(folder, "cameo/codes.tsv", 4, false, [&](const Cells& c) {
      if (c[2] != "-")
        entries["plover/" + std::string(c[0])] = std::string(c[2]) + (c[3] == "-" ? "" : " " + std::string(c[3]));
      return std::string();
    });
  if (s)
    s = each_row(folder, "cameo/labels.tsv", 2, false, [&](const Cells& c) {
      entries["label/" + std::string(c[0])] = c[1];
      return std::string();
    });
  if (!s) return s;
  std::map<std::string, std::uint32_t> keys;
  std::vector<std::string> values;
  for (auto& [key, value] : entries) {
    keys.emplace(key, static_cast<std::uint32_t>(values.size()));
    values.push_back(std::move(value));
  }
  builder.add("exchange.keys", build_string_map(keys));
  builder.add("exchange.values", build_string_list(values));
  return {};
}

}  // namespace demarche
