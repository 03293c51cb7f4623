// What extract/ finds in one document: event mentions and statements, each field with the words that carry it.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"
#include "base/span.h"
#include "types/mentions.h"
#include "types/ontology.h"

namespace demarche {

enum class Newness : std::uint8_t { new_, ongoing, background };
enum class Factuality : std::uint8_t { actual, future, negated, hypothetical, alleged };
enum class TenseValue : std::uint8_t { past, present, future };
enum class Certainty : std::uint8_t { asserted, claimed, conditional };
inline constexpr std::array<std::string_view, 3> newness_names = {"new", "ongoing", "background"};
inline constexpr std::array<std::string_view, 5> factuality_names = {"actual", "future", "negated", "hypothetical",
                                                                     "alleged"};
inline constexpr std::array<std::string_view, 3> tense_names = {"past", "present", "future"};
inline constexpr std::array<std::string_view, 3> certainty_names = {"asserted", "claimed", "conditional"};
constexpr std::string_view name_of(Newness v) {
  return newness_names[static_cast<std::size_t>(v)];
}
constexpr std::string_view name_of(Factuality v) {
  return factuality_names[static_cast<std::size_t>(v)];
}
constexpr std::string_view name_of(TenseValue v) {
  return tense_names[static_cast<std::size_t>(v)];
}
constexpr std::string_view name_of(Certainty v) {
  return certainty_names[static_cast<std::size_t>(v)];
}

/// A party in its role: an actor of the world and the words that stand for it.
struct Party {
  std::uint32_t actor = no_word;    // index into Mentions::actors; no_word: mentioned but unresolved (UNK)
  std::uint32_t mention = no_word;  // index into Mentions::mentions; no_word: the document never names it
  bool from_document = false;       // the mention lies in another sentence
  Span words;  // without a mention: the words that stand for the party ("the survey"); may be empty
};

struct EventDate {
  Interval interval;
  std::uint32_t date = no_word;  // index into Mentions::dates when basis is the text
  bool from_publication = false;
};

struct Statement {
  std::uint32_t sentence = 0;  // index into Tokens::sentences
  std::optional<Party> speaker;
  std::optional<Party> addressee;
  Span cue;                   // empty: none
  std::vector<Span> content;  // pieces in order, at least one
  bool direct = false;        // any of it is quoted
  std::string rule;
};

/// How many: "at least 12" is 12 and more, "dozens" 24 to 99.
struct Count {
  std::uint32_t low = 0;
  std::optional<std::uint32_t> high;  // nothing: no upper end
  Span span;                          // the words that say so
};

struct EventSize {
  std::optional<Count> dead, injured, arrested, participants;
  bool empty() const { return !dead && !injured && !arrested && !participants; }
};

struct EventMention {
  std::uint32_t sentence = 0;
  Span trigger;
  std::uint32_t trigger_word = no_word;
  EventType type = EventType::CONSULT;
  std::string_view mode;   // "" for none; lives in the codebook
  std::string_view cameo;  // "" for none; lives in the codebook
  std::vector<Party> actors;
  std::vector<Party> recipients;
  std::optional<EventDate> date;
  std::uint32_t place = no_word;  // index into Mentions::places
  Newness newness = Newness::new_;
  Factuality factuality = Factuality::actual;
  TenseValue tense = TenseValue::past;
  bool negative = false;
  Certainty certainty = Certainty::asserted;
  std::optional<Party> attributed_to;
  std::uint32_t statement = no_word;  // index into Findings::statements that carries the attribution
  std::uint16_t confidence = 500;     // thousandths
  EventSize size;
  std::string rule;  // the frame that fired: "ASSAULT/invade.n#1"
};

enum class LinkRole : std::uint8_t { cause, response, condition, purpose, offset };
inline constexpr std::array<std::string_view, 5> link_role_names = {"cause", "response", "condition", "purpose",
                                                                    "offset"};
constexpr std::string_view name_of(LinkRole v) {
  return link_role_names[static_cast<std::size_t>(v)];
}

/// One end of a link: an event or a statement of the document; at least one end is an event.
struct LinkEnd {
  std::uint32_t index = no_word;  // into Findings::events, or statements
  bool statement = false;
  Span words;
  friend bool operator==(const LinkEnd&, const LinkEnd&) = default;
};

/// "from" is the cause, what was answered, the condition, the act, the counterweight.
struct Link {
  LinkRole role = LinkRole::cause;
  LinkEnd from, to;
  Span connective;
};

enum class OfficeMove : std::uint8_t { takes, leaves, holds };
inline constexpr std::array<std::string_view, 3> office_move_names = {"takes", "leaves", "holds"};
constexpr std::string_view name_of(OfficeMove v) {
  return office_move_names[static_cast<std::size_t>(v)];
}

/// Somebody takes, leaves or holds an office, as the text says.
struct OfficeChange {
  Party person;
  std::string office;   // the text's own words: "foreign minister"
  std::string country;  // "CHN", "IGO:UN"
  OfficeMove change = OfficeMove::takes;
  std::string from_office;       // "" when the text names none
  std::uint32_t date = no_word;  // index into Mentions::dates
  Span span;                     // the words that say so
};

struct Findings {
  std::vector<EventMention> events;   // by trigger span
  std::vector<Statement> statements;  // by content span
  std::vector<Link> links;            // by connective span
  std::vector<OfficeChange> offices;  // by span
};

}  // namespace demarche
