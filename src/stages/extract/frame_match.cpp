#include "stages/extract/frame_match.h"

#include <string>

#include "base/text.h"

namespace demarche {
namespace {

constexpr std::uint32_t unknown_number = 0xFFFFFFFE;

bool nominal(Upos tag) {
  return tag == Upos::NOUN || tag == Upos::PROPN;
}

/// Lower case without allocation for the short words that lemmas are.
std::string_view lower(std::string_view s, char (&buffer)[64]) {
  bool upper = false;
  for (const char c : s) upper |= is_ascii_upper(c);
  if (!upper || s.size() > sizeof buffer) return s;
  for (std::size_t i = 0; i < s.size(); ++i) buffer[i] = to_ascii_lower(s[i]);
  return {buffer, s.size()};
}

}  // namespace

bool has_party(const Tree& tree, const Mentions& mentions, std::uint32_t word) {
  if (mentions.mention_at(word) != nullptr) return true;
  if (word < mentions.covering.size() && mentions.covering[word] != no_word) return true;
  for (std::uint32_t c = tree.first(word); c != no_word; c = tree.next(c)) {
    const Deprel r = universal(tree.relation(c));
    if ((r == Deprel::amod || r == Deprel::compound || r == Deprel::nmod || r == Deprel::appos || r == Deprel::conj ||
         r == Deprel::flat) &&
        mentions.mention_at(c) != nullptr) {
      return true;
    }
  }
  return false;
}

FrameMatcher::FrameMatcher(const Tree& tree, const Mentions& mentions, const FrameTable& table)
    : tree_(tree),
      mentions_(mentions),
      table_(table),
      numbers_(tree.size(), unknown_number),
      between_(table.lemma_number("between")) {
  const auto set = [&](std::string_view name) { return table_.class_set(name); };
  classes_ = {set("light"),         set("undergo"),       set("happen"),        set("lift"),          set("plan"),
              set("demand"),        set("talk"),          set("meet_verb"),     set("help_verb"),     set("yield_verb"),
              set("violence_verb"), set("arrest_verb"),   set("relation_verb"), set("restrict_verb"), set("yield_noun"),
              set("help_noun"),     set("meet_noun"),     set("violence_noun"), set("relation_noun"), set("crowd"),
              set("media"),         set("reproach_verb"), set("reproach_word"), set("accuse_verb"),   set("doer_verb"),
              set("event")};
}

std::uint32_t FrameMatcher::number(std::uint32_t word) {
  if (numbers_[word] == unknown_number) {
    char buffer[64];
    numbers_[word] = table_.lemma_number(lower(tree_.lemma(word), buffer));
    if (numbers_[word] == FrameTable::no_lemma) {
      const std::string_view form = lower(tree_.form(word), buffer);
      if (tree_.upos(word) == Upos::VERB) {
        const std::string_view verb = table_.verb_of_form(form);
        if (!verb.empty()) numbers_[word] = table_.lemma_number(verb);
      } else if (tree_.upos(word) == Upos::NOUN && form.size() > 4 && form.ends_with('s')) {
        numbers_[word] = table_.lemma_number(form.substr(0, form.size() - 1));
      }
    }
  }
  return numbers_[word];
}

bool FrameMatcher::in_set(std::uint32_t word, std::uint32_t set) {
  return word < numbers_.size() && table_.set_holds(set, number(word));
}

bool FrameMatcher::any_in_set(const WordList& words, std::uint32_t set) {
  for (const std::uint32_t w : words) {
    if (in_set(w, set)) return true;
    for (std::uint32_t c = tree_.first(w); c != no_word; c = tree_.next(c)) {
      const Deprel r = tree_.relation(c);
      if (r == Deprel::conj && in_set(c, set)) return true;
      // "thousands of protesters", "a group of soldiers"
      if (universal(r) == Deprel::nmod && tree_.preposition_lemma(c) == "of" && in_set(c, set) &&
          tree_.phrase_top(c) != c) {
        return true;
      }
    }
  }
  return false;
}

bool FrameMatcher::blocked_noun(std::uint32_t word) const {
  const Deprel r = universal(tree_.relation(word));
  // "Ban" is a person where the name finder says so.
  if (tree_.upos(word) == Upos::PROPN && word < mentions_.covering.size() && mentions_.covering[word] != no_word) {
    return true;
  }
  if (r == Deprel::compound) {
    // "the bomb blast incident", "the peace process": the act is in the first noun
    const std::uint32_t h = tree_.head(word);
    if (h < tree_.size() && (tree_.is(h, "incident") || tree_.is(h, "process") || tree_.is(h, "attempt") ||
                             tree_.is(h, "case") || tree_.is(h, "round"))) {
      return false;
    }
  }
  // The head of the compound tells what is meant: "ceasefire agreement", "defence minister", "arrest warrant".
  return r == Deprel::compound || r == Deprel::flat || r == Deprel::fixed || r == Deprel::goeswith || r == Deprel::amod;
}

Support FrameMatcher::support_of(std::uint32_t noun) {
  Support s;
  const std::uint32_t top = tree_.phrase_top(noun);
  const std::uint32_t v = tree_.head(top);
  if (v >= tree_.size()) return s;
  const Deprel r = tree_.relation(top);
  if (!tree_.verbal(v)) {
    // "claimed responsibility for the attack"
    if (tree_.is(v, "responsibility") && universal(r) == Deprel::nmod && tree_.head(v) < tree_.size() &&
        tree_.verbal(tree_.head(v)) && tree_.relation(v) == Deprel::obj &&
        (tree_.is(tree_.head(v), "claim") || tree_.is(tree_.head(v), "take") || tree_.is(tree_.head(v), "accept"))) {
      s.verb = tree_.head(v);
      s.light = true;
    }
    return s;
  }
  const bool object = r == Deprel::obj || r == Deprel::nsubj_pass;
  const bool oblique = universal(r) == Deprel::obl;
  if (object || (oblique && !tree_.passive(v))) {
    s.light = in_set(v, classes_.light);
    s.undergo = in_set(v, classes_.undergo);
    if (oblique) {
      // Only phrases that belong to the verb: "engaged in talks", "came under attack", "entered into negotiations"
      const std::string_view p = tree_.preposition_lemma(top);
      s.light = s.light && (p == "in" || p == "into" || p == "on" || p == "at" || p == "out") &&
                (tree_.is(v, "engage") || tree_.is(v, "participate") || tree_.is(v, "enter") || tree_.is(v, "take") ||
                 tree_.is(v, "join"));
      s.undergo = s.undergo && (p == "under" || p == "from");
    }
    if (s.undergo && object && r == Deprel::nsubj_pass) s.undergo = false;
  } else if (r == Deprel::nsubj) {
    s.happen = in_set(v, classes_.happen);
  }
  if (s.light || s.undergo || s.happen || object) s.verb = v;
  return s;
}

/// "barricaded", "battled", "denies": the endings undone, for a form whose lemma the tagger missed.
FrameRange FrameMatcher::regular_verb(std::string_view form) {
  char stem[64];
  std::size_t n = 0;
  if (form.size() < 5 || form.size() > 60) return {};
  const auto ends = [&](std::string_view suffix) { return form.ends_with(suffix); };
  if (ends("ied") || ends("ies")) {
    n = form.copy(stem, form.size() - 3);
    stem[n++] = 'y';
    return table_.find({stem, n}, FramePos::verb);
  }
  const std::size_t cut = ends("ing") ? 3 : ends("ed") ? 2 : ends("es") ? 2 : ends("s") ? 1 : 0;
  if (cut == 0) return {};
  n = form.copy(stem, form.size() - cut);
  FrameRange range = table_.find({stem, n}, FramePos::verb);
  if (range.empty() && n > 2 && stem[n - 1] == stem[n - 2]) range = table_.find({stem, n - 1}, FramePos::verb);
  if (range.empty()) {
    stem[n++] = 'e';
    range = table_.find({stem, n}, FramePos::verb);
  }
  return range;
}

FrameRange FrameMatcher::frames_of(std::uint32_t word, FramePos pos) {
  char buffer[64];
  const FrameRange range = table_.find(lower(tree_.lemma(word), buffer), pos);
  if (!range.empty() || pos == FramePos::adjective) return range;
  const std::string_view form = lower(tree_.form(word), buffer);
  if (pos == FramePos::verb) {
    const std::string_view verb = table_.verb_of_form(form);
    return verb.empty() ? regular_verb(form) : table_.find(verb, pos);
  }
  return form.size() > 4 && form.ends_with('s') ? table_.find(form.substr(0, form.size() - 1), pos) : range;
}

std::optional<Match> FrameMatcher::match(std::uint32_t word) {
  const Upos tag = tree_.upos(word);
  FramePos pos;
  if (tag == Upos::VERB) {
    pos = FramePos::verb;
  } else if (nominal(tag)) {
    pos = FramePos::noun;
  } else if (tag == Upos::ADJ) {
    pos = FramePos::adjective;
  } else {
    return std::nullopt;
  }
  const FrameRange range = frames_of(word, pos);
  if (range.empty()) return std::nullopt;
  if (pos == FramePos::noun && blocked_noun(word)) return std::nullopt;
  Match m;
  m.trigger = word;
  m.pos = pos;
  if (pos == FramePos::noun) m.support = support_of(word);
  for (std::uint32_t i = range.begin; i < range.end; ++i) {
    m.frame = table_.frame(i);
    m.number = i;
    bool all = true;
    for (std::uint32_t c = m.frame.conditions_begin; all && c < m.frame.conditions_end; ++c) {
      const FrameCondition condition = table_.condition(c);
      all = holds(m, condition) != condition.negated;
    }
    if (!all) continue;
    if (!m.frame.type) return std::nullopt;
    for (std::uint32_t c = m.frame.conditions_begin; c < m.frame.conditions_end; ++c) {
      // A support verb that the frame itself names: "exchanged fire"
      const FrameCondition condition = table_.condition(c);
      if (condition.place == Place::support && !condition.negated) m.support.light = true;
    }
    return m;
  }
  return std::nullopt;
}

bool FrameMatcher::has_argument(const Match& m, const FrameCondition& condition) {
  if (condition.place == Place::support) {
    return m.support.verb != no_word &&
           (condition.set == FrameTable::no_set ? m.support.light : in_set(m.support.verb, condition.set));
  }
  if (condition.place == Place::undergoer && condition.set == FrameTable::no_set) return m.support.undergo;
  WordList words;
  at_place(m, {condition.place, condition.preposition, false}, words);
  if (condition.test == Test::party) {
    for (const std::uint32_t w : words) {
      if (has_party(tree_, mentions_, w)) return true;
    }
    return false;
  }
  return condition.set == FrameTable::no_set ? !words.empty() : any_in_set(words, condition.set);
}

bool FrameMatcher::holds(const Match& m, const FrameCondition& condition) {
  const std::uint32_t w = m.trigger;
  switch (condition.test) {
    case Test::has:
    case Test::party:
      return has_argument(m, condition);
    case Test::passive:
      return tree_.passive(w);
    case Test::active:
      return !tree_.passive(w);
    case Test::negated: {
      for (std::uint32_t c = tree_.first(w); c != no_word; c = tree_.next(c)) {
        if (tree_.is(c, "not") || tree_.is(c, "never") || tree_.is(c, "no") || tree_.is(c, "n't")) return true;
      }
      return false;
    }
    case Test::plural:
      return tree_.feature(w, "Number=Plur");
    case Test::particle: {
      for (std::uint32_t c = tree_.first(w); c != no_word; c = tree_.next(c)) {
        const Deprel r = tree_.relation(c);
        if ((r == Deprel::compound_prt || r == Deprel::advmod || r == Deprel::compound) && c > w && c - w <= 8 &&
            in_set(c, condition.set)) {
          return true;
        }
        // "pulled out of Iraq": the particle may hang on the noun as its case
        if (universal(r) == Deprel::obl && c > w) {
          for (std::uint32_t k = tree_.first(c); k != no_word && k < c; k = tree_.next(k)) {
            if ((tree_.relation(k) == Deprel::case_ || tree_.relation(k) == Deprel::advmod) && k == w + 1 &&
                in_set(k, condition.set)) {
              return true;
            }
          }
        }
      }
      return false;
    }
    case Test::complement: {
      WordList words;
      tree_.complements(w, words);
      if (condition.set == FrameTable::no_set) return !words.empty();
      for (const std::uint32_t c : words) {
        if (in_set(c, condition.set)) return true;
        // "agreed to hold talks": the support verb's object counts
        if (in_set(c, classes_.light)) {
          const std::uint32_t o = tree_.child(c, Deprel::obj);
          if (o != no_word && in_set(o, condition.set)) return true;
        }
      }
      return false;
    }
    case Test::infinitive: {
      WordList words;
      tree_.complements(w, words);
      for (const std::uint32_t c : words) {
        if (tree_.infinitive(c)) return true;
      }
      return false;
    }
    case Test::dependent: {
      for (std::uint32_t c = tree_.first(w); c != no_word; c = tree_.next(c)) {
        if (in_set(c, condition.set)) return true;
        for (std::uint32_t k = tree_.first(c); k != no_word; k = tree_.next(k)) {
          if (tree_.relation(k) == Deprel::amod && in_set(k, condition.set)) return true;
        }
      }
      return false;
    }
    case Test::governor: {
      const std::uint32_t h = tree_.head(tree_.phrase_top(w));
      return h < tree_.size() && in_set(h, condition.set);
    }
    case Test::future: {
      for (std::uint32_t c = tree_.first(w); c != no_word; c = tree_.next(c)) {
        if (tree_.relation(c) == Deprel::aux &&
            (tree_.is(c, "will") || tree_.is(c, "shall") || tree_.is(c, "would") || tree_.is(c, "'ll"))) {
          return true;
        }
      }
      const std::uint32_t h = tree_.head(w);
      return tree_.infinitive(w) && h < tree_.size() && in_set(h, classes_.plan);
    }
    case Test::capitalised: {
      const std::string_view f = tree_.form(w);
      return !f.empty() && is_ascii_upper(f.front());
    }
  }
  return false;
}

void FrameMatcher::at_place(const Match& m, FramePlace place, WordList& out) {
  const std::uint32_t w = m.trigger;
  switch (place.place) {
    case Place::none:
      return;
    case Place::subject:
      if (m.pos == FramePos::noun) {
        if (m.support.verb != no_word) tree_.subjects(m.support.verb, out);
      } else {
        tree_.subjects(w, out);
        if (out.empty() && m.pos == FramePos::adjective && tree_.relation(w) == Deprel::amod &&
            tree_.head(w) < tree_.size()) {
          out.add(tree_.head(w));
        }
      }
      return;
    case Place::object:
      tree_.objects(w, out);
      return;
    case Place::indirect:
      tree_.indirect_objects(w, out);
      return;
    case Place::possessive: {
      const std::uint32_t c = tree_.child(w, Deprel::nmod_poss);
      if (c != no_word) out.add(tree_.antecedent(c));
      return;
    }
    case Place::modifier:
      for (std::uint32_t c = tree_.first(w); c != no_word; c = tree_.next(c)) {
        const Deprel r = universal(tree_.relation(c));
        if ((r == Deprel::amod || r == Deprel::compound || r == Deprel::flat || r == Deprel::nummod ||
             tree_.relation(c) == Deprel::nmod_desc || tree_.relation(c) == Deprel::nmod_unmarked) &&
            tree_.relation(c) != Deprel::compound_prt) {
          out.add(c);
          for (std::uint32_t k = tree_.first(c); k != no_word; k = tree_.next(k)) {
            const Deprel rk = universal(tree_.relation(k));
            if (rk == Deprel::compound || rk == Deprel::conj || rk == Deprel::amod || rk == Deprel::advmod) out.add(k);
          }
        }
      }
      return;
    case Place::support:
      if (m.support.light) tree_.subjects(m.support.verb, out);
      return;
    case Place::undergoer:
      if (m.support.undergo) tree_.subjects(m.support.verb, out);
      return;
    case Place::support_object:
      if (m.support.verb != no_word) tree_.indirect_objects(m.support.verb, out);
      return;
    case Place::host_noun:
      if (tree_.head(w) < tree_.size()) out.add(tree_.head(w));
      return;
    case Place::complement_subject: {
      WordList complements;
      tree_.complements(w, complements);
      for (const std::uint32_t c : complements) {
        for (std::uint32_t k = tree_.first(c); k != no_word; k = tree_.next(k)) {
          if (universal(tree_.relation(k)) == Deprel::nsubj) out.add(tree_.antecedent(k));
        }
      }
      return;
    }
    case Place::complement_party: {
      WordList complements;
      tree_.complements(w, complements);
      for (const std::uint32_t c : complements) {
        for (std::uint32_t k = tree_.first(c); k != no_word; k = tree_.next(k)) {
          const Deprel r = universal(tree_.relation(k));
          if (r == Deprel::obj || r == Deprel::iobj || r == Deprel::obl) {
            if (has_party(tree_, mentions_, k)) out.add(tree_.antecedent(k));
          }
        }
        for (std::uint32_t k = tree_.first(c); k != no_word; k = tree_.next(k)) {
          if (tree_.relation(k) != Deprel::xcomp && tree_.relation(k) != Deprel::obj) continue;
          for (std::uint32_t d = tree_.first(k); d != no_word; d = tree_.next(d)) {
            const Deprel r = universal(tree_.relation(d));
            if ((r == Deprel::obj || r == Deprel::obl || r == Deprel::nmod) && has_party(tree_, mentions_, d)) {
              out.add(tree_.antecedent(d));
            }
          }
        }
      }
      return;
    }
    case Place::preposition: {
      const bool between = place.preposition == between_;
      const auto collect = [&](std::uint32_t from, bool nouns_too) {
        for (std::uint32_t c = tree_.first(from); c != no_word; c = tree_.next(c)) {
          const Deprel r = universal(tree_.relation(c));
          if (r != Deprel::obl && r != Deprel::nmod && !(nouns_too && r == Deprel::obj)) continue;
          for (std::uint32_t k = tree_.first(c); k != no_word; k = tree_.next(k)) {
            if (tree_.relation(k) != Deprel::case_) continue;
            if (number(k) == place.preposition || (between && (tree_.is(k, "among") || tree_.is(k, "amongst")))) {
              out.add(tree_.antecedent(c));
              break;
            }
          }
        }
      };
      collect(w, false);
      if (m.pos == FramePos::verb && out.empty()) {
        // "fired rockets at Israel" with the phrase hung on the object
        const std::uint32_t o = tree_.child(w, Deprel::obj);
        if (o != no_word) collect(o, false);
        const std::uint32_t x = tree_.child(w, Deprel::xcomp);
        if (x != no_word && !tree_.verbal(x)) collect(x, false);
        if (out.empty() && tree_.relation(w) == Deprel::conj && tree_.head(w) < tree_.size() && tree_.head(w) < w) {
          // "met and talked with Merkel": nothing own, then nothing shared either; phrases are not shared to the left
        }
      }
      if (m.pos == FramePos::noun && out.empty()) {
        const std::uint32_t top = tree_.phrase_top(w);
        if (top != w) collect(top, false);
        if (out.empty() && m.support.verb != no_word) collect(m.support.verb, false);
        if (out.empty()) {
          // "the sanctions imposed on the country by the UN"
          for (std::uint32_t c = tree_.first(w); c != no_word; c = tree_.next(c)) {
            if (tree_.relation(c) == Deprel::acl && tree_.verbal(c) && in_set(c, classes_.light)) collect(c, false);
          }
        }
        if (out.empty()) {
          // "the killing of the scientist by Israel" with the second phrase hung on the first
          for (std::uint32_t c = tree_.first(w); c != no_word; c = tree_.next(c)) {
            if (universal(tree_.relation(c)) == Deprel::nmod) collect(c, false);
          }
        }
      }
      return;
    }
  }
}

}  // namespace demarche
