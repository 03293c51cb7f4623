// One piece of text without white space -> tokens, after the conventions of UD English EWT: punctuation, hyphens and
// slashes stand apart, numbers, addresses, dates and abbreviations stay whole, contractions are two words of one token.
//
// Each byte is looked at a bounded number of times, whatever the piece looks like.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/span.h"

namespace demarche::segmenting {

enum class Shape : std::uint8_t {
  word,  // letters
  number,
  abbreviation,  // its dot is part of it, a sentence may end with it
  title,         // its dot is part of it, no sentence ends with it
  initial,       // one capital with its dot
  stop,          // . ! ? and their runs
  ellipsis,      // ... and …
  opening,       // quote or bracket that opens
  closing,       // quote or bracket that closes
  smiley,
  mark,  // other punctuation and symbols
};

struct RawToken {
  Span span;
  Shape shape = Shape::word;
  bool space_after = false;
  std::uint8_t spaces_after = 0;  // how many, up to 255
  bool line_after = false;        // at least one line break follows
  bool paragraph_after = false;   // the sentence must end here: blank line, or a line break that does not wrap
  std::uint8_t words = 1;         // 2 or 3: a contraction
  std::uint16_t cut1 = 0;         // where its second word starts, in bytes from the token
  std::uint16_t cut2 = 0;         // where its third word starts
};

/// What is known from the pieces before, within one paragraph.
struct QuoteState {
  bool single_open = false;
  bool double_open = false;
};

/// Appends the tokens of text[piece]; the last one has space_after set by the caller.
void scan_piece(std::string_view text, Span piece, QuoteState& quotes, std::vector<RawToken>& out);

/// The tokens of a whole text, with the white space between them.
std::vector<RawToken> scan_text(std::string_view text);

}  // namespace demarche::segmenting
