// A second opinion on sentence ends: a linear model over the words around a place, for what rules cannot see (a
// signature before the next message, a list without full stops). Its weights are trained by learn/train_segment.cpp and
// built in.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "stages/segment/scan.h"

namespace demarche::segmenting {

inline constexpr std::uint32_t boundary_weights = 1u << 14;
inline constexpr std::uint32_t boundary_features = 19;

/// A place where a sentence may end.
struct BoundaryPlace {
  std::uint32_t start = 0;  // first token of the sentence
  std::uint32_t last = 0;   // the token that would be its last; another follows in the same paragraph
  std::uint32_t paragraph_last = 0;
  bool rule = false;  // the rules end it here
};

using BoundaryFeatures = std::array<std::uint16_t, boundary_features>;  // indices of weights

/// What the model sees of a token; computed once a token.
struct BoundaryTraits {
  std::uint32_t form = 0;   // hash of the form in lower case
  std::uint32_t shape = 0;  // finer than Shape
};

std::vector<BoundaryTraits> traits_of(std::string_view text, const std::vector<RawToken>& tokens);

BoundaryFeatures features_of(const std::vector<RawToken>& tokens, const std::vector<BoundaryTraits>& traits,
                             const BoundaryPlace& place);

/// Decides each place in turn, from left to right.
class BoundaryJudge {
 public:
  virtual ~BoundaryJudge() = default;
  virtual bool ends(const std::vector<RawToken>& tokens, const std::vector<BoundaryTraits>& traits,
                    const BoundaryPlace& place) = 0;
};

/// The judge with the built-in weights.
BoundaryJudge& trained_judge();

}  // namespace demarche::segmenting
