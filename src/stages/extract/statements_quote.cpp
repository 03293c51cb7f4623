// Quotations meet cues: within a sentence by the tree or by what stands beside the marks, across sentences by the
// quotation that runs on, by the quotation before, or by the sentence that leads up to it.
#include <algorithm>
#include <cstring>

#include "base/text.h"
#include "stages/extract/statements_draft.h"

namespace demarche {
namespace {

class Joiner {
 public:
  Joiner(const SpeechContext& context, std::uint32_t sentence, std::vector<StatementDraft>& drafts)
      : c_(context), sentence_(sentence), bounds_(context.tokens.sentences[sentence]), drafts_(drafts) {
    begin_ = drafts.size();
    while (begin_ > 0 && drafts[begin_ - 1].sentence == sentence) --begin_;
    end_ = drafts.size();
  }

  void run() {
    pieces_ = pieces_of(c_, sentence_);
    owner_.assign(pieces_.size(), no_word);
    for (std::size_t i = 0; i < pieces_.size(); ++i)
      if (!inside_content(i) && !beside_cue(i) && !named(i)) alone(i);
    settle();
  }

 private:
  // The content of a cue holds the piece: it is quoted in part, or is just the quotation.
  bool inside_content(std::size_t i) {
    const QuotePiece& piece = pieces_[i];
    std::size_t best = end_;
    for (std::size_t d = begin_; d < end_; ++d) {
      for (const Span content : drafts_[d].content)
        if (covers(content, piece.span) && (best == end_ || size_of(drafts_[d]) < size_of(drafts_[best]))) best = d;
    }
    if (best == end_) return false;
    StatementDraft& draft = drafts_[best];
    if (attributed_beside(i, draft)) return false;
    for (std::size_t d = begin_; d < end_; ++d)
      for (const Span content : drafts_[d].content)
        if (covers(content, piece.span)) mark_quoted(d, i);
    owner_[i] = static_cast<std::uint32_t>(best);
    return true;
  }

  void mark_quoted(std::size_t d, std::size_t i) {
    StatementDraft& draft = drafts_[d];
    draft.direct = true;
    draft.quote = pieces_[i].quote;
    for (Span& content : draft.content) {
      if (!covers(content, pieces_[i].span)) continue;
      // The clause is the quotation, or ends with it: take the quotation's own edges.
      const bool opens = words_between(content.begin, pieces_[i].span.begin) == 0;
      content.end = std::max(content.end, pieces_[i].span.end);
      if (words_between(pieces_[i].span.end, content.end) == 0)
        content.end = opens ? pieces_[i].span.end : outer_end(i, content.end);
      if (opens && pieces_[i].speech && parted_behind(i)) content.end = pieces_[i].span.end;
      if (opens) content.begin = pieces_[i].span.begin;
    }
  }

  // A comma, a dash or a participle stands behind the closing mark: the reporter goes on there.
  bool parted_behind(std::size_t i) const {
    const std::uint32_t outer = c_.quotes[pieces_[i].quote].outer.end;
    std::uint32_t w = pieces_[i].last;
    while (w < bounds_.last && c_.tokens.words[w].span.begin < outer) ++w;
    if (w >= bounds_.last) return true;
    const std::string_view form = c_.form(w);
    return form == "," || form == ";" || form == "-" || form == "–" || form == "—" || equals_lower(form, "according") ||
           (form.size() > 4 && form.substr(form.size() - 3) == "ing");
  }

  // A content that ends with a quotation keeps the closing mark; one that is a quotation has none.
  std::uint32_t outer_end(std::size_t i, std::uint32_t at) const {
    const Quote& quote = c_.quotes[pieces_[i].quote];
    return std::max(at, std::min(quote.outer.end, bounds_.span.end));
  }

  std::uint32_t words_between(std::uint32_t begin, std::uint32_t end) const {
    std::uint32_t n = 0;
    for (std::uint32_t w = c_.first_word_from(bounds_, begin); w < bounds_.last && c_.tokens.words[w].span.begin < end;
         ++w)
      n += !c_.is_punct(w);
    return n;
  }

  // The content holds most of the piece, or runs into it: a clause that ends early within marks ends with them.
  static bool covers(Span content, Span piece) {
    const std::uint32_t low = std::max(content.begin, piece.begin), high = std::min(content.end, piece.end);
    if (low >= high) return false;
    return (high - low) * 10 >= piece.size() * 7 || content.begin < piece.begin;
  }

  static std::uint32_t size_of(const StatementDraft& draft) {
    std::uint32_t n = 0;
    for (const Span s : draft.content) n += s.size();
    return n;
  }

  // The tree gave the piece to a cue on one side while the marks tie it to a cue on the other ('"...," he said, adding
  // that').
  bool attributed_beside(std::size_t i, const StatementDraft& draft) const {
    const std::size_t d = cue_behind(i);
    return d != end_ && draft.cue_word > drafts_[d].cue_word;
  }

