// Findings + known -> stories, limited to exact copies so far: articles whose words are the same, whatever their case,
// punctuation, spacing and markup. A copy is not an independent report: series count the happening once.
//
// Pure: the key depends on the text alone, so neither order of arrival nor number of threads shows.
#pragma once

#include <cstdint>
#include <string_view>

namespace demarche {

/// The key that exact copies share: a hash of the text's letters and digits in lower case (ASCII; other characters as
/// they are, white space and ASCII punctuation left out, curly quotation marks and dashes too). Never 0; texts with
/// fewer than `copy_least_words` words give 0: a line of three words says nothing about who copied whom.
std::uint64_t copy_key(std::string_view text);

inline constexpr int copy_least_words = 8;

}  // namespace demarche
