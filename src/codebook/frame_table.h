// The frame codebook: verbs and event nouns with the conditions under which they report a PLOVER act, and where its
// parties stand. Written by people in codebooks/verbs (see SCHEMA.md there), compiled at build, read in place.
//
// A lookup gives all frames of a word, the most specific first; extract/ takes the first whose conditions hold. A frame
// of no type (NONE) blocks: the word is known not to report an act there. Nothing here looks at text: lemmas in,
// numbers out.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "codebook/pack.h"
#include "types/ontology.h"

namespace demarche {

enum class FramePos : std::uint8_t { verb, noun, adjective };

/// Where a frame looks for a party, or what a condition asks about.
enum class Place : std::uint8_t {
  none,
  subject,             // logical subject: nsubj, the by-phrase of a passive, the controller of a complement
  object,              // logical object: obj, nsubj:pass, the noun that a past participle modifies
  indirect,            // iobj
  preposition,         // obl or nmod with this preposition
  possessive,          // nmod:poss
  modifier,            // amod, compound, nmod:desc, nummod...: "Russian", "US"
  support,             // subject of the support verb that an event noun depends on: "X imposed sanctions"
  undergoer,           // subject of a verb of undergoing: "X faces sanctions"
  support_object,      // another object or iobj of the support verb: "offer X a loan"
  complement_subject,  // subject inside the clausal complement: "demand that X leave"
  host_noun,           // the noun that an adjective or participle modifies
  complement_party,    // a party inside the complement other than its subject: "agreed to send troops to Mali"
};

enum class Test : std::uint8_t {
  has,    // an argument at the place, its lemma in the set when there is one
  party,  // an argument at the place that is a mention of a party
  passive,
  active,
  negated,
  plural,
  particle,    // compound:prt or adverb of this set
  complement,  // xcomp, ccomp, to-infinitive; head lemma in the set when there is one
  dependent,   // any direct dependent with a lemma of the set
  governor,    // the word's head has a lemma of the set
  future,      // in the scope of will, going to, plan ...
  capitalised,
  infinitive,  // a complement with "to"
};

struct FrameCondition {
  Test test;
  bool negated;
  Place place;
  std::uint32_t preposition;  // lemma number, for Place::preposition
  std::uint32_t set;          // number of a lemma set, FrameTable::no_set for any
};

struct FramePlace {
  Place place;
  std::uint32_t preposition;
  bool joined;  // '+': adds to the places before it; otherwise an alternative to them
};

/// One sense. Views live in the codebook.
struct Frame {
  std::optional<EventType> type;  // nothing: a blocking frame
  std::string_view mode;          // "", a mode, or "@": by the complement or object
  std::string_view cameo;
  std::string_view rule;      // "ASSAULT/invade.v#1"
  bool symmetric = false;     // all parties act, none receives
  bool no_recipient = false;  // "-": nobody receives
  bool bare_actor = false;    // "-": the actor is never named with the word
  std::uint32_t conditions_begin = 0, conditions_end = 0;
  std::uint32_t actors_begin = 0, actors_end = 0;
  std::uint32_t recipients_begin = 0, recipients_end = 0;
  std::uint32_t specificity = 0;
};

/// Frame numbers [begin, end).
struct FrameRange {
  std::uint32_t begin = 0, end = 0;
  bool empty() const { return begin == end; }
};

/// A frame's example and the parties it must give, for tests and `codebook show`.
struct FrameExample {
  std::string_view text;
  std::string_view expected;  // "Russia > Georgia", "France + Germany", "-"
  std::string_view place;     // "assault.tsv:12"
};

class FrameTable {
 public:
  static constexpr std::uint32_t no_set = 0xFFFF;
  static constexpr std::uint32_t no_lemma = 0xFFFF;

  FrameTable() = default;
  explicit FrameTable(const Pack& pack);

  FrameRange find(std::string_view lemma, FramePos pos) const;
  Frame frame(std::uint32_t number) const;
  FrameCondition condition(std::uint32_t at) const;
  FramePlace place(std::uint32_t at) const;
  FrameExample example(std::uint32_t number) const;
  std::uint32_t size() const { return static_cast<std::uint32_t>(rows_.size() / row_words); }
  std::uint32_t lemma_count() const {
    return static_cast<std::uint32_t>(verbs_.size() + nouns_.size() + adjectives_.size());
  }

  /// The number of a lemma that some set or preposition names; no_lemma otherwise.
  std::uint32_t lemma_number(std::string_view lemma) const;
  bool set_holds(std::uint32_t set, std::uint32_t lemma_number) const;
  /// A class of classes.tsv by name ("light"); no_set when the codebook lacks it.
  std::uint32_t class_set(std::string_view name) const;
  /// The assault mode that a weapon word implies ("drone", "rocket"); "" for none.
  std::string_view weapon_mode(std::string_view lemma) const;

  /// The verb of an inflected form of forms.tsv ("blew": "blow"); "" for none.
  std::string_view verb_of_form(std::string_view form) const;

  static constexpr std::size_t row_words = 16;

 private:
  StringMap verbs_, nouns_, adjectives_, lemmas_, classes_, weapons_, forms_;
  StringList strings_, examples_;
  WordArray rows_, groups_, conditions_, places_, sets_, set_index_;
};

/// Compiles folder/verbs/*.tsv; an error names file, line and reason.
Status compile_frames(const std::string& folder, PackBuilder& builder);

}  // namespace demarche
