// Numbers in words and figures, with what narrows or opens them: "more than 200", "two dozen", "10 to 15", "hundreds".
// Only the words beside the number are looked at, so the cost is bounded.
#pragma once

#include <cstdint>

namespace demarche {

inline constexpr std::uint32_t count_limit = 2'000'000'000;

constexpr std::uint32_t add_counts(std::uint32_t a, std::uint32_t b) {
  return a > count_limit - (b < count_limit ? b : count_limit) ? count_limit : a + b;
}

}  // namespace demarche
