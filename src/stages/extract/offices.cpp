#include "stages/extract/offices.h"

#include <algorithm>

#include "base/text.h"
#include "stages/extract/among.h"
#include "stages/extract/offices_phrase.h"

namespace demarche {
namespace {

enum class Pattern {
  none,
  installs,  // "appointed X foreign minister": the office of the object
  becomes,   // "X became president"
  as_takes,  // "took over as president", "took office as"
  as_leaves,
  removes,   // "dismissed X as minister"
  succeeds,  // "succeeded Y as X"
  serves,    // "has served as president since"
};

Pattern pattern_of(std::string_view lemma) {
  static constexpr std::string_view installs[] = {"appoint", "name",       "elect",     "promote",   "swear",
                                                  "install", "inaugurate", "reappoint", "re-appoint"};
  static constexpr std::string_view leaves[] = {"resign", "step", "quit", "retire", "stand"};
  static constexpr std::string_view removes[] = {"dismiss", "sack", "fire", "remove", "oust", "depose"};
  if (among(lemma, installs)) return Pattern::installs;
  if (among(lemma, leaves)) return Pattern::as_leaves;
  if (among(lemma, removes)) return Pattern::removes;
  if (lemma == "become") return Pattern::becomes;
  if (lemma == "take" || lemma == "assume") return Pattern::as_takes;
  if (lemma == "succeed" || lemma == "replace") return Pattern::succeeds;
  if (lemma == "serve") return Pattern::serves;
  return Pattern::none;
}

/// True when the clause says that it happened: no "will", "may", "not", "if", "to be appointed".
bool happened(const Tree& tree, std::uint32_t verb) {
  static constexpr std::string_view open[] = {
      "will", "would", "may",    "might", "could", "can",    "should", "must",    "shall",  "not",    "never",
      "n't",  "if",    "unless", "'ll",   "wo",    "before", "until",  "whether", "likely", "nearly", "almost"};
  std::uint32_t v = verb;
  for (int step = 0; step < 4 && v < tree.size(); ++step) {
    for (std::uint32_t c = tree.first(v); c != no_word; c = tree.next(c)) {
      const Deprel r = universal(tree.relation(c));
      if ((r == Deprel::aux || r == Deprel::advmod || r == Deprel::mark) &&
          (among(tree.lemma(c), open) || among(tree.form(c), open)))
        return false;
      if (r == Deprel::mark && tree.is(c, "to")) return false;
      if (r == Deprel::mark && step == 0 && tree.gerund(v) && !tree.is(c, "after") && !tree.is(c, "since"))
        return false;
      if (r == Deprel::aux && (tree.is(c, "be")) && tree.gerund(v) && step == 0) return false;  // "is being replaced"
    }
    const Deprel r = tree.relation(v);
    if (r == Deprel::xcomp || r == Deprel::csubj) return false;  // "is considering becoming"
    if (r == Deprel::conj) {
      v = tree.head(v);
    } else if (r == Deprel::ccomp) {
      const std::uint32_t h = tree.head(v);
      static constexpr std::string_view facts[] = {"say", "announce", "confirm", "report", "declare", "tell", "state"};
      return h < tree.size() && (among(tree.lemma(h), facts) || !tree.verbal(h)) && !tree.has_child_lemma(h, "not");
    } else {
      break;
    }
  }
  return true;
}

class Offices {
 public:
  Offices(const Document& document, const Tokens& tokens, const Tree& tree, const Mentions& mentions,
          Findings& findings)
      : text_(document.text),
        tokens_(tokens),
        tree_(tree),
        mentions_(mentions),
        findings_(findings),
        phrases_(document.text, tokens, tree, mentions) {}

  void at(std::uint32_t verb) {
    const Pattern pattern = pattern_of(tree_.lemma(verb));
    if (pattern == Pattern::none || !tree_.verbal(verb) || !happened(tree_, verb)) return;
    verb_ = verb;
    switch (pattern) {
      case Pattern::installs:
        return installs();
      case Pattern::becomes:
        return becomes();
      case Pattern::as_takes:
        return takes();
      case Pattern::as_leaves:
        return leaves();
      case Pattern::removes:
        return removes();
      case Pattern::succeeds:
        return succeeds();
      case Pattern::serves:
        return serves();
      case Pattern::none:
        break;
    }
  }

 private:
  using Phrase = OfficePhrases::Phrase;

