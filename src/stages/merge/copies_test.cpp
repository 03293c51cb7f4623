#include "stages/merge/copies.h"

#include <gtest/gtest.h>

namespace demarche {
namespace {

constexpr std::string_view report = "Peru's president met the king of Jordan in Amman on Monday, officials said.";

TEST(Copies, DressDoesNotMatter) {
  const std::uint64_t key = copy_key(report);
  EXPECT_NE(key, 0u);
  EXPECT_EQ(copy_key("PERU\u2019S PRESIDENT met the king of Jordan\n in Amman \u2014 on Monday; officials said"), key);
  EXPECT_EQ(copy_key("Peru's\u00A0president met the king of Jordan in Amman on Monday, officials said."), key);
}

TEST(Copies, WordsDo) {
  EXPECT_NE(copy_key("Peru's president met the king of Jordan in Amman on Sunday, officials said."), copy_key(report));
  EXPECT_NE(copy_key("Per\u00FA's president met the king of Jordan in Amman on Monday, officials said."),
            copy_key(report));
}

TEST(Copies, ShortTextsHaveNoKey) {
  EXPECT_EQ(copy_key(""), 0u);
  EXPECT_EQ(copy_key("Read more here, please."), 0u);
}

TEST(Copies, AnyBytesGiveAKeyOrNone) {
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);
  copy_key(bytes);
  EXPECT_EQ(copy_key(bytes), copy_key(bytes));
}

}  // namespace
}  // namespace demarche
