#include "stages/extract/sizes.h"

#include <algorithm>

#include "base/text.h"
#include "stages/extract/among.h"
#include "stages/extract/sizes_numbers.h"

namespace demarche {
namespace {

/// Nouns that numbers count beside the victims: "killed 12 hours later", "hit 30 targets".
bool no_people(std::string_view lemma) {
  static constexpr std::string_view words[] = {
      "year",   "month",    "week",    "day",    "hour",     "minute", "time",       "percent",   "per",  "%",
      "dollar", "pound",    "euro",    "point",  "vote",     "seat",   "vehicle",    "car",       "tank", "house",
      "home",   "building", "missile", "rocket", "shell",    "mile",   "kilometer",  "kilometre", "km",   "meter",
      "round",  "case",     "attack",  "strike", "country",  "town",   "village",    "city",      "site", "target",
      "animal", "bird",     "ship",    "boat",   "aircraft", "plane",  "helicopter", "drone",     "job",  "shot"};
  return among(lemma, words);
}

enum class Fate { none, dead, injured, arrested };

Fate fate_of(std::string_view lemma) {
  static constexpr std::string_view dead[] = {"kill",      "die",         "murder",  "massacre",
                                              "slaughter", "assassinate", "execute", "behead"};
  static constexpr std::string_view injured[] = {"injure", "wound", "hurt"};
  static constexpr std::string_view arrested[] = {"arrest", "detain", "jail", "imprison"};
  if (among(lemma, dead)) return Fate::dead;
  if (among(lemma, injured)) return Fate::injured;
  return among(lemma, arrested) ? Fate::arrested : Fate::none;
}

bool fits(Fate fate, EventType type) {
  if (fate == Fate::arrested) return type == EventType::COERCE || type == EventType::PROTEST;
  return type == EventType::ASSAULT || type == EventType::PROTEST;
}

class Sizes {
 public:
  Sizes(const Tokens& tokens, const Tree& tree, Findings& findings)
      : tokens_(tokens), tree_(tree), findings_(findings), event_at_(tree.size(), no_word) {
    for (std::uint32_t i = 0; i < findings.events.size(); ++i) {
      const std::uint32_t w = findings.events[i].trigger_word;
      if (w < event_at_.size()) event_at_[w] = i;
    }
  }

  void sentence(const Sentence& s) {
    for (std::uint32_t w = s.first; w < s.last; ++w) {
      const std::uint32_t e = event_at_[w];
      if (e != no_word) gathering(findings_.events[e], w);
      const std::string_view lemma = tree_.lemma(w);
      Fate fate = fate_of(lemma);
      if (fate != Fate::none && tree_.verbal(w)) {
        people_of(w, fate, lemma == "die");
      } else if (lemma == "leave" && tree_.verbal(w)) {
        left(w);
      }
    }
  }

 private:
  /// "killed 12 and wounded 30": both verbs stand for what their event did.
  EventMention* event_of(std::uint32_t verb, Fate fate) {
    std::uint32_t w = verb;
    const std::uint32_t h = tree_.head(verb);
    if (tree_.relation(verb) == Deprel::conj && h < tree_.size() && event_at_[h] != no_word &&
        event_at_[verb] == no_word && fate_of(tree_.lemma(h)) != Fate::none &&
        fits(fate, findings_.events[event_at_[h]].type))
      return &findings_.events[event_at_[h]];
    for (int step = 0; step < 3 && w < tree_.size(); ++step) {
      const std::uint32_t e = event_at_[w];
      if (e != no_word && fits(fate, findings_.events[e].type)) return &findings_.events[e];
      for (std::uint32_t c = tree_.first(w); c != no_word; c = tree_.next(c)) {
        const Deprel r = universal(tree_.relation(c));
        const bool near = r == Deprel::nsubj || (r == Deprel::obl && step == 0) ||
                          (tree_.relation(c) == Deprel::conj && fate_of(tree_.lemma(c)) != Fate::none);
        if (!near || event_at_[c] == no_word || !fits(fate, findings_.events[event_at_[c]].type)) continue;
        return &findings_.events[event_at_[c]];
      }
      const Deprel r = tree_.relation(w);
      if (r != Deprel::conj && r != Deprel::advcl && r != Deprel::acl && r != Deprel::acl_relcl) return nullptr;
      w = tree_.head(w);
    }
    return nullptr;
  }

  void set(EventMention& event, Fate fate, const Count& count) {
    std::optional<Count>& slot = fate == Fate::dead      ? event.size.dead
                                 : fate == Fate::injured ? event.size.injured
                                                         : event.size.arrested;
    if (!slot) slot = count;  // the first word is the report's own
  }

  void people_of(std::uint32_t verb, Fate fate, bool by_subject) {
    WordList people;
    if (by_subject) {
      tree_.subjects(verb, people);
    } else {
      tree_.objects(verb, people);
      // "arrested up to 30 students": "to" makes the object look like a place
      for (std::uint32_t c = tree_.first(verb); c != no_word && people.empty(); c = tree_.next(c)) {
        const std::uint32_t p = tree_.preposition(c);
        if (c < verb || p == no_word) continue;
        if (tree_.is(p, "up") || (p > 0 && tree_.is(p, "to") && tree_.is(p - 1, "up"))) people.add(c);
      }
    }
    std::optional<Count> count = all(people, verb);
    // "seven were killed and seventeen injured": the second number has no noun of its own
    const std::uint32_t h = tree_.head(verb);
    if (tree_.relation(verb) == Deprel::conj && h < verb && verb - h < 12 && !people.empty() && people[0] < h) {
      for (std::uint32_t w = h + 1; w < verb; ++w) {
        if (tree_.upos(w) == Upos::NUM) count = count_at(tokens_, tree_, w);
      }
    }
    if (!count) return;
    if (EventMention* event = event_of(verb, fate)) set(*event, fate, *count);
  }