  // '"...," he said' and 'he said: "..."'.
  bool beside_cue(std::size_t i) {
    std::size_t d = cue_behind(i);
    if (d == end_) d = cue_before(i);
    if (owner_[i] != no_word) return true;
    if (d == end_ || (!pieces_[i].speech && !drafts_[d].content.empty())) return false;
    give(i, d);
    return true;
  }

  bool can_quote(const StatementDraft& draft) const {
    return draft.uses.has(CueUse::quote) && !draft.uses.has(CueUse::about) && !draft.uses.has(CueUse::as);
  }

  // A cue behind the piece: the marks enclose a final comma or sentence mark, or a comma follows them, and no verb but
  // the cue's own clause stands between.
  std::size_t cue_behind(std::size_t i) const {
    const QuotePiece& piece = pieces_[i];
    if (!piece.speech || piece.to_end || piece.last == piece.first) return end_;
    const char inside = c_.text[piece.span.end - 1];
    std::uint32_t w = piece.last;
    bool parted = std::strchr(",.!?-", inside) != nullptr;
    for (; w < bounds_.last && c_.is_punct(w); ++w) parted = parted || c_.form(w) == ",";
    if (!parted && !piece.from_start) return end_;
    constexpr std::uint32_t reach = 24;
    const std::uint32_t limit = std::min({bounds_.last, w + reach, next_piece(i)});
    for (std::size_t d = begin_; d < end_; ++d) {
      const StatementDraft& draft = drafts_[d];
      if (draft.cue_word < piece.last || draft.cue_word >= limit || !can_quote(draft)) continue;
      if (draft.uses.has(CueUse::weak) && c_.deprel(draft.cue_word) == Deprel::acl_relcl) continue;
      if (parts(w, draft.cue_word)) return end_;
      if (draft.speaker != no_word && c_.tree.holds(draft.speaker) && draft.speaker < piece.last &&
          draft.speaker >= piece.first)
        return end_;
      return d;
    }
    return end_;
  }

  std::uint32_t next_piece(std::size_t i) const { return i + 1 < pieces_.size() ? pieces_[i + 1].first : bounds_.last; }

  // A verb or a semicolon between the piece and the cue: the cue belongs to another clause.
  bool parts(std::uint32_t first, std::uint32_t cue) const {
    for (std::uint32_t w = first; w < cue; ++w) {
      if (c_.form(w) == ";") return true;
      if (c_.upos(w) == Upos::SCONJ && !c_.tree.within(w, cue)) return true;
      if (c_.upos(w) == Upos::VERB && !c_.tree.within(w, cue) && c_.deprel(w) != Deprel::amod) return true;
    }
    return false;
  }

  std::size_t cue_before(std::size_t i) {
    const QuotePiece& piece = pieces_[i];
    const std::uint32_t from = i > 0 ? pieces_[i - 1].last : bounds_.first;
    const std::uint32_t opening = opening_of(piece);
    const std::string_view lead = opening > bounds_.first ? c_.form(opening - 1) : std::string_view();
    const bool led = lead == ":" || lead == "," || equals_lower(lead, "that");
    for (std::size_t d = end_; d-- > begin_;) {
      const StatementDraft& draft = drafts_[d];
      if (draft.cue_word == no_word || draft.cue_word >= piece.first || draft.cue_word < from) continue;
      if (!can_quote(draft)) continue;
      const std::uint32_t gap = opening - draft.cue_last;
      if (piece.title && draft.uses.has(CueUse::weak)) return end_;
      if (opening <= draft.cue_last || lead == ":") return d;
      if (within_phrase(opening) || piece.title) return end_;
      if (led && (piece.speech || piece.words >= 3) && !finite_between(draft.cue_last, opening)) return d;
      if (gap <= 6 && piece.words >= 2 && (piece.speech || !draft.uses.has(CueUse::weak)) &&
          !finite_between(draft.cue_last, opening))
        return d;
      if (gap <= 12 && draft.content.empty() && draft.uses.has(CueUse::clause) && !draft.uses.has(CueUse::weak))
        mixed_clause(i, d);
      return end_;
    }
    return i > 0 ? same_speech(i) : end_;
  }

  // 'said relations are "deeper" than before' where the tree shows no clause: what follows the cue is one, quoted in
  // part.
  void mixed_clause(std::size_t i, std::size_t d) {
    StatementDraft& draft = drafts_[d];
    const Span content = c_.trimmed(draft.cue_last, bounds_.last);
    if (content.empty()) return;
    draft.content.assign(1, {content.begin, std::max(content.end, outer_end(i, content.end))});
    draft.direct = true;
    draft.quote = pieces_[i].quote;
    draft.rule = "quote.mixed";
    owner_[i] = static_cast<std::uint32_t>(d);
  }

