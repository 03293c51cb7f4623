// Checks the actor tables and packs them: names into a hash trie of atoms, meanings into rows of words. Reading is
// spread over actor_compile_names (countries, bodies, groups, places) and actor_compile_offices (titles, nouns,
// persons); checks of codes and days and the writing stand in actor_compile. Private to codebook/.
#pragma once

#include <fmt/format.h>

#include <array>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "base/file.h"
#include "base/text.h"
#include "codebook/actor_table.h"
#include "types/actor.h"

namespace demarche::actor_tables {

inline constexpr std::int32_t always = std::numeric_limits<std::int32_t>::min();
inline constexpr std::int32_t forever = std::numeric_limits<std::int32_t>::max();
inline constexpr std::size_t table_bytes = 64u << 20;

struct Row {
  std::vector<std::string_view> fields;
  std::size_t line = 0;
};

/// One table: its bytes and rows. A header line, then rows of exactly `columns` fields.
class Table {
 public:
  Status read(const std::string& path, std::size_t columns) {
    path_ = path;
    Result<std::string> bytes = read_file(path, table_bytes);
    if (!bytes) return bytes.error();
    bytes_ = std::move(bytes).value();
    std::size_t line = 0;
    for (std::string_view text : split(bytes_, '\n')) {
      ++line;
      if (text.ends_with('\r')) text.remove_suffix(1);
      if (line == 1 || text.empty()) continue;
      Row row{split(text, '\t'), line};
      if (row.fields.size() != columns)
        return error(row, fmt::format("{} columns, expected {}", row.fields.size(), columns));
      rows_.push_back(std::move(row));
    }
    return {};
  }
  const std::vector<Row>& rows() const { return rows_; }
  Error error(const Row& row, const std::string& what) const {
    return {ErrorCode::bad_input, fmt::format("{}:{}: {}", path_, row.line, what)};
  }

 private:
  std::string path_;
  std::string bytes_;
  std::vector<Row> rows_;
};

struct Days {
  std::int32_t from = always;
  std::int32_t until = forever;
};

/// Nothing, and why, when a day does not exist or the end lies before the start.
std::optional<Days> read_days(std::string_view from, std::string_view until, std::string& why);
/// "ministers", "attorneys general", "members of parliament".
std::string plural_of(std::string_view noun);

class Compiler {
 public:
  explicit Compiler(std::string folder) : folder_(std::move(folder)) { string(""); }

  Status run(PackBuilder& builder) {
    for (const auto step : {&Compiler::countries, &Compiler::names, &Compiler::bodies, &Compiler::titles,
                            &Compiler::nouns, &Compiler::holders, &Compiler::others, &Compiler::persons,
                            &Compiler::groups, &Compiler::places, &Compiler::first_names})
      if (Status s = (this->*step)(); !s) return s;
    write(builder);
    return {};
  }

 private:
  std::uint32_t string(std::string_view text) {
    const auto [at, fresh] = numbers_.emplace(std::string(text), static_cast<std::uint32_t>(strings_.size()));
    if (fresh) strings_.emplace_back(text);
    return at->second;
  }

  std::uint8_t office(std::string_view name) {
    const auto at = std::find(offices_.begin(), offices_.end(), name);
    if (at != offices_.end()) return static_cast<std::uint8_t>(at - offices_.begin());
    offices_.emplace_back(name);
    return static_cast<std::uint8_t>(offices_.size() - 1);
  }

  /// "RUS", "RUS:GOV", "IGO:UN": the reason why not, or nothing.
  std::string bad_code(std::string_view code) const {
    const std::size_t colon = code.find(':');
    const std::string_view head = code.substr(0, colon);
    const std::string_view tail = colon == std::string_view::npos ? std::string_view{} : code.substr(colon + 1);
    if (head == "IGO" || head == "NGO" || head == "IMG" || head == "MNC" || head == "ISM")
      return tail.empty() ? fmt::format("'{}' needs a name after the colon", code) : "";
    if (country_rows_.find(head) == country_rows_.end())
      return fmt::format("'{}' is not a country code of countries.tsv", head);
    if (colon != std::string_view::npos && !sector(tail)) return fmt::format("'{}' is not a PLOVER sector", tail);
    return "";
  }
  static std::optional<std::uint8_t> sector(std::string_view name) {
    for (std::size_t i = 0; i < sector_names.size(); ++i)
      if (sector_names[i] == name) return static_cast<std::uint8_t>(i);
    return std::nullopt;
  }
  static std::uint8_t sector_of(std::string_view code) {
    const std::size_t colon = code.find(':');
    if (colon == std::string_view::npos) return 255;
    return sector(code.substr(colon + 1)).value_or(255);
  }

  /// Enters a name for a sense. False: no letters in it, or too long.
  bool enter(std::string_view alias, Sense sense, bool capitals) {
    atoms_.clear();
    find_atoms(alias, 0, static_cast<std::uint32_t>(alias.size()), atoms_);
    if (atoms_.size() > 1 && atoms_[0].end - atoms_[0].begin == 3 && ascii_lower(alias.substr(0, 4)) == "the ")
      atoms_.erase(atoms_.begin());
    if (atoms_.empty() || atoms_.size() > 16) return false;
    sense.capitals = 0;
    for (std::size_t i = 0; i < atoms_.size(); ++i) {
      const Atom& a = atoms_[i];
      if (capitals && a.capital && !is_ascii_digit(alias[a.begin])) sense.capitals |= 1u << i;
      if (capitals && a.all_capitals && a.end - a.begin > 1) sense.capitals |= 1u << (16 + i);
    }
    std::uint64_t key = 0;
    for (std::size_t i = 0; i < atoms_.size(); ++i) {
      key = extend_name(key, atoms_[i].hash);
      if (i + 1 < atoms_.size()) prefixes_.insert(key);
    }
    senses_[key].push_back(sense);
    return true;
  }

  Status countries();
  Status names();
  Status one_names_table(const std::string& file, std::size_t columns);
  Status bodies();
  Status titles();
  Status nouns();
  Status holders();
  Status others();
  Status persons();
  Status groups();
  Status places();
  Status first_names();
  void write(PackBuilder& builder);
  void enter_person(std::string_view name, std::string_view surname, std::string_view aliases, Sense sense);

  std::string folder_;
  std::vector<std::string> strings_;
  std::map<std::string, std::uint32_t, std::less<>> numbers_;
  std::vector<std::string> offices_;
  std::map<std::string, std::size_t, std::less<>> country_rows_;
  std::vector<std::string> country_names_, country_ids_;
  std::vector<std::uint32_t> country_days_;
  std::map<std::uint64_t, std::vector<Sense>> senses_;
  std::set<std::uint64_t> prefixes_;
  std::vector<std::array<std::uint32_t, 6>> holders_;
  std::map<std::string, std::uint32_t> female_;
  std::map<std::tuple<std::string, int, bool>, std::vector<std::tuple<Days, std::string, std::size_t>>> meanings_;
  std::vector<Atom> atoms_;
};

}  // namespace demarche::actor_tables
