// Quotations: which stretches of a text stand between quotation marks.
//
// Marks are paired by what stands beside them, so straight, curly and guillemet marks, doubled single marks ('' and ``)
// and British single quotes are all read, and an apostrophe is not taken for a mark. A quotation that a new paragraph
// reopens without having been closed is one that continues; one that is never closed ends with its paragraph, or
// earlier where the reporter plainly speaks again. Marks inside a quotation are part of it. Linear in the text; never
// looks at grammar.
#pragma once

#include <string_view>
#include <vector>

#include "types/tokens.h"

namespace demarche {

struct Quote {
  Span outer;              // with its marks
  Span inner;              // without marks and without white space at the edges; never empty
  bool closed = true;      // false: no closing mark was found
  bool continues = false;  // the next quotation goes on where this one stops (a paragraph that reopens)
};

/// Quotations in order, not overlapping. Paragraphs are those of `tokens`.
std::vector<Quote> find_quotes(std::string_view text, const Tokens& tokens);

}  // namespace demarche