  // 'the "peace plan"', 'in a "state of war"': the marks stand inside a noun phrase or behind its preposition.
  bool within_phrase(std::uint32_t opening) const {
    if (opening <= bounds_.first) return false;
    const std::uint32_t before = opening - 1;
    const Upos tag = c_.upos(before);
    return tag == Upos::DET || tag == Upos::ADJ ||
           (tag == Upos::ADP && c_.deprel(before) == Deprel::case_ && !equals_lower(c_.form(before), "with")) ||
           (tag == Upos::PRON && c_.deprel(before) == Deprel::nmod_poss);
  }

  // The word at which the piece's opening mark stands.
  std::uint32_t opening_of(const QuotePiece& piece) const {
    std::uint32_t w = piece.first;
    while (w > bounds_.first && c_.tokens.words[w - 1].span.begin >= c_.quotes[piece.quote].outer.begin) --w;
    return w;
  }

  bool finite_between(std::uint32_t first, std::uint32_t last) const {
    for (std::uint32_t w = first; w < last; ++w)
      if (has_feature(c_.analysis(w).feats, "VerbForm=Fin")) return true;
    return false;
  }

  // '"...," he said, "..."': the second piece goes on where the first stopped.
  std::size_t same_speech(std::size_t i) const {
    const std::uint32_t owner = owner_[i - 1];
    if (owner == no_word) return end_;
    const StatementDraft& draft = drafts_[owner];
    const bool between = draft.cue_word >= pieces_[i - 1].last && draft.cue_word < pieces_[i].first;
    return between && (pieces_[i].speech || pieces_[i].words >= 3) ? owner : end_;
  }

  void give(std::size_t i, std::size_t d) {
    const QuotePiece& piece = pieces_[i];
    const bool apart = !drafts_[d].content.empty() && !drafts_[d].direct && drafts_[d].cue_word < piece.first &&
                       drafts_[d].content.back().end <= piece.span.begin;
    if (apart) {  // 'said it was ready: "..."': two statements by one cue
      StatementDraft second = drafts_[d];
      second.content.assign(1, piece.span);
      second.direct = true;
      second.quote = piece.quote;
      second.rule = "quote.cue-before";
      alone_.push_back(std::move(second));
      owner_[i] = static_cast<std::uint32_t>(d);
      return;
    }
    StatementDraft& draft = drafts_[d];
    if (!draft.direct || draft.quote == no_word) {
      // What the tree took for the clause gives way to the marks, unless it is another stretch that only stands beside
      // them.
      std::erase_if(draft.content, [&](Span s) { return s.overlaps(piece.span) || draft.cue_word >= piece.last; });
    }
    draft.direct = true;
    draft.quote = piece.quote;
    draft.rule = draft.cue_word >= piece.last ? "quote.cue-behind" : "quote.cue-before";
    draft.content.push_back(piece.span);
    owner_[i] = static_cast<std::uint32_t>(d);
  }

  // "called the vote "a farce"", "accused them of "stalking" citizens": the quotation is what is said of something.
  bool named(std::size_t i) {
    const QuotePiece& piece = pieces_[i];
    for (std::size_t d = end_; d-- > begin_;) {
      StatementDraft& draft = drafts_[d];
      if (draft.cue_word == no_word || !draft.content.empty()) continue;
      const bool names = draft.uses.has(CueUse::as) || draft.uses.has(CueUse::about) || draft.uses.has(CueUse::of) ||
                         draft.uses.has(CueUse::order);
      constexpr std::uint32_t beside = 6;
      if (!names && (!piece.speech || within_phrase(opening_of(piece)) || piece.first > draft.cue_word + beside))
        continue;
      if (piece.title && !draft.uses.has(CueUse::as)) continue;
      const bool near = draft.cue_word < piece.first && piece.first - draft.cue_word <= 16 &&
                        !finite_between(draft.cue_last, piece.first);
      if (!near && !(piece.first < draft.cue_word && c_.tree.within(piece.first, draft.cue_word))) continue;
      if (draft.speaker == no_word) continue;
      draft.content.push_back(piece.words <= 2 && near ? from_cue(draft, i) : piece.span);
      draft.direct = true;
      draft.quote = piece.quote;
      draft.rule = "quote.named";
      owner_[i] = static_cast<std::uint32_t>(d);
      return true;
    }
    return false;
  }

  // 'called the vote a "farce"': a word or two say little without what they are said of.
  Span from_cue(const StatementDraft& draft, std::size_t i) const {
    std::uint32_t first = draft.cue_last;
    while (first < pieces_[i].first && c_.is_punct(first)) ++first;
    return {c_.tokens.words[first].span.begin, outer_end(i, pieces_[i].span.end)};
  }

