#include "stages/extract/statements.h"

#include <algorithm>

#include "stages/extract/statements_draft.h"

namespace demarche {
namespace {

// A cheap look before the tree is built: no cue word and no quotation, no statement.
bool may_speak(const SpeechContext& c, const Sentence& sentence, std::size_t& next_quote) {
  while (next_quote < c.quotes.size() && c.quotes[next_quote].outer.end <= sentence.span.begin) ++next_quote;
  if (next_quote < c.quotes.size() && c.quotes[next_quote].outer.begin < sentence.span.end) return true;
  for (std::uint32_t w = sentence.first; w < sentence.last; ++w) {
    const Upos tag = c.upos(w);
    if (tag == Upos::VERB || tag == Upos::AUX) {
      if (c.cues.opens_verb(c.syntax.lemma(w)) || c.verb_uses(w)) return true;
      if (c.form(w).size() == 9 && equals_lower(c.form(w), "according")) return true;
    } else if (tag == Upos::NOUN) {
      if (c.cues.noun(c.syntax.lemma(w)).has(CueUse::clause)) return true;
    } else if (c.form(w).size() == 9 && equals_lower(c.form(w), "according")) {
      return true;
    }
  }
  return false;
}

bool keeps(const StatementDraft& draft) {
  if (draft.content.empty()) return false;
  if (draft.direct) return true;
  return draft.speaker != no_word && !draft.uses.has(CueUse::weak);  // "it is reported that": nobody speaks
}

// Two cues that claim the same words: the one that stands nearer to them speaks.
void drop_doubles(const SpeechContext& c, std::vector<StatementDraft>& drafts) {
  const auto distance = [&](const StatementDraft& d) -> std::uint32_t {
    if (d.cue_word == no_word) return 0xFFFFFFFE;
    const std::uint32_t at = c.tokens.words[d.cue_word].span.begin, begin = d.content.front().begin,
                        end = d.content.back().end;
    return at < begin ? begin - at : at > end ? at - end : 0;
  };
  std::stable_sort(drafts.begin(), drafts.end(), [&](const StatementDraft& a, const StatementDraft& b) {
    const Span x = cover(a.content.front(), a.content.back()), y = cover(b.content.front(), b.content.back());
    if (x.begin != y.begin) return x.begin < y.begin;
    if (x.end != y.end) return x.end > y.end;
    return distance(a) < distance(b);
  });
  const auto same = [](const StatementDraft& a, const StatementDraft& b) {
    return a.content.front().begin == b.content.front().begin && a.content.back().end == b.content.back().end;
  };
  drafts.erase(std::unique(drafts.begin(), drafts.end(), same), drafts.end());
}

// A thought inside someone's words ("he said he believed it was "strong"") is part of those words.
void drop_thoughts_inside(std::vector<StatementDraft>& drafts) {
  std::vector<bool> inside(drafts.size(), false);
  std::uint32_t sentence = no_word, end = 0;
  for (std::size_t i = 0; i < drafts.size(); ++i) {  // by begin, longest first
    const Span whole = cover(drafts[i].content.front(), drafts[i].content.back());
    if (drafts[i].sentence == sentence && whole.end <= end) {
      inside[i] = drafts[i].uses.has(CueUse::weak);
      continue;
    }
    sentence = drafts[i].sentence;
    end = whole.end;
  }
  std::size_t kept = 0;
  for (std::size_t i = 0; i < drafts.size(); ++i)
    if (!inside[i]) {
      if (kept != i) drafts[kept] = std::move(drafts[i]);
      ++kept;
    }
  drafts.resize(kept);
}

Statement finish(const SpeechContext& c, StatementDraft& draft) {
  Statement statement;
  statement.sentence = draft.sentence;
  statement.content = std::move(draft.content);
  statement.direct = draft.direct;
  statement.rule = draft.rule;
  if (draft.cue_first != no_word) statement.cue = c.tokens.span_of(draft.cue_first, draft.cue_last);
  if (draft.speaker != no_word) statement.speaker = resolve_author(c, draft.speaker, draft.sentence);
  if (draft.addressee != no_word) statement.addressee = resolve_speaker(c, draft.addressee, draft.sentence);
  return statement;
}

}  // namespace

std::vector<Statement> find_statements(const Document& document, const Tokens& tokens, const Syntax& syntax,
                                       const Names&, const Mentions& mentions, const Codebook& codebook) {
  return find_statements(document.text, tokens, syntax, mentions, codebook.cues());
}

std::vector<Statement> find_statements(std::string_view text, const Tokens& tokens, const Syntax& syntax,
                                       const Mentions& mentions, const CueTable& cues) {
  if (syntax.words.size() != tokens.words.size()) return {};
  const std::vector<Quote> quotes = find_quotes(text, tokens);
  SpeechContext context{text, tokens, syntax, mentions, cues, quotes, {}, {}};
  std::vector<StatementDraft> drafts;
  std::size_t next_quote = 0;
  for (std::uint32_t s = 0; s < tokens.sentences.size(); ++s) {
    if (tokens.sentences[s].size() == 0 || !may_speak(context, tokens.sentences[s], next_quote)) continue;
    context.tree.build(tokens.sentences[s], syntax);
    find_cues(context, s, drafts);
    join_quotes(context, s, drafts);
  }
  carry_speakers(context, drafts);
  std::erase_if(drafts, [](const StatementDraft& draft) { return !keeps(draft); });
  drop_doubles(context, drafts);
  drop_thoughts_inside(drafts);
  std::vector<Statement> statements;
  statements.reserve(drafts.size());
  for (StatementDraft& draft : drafts) statements.push_back(finish(context, draft));
  return statements;
}

}  // namespace demarche
