#include "stages/extract/party_model.h"

#include <gtest/gtest.h>

namespace demarche {
namespace {

TEST(PartyModel, ScoresAreSumsOfRoundedWeights) {
  std::vector<float> weights(party_rows, 0.0F);
  weights[3] = 2.0F;
  weights[7] = -1.0F;
  const auto model = PartyModel::from(PartyModel::encode(weights, 4.0F, "{}"), "test");
  ASSERT_TRUE(model.ok()) << model.error().message;
  EXPECT_EQ(model.value().score({3}), 127);
  EXPECT_EQ(model.value().score({3, 7, party_rows + 7}), 127 - 64 - 64);
  EXPECT_EQ(model.value().nobody_handicap(), 254);
  EXPECT_EQ(model.value().manifest(), "{}");
}

TEST(PartyModel, ACutFileIsAnError) {
  const std::string whole = PartyModel::encode(std::vector<float>(party_rows, 0.0F), 0, "");
  EXPECT_FALSE(PartyModel::from(whole.substr(0, whole.size() - 1), "test").ok());
  EXPECT_FALSE(PartyModel::from("nonsense", "test").ok());
  EXPECT_FALSE(PartyModel::open("/nowhere/parties.model").ok());
}

}  // namespace
}  // namespace demarche
