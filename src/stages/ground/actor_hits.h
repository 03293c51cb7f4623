// Where the names of the actor table stand in the text: one longest-match pass, and what each name can mean on the
// document's day. Knows no context: which reading holds is decided in actor_phrases and actor_resolve.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "codebook/actor_table.h"
#include "types/names.h"
#include "types/syntax.h"
#include "types/tokens.h"

namespace demarche {

/// Words [first, last) that are a name of the table.
struct Hit {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  std::uint32_t entry = 0;
  std::uint32_t atom = 0;  // first atom, for the check of capitals
  std::uint32_t atoms = 0;
  bool person = false;  // full name
  bool surname = false;
  bool adjective = false;     // demonym adjective
  bool people = false;        // demonym noun
  std::optional<Sense> land;  // country, demonym, capital, region or place, as of the day
  std::optional<Sense> seat;  // a second capital reading that is an organisation ("Brussels": the European Union)
  std::optional<Sense> body;
  std::optional<Sense> noun;  // agent noun; the row of the title comes separately
  bool title = false;         // some reading is an office
};

struct Hits {
  std::vector<Atom> atoms;
  std::vector<Hit> all;
  std::vector<std::uint32_t> at;  // for each word the hit that covers it, or no_word

  const Hit* covering(std::uint32_t word) const { return at[word] == no_word ? nullptr : &all[at[word]]; }
  const Hit* starting(std::uint32_t word) const {
    const Hit* hit = word < at.size() ? covering(word) : nullptr;
    return hit != nullptr && hit->first == word ? hit : nullptr;
  }
  const Hit* ending(std::uint32_t word) const {
    const Hit* hit = covering(word);
    return hit != nullptr && hit->last == word + 1 ? hit : nullptr;
  }
};

Hits find_hits(std::string_view text, const Tokens& tokens, const ActorTable& table, std::int32_t day);

/// The readings of one name on a day. Exposed for titles of documents, which have no words.
Hit read_entry(const ActorTable& table, std::uint32_t entry, const Atom* atoms, std::uint32_t count, std::int32_t day);

struct PersonReading {
  std::uint32_t code = 0;  // of the office held on the day, or the latest before it
  std::uint32_t name = 0;
  std::uint8_t office = 255;
  bool current = false;  // in office on the day
  bool former = false;   // was, before the day
  int rank = 0;          // higher: more likely meant
};

/// Who is meant by a person's name on the day. `countries`: codes that the document speaks of (may be empty).
std::optional<PersonReading> read_person(const ActorTable& table, const Hit& hit, const Atom* atoms, std::int32_t day,
                                         const std::vector<std::string_view>& countries);

}  // namespace demarche
