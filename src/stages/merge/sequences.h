// Word sequences of a text, for near copies: MinHash after Broder (1997), one permutation in parts after Li, Owen and
// Zhang (2012), hashes by XXH3. Also the words and the quoted pieces of a text, cut without a model.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace demarche {

/// Runs of letters and digits (any character beyond ASCII except typographic signs counts as a letter).
std::vector<std::string_view> words_of(std::string_view text);

/// What stands between double quotation marks, straight or curly, within one line.
std::vector<std::string_view> quotes_of(std::string_view text);

/// Fills `least` with the least hash in each part over all sequences of four words, letters in lower case; parts that
/// no sequence falls into borrow from the next. Returns how many distinct sequences there are; 0 leaves `least` as it
/// is.
std::uint32_t add_sequences(std::string_view text, std::array<std::uint32_t, 64>& least);

}  // namespace demarche