  /// "left 12 people dead and 30 injured"
  void left(std::uint32_t verb) {
    const std::uint32_t object = tree_.child(verb, Deprel::obj);
    if (object == no_word) return;
    const std::uint32_t last = std::min<std::uint32_t>(object + 3, tree_.size());
    for (std::uint32_t w = object + 1; w < last; ++w) {
      const std::string_view form = tree_.form(w);
      const Fate fate = form == "dead"                           ? Fate::dead
                        : form == "injured" || form == "wounded" ? Fate::injured
                                                                 : Fate::none;
      if (fate == Fate::none) continue;
      WordList people;
      people.add(object);
      const auto count = all(people, verb);
      if (!count) return;
      if (EventMention* event = event_of(verb, fate)) set(*event, fate, *count);
      return;
    }
  }

  /// "thousands of teachers marched": the marchers. "a protest by 500 farmers", "sent 300 troops".
  void gathering(EventMention& event, std::uint32_t trigger) {
    if (event.type != EventType::PROTEST || fate_of(tree_.lemma(trigger)) != Fate::none) return;
    WordList people;
    if (tree_.verbal(trigger)) {
      tree_.subjects(trigger, people);
    } else {
      for (std::uint32_t c = tree_.first(trigger); c != no_word; c = tree_.next(c)) {
        if (tree_.relation(c) != Deprel::nmod) continue;
        const std::string_view p = tree_.preposition_lemma(c);
        if (p == "by" || p == "of") people.add(c);
      }
      const std::uint32_t h = tree_.head(trigger);
      if (people.empty() && h < tree_.size() && tree_.verbal(h) && !tree_.passive(h)) {
        static constexpr std::string_view joins[] = {"join",        "attend", "hold",   "stage",
                                                     "participate", "take",   "gather", "march"};
        if (among(tree_.lemma(h), joins) && universal(tree_.relation(trigger)) != Deprel::nsubj)
          tree_.subjects(h, people);
      }
    }
    if (const auto count = all(people, trigger)) event.size.participants = *count;
  }

  /// The sum over people joined by "and": "six soldiers and two drivers". Nothing unless all of them are counted.
  std::optional<Count> all(const WordList& people, std::uint32_t verb) const {
    std::optional<Count> sum;
    for (const std::uint32_t p : people) {
      if (p >= tree_.size() || p == verb || no_people(tree_.lemma(p))) return std::nullopt;
      if (!add(sum, p)) return std::nullopt;
      for (std::uint32_t c = tree_.first(p); c != no_word; c = tree_.next(c)) {
        if (tree_.relation(c) != Deprel::conj || tree_.verbal(c) || singled_out(p, c)) continue;
        if (no_people(tree_.lemma(c)) || !add(sum, c)) return std::nullopt;
      }
    }
    return sum;
  }
  /// "seven people, including two guards and two drivers": they are among the seven.
  bool singled_out(std::uint32_t from, std::uint32_t to) const {
    for (std::uint32_t w = from + 1; w < to && w - from < 24; ++w) {
      const std::string_view form = tree_.form(w);
      if (form == "including" || form == "among" || form == "mostly" || form == "includes") return true;
    }
    return to - from > 24;
  }
  bool add(std::optional<Count>& sum, std::uint32_t word) const {
    // "dozens of vehicles"
    for (std::uint32_t c = tree_.first(word); c != no_word; c = tree_.next(c)) {
      if (tree_.relation(c) == Deprel::nmod && tree_.preposition_lemma(c) == "of" && tree_.upos(word) != Upos::PROPN &&
          no_people(tree_.lemma(c)))
        return false;
    }
    const auto count = count_at(tokens_, tree_, word);
    if (!count) return false;
    if (!sum) {
      sum = count;
      return true;
    }
    if (sum->span.overlaps(count->span)) return true;
    sum->low = add_counts(sum->low, count->low);
    if (sum->high && count->high) {
      sum->high = add_counts(*sum->high, *count->high);
    } else {
      sum->high.reset();
    }
    sum->span = cover(sum->span, count->span);
    return true;
  }

  const Tokens& tokens_;
  const Tree& tree_;
  Findings& findings_;
  std::vector<std::uint32_t> event_at_;
};

}  // namespace

void find_sizes(const Tokens& tokens, const Tree& tree, Findings& findings) {
  if (findings.events.empty()) return;
  Sizes sizes(tokens, tree, findings);
  std::uint32_t done = no_word;
  for (std::size_t i = 0; i < findings.events.size(); ++i) {
    const std::uint32_t s = findings.events[i].sentence;
    if (s == done || s >= tokens.sentences.size()) continue;
    done = s;
    sizes.sentence(tokens.sentences[s]);
  }
}

}  // namespace demarche
