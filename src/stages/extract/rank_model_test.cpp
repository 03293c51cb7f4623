#include "stages/extract/rank_model.h"

#include <gtest/gtest.h>

namespace demarche {
namespace {

TEST(RankModel, ScoresAreSumsOfRoundedWeights) {
  std::vector<float> weights(rank_rows, 0.0F);
  weights[3] = 2.0F;
  weights[7] = -1.0F;
  const auto model = RankModel::from(RankModel::encode(weights, 0.5F, 4.0F, "{}"), "test");
  ASSERT_TRUE(model.ok()) << model.error().message;
  EXPECT_EQ(model.value().score({3}), 127);
  EXPECT_EQ(model.value().score({3, 7, rank_rows + 7}), 127 - 64 - 64);
  EXPECT_EQ(model.value().none_handicap(), 254);
  EXPECT_EQ(model.value().unit(), 7874);
  EXPECT_EQ(model.value().manifest(), "{}");
}

TEST(RankModel, ACutFileIsAnError) {
  const std::string whole = RankModel::encode(std::vector<float>(rank_rows, 0.0F), 1, 0, "");
  EXPECT_FALSE(RankModel::from(whole.substr(0, whole.size() - 1), "test").ok());
  EXPECT_FALSE(RankModel::from("nonsense", "test").ok());
  EXPECT_FALSE(RankModel::open("/nowhere/parties.model").ok());
}

}  // namespace
}  // namespace demarche
