// Slips that a small parser often makes around verbs, mended before frames are matched. Each rule needs a pattern that
// a right tree does not show.
#include <initializer_list>

#include "stages/extract/tree.h"

namespace demarche {
namespace {

/// Verbs whose object does what the infinitive names.
bool asks_someone(std::string_view lemma) {
  static constexpr std::string_view words[] = {
      "ask",     "urge",     "order",  "tell",   "call",   "press",  "force",     "allow",    "want",
      "require", "request",  "beg",    "warn",   "invite", "push",   "encourage", "instruct", "pressure",
      "advise",  "persuade", "oblige", "expect", "permit", "compel", "implore",   "command"};
  for (const std::string_view w : words) {
    if (w == lemma) return true;
  }
  return false;
}

bool copular(std::string_view lemma) {
  for (const std::string_view w :
       {"become", "remain", "stay", "seem", "prove", "turn", "feel", "be", "appear", "look"}) {
    if (w == lemma) return true;
  }
  return false;
}

bool nominal(Upos tag) {
  return tag == Upos::NOUN || tag == Upos::PROPN;
}

}  // namespace

/// Moves a word under another head; both lists of children stay in order.
void Tree::attach(std::uint32_t word, std::uint32_t head, Deprel relation) {
  relation_[word] = relation;
  if (head_[word] == head) return;
  if (head_[word] != no_word) {
    std::uint32_t* link = &first_[head_[word]];
    while (*link != no_word && *link != word) link = &next_[*link];
    if (*link == word) *link = next_[word];
  }
  head_[word] = head;
  next_[word] = no_word;
  if (head == no_word) return;
  std::uint32_t* link = &first_[head];
  while (*link != no_word && *link < word) link = &next_[*link];
  next_[word] = *link;
  *link = word;
}

/// "Nicaragua ended relations": the verb read as an adjective of its object, the subject hung on the object.
bool Tree::repair_adjective_verb(std::uint32_t verb) {
  const std::uint32_t noun = head_[verb];
  if (relation_[verb] != Deprel::amod || noun == no_word || noun < verb || !nominal(upos(noun)) || verb == 0)
    return false;
  const std::uint32_t left = verb - 1;
  if (head_[left] != noun && head_[left] != verb) return false;
  const Deprel r = relation_[left];
  const bool subject = r == Deprel::nsubj || (r == Deprel::compound && (upos(left) == Upos::PROPN || noun - verb <= 2));
  if (!subject || !(nominal(upos(left)) || upos(left) == Upos::PRON)) return false;
  attach(verb, head_[noun], relation_[noun]);
  attach(noun, verb, Deprel::obj);
  attach(left, verb, Deprel::nsubj);
  for (std::uint32_t c = first(noun), after = no_word; c != no_word; c = after) {
    after = next(c);
    const Deprel rc = universal(relation_[c]);
    if (c < left) attach(c, left, relation_[c]);
    if (c > noun && (rc == Deprel::punct || rc == Deprel::advcl || rc == Deprel::parataxis || rc == Deprel::conj)) {
      attach(c, verb, relation_[c]);
    }
  }
  return true;
}

/// "Brazil resumed trade", "The group called on Japan to act": the subject taken for the root, its verb for a
/// participle.
bool Tree::repair_root_subject(std::uint32_t verb) {
  const std::uint32_t h = head_[verb];
  if (h == no_word || h > verb || head_[h] != no_word || !nominal(upos(h)) || gerund(verb) || infinitive(verb))
    return false;
  if (relation_[verb] != Deprel::parataxis && relation_[verb] != Deprel::acl && relation_[verb] != Deprel::appos)
    return false;
  if (child(h, Deprel::cop) != no_word || child(h, Deprel::nsubj) != no_word || child(verb, Deprel::nsubj) != no_word) {
    return false;
  }
  bool object = upos(h) == Upos::PROPN && h + 1 == verb, agent = false;
  for (std::uint32_t c = first(verb); c != no_word; c = next(c)) {
    const Deprel r = relation_[c];
    object |= c > verb &&
              (r == Deprel::obj || r == Deprel::xcomp || r == Deprel::ccomp || (r == Deprel::advcl && infinitive(c)));
    agent |= r == Deprel::obl_agent || r == Deprel::aux_pass || r == Deprel::nsubj_pass;
  }
  if (!object || agent) return false;
  attach(verb, no_word, Deprel::root);
  attach(h, verb, Deprel::nsubj);
  for (std::uint32_t c = first(h), after = no_word; c != no_word; c = after) {
    after = next(c);
    if (c > verb) attach(c, verb, relation_[c]);
  }
  return true;
}

/// "granted independence to Algeria": a bare noun after a verb without an object is its object.
bool Tree::repair_object(std::uint32_t noun) {
  const std::uint32_t verb = head_[noun];
  if (verb == no_word || verb > noun || noun - verb > 4 || upos(verb) != Upos::VERB || !nominal(upos(noun)))
    return false;
  if (relation_[noun] != Deprel::xcomp && relation_[noun] != Deprel::advmod && relation_[noun] != Deprel::dep)
    return false;
  if (copular(lemma(verb)) || child(verb, Deprel::obj) != no_word || child(noun, Deprel::case_) != no_word ||
      child(noun, Deprel::cop) != no_word || child(verb, Deprel::nsubj_pass) != no_word) {
    return false;
  }
  relation_[noun] = Deprel::obj;
  return true;
}

/// "Rasmussen welcomed the move" read as a passive without its auxiliary: the subject acts.
void Tree::repair_voice(std::uint32_t verb) {
  const Deprel r = relation_[verb];
  if (r == Deprel::acl || r == Deprel::advcl || r == Deprel::amod || r == Deprel::xcomp) return;
  std::uint32_t subject = no_word, object = no_word;
  for (std::uint32_t c = first(verb); c != no_word; c = next(c)) {
    const Deprel rc = relation_[c];
    if (universal(rc) == Deprel::aux || rc == Deprel::cop || rc == Deprel::nsubj || rc == Deprel::obl_agent) return;
    if (rc == Deprel::nsubj_pass && c < verb) subject = c;
    if (object == no_word && c > verb && c - verb <= 5 && nominal(upos(c)) && child(c, Deprel::case_) == no_word &&
        (rc == Deprel::obj || rc == Deprel::obl)) {
      object = c;
    }
  }
  // A conjunct shares the auxiliary of the first verb: "were arrested and deported".
  if (subject == no_word || r == Deprel::conj) return;
  relation_[subject] = Deprel::nsubj;
  if (object != no_word) relation_[object] = Deprel::obj;
}

void Tree::repair() {
  for (std::uint32_t w = 0; w < size(); ++w) {
    const std::uint32_t h = head_[w];
    if (h == no_word) continue;
    if (upos(w) != Upos::VERB) {
      repair_object(w);
      continue;
    }
    if (repair_adjective_verb(w) || repair_root_subject(w)) continue;
    repair_voice(w);
    const Deprel r = relation_[w];
    if ((r == Deprel::xcomp || r == Deprel::ccomp || r == Deprel::advcl) && h < w && upos(h) == Upos::VERB &&
        !infinitive(w)) {
      // "launched an inquiry and arrested": a second verb with its "and" is a conjunct
      const std::uint32_t c = child(w, Deprel::cc);
      if (c != no_word && c < w) relation_[w] = Deprel::conj;
    } else if (r == Deprel::acl && h < w && infinitive(w) && relation_[h] == Deprel::obj && head_[h] != no_word &&
               asks_someone(lemma(head_[h])) && child(h, Deprel::nmod_poss) == no_word) {
      // "asked the government to stay": the clause belongs to the verb
      attach(w, head_[h], Deprel::xcomp);
    } else if (r == Deprel::advcl && h < w && infinitive(w) && asks_someone(lemma(h)) &&
               (child(h, Deprel::obj) != no_word || child(h, Deprel::iobj) != no_word)) {
      relation_[w] = Deprel::xcomp;
    }
  }
}

}  // namespace demarche