  /// "as foreign minister", "to foreign minister" under the verb.
  std::optional<Phrase> after(std::string_view preposition, std::uint32_t word) const {
    for (std::uint32_t c = tree_.first(word); c != no_word; c = tree_.next(c)) {
      if (c < word) continue;
      const Deprel r = universal(tree_.relation(c));
      if (r != Deprel::obl && r != Deprel::nmod && r != Deprel::advcl && r != Deprel::xcomp && r != Deprel::obj)
        continue;
      std::uint32_t p = tree_.preposition(c);
      if (p == no_word) p = tree_.child(c, Deprel::mark);
      if (p == no_word || !tree_.is(p, preposition)) continue;
      if (auto phrase = phrases_.at(c)) return phrase;
    }
    return std::nullopt;
  }
  std::optional<Phrase> bare(std::initializer_list<Deprel> relations, std::uint32_t word) const {
    for (std::uint32_t c = tree_.first(word); c != no_word; c = tree_.next(c)) {
      if (c < word || tree_.preposition(c) != no_word || tree_.child(c, Deprel::mark) != no_word) continue;
      if (std::find(relations.begin(), relations.end(), tree_.relation(c)) == relations.end()) continue;
      if (auto phrase = phrases_.at(c)) return phrase;
    }
    return std::nullopt;
  }
  /// "from his post as ambassador", "resigned from his post as", "from the post of".
  std::optional<Phrase> post(std::string_view preposition) const {
    for (std::uint32_t c = tree_.first(verb_); c != no_word; c = tree_.next(c)) {
      if (c < verb_ || tree_.preposition_lemma(c) != preposition) continue;
      static constexpr std::string_view posts[] = {"post", "position", "job", "role", "office", "duty"};
      if (!among(tree_.lemma(c), posts)) {
        if (preposition == "from") {
          if (auto phrase = phrases_.at(c)) return phrase;
        }
        continue;
      }
      if (auto phrase = after("as", c)) return phrase;
      if (auto phrase = after("of", c)) return phrase;
    }
    return preposition == "from" ? after("as", verb_) : std::nullopt;
  }

  void add(std::uint32_t person, const Phrase& office, OfficeMove move, const Phrase* from = nullptr) {
    const auto party = phrases_.person(person, tokens_.sentence_of(verb_));
    if (!party) return;
    const std::string country = phrases_.country(office, *party);
    if (country.empty()) return;
    OfficeChange change;
    change.person = *party;
    change.office = std::string(text_.substr(office.span.begin, office.span.size()));
    change.country = country;
    change.change = move;
    if (from != nullptr) change.from_office = std::string(text_.substr(from->span.begin, from->span.size()));
    change.date = date(office);
    const Span act = tokens_.words[verb_].span;
    change.span = cover(act, office.span);
    for (const OfficeChange& known : findings_.offices) {
      if (known.span == change.span && known.person.actor == change.person.actor && known.change == move) return;
    }
    findings_.offices.push_back(std::move(change));
  }
  void add_all(const WordList& people, const Phrase& office, OfficeMove move, const Phrase* from = nullptr) {
    if (people.size() != 1) return;  // one person an office
    add(people[0], office, move, from);
  }

  /// The date that hangs on the verb, without another verb between.
  std::uint32_t date(const Phrase& office) const {
    const std::uint32_t own = date_under(verb_, office);
    const std::uint32_t h = tree_.head(verb_);
    // "announced on Friday that she had been appointed"
    const bool told =
        own == no_word && h < tree_.size() && tree_.relation(verb_) == Deprel::ccomp && tree_.is(h, "announce");
    return told ? date_under(h, office) : own;
  }
  std::uint32_t date_under(std::uint32_t verb, const Phrase& office) const {
    const Sentence& s = tokens_.sentences[tokens_.sentence_of(verb)];
    for (auto d = std::lower_bound(mentions_.dates.begin(), mentions_.dates.end(), s.span.begin,
                                   [](const DateMention& m, std::uint32_t b) { return m.span.begin < b; });
         d != mentions_.dates.end() && d->span.begin < s.span.end; ++d) {
      for (std::uint32_t w = d->first; w < d->last && w < tree_.size(); ++w) {
        // The date's own top word must hang on the verb: "following his win on 9 October, he was sworn in today".
        const std::uint32_t up = tree_.head(w);
        // A date behind the office is often hung on its last noun.
        if (up == verb || (verb == verb_ && up >= office.first && up < office.last))
          return static_cast<std::uint32_t>(d - mentions_.dates.begin());
      }
    }
    return no_word;
  }

