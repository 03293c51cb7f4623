// Blocks: keys that documents share which may belong together, so that none is compared with all others.
//
// A document stands in the blocks of its leading names and numbers within its days, of the first of them on any day, of
// bands of its MinHash, of its words, and of the addresses it has and cites. What shares no block is never compared.
#pragma once

#include <cstdint>
#include <vector>

#include "stages/merge/signature.h"

namespace demarche {

/// Ascending, each once; at most `most_block_keys`.
std::vector<std::uint64_t> block_keys(const Signature& signature);

inline constexpr std::size_t most_block_keys = 64;
/// In a block of more documents each is compared with the first alone (by content, not by arrival).
inline constexpr std::size_t crowded_block = 32;

}  // namespace demarche
