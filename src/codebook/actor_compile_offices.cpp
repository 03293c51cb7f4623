// Titles, agent nouns, holders of offices and other persons.
#include <algorithm>

#include "codebook/actor_compiler.h"

namespace demarche::actor_tables {

std::string plural_of(std::string_view noun) {
  static const std::map<std::string, std::string, std::less<>> irregular = {
      {"man", "men"},       {"woman", "women"}, {"child", "children"},
      {"person", "people"}, {"wife", "wives"},  {"thief", "thieves"}};
  const std::size_t of = noun.find(" of ");
  const std::size_t to = noun.find(" to ");
  const std::size_t for_ = noun.find(" for ");
  const std::size_t cut = std::min({of, to, for_, noun.find(" at ")});
  if (cut != std::string_view::npos) return plural_of(noun.substr(0, cut)) + std::string(noun.substr(cut));
  const std::size_t space = noun.rfind(' ');
  const std::string_view last = space == std::string_view::npos ? noun : noun.substr(space + 1);
  const std::string before(noun.substr(0, noun.size() - last.size()));
  if (last == "general" && !before.empty()) {  // attorneys general
    std::string head = before.substr(0, before.size() - 1);
    return plural_of(head) + " general";
  }
  if (const auto found = irregular.find(last); found != irregular.end()) return before + found->second;
  if (last.ends_with("man") && last.size() > 3 && last != "human")
    return before + std::string(last.substr(0, last.size() - 3)) + "men";
  if (last.ends_with('y') && last.size() > 2 &&
      std::string_view("aeiou").find(last[last.size() - 2]) == std::string_view::npos)
    return before + std::string(last.substr(0, last.size() - 1)) + "ies";
  if (last.ends_with('s') || last.ends_with('x') || last.ends_with("ch") || last.ends_with("sh"))
    return before + std::string(last) + "es";
  return before + std::string(last) + "s";
}

Status Compiler::titles() {
  Table table;
  if (Status s = table.read(folder_ + "/offices/titles.tsv", 3); !s) return s;
  for (const Row& row : table.rows()) {
    const auto role = sector(row.fields[2]);
    if (!role) return table.error(row, fmt::format("'{}' is not a PLOVER sector", row.fields[2]));
    if (row.fields[0].empty() || row.fields[1].empty()) return table.error(row, "title and office are needed");
    Sense sense{SenseKind::noun,
                *role,
                office(row.fields[1]),
                static_cast<std::uint8_t>(NounKind::person),
                0,
                string(row.fields[0]),
                always,
                forever,
                0};
    if (!enter(row.fields[0], sense, false)) return table.error(row, "no letters");
    sense.detail |= 4;
    enter(plural_of(row.fields[0]), sense, false);
  }
  if (offices_.size() > 200) return Error{ErrorCode::bad_input, folder_ + "/offices/titles.tsv: more than 200 offices"};
  return {};
}

Status Compiler::nouns() {
  Table table;
  if (Status s = table.read(folder_ + "/actors/agents.tsv", 4); !s) return s;
  std::set<std::string_view> seen;
  for (const Row& row : table.rows()) {
    const auto role = sector(row.fields[1]);
    if (!role) return table.error(row, fmt::format("'{}' is not a PLOVER sector", row.fields[1]));
    const std::string_view number = row.fields[2], kind = row.fields[3];
    if (number != "count" && number != "plural")
      return table.error(row, fmt::format("'{}' is neither count nor plural", number));
    const NounKind noun = kind == "person" ? NounKind::person : kind == "body" ? NounKind::body : NounKind::group;
    if (kind != "person" && kind != "body" && kind != "group")
      return table.error(row, fmt::format("'{}' is not a kind of noun", kind));
    if (!seen.insert(row.fields[0]).second) return table.error(row, fmt::format("'{}' stands twice", row.fields[0]));
    Sense sense{SenseKind::noun, *role,   255, static_cast<std::uint8_t>(noun), 0, string(row.fields[0]),
                always,          forever, 0};
    if (number == "plural") sense.detail |= 4;
    // "Gen" and "House" only with their capital.
    const bool capital = !row.fields[0].empty() && is_ascii_upper(row.fields[0][0]);
    if (!enter(row.fields[0], sense, capital)) return table.error(row, "no letters");
    if (number == "plural" || capital) continue;
    sense.detail |= 4;
    enter(plural_of(row.fields[0]), sense, false);
  }
  return {};
}

void Compiler::enter_person(std::string_view name, std::string_view surname, std::string_view aliases, Sense sense) {
  sense.kind = SenseKind::person;
  const bool full = name.find(' ') != std::string_view::npos;
  if (full) enter(name, sense, true);
  for (std::string_view alias : split(aliases, '|')) {
    if (alias.empty()) continue;
    Sense s = sense;
    if (alias.find(' ') == std::string_view::npos) s.kind = SenseKind::surname;
    enter(alias, s, true);
  }
  if (surname.empty() || surname.size() < 2) return;
  sense.kind = SenseKind::surname;
  enter(surname, sense, true);
}

Status Compiler::holders() {
  for (const bool own : {true, false}) {
    Table table;
    const std::string path = folder_ + (own ? "/offices/holders.tsv" : "/offices/leaders.tsv");
    if (Status s = table.read(path, 7); !s) return s;
    for (const Row& row : table.rows()) {
      const std::string_view country = row.fields[0], office_text = row.fields[1], person = row.fields[2];
      if (const std::string why = bad_code(country); !why.empty()) return table.error(row, why);
      if (person.empty()) return table.error(row, "no person");
      std::string why;
      const auto days = read_days(row.fields[3], row.fields[4], why);
      if (!days) return table.error(row, why);
      const bool leader = office_text == "leader";
      const auto known = std::find(offices_.begin(), offices_.end(), office_text);
      if (own && known == offices_.end() && office_text.find("-chief") == std::string_view::npos &&
          office_text.find("-president") == std::string_view::npos && office_text != "envoy" &&
          office_text != "trade-commissioner")
        return table.error(row, fmt::format("'{}' is not an office of titles.tsv", office_text));
      const std::uint8_t number = leader ? std::uint8_t{255} : office(office_text);
      std::string_view role = "GOV";
      if (office_text == "military-chief") role = "MIL";
      if (office_text == "speaker") role = "LEG";
      if (office_text == "opposition-leader") role = "OPP";
      if (office_text == "attorney-general") role = "JUD";
      if (office_text == "pope") role = "REL";
      if (office_text == "party-leader" && country != "CHN") role = "PTY";
      const bool bare = country.find(':') != std::string_view::npos;
      const std::string code = bare ? std::string(country) : std::string(country) + ":" + std::string(role);
      Sense sense{SenseKind::person,
                  bare ? std::uint8_t{255} : sector_of(code),
                  number,
                  0,
                  string(code),
                  string(person),
                  days->from,
                  days->until,
                  0};
      const std::string_view surname = own                     ? row.fields[5]
                                       : row.fields[5].empty() ? person.substr(person.rfind(' ') + 1)
                                                               : row.fields[5];
      enter_person(person, surname, own ? row.fields[6] : std::string_view{}, sense);
      if (!leader)
        holders_.push_back({string(country), number, static_cast<std::uint32_t>(days->from),
                            static_cast<std::uint32_t>(days->until), string(person), string(code)});
    }
  }
  std::sort(holders_.begin(), holders_.end(), [](const auto& a, const auto& b) {
    return std::tuple(a[0], a[1], static_cast<std::int32_t>(a[2]), a[4]) <
           std::tuple(b[0], b[1], static_cast<std::int32_t>(b[2]), b[4]);
  });
  return {};
}

Status Compiler::others() {
  Table table;
  if (Status s = table.read(folder_ + "/offices/others.tsv", 6); !s) return s;
  for (const Row& row : table.rows()) {
    if (const std::string why = bad_code(row.fields[0]); !why.empty()) return table.error(row, why);
    std::string why;
    const auto days = read_days(row.fields[2], row.fields[3], why);
    if (!days) return table.error(row, why);
    Sense sense{SenseKind::person,
                sector_of(row.fields[0]),
                255,
                0,
                string(row.fields[0]),
                string(row.fields[1]),
                days->from,
                days->until,
                0};
    enter_person(row.fields[1], row.fields[4], row.fields[5], sense);
  }
  return {};
}

Status Compiler::persons() {
  Table table;
  if (Status s = table.read(folder_ + "/actors/persons.tsv", 5); !s) return s;
  for (const Row& row : table.rows()) {
    if (const std::string why = bad_code(std::string(row.fields[1]) + ":" + std::string(row.fields[2])); !why.empty())
      return table.error(row, why);
    std::string why;
    const auto days = read_days(row.fields[3], row.fields[4], why);
    if (!days) return table.error(row, why);
    const std::string code = std::string(row.fields[1]) + ":" + std::string(row.fields[2]);
    enter(row.fields[0],
          {SenseKind::person, sector_of(code), 255, 0, string(code), string(row.fields[0]), days->from, days->until, 0},
          true);
  }
  return {};
}

}  // namespace demarche::actor_tables
