// Weights of a choice among candidates: a linear score over hashed features, eight bits a weight.
//
// Scores are sums of integers, so that every machine chooses the same. Parties and dates are chosen so.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/file.h"
#include "demarche/result.h"

namespace demarche {

inline constexpr std::uint32_t rank_rows = 1u << 16;  // features fold into this many weights

class RankModel {
 public:
  static Result<RankModel> open(const std::string& path);
  std::int32_t score(const std::vector<std::uint32_t>& features) const {
    std::int32_t sum = 0;
    for (const std::uint32_t f : features) sum += weights_[f % rank_rows];
    return sum;
  }
  /// How far "none of them" must be ahead to be chosen, in units of the score.
  std::int32_t none_handicap() const { return handicap_; }
  /// A score of 1 is this many millionths of a logit.
  std::int32_t unit() const { return unit_; }
  /// The file's bytes for trained weights [rank_rows], of which `scale` makes logits; the handicap before scaling.
  static std::string encode(const std::vector<float>& weights, float scale, float none_handicap,
                            const std::string& manifest);
  /// A model of the bytes that encode() made; for training.
  static Result<RankModel> from(std::string bytes, const std::string& name);
  std::string_view manifest() const { return manifest_; }

 private:
  static Status check(std::string_view bytes, const std::string& name);
  void view(std::string_view bytes);

  MappedFile file_;
  std::string owned_;
  const std::int8_t* weights_ = nullptr;
  std::int32_t handicap_ = 0, unit_ = 0;
  std::string_view manifest_;
};

}  // namespace demarche
