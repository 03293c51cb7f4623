#include "stages/extract/tree.h"

namespace demarche {
namespace {

constexpr int walk_limit = 12;

bool relative_pronoun(std::string_view lemma) {
  return lemma == "who" || lemma == "which" || lemma == "that" || lemma == "whom" || lemma == "whose";
}

bool measure_noun(std::string_view lemma) {
  static constexpr std::string_view words[] = {
      "series",  "round",    "wave",   "number", "string", "spate", "act",  "day",      "week",    "hour",
      "pair",    "lot",      "couple", "set",    "kind",   "form",  "type", "month",    "year",    "dozen",
      "hundred", "thousand", "spell",  "one",    "some",   "many",  "part", "campaign", "barrage", "group"};
  for (const std::string_view w : words) {
    if (w == lemma) return true;
  }
  return false;
}

/// Texts that say what their author says.
bool speaks(std::string_view lemma) {
  for (const std::string_view w : {"statement", "letter", "resolution", "message", "communique", "declaration", "note",
                                   "petition", "report", "article", "speech", "bill", "law", "order", "decree"}) {
    if (w == lemma) return true;
  }
  return false;
}

}  // namespace

Tree::Tree(std::string_view text, const Tokens& tokens, const Syntax& syntax)
    : text_(text), tokens_(tokens), syntax_(syntax), head_(syntax.words.size()), relation_(syntax.words.size()) {
  for (std::uint32_t w = 0; w < head_.size(); ++w) {
    const std::uint32_t h = syntax.words[w].head;
    head_[w] = h < head_.size() && h != w ? h : no_word;
    relation_[w] = syntax.words[w].deprel;
  }
  link();
  repair();
}

void Tree::link() {
  first_.assign(head_.size(), no_word);
  next_.assign(head_.size(), no_word);
  for (std::uint32_t w = size(); w-- > 0;) {
    const std::uint32_t h = head_[w];
    if (h == no_word) continue;
    next_[w] = first_[h];
    first_[h] = w;
  }
}

std::uint32_t Tree::child(std::uint32_t word, Deprel wanted) const {
  for (std::uint32_t c = first(word); c != no_word; c = next(c)) {
    if (relation(c) == wanted) return c;
  }
  return no_word;
}

bool Tree::has_child_lemma(std::uint32_t word, std::string_view lemma_) const {
  for (std::uint32_t c = first(word); c != no_word; c = next(c)) {
    if (lemma(c) == lemma_) return true;
  }
  return false;
}

std::string_view Tree::preposition_lemma(std::uint32_t noun) const {
  const std::uint32_t p = preposition(noun);
  return p == no_word ? std::string_view() : lemma(p);
}

bool Tree::verbal(std::uint32_t word) const {
  return upos(word) == Upos::VERB || upos(word) == Upos::AUX;
}

bool Tree::passive(std::uint32_t verb) const {
  bool has_object = false, has_subject = false, be = false, have = false;
  for (std::uint32_t c = first(verb); c != no_word; c = next(c)) {
    const Deprel r = relation(c);
    if (r == Deprel::nsubj_pass || r == Deprel::aux_pass || r == Deprel::csubj_pass) return true;
    has_object |= r == Deprel::obj;
    has_subject |= r == Deprel::nsubj;
    be |= r == Deprel::aux && is(c, "be");
    have |= r == Deprel::aux && is(c, "have");
  }
  const bool participle = feature(verb, "VerbForm=Part") && feature(verb, "Tense=Past");
  if (be && participle && !has_object) return true;  // "are accused" with a plain auxiliary
  // "the soldiers killed in the raid": a bare past participle
  const Deprel r = relation(verb);
  if (r == Deprel::acl) {
    // "The secretary, who arrived on Sunday, called on": a main verb hung on its subject
    const bool resumed = feature(verb, "VerbForm=Fin") && verb > 0 && form(verb - 1) == ",";
    return !has_object && !has_subject && !have && !resumed && !gerund(verb) && !infinitive(verb);
  }
  if (r == Deprel::amod || r == Deprel::advcl) return !has_object && !has_subject && !have && participle;
  const std::uint32_t h = head(verb);
  if (r == Deprel::conj && !has_object && !has_subject && h < size() && participle &&
      child(verb, Deprel::aux) == no_word) {
    for (std::uint32_t c = first(h); c != no_word; c = next(c)) {
      if (relation(c) == Deprel::nsubj_pass || relation(c) == Deprel::aux_pass) return true;
    }
  }
  return false;
}

bool Tree::gerund(std::uint32_t verb) const {
  return feature(verb, "VerbForm=Ger") || (feature(verb, "VerbForm=Part") && feature(verb, "Tense=Pres"));
}

bool Tree::infinitive(std::uint32_t verb) const {
  for (std::uint32_t c = first(verb); c != no_word; c = next(c)) {
    if (relation(c) == Deprel::mark && is(c, "to")) return true;
  }
  return false;
}

std::uint32_t Tree::antecedent(std::uint32_t word) const {
  if (upos(word) != Upos::PRON && upos(word) != Upos::DET) return word;
  if (!relative_pronoun(lemma(word))) return word;
  std::uint32_t v = head(word);
  for (int i = 0; i < 4 && v < size(); ++i) {
    if (relation(v) == Deprel::acl_relcl && head(v) < size()) return head(v);
    v = head(v);
  }
  return word;
}

bool Tree::blames_object(std::uint32_t verb) const {
  const std::uint32_t m = child(verb, Deprel::mark);
  return m != no_word && gerund(verb) && (is(m, "of") || is(m, "for") || is(m, "from") || is(m, "into")) &&
         child(head(verb), Deprel::obj) != no_word;
}

void Tree::subjects(std::uint32_t verb, WordList& out) const {
  subjects(verb, out, 0);
}
void Tree::objects(std::uint32_t verb, WordList& out) const {
  objects(verb, out, 0);
}

void Tree::subjects(std::uint32_t verb, WordList& out, int depth) const {
  if (depth > walk_limit || verb >= size()) return;
  const bool is_passive = passive(verb);
  bool own = false;
  for (std::uint32_t c = first(verb); c != no_word; c = next(c)) {
    const Deprel r = relation(c);
    if (r == Deprel::nsubj || r == Deprel::nsubj_outer) {
      own = true;
      if (!is_passive) out.add(antecedent(c));  // "was shot" with a subject labelled as active
    } else if (is_passive &&
               (r == Deprel::obl_agent || (universal(r) == Deprel::obl && preposition_lemma(c) == "by"))) {
      out.add(antecedent(c));
    } else if (r == Deprel::csubj || r == Deprel::csubj_pass || r == Deprel::expl) {
      own = true;
    }
  }
  if (own || is_passive || !out.empty()) {
    // "was arrested and deported by police": the agent may stand with the other conjunct
    if (is_passive && out.empty()) {
      const std::uint32_t h = relation(verb) == Deprel::conj ? head(verb) : no_word;
      if (h < size() && passive(h)) subjects(h, out, depth + 1);
    }
    return;
  }
  const std::uint32_t h = head(verb);
  if (h >= size()) return;
  switch (relation(verb)) {
    case Deprel::conj:
      if (verbal(h) || child(h, Deprel::nsubj) != no_word) {
        if (passive(h)) {
          objects(h, out, depth + 1);
        } else {
          subjects(h, out, depth + 1);
        }
      } else if (relation(h) == Deprel::acl || relation(h) == Deprel::acl_relcl) {
        subjects(h, out, depth + 1);
      }
      break;
    case Deprel::xcomp:
    case Deprel::ccomp:
      if (relation(verb) == Deprel::ccomp && !infinitive(verb)) break;
      if (passive(h)) {
        objects(h, out, depth + 1);  // "Iran was asked to stop"
      } else {
        WordList controlled;
        objects(h, controlled, depth + 1);
        if (!controlled.empty() && !is(h, "promise") && !is(h, "threaten")) {
          for (const std::uint32_t w : controlled) out.add(w);
        } else {
          subjects(h, out, depth + 1);
        }
      }
      break;
    case Deprel::advcl:
      if (upos(h) == Upos::PROPN && child(h, Deprel::cop) == no_word) {
        out.add(h);  // "accused Moscow of sending" with the clause hung on the name
      } else if (passive(h)) {
        objects(h, out, depth + 1);
      } else if (blames_object(verb)) {
        objects(h, out, depth + 1);  // "accused Sudan of arming"
      } else {
        subjects(h, out, depth + 1);
      }
      break;
    case Deprel::acl:
      if (infinitive(verb)) {
        // "Iran's plan to attack": whoever owns the noun
        const std::uint32_t owner = child(h, Deprel::nmod_poss);
        if (owner != no_word) {
          out.add(antecedent(owner));
        } else if (head(h) < size() && universal(relation(h)) == Deprel::obj) {
          subjects(head(h), out, depth + 1);
        }
      } else if (speaks(lemma(h)) && head(h) < size() && verbal(head(h)) && relation(h) == Deprel::obj) {
        subjects(head(h), out, depth + 1);  // "the Union released a statement condemning": the Union
      } else {
        out.add(h);  // "rebels holding the town"
      }
      break;
    case Deprel::acl_relcl:
      out.add(h);
      break;
    default:
      break;
  }
}

void Tree::objects(std::uint32_t verb, WordList& out, int depth) const {
  if (depth > walk_limit || verb >= size()) return;
  const bool is_passive = passive(verb);
  bool subject_is_pronoun_or_other = false;
  for (std::uint32_t c = first(verb); c != no_word; c = next(c)) {
    const Deprel r = relation(c);
    if (r == Deprel::obj || r == Deprel::nsubj_pass || (is_passive && r == Deprel::nsubj)) out.add(antecedent(c));
    if (r == Deprel::nsubj) subject_is_pronoun_or_other = antecedent(c) == c;
  }
  if (out.empty()) {
    for (std::uint32_t c = first(verb); c != no_word; c = next(c)) {
      if (relation(c) == Deprel::iobj) out.add(antecedent(c));
    }
  }
  if (!out.empty()) return;
  const std::uint32_t h = head(verb);
  if (h >= size()) return;
  const Deprel r = relation(verb);
  if (is_passive) {
    if (r == Deprel::acl || r == Deprel::amod) {
      out.add(h);
    } else if (r == Deprel::acl_relcl) {
      out.add(h);
    } else if (r == Deprel::conj) {
      if (passive(h)) {
        objects(h, out, depth + 1);
      } else {
        subjects(h, out, depth + 1);
      }
    } else if (r == Deprel::xcomp || r == Deprel::advcl) {
      subjects(h, out, depth + 1);
      if (out.empty() && passive(h)) objects(h, out, depth + 1);
    }
    return;
  }
  if (r == Deprel::acl_relcl && subject_is_pronoun_or_other) {
    out.add(h);  // "the soldiers that Iran captured"
  } else if (r == Deprel::conj && verbal(h) && !passive(h)) {
    // "arrested and jailed five men": the object follows the second verb but hangs on the first
    const std::uint32_t o = child(h, Deprel::obj);
    if (o != no_word && o > verb) out.add(antecedent(o));
  } else {
    // "attacked and killed the guards": the object may hang on the second
    const std::uint32_t c = child(verb, Deprel::conj);
    if (c != no_word && verbal(c) && child(c, Deprel::nsubj) == no_word && c - verb <= 3) {
      const std::uint32_t o = child(c, Deprel::obj);
      if (o != no_word) out.add(antecedent(o));
    }
  }
}

void Tree::indirect_objects(std::uint32_t verb, WordList& out) const {
  for (std::uint32_t c = first(verb); c != no_word; c = next(c)) {
    if (relation(c) == Deprel::iobj) out.add(antecedent(c));
  }
}

void Tree::complements(std::uint32_t word, WordList& out) const {
  for (std::uint32_t c = first(word); c != no_word; c = next(c)) {
    const Deprel r = relation(c);
    if (r == Deprel::xcomp || r == Deprel::ccomp) {
      out.add(c);
    } else if ((r == Deprel::advcl || r == Deprel::acl) && infinitive(c)) {
      out.add(c);
    } else if (r == Deprel::advcl && gerund(c)) {
      // "accused of helping": marked by a preposition
      const std::uint32_t m = child(c, Deprel::mark);
      if (m != no_word && (is(m, "of") || is(m, "from"))) out.add(c);
    }
  }
}

std::uint32_t Tree::clause_above(std::uint32_t word) const {
  std::uint32_t h = head(word);
  for (int i = 0; i < 64 && h < size(); ++i) {
    if (verbal(h) || child(h, Deprel::nsubj) != no_word || child(h, Deprel::cop) != no_word) return h;
    h = head(h);
  }
  return no_word;
}

bool Tree::above(std::uint32_t top, std::uint32_t word) const {
  for (int i = 0; i < 8 && word < size(); ++i) {
    if (word == top) return true;
    word = head(word);
  }
  return false;
}

std::uint32_t Tree::phrase_top(std::uint32_t noun) const {
  std::uint32_t w = noun;
  for (int i = 0; i < 4; ++i) {
    const std::uint32_t h = head(w);
    if (h >= size()) return w;
    if (relation(w) == Deprel::conj && !verbal(h)) {
      w = h;
    } else if (universal(relation(w)) == Deprel::nmod && preposition_lemma(w) == "of" && measure_noun(lemma(h))) {
      w = h;
    } else {
      return w;
    }
  }
  return w;
}

}  // namespace demarche
