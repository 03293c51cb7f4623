// Is a word one of a short list?
#pragma once

#include <algorithm>
#include <iterator>
#include <string_view>

namespace demarche {

template <typename Words>
bool among(std::string_view word, const Words& words) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

}  // namespace demarche
