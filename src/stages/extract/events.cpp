#include "stages/extract/events.h"

#include <algorithm>

#include "base/limits.h"
#include "stages/extract/event_builder.h"
#include "stages/extract/event_place.h"

namespace demarche {
namespace {

bool casualty(std::string_view lemma) {
  return lemma == "injure" || lemma == "wound" || lemma == "kill" || lemma == "die" || lemma == "hurt";
}

/// The acts of one sentence, before they become events.
class SentenceActs {
 public:
  SentenceActs(const Tree& tree, FrameMatcher& matcher) : tree_(tree), matcher_(matcher) {}

  std::vector<Match> find(const Sentence& sentence) {
    matches_.clear();
    for (std::uint32_t w = sentence.first; w < sentence.last && matches_.size() < limits::events_a_sentence; ++w) {
      auto m = matcher_.match(w);
      // "This is an attack on Africa": a predicate judges, it does not report
      if (m && m->pos == FramePos::noun && m->frame.type == EventType::ASSAULT &&
          tree_.child(w, Deprel::cop) != no_word) {
        m.reset();
      }
      if (m) matches_.push_back(*m);
    }
    if (matches_.empty()) return {};
    dropped_.assign(matches_.size(), false);
    for (const Match& m : matches_) {
      drop_inner(m);
      if (m.frame.type == EventType::ASSAULT && m.pos == FramePos::verb && casualty(tree_.lemma(m.trigger))) {
        drop_means(m.trigger);
      }
    }
    std::vector<Match> out;
    for (std::size_t i = 0; i < matches_.size(); ++i) {
      if (!dropped_[i]) out.push_back(matches_[i]);
    }
    return out;
  }

 private:
  const Match* at(std::uint32_t word) const {
    for (const Match& m : matches_) {
      if (m.trigger == word) return &m;
    }
    return nullptr;
  }
  void drop(std::uint32_t word) {
    for (std::size_t i = 0; i < matches_.size(); ++i) {
      if (matches_[i].trigger == word) dropped_[i] = true;
    }
  }
  /// An act inside what is agreed, asked, refused or threatened is part of that act: "refused to meet" is one event.
  void drop_clause(std::uint32_t clause) {
    drop(clause);
    for (std::uint32_t c = tree_.first(clause); c != no_word; c = tree_.next(c)) {
      const Deprel r = universal(tree_.relation(c));
      if (r == Deprel::obj || r == Deprel::obl || r == Deprel::nsubj) {
        drop(c);
        for (std::uint32_t k = tree_.first(c); k != no_word; k = tree_.next(k)) {
          if (universal(tree_.relation(k)) == Deprel::nmod || tree_.relation(k) == Deprel::conj) drop(k);
        }
      } else if (r == Deprel::xcomp || r == Deprel::conj) {
        drop(c);
        for (std::uint32_t k = tree_.first(c); k != no_word; k = tree_.next(k)) {
          if (universal(tree_.relation(k)) == Deprel::obj) drop(k);
        }
      }
    }
  }
  /// "The raid killed ten": the raid is told by its dead, whose verb takes the raiders from it.
  void drop_means(std::uint32_t verb) {
    for (std::uint32_t c = tree_.first(verb); c != no_word; c = tree_.next(c)) {
      const Deprel r = universal(tree_.relation(c));
      const Match* noun = at(c);
      if (r == Deprel::nsubj && tree_.relation(c) != Deprel::nsubj_pass && noun != nullptr &&
          noun->frame.type == EventType::ASSAULT) {
        drop(c);
      }
    }
  }
  void drop_inner(const Match& m) {
    const EventType t = *m.frame.type;
    const bool swallows = t == EventType::AGREE || t == EventType::REQUEST || t == EventType::REJECT ||
                          t == EventType::THREATEN || t == EventType::CONCEDE;
    if (swallows || t == EventType::PROTEST) {
      WordList complements;
      tree_.complements(m.trigger, complements);
      for (const std::uint32_t c : complements) drop_clause(c);
    }
    for (std::uint32_t c = tree_.first(m.trigger); c != no_word; c = tree_.next(c)) {
      const Deprel r = universal(tree_.relation(c));
      const bool object = r == Deprel::obj || tree_.relation(c) == Deprel::nsubj_pass;
      const bool phrase = r == Deprel::obl || (m.pos == FramePos::noun && r == Deprel::nmod);
      const Match* inner = at(c);
      if (swallows && (object || phrase)) {
        const std::string_view p = tree_.preposition_lemma(c);
        if (object || p == "for" || p == "to" || p == "on" || p == "with" || p == "of") {
          drop(c);
          for (std::uint32_t k = tree_.first(c); k != no_word; k = tree_.next(k)) {
            const Deprel rk = universal(tree_.relation(k));
            if (rk == Deprel::conj ||
                (rk == Deprel::nmod && (tree_.preposition_lemma(k) == "of" || tree_.preposition_lemma(k) == "to")) ||
                rk == Deprel::acl) {
              drop(k);
            }
          }
        }
      } else if (object && inner != nullptr && inner->pos == FramePos::noun && inner->support.light) {
        drop(c);  // the verb's own frame has taken the noun: "expressed concern", "signed an agreement"
      }
      if (t == EventType::PROTEST && (r == Deprel::advcl || r == Deprel::acl) && inner != nullptr &&
          inner->frame.type == EventType::REQUEST) {
        drop(c);  // what a protest demands
      }
    }
  }

