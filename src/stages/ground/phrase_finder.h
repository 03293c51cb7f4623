// The working state of find_drafts: walks a sentence's words and takes those that form a party, so that no word belongs
// to two drafts of the same level. Its methods stand in files by idea: actor_phrases (noun phrases), actor_phrase_names
// (persons, countries, bodies), actor_phrase_pronouns (pronouns, amounts, pairs). Private to ground/.
#pragma once

#include <string_view>
#include <unordered_set>
#include <vector>

#include "base/hash.h"
#include "base/text.h"
#include "stages/ground/actor_phrases.h"

namespace demarche {

class PhraseFinder {
 public:
  PhraseFinder(std::string_view text, const Tokens& tokens, const Syntax& syntax, const Names& names,
               const ActorTable& table, const Hits& hits)
      : text_(text),
        tokens_(tokens),
        syntax_(syntax),
        names_(names),
        table_(table),
        hits_(hits),
        taken_(tokens.words.size(), 0),
        at_person_(tokens.words.size(), 0),
        name_at_(tokens.words.size(), no_word) {
    for (std::uint32_t i = 0; i < names.size(); ++i)
      for (std::uint32_t w = names[i].first; w < names[i].last && w < name_at_.size(); ++w) name_at_[w] = i;
    for (const Name& n : names)
      if (n.name_class == NameClass::PER && n.last > n.first && n.last <= tokens.words.size() && n.last - n.first > 1)
        family_names_.insert(hash64(form(n.last - 1)));
  }
  std::vector<Draft> run();

 private:
  std::string_view form(std::uint32_t w) const {
    const Span span = tokens_.words[w].span;
    return text_.substr(span.begin, span.size());
  }
  Upos upos(std::uint32_t w) const { return w < syntax_.words.size() ? syntax_.words[w].upos : Upos::X; }
  Deprel deprel(std::uint32_t w) const { return w < syntax_.words.size() ? syntax_.words[w].deprel : Deprel::dep; }
  std::uint32_t governor(std::uint32_t w) const { return w < syntax_.words.size() ? syntax_.words[w].head : no_word; }
  bool is(std::uint32_t w, std::string_view lower) const {
    return w >= first_ && w < last_ && equals_ignoring_case(form(w), lower);
  }
  bool capital(std::uint32_t w) const {
    const unsigned char c = static_cast<unsigned char>(form(w)[0]);
    return is_ascii_upper(static_cast<char>(c)) || c >= 0xC3;
  }
  bool is_person_name(std::uint32_t w) const {
    return w < name_at_.size() && name_at_[w] != no_word && names_[name_at_[w]].name_class == NameClass::PER;
  }
  bool possessive_mark(std::uint32_t w) const;
  bool hyphen(std::uint32_t w) const { return form(w) == "-" || form(w) == "–" || form(w) == "‑"; }
  static bool is_land(const Hit* hit) { return hit != nullptr && (hit->land || hit->body); }
  /// A hit that reads as a country, demonym, town or organisation here, not as a person or common noun.
  const Hit* land_ending(std::uint32_t w) const;
  struct Left {
    std::uint32_t first = 0;
    std::vector<const Hit*> lands;  // nearest first
    bool owned = false;             // a possessive: its holder is lands.back() or owner
    std::uint32_t owner = no_word;
    bool definite = false, indefinite = false, former = false;
    std::uint8_t count = 0;
  };
  /// Walks left over what belongs to the noun phrase whose noun starts at `noun`.
  Left walk_left(std::uint32_t noun, std::uint32_t noun_last) const;
  /// "thousands of | protesters", "most of the", "two of his", "a group of": the amount is part of the party.
  std::uint32_t walk_quantity(std::uint32_t first) const;
  bool modifies(std::uint32_t w, std::uint32_t noun_last) const;
  /// "Israel's | the country's | Mr. Bush's": `mark` is the 's.
  void take_owner(std::uint32_t mark, Left& left) const;
  struct Right {
    std::uint32_t last = 0;
    std::vector<const Hit*> lands;
    bool weak = false;              // "in", "at": near, not part of the name
    bool origin = false;            // "from"
    std::uint32_t owner = no_word;  // last word of a person's name
  };
  /// "of Iran", "of the Russian Federation", "for Hamas", "in Egypt"; several with "and" for a plural noun.
  Right walk_right(std::uint32_t noun_last, bool plural) const;
  void add_lands(Draft& d, const std::vector<const Hit*>& lands, bool all) const;
  void mark(std::uint32_t first, std::uint32_t last) {
    for (std::uint32_t w = first; w < last; ++w) taken_[w] = first + 1;
  }
  Draft start(std::uint32_t first, std::uint32_t last, std::uint32_t core) const;
  void nouns();
  /// Whether the words are used as the noun: "police" is; "general" in "general election", "present", "press on" are
  /// not.
  bool noun_reading(const Hit& hit) const;
  /// Makes the draft of an agent noun; returns the word after it.
  std::uint32_t noun(const Hit& hit);
  bool coordinated(const std::vector<const Hit*>& lands) const;
  /// "the country", "both sides", "his counterpart", "the group": what they stand for is elsewhere.
  void special(Draft& d, const Sense& sense);
  /// Where a person's name that starts at `w` ends; `w` when none starts there.
  std::uint32_t person_name_from(std::uint32_t w, const Hit& title) const;
  /// The tagger sometimes stops inside a name: "Justice MA | Aziz".
  std::uint32_t longer_name(std::uint32_t end) const;
  void persons();
  /// "in May", "last August": a month and nobody's name.
  bool told_as_time(std::uint32_t w) const;
  /// A proper noun by itself that the document elsewhere has as the last word of a person's name, or that says
  /// something.
  bool bare_family_name(std::uint32_t w) const;
  /// The tagger took a country, town or organisation of the table for a person.
  bool names_no_person(std::uint32_t first, std::uint32_t last) const;
  /// Without a PER span: a full name always, a family name when it stands alone as a proper noun.
  bool person_reading(const Hit& hit) const;
  void named();
  void body(const Hit& hit);
  bool modifies_noun(const Hit& hit) const;
  void land(const Hit& hit);
  bool capital_place(const Hit& hit) const;
  /// "in Washington", "near the Gaza Strip", "arrived at Beijing", "a visit to Moscow".
  bool located(std::uint32_t first, int lists = 0) const;
  /// "Cairo (AP)", "Cairo, Egypt -", "Cairo, May 3" at the start of a sentence.
  bool dateline(std::uint32_t first) const;
  bool several_parties(std::uint32_t first, std::uint32_t last) const;
  /// ORG spans that the table lacks or knows only in part: "Lashkar Militia", "Bank of Georgia".
  void bodies_without_entry();
  /// "25 were injured", "dozens fled", "killing four": people without a noun.
  void amounts();
  void documents();
  /// "the two", "both", "the pair": two parties spoken of before. "the North": of two states of one name.
  void pairs();
  void pronouns();
  std::string_view text_;
  const Tokens& tokens_;
  const Syntax& syntax_;
  const Names& names_;
  const ActorTable& table_;
  const Hits& hits_;
  std::vector<std::uint32_t> taken_;     // first word of the draft that holds the word, and one; 0: free
  std::vector<std::uint8_t> at_person_;  // words that head an agent noun
  std::vector<std::uint32_t> name_at_;
  std::unordered_set<std::uint64_t> family_names_;
  std::vector<Draft> drafts_;
  std::uint32_t sentence_ = 0, first_ = 0, last_ = 0;
  mutable bool modifier_ = false;
};

}  // namespace demarche
