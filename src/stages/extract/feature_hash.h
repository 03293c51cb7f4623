// Numbers of features for the trained choices: names and values folded together, the same on every machine.
#pragma once

#include <cstdint>

#include "stages/extract/tree.h"

namespace demarche {

inline std::uint32_t mix_feature(std::uint64_t a, std::uint64_t b) {
  std::uint64_t z = a * 0x9E3779B97F4A7C15ull + b + 0x632BE59BD9B4E019ull;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
  return static_cast<std::uint32_t>((z ^ (z >> 31)) >> 16);
}

/// 0 to 3 apart, then by doubling.
inline std::uint64_t count_bucket(std::uint32_t n) {
  return n <= 3 ? n : n <= 6 ? 4 : n <= 12 ? 5 : n <= 24 ? 6 : 7;
}

/// The relations from a word up to the clause that it shares with another, then down to that one; `clauses` counts the
/// verbs on the way.
std::uint32_t path_feature(const Tree& tree, std::uint32_t from, std::uint32_t to, int& clauses);

}  // namespace demarche