  const Tree& tree_;
  FrameMatcher& matcher_;
  std::vector<Match> matches_;
  std::vector<bool> dropped_;
};

bool same_actors(const std::vector<Party>& a, const std::vector<Party>& b) {
  if (a.size() != b.size()) return false;
  return std::all_of(a.begin(), a.end(), [&](const Party& p) {
    return std::any_of(b.begin(), b.end(), [&](const Party& q) { return p.actor == q.actor; });
  });
}

bool own_parties(const EventMention& e) {
  const auto own = [](const std::vector<Party>& parties) {
    return std::any_of(parties.begin(), parties.end(),
                       [](const Party& p) { return p.actor != no_word && !p.from_document; });
  };
  return own(e.actors) && own(e.recipients);
}

/// "The attack killed ten and wounded five": deaths and wounds belong to the assault that they hang on or stand beside.
bool one_assault(const Tree& tree, const EventMention& a, const EventMention& b) {
  const auto linked = [&](const EventMention& x, const EventMention& y) {
    if (!casualty(tree.lemma(x.trigger_word))) return false;
    std::uint32_t w = x.trigger_word;
    if (tree.relation(w) == Deprel::conj && tree.head(w) == y.trigger_word) return true;
    if ((tree.relation(w) == Deprel::advcl || tree.relation(w) == Deprel::acl) && tree.head(w) == y.trigger_word)
      return true;
    w = y.trigger_word;
    const Deprel r = universal(tree.relation(w));
    return tree.head(w) == x.trigger_word && (r == Deprel::nsubj || r == Deprel::obl);
  };
  return linked(a, b) || linked(b, a);
}

/// One annotation a happening and sentence: "the attack killed ten" is one assault.
void merge_repeats(const Tree& tree, std::vector<EventMention>& events, std::size_t from) {
  for (std::size_t i = from; i < events.size(); ++i) {
    for (std::size_t j = i + 1; j < events.size();) {
      EventMention& a = events[i];
      EventMention& b = events[j];
      const bool same = a.type == b.type && (a.mode == b.mode || a.mode.empty() || b.mode.empty()) &&
                        ((same_actors(a.actors, b.actors) && same_actors(a.recipients, b.recipients)) ||
                         (a.type == EventType::ASSAULT && one_assault(tree, a, b)));
      if (!same) {
        ++j;
        continue;
      }
      if (own_parties(b) && !own_parties(a)) std::swap(a, b);
      if (a.mode.empty() && !b.mode.empty()) {
        a.mode = b.mode;
        a.cameo = b.cameo;
      }
      events.erase(events.begin() + static_cast<std::ptrdiff_t>(j));
    }
  }
}

/// Demands and reproaches of quoted speakers; their words are no longer acts of a frame.
void add_said(const Tree& tree, const Tokens& tokens, EventBuilder& builder, std::uint32_t sentence,
              std::vector<Match>& acts, Findings& findings) {
  if (findings.statements.empty()) return;
  const std::size_t before = findings.events.size();
  for (std::uint32_t w = tokens.sentences[sentence].first; w < tokens.sentences[sentence].last; ++w) {
    if (findings.events.size() - before >= limits::events_a_sentence) break;
    std::optional<EventMention> event;
    if (tree.verbal(w)) event = builder.build_demand(w, sentence, findings);
    const bool told = std::any_of(acts.begin(), acts.end(), [&](const Match& m) {
      // A frame has the word, or the reproach is what an accusing verb says.
      return m.trigger == w || (m.frame.type == EventType::ACCUSE && tree.above(m.trigger, w));
    });
    if (!event && !told) event = builder.build_reproach(w, sentence, findings);
    if (!event) continue;
    std::erase_if(acts, [&](const Match& m) { return m.trigger == w; });
    findings.events.push_back(std::move(*event));
  }
}

}  // namespace

void find_events(const Document& document, const Tokens& tokens, const Syntax& syntax, const Mentions& mentions,
                 const Codebook& codebook, Findings& findings, const ExtractModels& models) {
  if (codebook.frames().size() == 0 || syntax.words.size() != tokens.words.size() || tokens.words.empty()) return;
  if (mentions.at_word.size() != tokens.words.size() || mentions.actors.empty()) return;
  find_events(document, tokens, Tree(document.text, tokens, syntax), mentions, codebook, findings, models);
}

void find_events(const Document& document, const Tokens& tokens, const Tree& tree, const Mentions& mentions,
                 const Codebook& codebook, Findings& findings, const ExtractModels& models) {
  FrameMatcher matcher(tree, mentions, codebook.frames());
  const PartyFinder parties(tree, tokens, mentions, findings.statements);
  PartyChooser chooser(tree, tokens, mentions, models.parties, models.choices);
  const Circumstances circumstances(document, tokens, tree, mentions, matcher);
  const DateChooser dates(document, tokens, tree, mentions, models.dates, models.date_choices);
  const ConfidenceScorer confidence(document, tokens, tree, mentions, models.confidence, models.weighed);
  EventBuilder builder(tokens, tree, mentions, codebook, matcher, parties, chooser, circumstances, dates, confidence);
  SentenceActs finder(tree, matcher);
  std::vector<std::vector<Match>> acts(tokens.sentences.size());
  std::vector<EventMention> plain;
  for (std::uint32_t s = 0; s < acts.size(); ++s) {
    acts[s] = finder.find(tokens.sentences[s]);
    for (const Match& match : acts[s]) {
      if (auto event = builder.build_plain(match, s, findings)) plain.push_back(std::move(*event));
    }
  }
  chooser.read_plain(plain);
  for (std::uint32_t s = 0; s < acts.size(); ++s) {
    const std::size_t before = findings.events.size();
    add_said(tree, tokens, builder, s, acts[s], findings);
    // Nouns first: a verb may take its recipient from the act that it speaks of.
    std::stable_partition(acts[s].begin(), acts[s].end(), [](const Match& m) { return m.pos == FramePos::noun; });
    for (const Match& match : acts[s]) {
      if (auto event = builder.build(match, s, findings)) findings.events.push_back(std::move(*event));
    }
    merge_repeats(tree, findings.events, before);
  }
  place_events(document.text, tokens, tree, mentions, findings.events);
  std::stable_sort(findings.events.begin(), findings.events.end(), [](const EventMention& a, const EventMention& b) {
    return a.trigger.begin != b.trigger.begin ? a.trigger.begin < b.trigger.begin : a.trigger.end < b.trigger.end;
  });
}

}  // namespace demarche
