// Which tokens end a sentence: rules over full stops, abbreviations, quotation marks and the word after, and a judge
// who has the last word within a paragraph.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "stages/segment/boundary.h"
#include "stages/segment/scan.h"

namespace demarche::segmenting {

/// For each token whether a sentence ends after it. Sentences longer than limits::sentence_words are cut.
std::vector<bool> find_sentence_ends(std::string_view text, const std::vector<RawToken>& tokens, BoundaryJudge& judge);

}  // namespace demarche::segmenting
