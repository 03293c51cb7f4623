// Who acts: countries, bodies, persons, offices and agent nouns by their names, with the days between which a name
// means what it means. A view into the pack; nothing is parsed at start.
//
// Names are matched as sequences of atoms (runs of letters and digits, case and Latin accents folded), so that
// "Al-Qaeda", "al Qaeda" and "Côte d'Ivoire", "Cote d'Ivoire" are each one name whatever the tokenizer did. Whether the
// capitals fit is checked afterwards: "Turkey" is a country, "turkey" is not, "US" is, "us" is not. The table never
// looks at context.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"
#include "codebook/pack.h"
#include "types/actor.h"

namespace demarche {

enum class SenseKind : std::uint8_t {
  country,    // "Russia"
  adjective,  // "Russian"
  people,     // "a Russian", "Russians"
  capital,    // "Moscow", and seats that stand for a government
  region,     // "Gaza", "Chechnya": belongs to a country
  body,       // "Hamas", "the Knesset", "United Nations"
  person,     // full name, with the office held between the days
  surname,    // family name of one who held an office
  noun,       // "police", "president": an agent noun or title, office() when a title
  place,      // a town: tells where, never acts
};

enum class NounKind : std::uint8_t { person, group, body };

/// One meaning of a name. Strings are numbers into ActorTable::text().
struct Sense {
  static constexpr std::uint32_t words = 7;
  SenseKind kind = SenseKind::place;
  std::uint8_t sector = 255;  // Sector, 255: none
  std::uint8_t office = 255;  // index into ActorTable::offices(), 255: none
  std::uint8_t detail = 0;    // noun: NounKind | 4 when plural; body: NamedAs
  std::uint32_t code = 0;     // "RUS:GOV", "IGO:UN"; countries, adjectives, places: "RUS"; nouns: unused
  std::uint32_t name = 0;     // canonical name; nouns: the singular
  std::int32_t from = 0;      // days since 1970, both ends included
  std::int32_t until = 0;
  std::uint32_t capitals = 0;  // bit i: atom i starts with a capital; bit 16 + i: atom i is all capitals

  bool on(std::int32_t day) const { return from <= day && day <= until; }
  bool plural() const { return kind == SenseKind::noun && (detail & 4) != 0; }
  NounKind noun_kind() const { return static_cast<NounKind>(detail & 3); }
  NamedAs named_as() const { return static_cast<NamedAs>(detail); }
};

struct Holder {
  std::uint32_t name = 0;
  std::uint32_t code = 0;
  std::int32_t from = 0;
  std::int32_t until = 0;
};

/// A run of letters and digits with its folded hash.
struct Atom {
  std::uint64_t hash = 0;
  std::uint32_t begin = 0;  // bytes
  std::uint32_t end = 0;
  bool capital = false;  // starts with a capital letter or a digit
  bool all_capitals = false;
  bool joined = true;  // only spaces, hyphens, dots, apostrophes or the like since the atom before
};

/// Appends the atoms of text[begin, end).
void find_atoms(std::string_view text, std::uint32_t begin, std::uint32_t end, std::vector<Atom>& out);

class ActorTable {
 public:
  ActorTable() = default;
  explicit ActorTable(const Pack& pack);

  /// The longest name that starts at atoms[at] and fits the capitals: its number and how many atoms it takes.
  struct Match {
    std::uint32_t entry = 0;
    std::uint32_t atoms = 0;
  };
  std::optional<Match> longest(const Atom* atoms, std::size_t count) const;

  std::uint32_t first_sense(std::uint32_t entry) const { return entries_[entry]; }
  std::uint32_t last_sense(std::uint32_t entry) const { return entries_[entry + 1]; }
  Sense sense(std::uint32_t i) const;
  bool fits(const Sense& sense, const Atom* atoms, std::size_t count) const;

  std::string_view text(std::uint32_t string) const { return strings_[string]; }
  std::optional<std::uint32_t> string_of(std::string_view text) const { return string_numbers_.find(text); }

  /// Who holds the office of the country (or "IGO:UN") on the day; nothing when nobody known.
  std::optional<Holder> holder(std::uint32_t country, std::uint8_t office, std::int32_t day) const;
  std::optional<std::uint8_t> office(std::string_view name) const;
  std::string_view office_name(std::uint8_t office) const { return offices_[office]; }

  /// "Russia" for "RUS"; "" when unknown.
  std::string_view country_name(std::string_view code) const;
  std::string_view wikidata(std::string_view code) const;
  bool ended(std::string_view code, std::int32_t day) const;
  bool female_first_name(std::string_view name) const { return female_.find(name).has_value(); }
  bool empty() const { return slots_.size() == 0; }

 private:
  WordArray slots_;  // three words a slot: hash low, hash high, value; value 0 is free, else entry + 1 << 1 | longer
                     // names exist
  std::uint32_t mask_ = 0;
  WordArray entries_;  // first sense of each entry, and the end
  WordArray senses_;
  WordArray holders_;  // six words: country, office, from, until, name, code; sorted
  StringList strings_;
  StringMap string_numbers_;
  StringList offices_;
  StringMap countries_;  // code -> row
  StringList country_names_;
  StringList country_ids_;
  WordArray country_days_;  // from, until
  StringMap female_;
};

/// Reads actors/ and offices/ under `folder`. The error names file, line and what is wrong.
Status compile_actors(const std::string& folder, PackBuilder& builder);

/// The key of a name in the trie: the hash of its atoms up to and including `atom`.
constexpr std::uint64_t extend_name(std::uint64_t so_far, std::uint64_t atom) {
  std::uint64_t h = (so_far ^ atom) * 0x9E3779B97F4A7C15ull;
  return h ^ (h >> 29);
}

}  // namespace demarche
