// Reported speech without a verb of saying: "Syria's claim that ...", "according to the ministry".
#include <algorithm>
#include <array>

#include "stages/extract/statements_draft.h"

namespace demarche {
namespace {

class NounCues {
 public:
  NounCues(const SpeechContext& context, std::uint32_t sentence, std::vector<StatementDraft>& out)
      : c_(context), sentence_(sentence), out_(out) {}

  // "the claim that ...", "a statement saying ..." comes by its verb.
  void noun(std::uint32_t w) {
    const CueUses uses = c_.cues.noun(c_.syntax.lemma(w));
    if (!uses.has(CueUse::clause)) return;
    std::uint32_t clause = no_word;
    for (const std::uint32_t child : c_.tree.children(w)) {
      const Deprel r = c_.deprel(child);
      if ((r != Deprel::acl && r != Deprel::ccomp && r != Deprel::acl_relcl) || child < w) continue;
      for (const std::uint32_t mark : c_.tree.children(child))
        if (c_.deprel(mark) == Deprel::mark && equals_lower(c_.form(mark), "that")) clause = child;
    }
    if (clause == no_word || has_gap(clause)) return;
    const std::uint32_t governor = c_.tree.head(w);
    if (uses.has(CueUse::weak) &&
        (governor == no_word || c_.upos(governor) != Upos::VERB || !c_.cues.verb(c_.syntax.lemma(governor))))
      return;
    // "said in a statement that ...": the verb speaks.
    if (governor != no_word && universal(c_.deprel(w)) == Deprel::obl)
      for (std::size_t d = out_.size(); d-- > 0 && out_[d].sentence == sentence_;)
        if (out_[d].cue_word == governor && out_[d].content.empty() && out_[d].uses.has(CueUse::clause) &&
            !out_[d].uses.has(CueUse::weak))
          return take_content(c_, clause, w, out_[d], "verb.clause");
    StatementDraft draft = start_draft(
        sentence_, w, w + 1,
        uses.has(CueUse::weak) ? CueUses(uses.bits() & ~static_cast<std::uint32_t>(CueUse::weak)) : uses, "noun");
    take_content(c_, clause, w, draft, "noun.clause");
    draft.speaker = speaker_of_noun(c_, w);
    if (draft.speaker == w && c_.upos(w) == Upos::NOUN && universal(c_.deprel(w)) != Deprel::nsubj) return;
    out_.push_back(std::move(draft));
  }

  // "according to the ministry": the phrase may open, close or interrupt what it vouches for.
  void according(std::uint32_t w) {
    std::uint32_t source = c_.tree.head(w);
    if (source == no_word || source < w + 2 || !named_at(w + 2, source)) source = phrase_head(w + 2);
    if (source == no_word || c_.cues.noun(c_.syntax.lemma(source)).has(CueUse::norm)) return;
    StatementDraft draft = start_draft(
        sentence_, w, w + 2,
        CueUses(static_cast<std::uint32_t>(CueUse::quote) | static_cast<std::uint32_t>(CueUse::clause)), "according");
    draft.speaker = source;
    if (c_.cues.noun(c_.syntax.lemma(source)).has(CueUse::text)) draft.speaker = speaker_of_noun(c_, source, false);
    const std::uint32_t clause = clause_above(w, source);
    if (clause != no_word && clause != source) {
      take_content(c_, clause, source, draft, "according");
      draft.rule = "according";
    }
    if (draft.content.empty()) beside_phrase(w, source, draft);
    out_.push_back(std::move(draft));
  }

 private:
  // The head of the phrase behind "according to": a noun, with no verb on the way to it.
  bool named_at(std::uint32_t first, std::uint32_t head) const {
    if (c_.upos(head) != Upos::NOUN && c_.upos(head) != Upos::PROPN && c_.upos(head) != Upos::PRON &&
        c_.upos(head) != Upos::NUM)
      return false;
    for (std::uint32_t w = first; w < head; ++w)
      if (c_.upos(w) == Upos::AUX || (c_.upos(w) == Upos::VERB && c_.deprel(w) != Deprel::amod)) return false;
    return true;
  }

