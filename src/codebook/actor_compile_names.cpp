// Countries and their names, bodies, armed groups, places.
#include <algorithm>

#include "codebook/actor_compiler.h"

namespace demarche::actor_tables {

Status Compiler::countries() {
  Table table;
  if (Status s = table.read(folder_ + "/actors/countries.tsv", 6); !s) return s;
  for (const Row& row : table.rows()) {
    const std::string_view code = row.fields[0];
    if (code.size() != 3 || !std::all_of(code.begin(), code.end(), is_ascii_upper))
      return table.error(row, fmt::format("'{}' is not an ISO 3166 alpha-3 code", code));
    if (row.fields[1].empty()) return table.error(row, "no name");
    std::string why;
    const auto days = read_days(row.fields[3], row.fields[4], why);
    if (!days) return table.error(row, why);
    if (!country_rows_.emplace(code, country_names_.size()).second)
      return table.error(row, fmt::format("'{}' stands twice", code));
    country_names_.emplace_back(row.fields[1]);
    country_ids_.emplace_back(row.fields[5]);
    country_days_.push_back(static_cast<std::uint32_t>(days->from));
    country_days_.push_back(static_cast<std::uint32_t>(days->until));
  }
  return {};
}

Status Compiler::one_names_table(const std::string& file, std::size_t columns) {
  static const std::map<std::string, SenseKind, std::less<>> kinds = {
      {"name", SenseKind::country},    {"adjective", SenseKind::adjective}, {"people", SenseKind::people},
      {"capital", SenseKind::capital}, {"seat", SenseKind::capital},        {"region", SenseKind::region}};
  Table table;
  if (Status s = table.read(folder_ + "/actors/" + file, columns); !s) return s;
  for (const Row& row : table.rows()) {
    const std::string_view alias = row.fields[0], code = row.fields[1];
    if (const std::string why = bad_code(code); !why.empty()) return table.error(row, why);
    const auto kind = kinds.find(row.fields[2]);
    if (kind == kinds.end()) return table.error(row, fmt::format("'{}' is not a kind of name", row.fields[2]));
    std::string why;
    const auto days = read_days(row.fields[3], row.fields[4], why);
    if (!days) return table.error(row, why);
    // One name, one country on one day: a name with two owners would be decided by chance.
    const bool noun_like = kind->second == SenseKind::people;
    auto& known = meanings_[{ascii_lower(alias), noun_like ? 1 : kind->second == SenseKind::adjective ? 2 : 0, false}];
    if (row.fields[2] != "seat") {
      for (const auto& [other, owner, line] : known)
        if (owner != code && days->from <= other.until && other.from <= days->until)
          return table.error(row, fmt::format("'{}' already means {} on some of these days", alias, owner));
      known.emplace_back(*days, std::string(code), row.line);
    }
    Sense sense{kind->second, 255, 255, 0, string(code), string(alias), days->from, days->until, 0};
    if (sense.kind == SenseKind::country || sense.kind == SenseKind::adjective || sense.kind == SenseKind::people) {
      const auto at = country_rows_.find(code);
      if (at != country_rows_.end()) sense.name = string(country_names_[at->second]);
    }
    if (!enter(alias, sense, true))
      return table.error(row, fmt::format("'{}' has no letters or more than 16 words", alias));
  }
  return {};
}

Status Compiler::names() {
  if (Status s = one_names_table("country_names_own.tsv", 5); !s) return s;
  return one_names_table("country_names.tsv", 6);
}

Status Compiler::bodies() {
  Table table;
  if (Status s = table.read(folder_ + "/actors/bodies.tsv", 6); !s) return s;
  for (const Row& row : table.rows()) {
    const std::string_view code = row.fields[0];
    if (const std::string why = bad_code(code); !why.empty()) return table.error(row, why);
    const auto as = std::find(named_as_names.begin(), named_as_names.end(), row.fields[1]);
    if (as == named_as_names.end()) return table.error(row, fmt::format("'{}' is not a way of naming", row.fields[1]));
    std::string why;
    const auto days = read_days(row.fields[2], row.fields[3], why);
    if (!days) return table.error(row, why);
    if (row.fields[4].empty()) return table.error(row, "no name");
    Sense sense{SenseKind::body,
                sector_of(code),
                255,
                static_cast<std::uint8_t>(as - named_as_names.begin()),
                string(code),
                string(row.fields[4]),
                days->from,
                days->until,
                0};
    std::vector<std::string_view> aliases = split(row.fields[5], '|');
    aliases.push_back(row.fields[4]);
    std::sort(aliases.begin(), aliases.end());
    aliases.erase(std::unique(aliases.begin(), aliases.end()), aliases.end());
    for (std::string_view alias : aliases) {
      if (alias.empty()) continue;
      auto& known = meanings_[{std::string(alias), 3, false}];
      for (const auto& [other, owner, line] : known)
        if (owner != code && owner.substr(0, 3) == code.substr(0, 3) && days->from <= other.until &&
            other.from <= days->until)
          return table.error(row,
                             fmt::format("'{}' already means {} on some of these days (line {})", alias, owner, line));
      known.emplace_back(*days, std::string(code), row.line);
      if (!enter(alias, sense, true))
        return table.error(row, fmt::format("'{}' has no letters or more than 16 words", alias));
    }
  }
  return {};
}

Status Compiler::groups() {
  Table table;
  if (Status s = table.read(folder_ + "/actors/groups.tsv", 3); !s) return s;
  for (const Row& row : table.rows()) {
    if (const std::string why = bad_code(row.fields[1]); !why.empty()) return table.error(row, why);
    Sense sense{SenseKind::body,
                sector_of(row.fields[1]),
                255,
                static_cast<std::uint8_t>(NamedAs::group),
                string(row.fields[1]),
                string(row.fields[2]),
                always,
                forever,
                0};
    enter(row.fields[0], sense, true);
  }
  return {};
}

Status Compiler::places() {
  Table table;
  if (Status s = table.read(folder_ + "/actors/places.tsv", 2); !s) return s;
  for (const Row& row : table.rows()) {
    if (const std::string why = bad_code(row.fields[1]); !why.empty()) return table.error(row, why);
    enter(row.fields[0],
          {SenseKind::place, 255, 255, 0, string(row.fields[1]), string(row.fields[0]), always, forever, 0}, true);
  }
  return {};
}

Status Compiler::first_names() {
  Result<std::string> bytes = read_file(folder_ + "/actors/female_names.txt", table_bytes);
  if (!bytes) return bytes.error();
  for (std::string_view name : split(*bytes, '\n'))
    if (!trim(name).empty()) female_[std::string(trim(name))] = 1;
  return {};
}

}  // namespace demarche::actor_tables
