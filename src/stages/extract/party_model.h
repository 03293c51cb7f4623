// Weights of the choice of parties: a linear score over hashed features, eight bits a weight.
//
// Scores are sums of integers, so that every machine chooses the same party.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/file.h"
#include "demarche/result.h"

namespace demarche {

inline constexpr std::uint32_t party_rows = 1u << 16;  // features fold into this many weights

class PartyModel {
 public:
  static Result<PartyModel> open(const std::string& path);
  std::int32_t score(const std::vector<std::uint32_t>& features) const {
    std::int32_t sum = 0;
    for (const std::uint32_t f : features) sum += weights_[f % party_rows];
    return sum;
  }
  /// How far nobody must be ahead to leave a role open, in units of the score.
  std::int32_t nobody_handicap() const { return handicap_; }
  /// The file's bytes for trained weights [party_rows]; the handicap in logits.
  static std::string encode(const std::vector<float>& weights, float nobody_handicap, const std::string& manifest);
  /// A model of the bytes that encode() made; for training.
  static Result<PartyModel> from(std::string bytes, const std::string& name);
  std::string_view manifest() const { return manifest_; }

 private:
  static Status check(std::string_view bytes, const std::string& name);
  void view(std::string_view bytes);

  MappedFile file_;
  std::string owned_;
  const std::int8_t* weights_ = nullptr;
  std::int32_t handicap_ = 0;
  std::string_view manifest_;
};

}  // namespace demarche