  // "the statement that both sides signed" is no content: the clause lacks the object that the noun is.
  bool has_gap(std::uint32_t clause) const {
    constexpr std::array<std::string_view, 12> makes = {"sign",  "issue", "release", "publish", "make", "read",
                                                        "write", "give",  "deliver", "adopt",   "send", "file"};
    if (std::find(makes.begin(), makes.end(), c_.syntax.lemma(clause)) == makes.end()) return false;
    return c_.child(clause, Deprel::obj) == no_word && c_.child(clause, Deprel::nsubj_pass) == no_word;
  }

  std::uint32_t phrase_head(std::uint32_t w) const {
    for (; w < c_.tree.last(); ++w) {
      if (c_.is_punct(w)) return no_word;
      if (c_.upos(w) != Upos::NOUN && c_.upos(w) != Upos::PROPN && c_.upos(w) != Upos::PRON) continue;
      const std::uint32_t head = c_.tree.head(w);
      if (head == no_word || head < w || universal(c_.deprel(w)) != Deprel::compound) return w;
    }
    return no_word;
  }

  // The clause that the phrase modifies: its first governor that is a predicate, past nouns that it only happens to
  // follow. At the edge of a sentence, behind or before a comma, it vouches for the whole sentence.
  std::uint32_t clause_above(std::uint32_t w, std::uint32_t source) const {
    const bool at_edge = w <= c_.tree.first() + 1 || only_marks_behind(c_.tree.high(source)) ||
                         (c_.form(w - 1) == "," && last_verb() < w);
    std::uint32_t at = c_.tree.head(source);
    for (int i = 0; i < 12 && at != no_word && c_.tree.head(at) != no_word; ++i) {
      const bool predicate = c_.upos(at) == Upos::VERB || c_.child(at, Deprel::nsubj) != no_word;
      const Deprel r = c_.deprel(at);
      const Deprel u = universal(r);
      const bool part = r == Deprel::acl || u == Deprel::xcomp || u == Deprel::conj || u == Deprel::amod;
      if (predicate && !part && !(at_edge && (u == Deprel::advcl || u == Deprel::ccomp))) return at;
      at = c_.tree.head(at);
    }
    return at;
  }

  std::uint32_t last_verb() const {
    for (std::uint32_t w = c_.tree.last(); w-- > c_.tree.first();)
      if (c_.upos(w) == Upos::VERB || c_.upos(w) == Upos::AUX) return w;
    return c_.tree.first();
  }

  bool only_marks_behind(std::uint32_t w) const {
    while (w < c_.tree.last() && c_.is_punct(w)) ++w;
    return w >= c_.tree.last();
  }

  // Without a usable tree: what stands before the phrase, or behind its comma when it opens the sentence.
  void beside_phrase(std::uint32_t w, std::uint32_t source, StatementDraft& draft) const {
    Span content;
    if (w > c_.tree.first() + 1) {
      content = c_.trimmed(c_.tree.first(), w);
    } else {
      std::uint32_t comma = source + 1;
      while (comma < c_.tree.last() && c_.form(comma) != ",") ++comma;
      if (comma < c_.tree.last()) content = c_.trimmed(comma + 1, c_.tree.last());
    }
    if (!content.empty()) draft.content.push_back(content);
  }

  const SpeechContext& c_;
  std::uint32_t sentence_;
  std::vector<StatementDraft>& out_;
};

}  // namespace

void noun_cue(const SpeechContext& context, std::uint32_t sentence, std::uint32_t noun,
              std::vector<StatementDraft>& out) {
  NounCues(context, sentence, out).noun(noun);
}

void according_cue(const SpeechContext& context, std::uint32_t sentence, std::uint32_t word,
                   std::vector<StatementDraft>& out) {
  NounCues(context, sentence, out).according(word);
}

}  // namespace demarche
