// How rare a word is in news, as a weight: 0 for "the", 10 for what is in no list of common words.
#pragma once

#include <cstdint>
#include <string_view>

namespace demarche {

/// `word` in lower case.
std::uint8_t word_weight(std::string_view word);

}  // namespace demarche
