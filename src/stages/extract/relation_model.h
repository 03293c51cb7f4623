// The event relation between two given parties: a linear classifier over hashed features, weights in eight bits.
//
// Probabilities come from integer scores through a fixed polynomial, so that every machine prints the same digits.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/file.h"
#include "demarche/result.h"
#include "types/ontology.h"

namespace demarche {

inline constexpr std::uint32_t relation_rows = 1u << 16;  // features fold into this many rows of 16 weights

class RelationModel {
 public:
  static Result<RelationModel> open(const std::string& path);
  /// Probabilities of the sixteen types, in thousandths; they sum to 1000 within rounding.
  std::array<int, 16> classify(const std::vector<std::uint32_t>& features) const;
  /// The file's bytes for trained weights [relation_rows][16].
  static std::string encode(const std::vector<float>& weights, const std::string& manifest);
  /// The step between two 8-bit weights: the largest is 127 steps.
  static float scale_of(const std::vector<float>& weights);
  std::string_view manifest() const { return manifest_; }

 private:
  MappedFile file_;
  const std::int8_t* weights_ = nullptr;
  std::int32_t scale_ = 0;  // a weight of 1 is this many millionths of a logit
  std::string_view manifest_;
};

/// exp(x) for x <= 0 by squaring a rational step: only +, *, / in a fixed order.
double stable_exp(double x);

}  // namespace demarche
