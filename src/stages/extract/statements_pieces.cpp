// The parts of quotations that lie in one sentence, and what can be told of them without any cue.
#include <algorithm>
#include <cstring>

#include "base/text.h"
#include "stages/extract/statements_draft.h"

namespace demarche {
namespace {

bool is_final(char c) {
  return c == '.' || c == '!' || c == '?';
}

bool only_marks(const SpeechContext& c, std::uint32_t first, std::uint32_t last) {
  for (; first < last; ++first)
    if (!c.is_punct(first)) return false;
  return true;
}

bool is_title(const SpeechContext& c, const QuotePiece& piece) {
  std::uint32_t capitals = 0;
  for (std::uint32_t w = piece.first; w < piece.last; ++w) {
    const std::string_view form = c.form(w);
    if (is_ascii_upper(form.front()) || is_ascii_digit(form.front()))
      ++capitals;
    else if (form.size() > 4 && is_ascii_lower(form.front()))
      return false;
  }
  return capitals >= 2;
}

bool has_predicate(const SpeechContext& c, const QuotePiece& piece) {
  for (std::uint32_t w = piece.first; w < piece.last; ++w)
    if (has_feature(c.analysis(w).feats, "VerbForm=Fin")) return true;
  return false;
}

}  // namespace

std::vector<QuotePiece> pieces_of(const SpeechContext& c, std::uint32_t sentence) {
  const Sentence& bounds = c.tokens.sentences[sentence];
  std::vector<QuotePiece> pieces;
  auto quote = std::upper_bound(c.quotes.begin(), c.quotes.end(), bounds.span.begin,
                                [](std::uint32_t at, const Quote& q) { return at < q.outer.end; });
  for (; quote != c.quotes.end() && quote->outer.begin < bounds.span.end; ++quote) {
    QuotePiece piece;
    piece.quote = static_cast<std::uint32_t>(quote - c.quotes.begin());
    piece.span = {std::max(quote->inner.begin, bounds.span.begin), std::min(quote->inner.end, bounds.span.end)};
    if (piece.span.empty()) continue;
    piece.first = c.first_word_from(bounds, piece.span.begin);
    piece.last = c.first_word_from(bounds, piece.span.end);
    for (std::uint32_t w = piece.first; w < piece.last; ++w) piece.words += !c.is_punct(w);
    if (piece.words == 0) continue;
    // A mark at the edge may have been left to this sentence by the segmenter.
    while (piece.span.begin < piece.span.end && std::strchr("\"'` ", c.text[piece.span.begin]) != nullptr)
      ++piece.span.begin;
    if (piece.span.empty()) continue;
    piece.from_start = only_marks(c, bounds.first, piece.first);
    piece.to_end = only_marks(c, piece.last, bounds.last);
    const char last = c.text[piece.span.end - 1];
    const bool own_end = is_final(last) || last == ',' || piece.span.end < quote->inner.end;
    piece.title = !own_end && is_title(c, piece);
    piece.speech = (piece.words >= 5 && !piece.title) || (piece.words >= 2 && own_end) ||
                   (piece.from_start && (piece.to_end || own_end));
    piece.predicate = has_predicate(c, piece);
    pieces.push_back(piece);
  }
  return pieces;
}

}  // namespace demarche
