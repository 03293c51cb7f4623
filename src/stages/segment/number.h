// Where a number, date, time or telephone number ends.
#pragma once

#include <cstdint>
#include <string_view>

namespace demarche::segmenting {

/// `at` is a digit, or a sign or dot before one. The end lies past at least one character.
std::uint32_t number_end(std::string_view text, std::uint32_t at, std::uint32_t end);

}  // namespace demarche::segmenting
