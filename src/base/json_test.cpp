#include "base/json.h"

#include <gtest/gtest.h>

namespace demarche {
namespace {

TEST(Json, WritesObjectsInTheOrderGiven) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().field("b", "x\"\\\n\x01").key("a").begin_array().value(1).null().value(true).begin_object();
  json.end_object().end_array().key("n").value_or_null("").end_object();
  EXPECT_EQ(out, "{\"b\":\"x\\\"\\\\\\n\\u0001\",\"a\":[1,null,true,{}],\"n\":null}");
}

TEST(Json, NumbersInThousandths) {
  const auto written = [](std::int64_t n) {
    std::string out;
    JsonWriter(out).thousandths(n);
    return out;
  };
  EXPECT_EQ(written(2500), "2.5");
  EXPECT_EQ(written(-9000), "-9");
  EXPECT_EQ(written(-50), "-0.05");
  EXPECT_EQ(written(0), "0");
  std::string out;
  JsonWriter(out).probability(500);
  EXPECT_EQ(out, "0.500");
}

}  // namespace
}  // namespace demarche