  void installs() {
    const bool swear = tree_.is(verb_, "swear");
    const bool promote = tree_.is(verb_, "promote");
    WordList people;
    tree_.objects(verb_, people);
    std::optional<Phrase> office = after("as", verb_);
    if (!office && promote) office = after("to", verb_);
    if (!office && !swear && !promote)
      office = bare({Deprel::xcomp, Deprel::obj, Deprel::obl, Deprel::iobj, Deprel::nmod}, verb_);
    if (!office) return;
    std::uint32_t person = no_word;
    for (const std::uint32_t p : people) {
      if (p != office->head && person == no_word) person = p;
    }
    if (person == no_word && tree_.relation(verb_) == Deprel::acl) person = tree_.head(verb_);
    if (person == no_word && !people.empty() && people[0] == office->head) {
      // "elected Maria Lopez president": the name as the other object
      person = tree_.child(verb_, Deprel::iobj);
    }
    if (person == no_word || person == office->head) return;
    const std::optional<Phrase> from = post("from");
    const bool again = tree_.is(verb_, "reappoint") || tree_.is(verb_, "re-appoint");
    const bool moved = from && from->head != office->head;
    add(person, *office, again ? OfficeMove::holds : OfficeMove::takes, moved ? &*from : nullptr);
  }
  void becomes() {
    const auto office = bare({Deprel::xcomp, Deprel::obj}, verb_);
    if (!office || office->indefinite) return;  // "became a minister": which one is not said
    const std::uint32_t clause = tree_.child(office->head, Deprel::acl);
    if (clause != no_word && tree_.infinitive(clause)) return;  // "became the first minister to visit"
    WordList people;
    tree_.subjects(verb_, people);
    add_all(people, *office, OfficeMove::takes);
  }
  void takes() {
    const std::uint32_t object = tree_.child(verb_, Deprel::obj);
    const bool office_word =
        object != no_word && (tree_.is(object, "office") || tree_.is(object, "post") || tree_.is(object, "oath"));
    const bool over = tree_.has_child_lemma(verb_, "over") && tree_.is(verb_, "take");
    if (!office_word && !over) return;
    auto office = after("as", verb_);
    if (!office && office_word) office = after("as", object);
    if (!office && office_word && tree_.is(object, "post")) office = after("of", object);
    if (!office) return;
    WordList people;
    tree_.subjects(verb_, people);
    add_all(people, *office, OfficeMove::takes);
  }
  void leaves() {
    const std::string_view lemma = tree_.lemma(verb_);
    if ((lemma == "step" || lemma == "stand") && !tree_.has_child_lemma(verb_, "down")) return;
    auto office = after("as", verb_);
    if (!office) office = post("from");
    if (!office) return;
    WordList people;
    tree_.subjects(verb_, people);
    add_all(people, *office, OfficeMove::leaves);
  }
  void removes() {
    auto office = after("as", verb_);
    if (!office) office = post("from");
    if (!office) return;
    WordList people;
    tree_.objects(verb_, people);
    add_all(people, *office, OfficeMove::leaves);
  }
  void succeeds() {
    const auto office = after("as", verb_);
    if (!office) return;
    WordList takers, leavers;
    tree_.subjects(verb_, takers);
    tree_.objects(verb_, leavers);
    if (takers.size() != 1 || leavers.size() != 1 || takers[0] == leavers[0]) return;
    add(takers[0], *office, OfficeMove::takes);
    add(leavers[0], *office, OfficeMove::leaves);
  }
  void serves() {
    const bool perfect = tree_.has_child_lemma(verb_, "have") && !tree_.passive(verb_);
    const bool present = tree_.feature(verb_, "Tense=Pres") && tree_.feature(verb_, "VerbForm=Fin");
    if (!perfect && !present) return;
    for (std::uint32_t c = tree_.first(verb_); c != no_word; c = tree_.next(c)) {
      if (tree_.relation(c) == Deprel::aux && tree_.form(c) == "had") return;
    }
    const auto office = after("as", verb_);
    if (!office || office->indefinite) return;
    WordList people;
    tree_.subjects(verb_, people);
    add_all(people, *office, OfficeMove::holds);
  }

  std::string_view text_;
  const Tokens& tokens_;
  const Tree& tree_;
  const Mentions& mentions_;
  Findings& findings_;
  OfficePhrases phrases_;
  std::uint32_t verb_ = no_word;
};

}  // namespace

void find_offices(const Document& document, const Tokens& tokens, const Tree& tree, const Mentions& mentions,
                  Findings& findings) {
  Offices offices(document, tokens, tree, mentions, findings);
  for (std::uint32_t w = 0; w < tree.size(); ++w) {
    if (tree.verbal(w)) offices.at(w);
  }
  std::stable_sort(findings.offices.begin(), findings.offices.end(), [](const OfficeChange& a, const OfficeChange& b) {
    return a.span.begin != b.span.begin ? a.span.begin < b.span.begin : a.span.end < b.span.end;
  });
}

}  // namespace demarche
