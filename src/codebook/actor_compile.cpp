// Checks the actor tables and packs them: names into a hash trie of atoms, meanings into rows of words.
#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>

#include "base/file.h"
#include "base/text.h"
#include "codebook/actor_table.h"
#include "types/actor.h"

namespace demarche {
namespace {

constexpr std::int32_t always = std::numeric_limits<std::int32_t>::min();
constexpr std::int32_t forever = std::numeric_limits<std::int32_t>::max();
constexpr std::size_t table_bytes = 64u << 20;

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

}  // namespace

Status compile_actors(const std::string& folder, PackBuilder& builder) {
  return Compiler(folder).run(builder);
}

}  // namespace demarche
