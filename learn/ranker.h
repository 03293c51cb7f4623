// Softmax over the candidates of a choice, several of which may be right: AdaGrad, fixed seed, hashed features.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <vector>

#include "random.h"
#include "stages/extract/rank_model.h"

namespace demarche::learn {

struct Example {
  std::vector<std::vector<std::uint32_t>> candidates;
  std::vector<bool> right;
  std::size_t chosen = 0;
  int kind = 0;  // to count by
  std::uint64_t fold = 0;
  float weight = 1;
  bool exercise = false;  // trains, but is no choice of the program
};

struct RankerSettings {
  int epochs = 12;
  float rate = 0.15F, decay = 2e-4F;
  float scale = 0.35F;  // of a score, against the number of features that add up
};

class Ranker {
 public:
  explicit Ranker(RankerSettings settings) : settings_(settings), weights_(rank_rows), squares_(rank_rows, 1e-2F) {}

  void train(const std::vector<Example>& examples, std::uint64_t left_out) {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < examples.size(); ++i)
      if (examples[i].fold != left_out) order.push_back(i);
    Random random(7);
    for (int epoch = 0; epoch < settings_.epochs; ++epoch) {
      for (std::size_t i = order.size(); i > 1; --i)
        std::swap(order[i - 1], order[random.below(static_cast<std::uint32_t>(i))]);
      for (const std::size_t i : order) step(examples[i]);
    }
  }
  /// As the file will hold it.
  std::string encode(float none_handicap, const std::string& manifest) const {
    return RankModel::encode(weights_, settings_.scale, none_handicap, manifest);
  }
  RankModel rounded(float none_handicap) const {
    return std::move(RankModel::from(encode(none_handicap, ""), "weights")).value();
  }

 private:
  void step(const Example& e) {
    std::vector<float> p(e.candidates.size());
    for (std::size_t i = 0; i < p.size(); ++i)
      for (const std::uint32_t f : e.candidates[i]) p[i] += weights_[f % rank_rows] * settings_.scale;
    const float best = *std::max_element(p.begin(), p.end());
    float total = 0, right = 0;
    for (float& x : p) total += x = std::exp(x - best);
    for (std::size_t i = 0; i < p.size(); ++i) {
      p[i] /= total;
      if (e.right[i]) right += p[i];
    }
    for (std::size_t i = 0; i < p.size(); ++i) {
      const float share = e.right[i] ? p[i] / std::max(right, 1e-9F) : 0;
      const float gradient = (p[i] - share) * e.weight * settings_.scale;
      for (const std::uint32_t f : e.candidates[i]) {
        float& w = weights_[f % rank_rows];
        float& s = squares_[f % rank_rows];
        const float g = gradient + settings_.decay * w;
        s += g * g;
        w -= settings_.rate * g / std::sqrt(s);
      }
    }
  }

  RankerSettings settings_;
  std::vector<float> weights_, squares_;
};

}  // namespace demarche::learn
