#include "stages/extract/circumstance.h"

#include <algorithm>

namespace demarche {
namespace {

constexpr int climb_limit = 6;
constexpr std::uint32_t head_of_report_bytes = 400;
constexpr std::uint32_t farthest_date = 40;  // four a step of the tree, from 30 where no path leads: nearest by words

bool one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool saying(std::string_view lemma) {
  return one_of(lemma, {"say",     "tell",   "announce", "declare",   "state",   "add",   "report",
                        "confirm", "note",   "insist",   "reiterate", "explain", "write", "warn",
                        "vow",     "pledge", "promise",  "indicate",  "suggest", "hint"});
}

}  // namespace

Circumstances::Circumstances(const Document& document, const Tokens& tokens, const Tree& tree, const Mentions& mentions,
                             FrameMatcher& matcher)
    : document_(document), tokens_(tokens), tree_(tree), mentions_(mentions), matcher_(matcher) {}

void Circumstances::climb(std::uint32_t verb, Modality& out, int depth) const {
  if (depth > climb_limit || verb >= tree_.size()) return;
  bool would = false, own_auxiliary = false;
  for (std::uint32_t c = tree_.first(verb); c != no_word; c = tree_.next(c)) {
    const Deprel r = tree_.relation(c);
    const std::string_view l = tree_.lemma(c);
    if (r == Deprel::aux) {
      own_auxiliary = true;
      if (one_of(l, {"will", "shall", "'ll", "wo"})) out.future = true;
      if (l == "would") would = true;
      if (one_of(l, {"can", "could", "may", "might"})) out.conditional = true;
      if (one_of(l, {"must", "should", "ought"})) out.obligation = true;
      if (l == "have" && depth == 0) {
        (tree_.feature(c, "Tense=Past") ? out.perfect_past : out.past) = true;
        out.perfect = true;
      }
      if (l == "be" && depth == 0 && tree_.gerund(verb)) out.progressive = true;
    } else if (r == Deprel::advmod || r == Deprel::det || r == Deprel::cc_preconj) {
      if (one_of(l, {"not", "never", "n't", "no", "neither", "hardly"})) out.negated = true;
      if (one_of(l, {"earlier", "previously", "once", "formerly"}) && depth == 0) out.earlier = true;
      if (one_of(l, {"allegedly", "reportedly", "supposedly", "purportedly", "apparently"})) out.alleged = true;
    } else if (r == Deprel::mark && one_of(l, {"if", "unless", "whether"})) {
      out.conditional = true;
    } else if (r == Deprel::mark && l == "without") {
      out.negated = true;
    }
  }
  if (depth == 0 && tree_.feature(verb, "Tense=Past")) out.past = true;
  const std::uint32_t h = tree_.head(verb);
  const Deprel r = tree_.relation(verb);
  const std::string_view above = h < tree_.size() ? tree_.lemma(h) : std::string_view();
  if (would) {
    // "said it would send": a plan told; "would send if": a condition
    const bool told =
        (r == Deprel::ccomp && saying(above)) || r == Deprel::root || r == Deprel::acl_relcl || r == Deprel::parataxis;
    (told ? out.future : out.conditional) = true;
  }
  if (h >= tree_.size()) return;
  if (r == Deprel::conj && tree_.verbal(h) && !own_auxiliary) {
    climb(h, out, depth + 1);
    return;
  }
  const bool clause = r == Deprel::xcomp || (r == Deprel::advcl && tree_.infinitive(verb)) ||
                      (r == Deprel::acl && tree_.infinitive(verb)) || (r == Deprel::ccomp && tree_.infinitive(verb));
  if (clause) {
    if (one_of(above, {"refuse", "fail", "decline", "forget", "neglect", "avoid", "prevent"})) {
      out.negated = true;
    } else if (one_of(above, {"begin", "start", "continue", "help", "manage", "use", "come", "go", "keep", "dare",
                              "have", "vote", "move", "proceed", "rush"})) {
      if (above == "go" && tree_.gerund(h)) out.future = true;  // "is going to"
      if (above == "have") out.obligation = true;
      climb(h, out, depth + 1);
    } else if (matcher_.in_class(h, matcher_.classes().plan) ||
               one_of(above, {"about", "likely", "plan", "decision", "intention", "effort", "attempt", "agreement",
                              "promise"})) {
      if (r == Deprel::advcl) {
        out.purpose = true;  // "sent troops to attack"
      } else {
        out.future = true;
        climb(h, out, depth + 1);
        out.past = false;
      }
    } else if (one_of(above, {"try", "attempt"})) {
      climb(h, out, depth + 1);
    } else if (one_of(above, {"force", "cause", "lead", "allow", "make", "compel", "let"})) {
      climb(h, out, depth + 1);
    } else if (one_of(above, {"accuse", "allege", "claim", "suspect", "believe", "report", "think", "say"})) {
      out.alleged = true;
    } else if (r == Deprel::advcl) {
      out.purpose = true;
    } else {
      out.wanted = true;
    }
    return;
  }
  if (r == Deprel::ccomp || r == Deprel::parataxis) {
    if (one_of(above, {"claim", "allege", "accuse", "suspect", "believe", "charge"})) out.alleged = true;
    if (one_of(above, {"deny", "doubt", "dispute"})) out.negated = true;
    if (one_of(above, {"hope", "wish", "demand", "want", "ask", "fear", "prefer", "suggest", "propose", "recommend"}))
      out.wanted = true;
  }
  if (r == Deprel::advcl) {
    const std::uint32_t mark = tree_.child(verb, Deprel::mark);
    if (mark != no_word && one_of(tree_.lemma(mark), {"of"}) &&
        one_of(above, {"accuse", "suspect", "convict", "guilty"}))
      out.alleged = true;
    if (mark != no_word && tree_.is(mark, "from")) out.negated = true;
    if (mark != no_word && tree_.is(mark, "for") && one_of(above, {"plan", "call"})) out.wanted = true;
  }
}

Modality Circumstances::modality(const Match& match) const {
  Modality out;
  const std::uint32_t w = match.trigger;
  if (match.pos == FramePos::verb) {
    climb(w, out, 0);
    out.earlier = out.earlier || tree_.relation(w) == Deprel::amod;  // "the captured soldiers"
    return out;
  }
  if (match.pos == FramePos::adjective) {
    climb(w, out, 0);
    const std::uint32_t cop = tree_.child(w, Deprel::cop);
    if (cop != no_word && tree_.feature(cop, "Tense=Past")) out.past = true;
    return out;
  }
  for (std::uint32_t c = tree_.first(w); c != no_word; c = tree_.next(c)) {
    const std::string_view l = tree_.lemma(c);
    const Deprel r = universal(tree_.relation(c));
    if (r != Deprel::amod && r != Deprel::det && r != Deprel::compound) continue;
    if (one_of(l, {"planned", "upcoming", "future", "scheduled", "proposed", "forthcoming", "next", "impending",
                   "imminent", "coming"}))
      out.future = true;
    if (one_of(l, {"possible", "potential", "hypothetical", "any"})) out.conditional = true;
    if (one_of(l, {"alleged", "suspected", "reported", "supposed", "purported", "apparent"})) out.alleged = true;
    if (one_of(l, {"previous", "prior", "past", "earlier", "former", "old"})) out.earlier = true;
    if (one_of(l, {"no", "failed", "cancelled", "canceled", "abortive"})) out.negated = true;
  }
  const Support& s = match.support;
  if (s.verb != no_word && (s.light || s.undergo || s.happen)) {
    climb(s.verb, out, 1);
    out.past = out.past || tree_.feature(s.verb, "Tense=Past");
    if (matcher_.in_class(s.verb, matcher_.classes().plan) && !tree_.is(s.verb, "agree")) out.future = true;
  } else {
    const std::uint32_t top = tree_.phrase_top(w);
    const std::uint32_t h = tree_.head(top);
    if (h < tree_.size()) {
      if (matcher_.in_class(h, matcher_.classes().plan) && universal(tree_.relation(top)) != Deprel::obl)
        out.future = true;
      if (tree_.is(h, "deny")) out.negated = true;
      if (matcher_.in_class(h, matcher_.classes().accuse_verb) && universal(tree_.relation(top)) == Deprel::obl) {
        out.alleged = true;
      }
      if (one_of(tree_.lemma(h), {"avoid", "prevent", "avert", "fear", "oppose", "deter"})) out.wanted = true;
      const std::string_view p = tree_.preposition_lemma(top);
      // "ahead of the summit", "plans for a visit"
      if (p == "for" && one_of(tree_.lemma(h), {"plan", "prepare", "preparation", "schedule", "date", "call", "hope"}))
        out.future = true;
    }
  }
  return out;
}

std::optional<std::uint32_t> Circumstances::date_of(std::uint32_t sentence, std::uint32_t trigger) const {
  const Sentence& s = tokens_.sentences[sentence];
  const auto begin = std::lower_bound(mentions_.dates.begin(), mentions_.dates.end(), s.first,
                                      [](const DateMention& d, std::uint32_t word) { return d.first < word; });
  std::optional<std::uint32_t> best;
  std::uint32_t best_cost = farthest_date;
  for (auto it = begin; it != mentions_.dates.end() && it->first < s.last; ++it) {
    if (it->first >= it->last) continue;
    // The head word of the expression, then the verb or noun that it dates.
    std::uint32_t h = it->first;
    for (int i = 0; i < 16; ++i) {
      const std::uint32_t up = tree_.head(h);
      if (up >= tree_.size() || up < it->first || up >= it->last) break;
      h = up;
    }
    const std::uint32_t dated = tree_.head(h);
    std::uint32_t cost = 30 + (h > trigger ? h - trigger : trigger - h) / 8;
    if (dated < tree_.size()) {
      // Steps from the trigger up to the dated word, or from the dated word up to the trigger.
      std::uint32_t w = trigger;
      for (std::uint32_t step = 0; step < 8 && w < tree_.size(); ++step) {
        if (w == dated) {
          cost = step * 4;
          break;
        }
        // A finite clause between them has a time of its own.
        if (tree_.relation(w) == Deprel::advcl || tree_.relation(w) == Deprel::acl_relcl ||
            tree_.relation(w) == Deprel::ccomp)
          step += 2;
        w = tree_.head(w);
      }
      w = dated;
      for (std::uint32_t step = 1; step < 6 && w < tree_.size(); ++step) {
        w = tree_.head(w);
        if (w == trigger) {
          cost = std::min(cost, step * 4 + 1);
          break;
        }
      }
    }
    if (cost < best_cost) {
      best_cost = cost;
      best = static_cast<std::uint32_t>(it - mentions_.dates.begin());
    }
  }
  return best;
}

Newness Circumstances::newness_of(const EventMention& e, const Match& match, const Modality& m) const {
  const bool published = document_.published.has_value();
  if (e.date && published && !(e.date->from_publication && (m.perfect_past || m.earlier))) {
    const int age = *document_.published - e.date->interval.end;
    if (age > 9) return Newness::background;
    if (age >= 0 && *document_.published - e.date->interval.start > 40) return Newness::ongoing;
    return Newness::new_;
  }
  if (m.perfect_past || m.earlier) return Newness::background;
  if (match.pos == FramePos::noun &&
      (e.type == EventType::ASSAULT || e.type == EventType::SANCTION || e.type == EventType::COERCE)) {
    const std::uint32_t det = tree_.child(match.trigger, Deprel::det);
    const bool definite = det != no_word && one_of(tree_.lemma(det), {"the", "this", "that"});
    if (tree_.is(match.trigger, "war") || tree_.is(match.trigger, "conflict") ||
        tree_.is(match.trigger, "occupation") || tree_.is(match.trigger, "blockade") ||
        tree_.is(match.trigger, "embargo")) {
      return definite ? Newness::ongoing : Newness::background;
    }
  }
  return Newness::new_;
}

void Circumstances::finish(EventMention& e, const Match& match, const Modality& m) const {
  e.negative = m.negated;
  e.tense = m.future || m.obligation                                                      ? TenseValue::future
            : m.past || m.perfect_past || (match.pos == FramePos::noun && !m.progressive) ? TenseValue::past
                                                                                          : TenseValue::present;
  e.certainty = m.conditional || m.wanted || m.obligation ? Certainty::conditional
                : m.alleged || e.attributed_to            ? Certainty::claimed
                                                          : Certainty::asserted;
  if (const auto d = date_of(e.sentence, match.trigger)) {
    e.date = EventDate{mentions_.dates[*d].interval, *d, false};
  }
  e.newness = newness_of(e, match, m);
  if (e.date || !document_.published || e.newness != Newness::new_ || e.factuality == Factuality::future ||
      e.factuality == Factuality::hypothetical || m.perfect_past) {
    return;
  }
  // News without a day of its own is of the day of publication: what stands at the head of the report, and what later
  // verbs tell. Later nouns speak of what the reader knows, "has done" of any time before.
  const bool early = tokens_.sentences[e.sentence].span.begin < head_of_report_bytes;
  if (early || (match.pos == FramePos::verb && !m.perfect)) {
    e.date = EventDate{{*document_.published, *document_.published}, no_word, true};
  }
}

}  // namespace demarche
