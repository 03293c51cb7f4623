#include "stages/annotate/name_decoder.h"

#include <gtest/gtest.h>

#include <cstdint>

namespace demarche {
namespace {

TEST(DecodeNames, AlwaysAWellFormedSequence) {
  std::uint64_t state = 7;
  for (int round = 0; round < 200; ++round) {
    std::vector<float> scores(static_cast<std::size_t>(name_label_count) * 12);
    for (float& s : scores) {
      state = state * 6364136223846793005ull + 1442695040888963407ull;
      s = static_cast<float>(state >> 40) / 1e6f;
    }
    std::vector<int> labels;
    decode_names(scores.data(), name_label_count, 12, labels);
    int open = -1;
    for (const int label : labels) {
      const int position = label == 0 ? -1 : (label - 1) % 4, kind = label == 0 ? -1 : (label - 1) / 4;
      if (open < 0) {
        EXPECT_TRUE(label == 0 || position == 0 || position == 3);
      } else {
        EXPECT_TRUE((position == 1 || position == 2) && kind == open);
      }
      if (position == 0) open = kind;
      if (position == 2) open = -1;
    }
    EXPECT_EQ(open, -1);
  }
}

TEST(DecodeNames, TakesTheBestTotalNotTheBestLabels) {
  // Two words: begin and last of class 0 score 2 each; outside scores 3 and 0. Together the name wins.
  std::vector<float> scores(static_cast<std::size_t>(name_label_count) * 2, -10.0f);
  scores[0] = 3;
  scores[1] = 2;
  scores[name_label_count] = 0;
  scores[name_label_count + 3] = 2;
  std::vector<int> labels;
  decode_names(scores.data(), name_label_count, 2, labels);
  EXPECT_EQ(labels, (std::vector<int>{1, 3}));
}

TEST(DecodeNames, NoWords) {
  std::vector<int> labels = {5};
  decode_names(nullptr, name_label_count, 0, labels);
  EXPECT_TRUE(labels.empty());
}

}  // namespace
}  // namespace demarche
