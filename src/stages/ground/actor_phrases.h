// Hits, names and tags -> drafts of mentions: which words form one party and what they say of it by themselves (its
// country, sector, office, number). Surface patterns come first and the tree only helps, so that a wrong tree costs
// little:
//   Palestinian President Mahmoud Abbas | Israel's Knesset | the Parliament of Ghana | two Turkish soldiers | police in
//   Cairo
// Nothing is looked up in other sentences here: drafts that need that say so (see Draft::Needs).
#pragma once

#include <string_view>
#include <vector>

#include "codebook/actor_table.h"
#include "stages/ground/actor_hits.h"
#include "types/mentions.h"
#include "types/names.h"
#include "types/tokens.h"

namespace demarche {

enum class PronounClass : std::uint8_t { none, he, she, they, it, we, i, relative };

struct Draft {
  enum class Needs : std::uint8_t {
    nothing,     // code or land is known
    country,     // an agent noun without one: "police", "the government"
    person,      // a name: in the table, or seen before, or unknown
    body,        // a name of an organisation that the table lacks
    antecedent,  // pronouns, "the group", "the country", "his counterpart"
    collective,  // "the two leaders", "both sides"
  };
  std::uint32_t first = 0, last = 0, head = no_word;
  MentionKind kind = MentionKind::name;
  Needs needs = Needs::nothing;
  NamedAs named_as = NamedAs::group;
  std::uint32_t core = no_word;                 // the word that names it: noun, last word of the name
  std::uint32_t name_first = 0, name_last = 0;  // words of the person's or body's own name; equal: none
  std::uint32_t hit = no_word;                  // hit of the name or noun
  std::uint32_t code = 0;            // string of the full code of a known body or office holder; 0: not known
  std::uint32_t name = 0;            // string of the canonical name; 0: none
  std::vector<std::uint32_t> lands;  // strings of country codes (or "IGO:UN") that it belongs to
  std::uint8_t sector = 255;
  std::uint8_t office = 255;
  std::uint8_t count = 0;  // "two", "both", "three"
  PronounClass pronoun = PronounClass::none;
  bool plural = false;
  bool definite = false;
  bool subject = false;
  bool possessive = false;  // "his", "Israel's"
  bool place_only = false;
  bool located = false;  // after a preposition of place: "in the country", "left the city"
  bool former = false;
  bool weak_land = false;         // the country is only nearby ("police in Cairo"), not part of the name
  std::uint32_t owner = no_word;  // word of the possessor: "the country's police", "its army"
  std::uint32_t sentence = 0;
  std::string_view rule;
};

/// The drafts of all sentences, ascending by first word within a sentence, nested ones after what holds them.
std::vector<Draft> find_drafts(std::string_view text, const Tokens& tokens, const Syntax& syntax, const Names& names,
                               const ActorTable& table, const Hits& hits);

/// The word of [first, last) whose head lies outside; `core` where the tree gives none or several.
std::uint32_t head_of(const Syntax& syntax, std::uint32_t first, std::uint32_t last, std::uint32_t core);

}  // namespace demarche
