// The words of a text inside a record of JSON: taken out, or put back, without touching anything else of the line.
//
// In the records every piece of a text stands as "text": WORDS, "span": [begin, end] (code points). Without its words a
// record has "text": null there; the span says where they are to be found.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/span.h"

namespace demarche {

/// The line with `words(span)` in the place of each text that has a span; no value gives null. `json` must be a record
/// of this program (compact, "text" right before "span"); any other bytes come back as they are.
std::string with_words(std::string_view json,
                       const std::function<std::optional<std::string_view>(Span code_points)>& words);

/// The same, but what stands there is kept where `keep(span)`, else null.
std::string without_words(std::string_view json, const std::function<bool(Span code_points)>& keep);

}  // namespace demarche
