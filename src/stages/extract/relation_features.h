// What the relation classifier looks at: words by zone, the dependency path between the two parties, and the codebook's
// vote for the words on it. Features are 32-bit hashes; their number is linear in the length of the sentence.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/span.h"
#include "codebook/codebook.h"
#include "types/syntax.h"
#include "types/tokens.h"

namespace demarche {

/// A pair of parties in a text; a party that the sentence does not name is absent.
struct RelationPair {
  std::optional<Span> actor;  // bytes
  std::optional<Span> recipient;
};

/// The sorted, distinct features of a pair.
std::vector<std::uint32_t> relation_features(const Tokens& tokens, const Syntax& syntax, const RelationPair& pair,
                                             const FrameTable& frames);

}  // namespace demarche
