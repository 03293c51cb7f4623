// Drafts without a name or noun: pronouns, amounts of people, pairs.
#include "stages/ground/phrase_finder.h"
#include "stages/ground/word_lists.h"

namespace demarche {

void PhraseFinder::amounts() {
  for (std::uint32_t w = first_; w < last_; ++w) {
    if (taken_[w] != 0) continue;
    const Upos tag = upos(w);
    if (tag != Upos::NUM && !is_people_amount(form(w))) continue;
    const Deprel d = deprel(w);
    const std::uint32_t up = governor(w);
    // "injured over 100": a number right behind the verb is its object, whatever the tree calls it.
    const bool behind = (d == Deprel::obl || d == Deprel::obl_unmarked) && up != no_word && up < w && w - up <= 3 &&
                        (up + 1 == w || upos(w - 1) == Upos::ADV || upos(w - 1) == Upos::DET || is(w - 1, "over"));
    if (d != Deprel::nsubj && d != Deprel::nsubj_pass && d != Deprel::obj && d != Deprel::conj && !behind) continue;
    if (up == no_word || (upos(up) != Upos::VERB && d != Deprel::conj)) continue;
    if (d == Deprel::conj && (up >= at_person_.size() || at_person_[up] == 0)) continue;
    if (w + 1 < last_ && (is(w + 1, "%") || is(w + 1, "percent") || is(w + 1, "of") || upos(w + 1) == Upos::NOUN ||
                          upos(w + 1) == Upos::SYM))
      continue;
    if (w > first_ && (upos(w - 1) == Upos::SYM || is_place_preposition(form(w - 1)))) continue;
    if (tag == Upos::NUM && !is_count(form(w))) continue;
    std::uint32_t first = w;
    while (first > first_ && taken_[first - 1] == 0 && governor(first - 1) == w &&
           (upos(first - 1) == Upos::ADV || upos(first - 1) == Upos::DET || upos(first - 1) == Upos::ADJ))
      --first;
    Draft draft = start(first, w + 1, w);
    draft.kind = MentionKind::description;
    draft.needs = Draft::Needs::country;
    draft.named_as = NamedAs::group;
    draft.sector = static_cast<std::uint8_t>(Sector::CVL);
    draft.plural = true;
    draft.rule = "noun.amount";
    mark(draft.first, draft.last);
    drafts_.push_back(std::move(draft));
  }
}

/// "The statement said", "according to the letter": a paper speaks for whoever wrote it.
void PhraseFinder::documents() {
  for (std::uint32_t w = first_ + 1; w < last_; ++w) {
    if (taken_[w] != 0 || upos(w) != Upos::NOUN || !is_document_noun(form(w))) continue;
    std::uint32_t first = w;
    while (first > first_ && taken_[first - 1] == 0 && governor(first - 1) == w && upos(first - 1) != Upos::ADP &&
           upos(first - 1) != Upos::CCONJ && upos(first - 1) != Upos::PUNCT)
      --first;
    if (first == w || (!is(first, "the") && !is(first, "its") && !is(first, "their"))) continue;
    if (w + 1 < last_ && (is(w + 1, "of") || is(w + 1, "by") || is(w + 1, "from"))) continue;
    const std::uint32_t up = governor(w);
    if (up == no_word) continue;
    const bool speaks = deprel(w) == Deprel::nsubj && up < syntax_.words.size() && is_saying_lemma(syntax_.lemma(up));
    const bool source = first > first_ + 1 && is(first - 1, "to") && is(first - 2, "according");
    if (!speaks && !source) continue;
    Draft d = start(first, w + 1, w);
    d.kind = MentionKind::description;
    d.needs = Draft::Needs::antecedent;
    d.named_as = NamedAs::body;
    d.rule = "coref.document";
    mark(d.first, d.last);
    drafts_.push_back(std::move(d));
  }
}

void PhraseFinder::pairs() {
  for (std::uint32_t w = first_; w < last_; ++w) {
    if (taken_[w] != 0) continue;
    const bool after_the = w > first_ && is(w - 1, "the") && taken_[w - 1] == 0;
    const Upos next = w + 1 < last_ ? upos(w + 1) : Upos::PUNCT;
    if (next == Upos::NOUN || next == Upos::PROPN || next == Upos::ADJ || next == Upos::NUM) continue;
    const bool two = (after_the && (is(w, "two") || is(w, "pair") || is(w, "duo"))) ||
                     (is(w, "both") && upos(w) != Upos::CCONJ && next != Upos::DET);
    const bool half = after_the && (form(w) == "North" || form(w) == "South");
    if (!two && !half) continue;
    const Deprel role = deprel(w);
    if (two && role != Deprel::nsubj && role != Deprel::nsubj_pass && role != Deprel::obj && role != Deprel::nmod &&
        role != Deprel::obl)
      continue;
    Draft d = start(after_the ? w - 1 : w, w + 1, w);
    d.kind = MentionKind::description;
    d.needs = two ? Draft::Needs::collective : Draft::Needs::antecedent;
    d.named_as = two ? NamedAs::collective : NamedAs::country;
    d.count = two ? 2 : 0;
    d.plural = two;
    d.rule = two ? "coref.collective" : "coref.half";
    mark(d.first, d.last);
    drafts_.push_back(std::move(d));
  }
}

void PhraseFinder::pronouns() {
  for (std::uint32_t w = first_; w < last_; ++w) {
    if (taken_[w] != 0) continue;
    const Upos tag = upos(w);
    if (tag != Upos::PRON && tag != Upos::DET && tag != Upos::SCONJ) continue;
    const PronounClass pronoun = pronoun_class(form(w));
    if (pronoun == PronounClass::none) continue;
    if (pronoun == PronounClass::relative) {
      if (tag != Upos::PRON) continue;
      const std::uint32_t up = governor(w);
      if (up == no_word || (deprel(up) != Deprel::acl_relcl && deprel(up) != Deprel::acl)) continue;
    }
    Draft d = start(w, w + 1, w);
    d.kind = MentionKind::pronoun;
    d.needs = Draft::Needs::antecedent;
    d.pronoun = pronoun;
    d.plural = pronoun == PronounClass::they || pronoun == PronounClass::we;
    d.named_as = pronoun == PronounClass::he || pronoun == PronounClass::she || pronoun == PronounClass::i
                     ? NamedAs::person
                     : NamedAs::group;
    d.rule = "coref.pronoun";
    mark(w, w + 1);
    drafts_.push_back(std::move(d));
  }
}

}  // namespace demarche
