// From the head of a clause to the stretches of text that are somebody's words.
#include <cstring>

#include "stages/extract/statements_draft.h"

namespace demarche {
namespace {

bool skipped_at_start(const SpeechContext& c, std::uint32_t w, std::uint32_t content, bool keeps_mark) {
  if (c.is_punct(w)) return true;
  if (w >= content || c.tree.head(w) != content) return false;
  const Deprel r = c.deprel(w);
  if (r == Deprel::cc) return true;
  if (r == Deprel::case_) return true;
  return r == Deprel::mark && !keeps_mark && (equals_lower(c.form(w), "that") || equals_lower(c.form(w), "of"));
}

}  // namespace

// What `content` dominates, without the cue's own words, becomes the content, in pieces where the cue interrupts it.
void take_content(const SpeechContext& c, std::uint32_t content, std::uint32_t cue, StatementDraft& draft,
                  const char* rule) {
  const bool cue_inside = c.tree.within(cue, content);
  std::uint32_t low = c.tree.low(content), high = c.tree.high(content);
  std::uint32_t run = no_word;
  const auto ours = [&](std::uint32_t w) {
    return c.tree.within(w, content) && !(cue_inside && c.tree.within(w, cue));
  };
  const bool keeps_first_mark = std::strcmp(rule, "verb.infinitive") == 0;
  for (std::uint32_t w = low; w <= high; ++w) {
    const bool in = w < high && (ours(w) || (c.is_punct(w) && run != no_word));
    if (in && run == no_word && skipped_at_start(c, w, content, keeps_first_mark)) continue;
    if (in && run == no_word) run = w;
    if (!in && run != no_word) {
      const Span piece = c.trimmed(run, w);
      if (!piece.empty() && !(w == run + 1 && c.upos(run) == Upos::PRON)) draft.content.push_back(piece);
      run = no_word;
    }
  }
  draft.rule = rule;
}

StatementDraft start_draft(std::uint32_t sentence, std::uint32_t word, std::uint32_t last, CueUses uses,
                           const char* rule) {
  StatementDraft draft;
  draft.sentence = sentence;
  draft.cue_first = draft.cue_word = word;
  draft.cue_last = last;
  draft.uses = uses;
  draft.rule = rule;
  return draft;
}

}  // namespace demarche
