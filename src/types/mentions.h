// What ground/ finds: which words stand for which actors, and which days the date expressions mean.
//
// An ActorMention is in the text and carries evidence; an Actor is in the world. Every noun phrase, pronoun, possessive
// or demonym that stands for a party has one mention, found through its head word: extract/ walks the tree to a word
// and asks mention_at(word).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"
#include "base/span.h"
#include "types/actor.h"
#include "types/syntax.h"

namespace demarche {

enum class MentionKind : std::uint8_t {
  name,         // "Vladimir Putin", "Russia", "the Knesset"
  title,        // "the Russian president", "Prime Minister Sharon": an office, with or without a name
  description,  // "the troops", "protesters", "Israeli settlers", "the two leaders"
  pronoun,      // "he", "their", "who"
  adjective,    // "Russian" in "Russian invasion", "Western" in "Western sanctions"
};

struct ActorMention {
  std::uint32_t first = 0;  // words [first, last): the mention as it is shown
  std::uint32_t last = 0;
  std::uint32_t head = no_word;  // its head word in the tree
  Span span;                     // text of the mention, without leading preposition; with its title and apposed name
  MentionKind kind = MentionKind::name;
  std::vector<std::uint32_t> actors;  // indices into Mentions::actors; several for a collective ("the two leaders");
                                      // empty: a party-like mention whose actor is not known (code UNK)
  bool place_only = false;  // a country or capital used as a place ("in Washington", "arrived in Beijing"): acts only
                            // as a host or when nothing else does
  std::string rule;         // how it was resolved: "country.name", "office.at-date", "coref.surname", ...
};

struct DateMention {
  std::uint32_t first = 0;  // words [first, last); equal when the layer has no words
  std::uint32_t last = 0;
  Span span;  // without a leading on, in, at
  Interval interval;
  std::string timex;  // TIMEX3 value, "" when none
  std::string rule;
};

enum class PlacePrecision : std::uint8_t { city, area, country };
inline constexpr std::array<std::string_view, 3> place_precision_names = {"city", "area", "country"};
constexpr std::string_view name_of(PlacePrecision p) {
  return place_precision_names[static_cast<std::size_t>(p)];
}

/// A name that means a place of the world. The views live in the codebook.
struct PlaceMention {
  std::uint32_t first = 0;  // words [first, last)
  std::uint32_t last = 0;
  Span span;
  std::string_view name;
  std::string_view country;   // "FRA"
  std::int32_t latitude = 0;  // thousandths of a degree
  std::int32_t longitude = 0;
  bool located = false;  // has coordinates
  PlacePrecision precision = PlacePrecision::city;
};

class Mentions {
 public:
  std::vector<Actor> actors;            // the document's actors, each once
  std::vector<ActorMention> mentions;   // ascending by head
  std::vector<DateMention> dates;       // ascending by span, not overlapping
  std::vector<PlaceMention> places;     // ascending by span, not overlapping
  std::vector<std::uint32_t> at_word;   // for each word the mention that it heads, or no_word
  std::vector<std::uint32_t> covering;  // for each word the smallest mention whose words hold it, or no_word
  /// The document's parties by weight, heaviest first: where a sentence leaves a party out, it is one of these.
  /// Countries as states and organisations; weighed by title, first sentences, subjects. Each has its nearest mention
  /// in salient_mentions.
  std::vector<std::uint32_t> salient;           // indices into actors
  std::vector<std::uint32_t> salient_mentions;  // indices into mentions, or no_word; as long as salient

  const ActorMention* mention_at(std::uint32_t head) const {
    return head < at_word.size() && at_word[head] != no_word ? &mentions[at_word[head]] : nullptr;
  }
};

}  // namespace demarche