  // No cue in the sentence: a statement of its own when it is speech, and not a phrase in scare quotes.
  void alone(std::size_t i) {
    const QuotePiece& piece = pieces_[i];
    const bool whole = piece.from_start && piece.to_end;
    const bool runs_over = piece.from_start && piece.span.begin > c_.quotes[piece.quote].inner.begin;
    if (!whole && !runs_over && !(piece.speech && piece.words >= 5 && piece.predicate)) return;
    if (piece.words < 2 && !runs_over) return;
    StatementDraft draft;
    draft.sentence = sentence_;
    draft.content.push_back(piece.span);
    draft.direct = true;
    draft.quote = piece.quote;
    draft.rule = "quote.alone";
    std::uint32_t cue = mistagged_cue(piece);
    if (cue == no_word) cue = unlisted_cue(piece);
    if (cue != no_word) {
      draft.cue_first = draft.cue_word = cue;
      draft.cue_last = cue + 1;
      draft.speaker = c_.upos(cue) == Upos::NOUN ? cue - 1 : speaker_of_verb(c_, cue);
      draft.uses = c_.verb_uses(cue);
      draft.rule = cue < piece.first ? "quote.cue-before" : "quote.cue-behind";
    } else if (!whole && !runs_over && !piece.from_start && !opens_like_speech(piece)) {
      return;  // a definition, a headline, a wording
    }
    alone_.push_back(std::move(draft));
  }

  // '"...," Roe concludes.' where the tagger took the verb for a noun: a name stands before it, and nothing else fits.
  std::uint32_t mistagged_cue(const QuotePiece& piece) const {
    if (piece.to_end || c_.text[piece.span.end - 1] != ',') return no_word;
    constexpr std::uint32_t reach = 8;
    std::uint32_t w = piece.last;
    while (w < bounds_.last && c_.is_punct(w)) ++w;
    if (w >= bounds_.last) return no_word;
    const std::uint32_t limit = std::min(bounds_.last, w + reach);
    for (++w; w < limit && !c_.is_punct(w); ++w) {
      const bool named = c_.upos(w - 1) == Upos::PROPN || c_.upos(w - 1) == Upos::PRON;
      if (c_.upos(w) == Upos::NOUN && named && c_.verb_uses(w).has(CueUse::quote)) return w;
    }
    return no_word;
  }

  // 'The manual cautions "...', 'she lashed out, "...': the word before the marks is a verb with a subject that no
  // table lists, or a cue that the tagger took for a noun.
  std::uint32_t unlisted_cue(const QuotePiece& piece) const {
    std::uint32_t w = opening_of(piece);
    if (w > bounds_.first && (c_.form(w - 1) == "," || c_.form(w - 1) == ":")) --w;
    if (w < bounds_.first + 2) return no_word;
    --w;
    if (c_.upos(w) == Upos::VERB && c_.child(w, Deprel::nsubj) != no_word && c_.child(w, Deprel::nsubj) < w) return w;
    const Upos before = c_.upos(w - 1);
    const bool named = before == Upos::PROPN || before == Upos::NOUN || before == Upos::PRON;
    return c_.upos(w) == Upos::NOUN && named && c_.verb_uses(w).has(CueUse::quote) && c_.form(w).back() == 's'
               ? w
               : no_word;
  }

  // A piece in the middle of a sentence that a comma, a colon or "that" leads up to, or that begins like a sentence.
  bool opens_like_speech(const QuotePiece& piece) const {
    const std::uint32_t opening = opening_of(piece);
    constexpr std::uint32_t long_words = 8;
    if (opening == bounds_.first || piece.words >= long_words) return true;
    const std::string_view lead = c_.form(opening - 1);
    if (lead == ":" || lead == "," || lead == ";" || equals_lower(lead, "that")) return true;
    return is_ascii_upper(c_.text[piece.span.begin]) && !within_phrase(opening);
  }

  void settle() {
    for (std::size_t d = begin_; d < end_; ++d)
      std::sort(drafts_[d].content.begin(), drafts_[d].content.end(), [](Span a, Span b) { return a.begin < b.begin; });
    for (StatementDraft& draft : alone_) drafts_.push_back(std::move(draft));
  }

  const SpeechContext& c_;
  std::uint32_t sentence_;
  Sentence bounds_;
  std::vector<StatementDraft>& drafts_;
  std::size_t begin_ = 0, end_ = 0;
  std::vector<QuotePiece> pieces_;
  std::vector<std::uint32_t> owner_;  // for each piece the draft that took it
  std::vector<StatementDraft> alone_;
};

}  // namespace

void join_quotes(const SpeechContext& context, std::uint32_t sentence, std::vector<StatementDraft>& drafts) {
  Joiner(context, sentence, drafts).run();
}

}  // namespace demarche
