#include <algorithm>

#include "codebook/actor_compiler.h"

namespace demarche::actor_tables {

std::optional<Days> read_days(std::string_view from, std::string_view until, std::string& why) {
  Days days;
  if (!from.empty()) {
    const auto day = from.size() == 10 ? Day::parse(from) : std::nullopt;
    if (!day) return why = fmt::format("'{}' is not a day (YYYY-MM-DD)", from), std::nullopt;
    days.from = day->count();
  }
  if (!until.empty()) {
    const auto day = until.size() == 10 ? Day::parse(until) : std::nullopt;
    if (!day) return why = fmt::format("'{}' is not a day (YYYY-MM-DD)", until), std::nullopt;
    days.until = day->count();
  }
  if (days.until < days.from) return why = fmt::format("ends ({}) before it starts ({})", until, from), std::nullopt;
  return days;
}

void Compiler::write(PackBuilder& builder) {
  std::vector<std::uint32_t> entries, senses;
  std::map<std::uint64_t, std::uint32_t> values;
  for (auto& [key, list] : senses_) {
    // The kind decides first, then the days; equal rows once. Order of the tables does not show.
    const auto order = [](const Sense& s) {
      return std::tuple(s.kind, s.from, s.until, s.code, s.name, s.office, s.sector, s.detail, s.capitals);
    };
    std::sort(list.begin(), list.end(), [&](const Sense& a, const Sense& b) { return order(a) < order(b); });
    list.erase(
        std::unique(list.begin(), list.end(), [&](const Sense& a, const Sense& b) { return order(a) == order(b); }),
        list.end());
    values[key] = (static_cast<std::uint32_t>(entries.size()) + 1) << 1;
    entries.push_back(static_cast<std::uint32_t>(senses.size() / Sense::words));
    for (const Sense& s : list) {
      senses.push_back(static_cast<std::uint32_t>(s.kind) | static_cast<std::uint32_t>(s.sector) << 8 |
                       static_cast<std::uint32_t>(s.office) << 16 | static_cast<std::uint32_t>(s.detail) << 24);
      for (const std::uint32_t word :
           {s.code, s.name, static_cast<std::uint32_t>(s.from), static_cast<std::uint32_t>(s.until), s.capitals, 0u})
        senses.push_back(word);
    }
  }
  entries.push_back(static_cast<std::uint32_t>(senses.size() / Sense::words));
  for (const std::uint64_t key : prefixes_) values[key] |= 1;
  std::uint32_t slots = 1;
  while (slots < values.size() * 2 + 2) slots *= 2;
  std::vector<std::uint32_t> trie(std::size_t{3} * slots, 0);
  for (const auto& [key, value] : values) {
    std::uint32_t at = static_cast<std::uint32_t>(key) & (slots - 1);
    while (trie[std::size_t{3} * at + 2] != 0) at = (at + 1) & (slots - 1);
    trie[std::size_t{3} * at] = static_cast<std::uint32_t>(key);
    trie[std::size_t{3} * at + 1] = static_cast<std::uint32_t>(key >> 32);
    trie[std::size_t{3} * at + 2] = value;
  }
  std::vector<std::uint32_t> holders;
  for (const auto& h : holders_) holders.insert(holders.end(), h.begin(), h.end());
  std::map<std::string, std::uint32_t> numbers(numbers_.begin(), numbers_.end()), rows;
  for (const auto& [code, row] : country_rows_) rows[code] = static_cast<std::uint32_t>(row);
  builder.add("actors.trie", build_words(trie));
  builder.add("actors.entries", build_words(entries));
  builder.add("actors.senses", build_words(senses));
  builder.add("actors.holders", build_words(holders));
  builder.add("actors.strings", build_string_list(strings_));
  builder.add("actors.string_numbers", build_string_map(numbers));
  builder.add("actors.offices", build_string_list(offices_));
  builder.add("actors.countries", build_string_map(rows));
  builder.add("actors.country_names", build_string_list(country_names_));
  builder.add("actors.country_ids", build_string_list(country_ids_));
  builder.add("actors.country_days", build_words(country_days_));
  builder.add("actors.female", build_string_map(female_));
}

}  // namespace demarche::actor_tables

namespace demarche {

Status compile_actors(const std::string& folder, PackBuilder& builder) {
  return actor_tables::Compiler(folder).run(builder);
}

}  // namespace demarche
