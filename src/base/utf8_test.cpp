#include "base/utf8.h"

#include <gtest/gtest.h>

namespace demarche {
namespace {

TEST(Utf8, RejectsWhatTheStandardForbids) {
  EXPECT_TRUE(is_utf8("Kyiv, \xE2\x80\x99 \xF0\x9F\x95\x8A"));
  for (const char* bad :
       {"\x80", "\xC0\xAF", "\xC3", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xF8\x88\x80\x80"})
    EXPECT_FALSE(is_utf8(bad)) << bad;
}

TEST(Utf8, RepairKeepsTheGoodBytes) {
  EXPECT_EQ(repair_utf8("a\xFF\xC3\xA9"), "a\xEF\xBF\xBD\xC3\xA9");
  EXPECT_TRUE(is_utf8(repair_utf8(std::string("\xF0\x9F\x95", 3))));
}

TEST(Utf8, DecodeAndAppendAreInverse) {
  for (char32_t c : {U'a', U'\u00E9', U'\u20AC', U'\U0001F54A', U'\U0010FFFF'}) {
    std::string bytes;
    append_utf8(bytes, c);
    std::size_t at = 0;
    EXPECT_EQ(decode_utf8(bytes, at), c);
    EXPECT_EQ(at, bytes.size());
  }
}

TEST(Utf8, CodePointsAgreeWithCounting) {
  std::string text;
  for (int i = 0; i < 300; ++i) text += i % 3 == 0 ? "\xC3\xA9" : i % 7 == 0 ? "\xF0\x9F\x95\x8A" : "x";
  const CodePoints points(text);
  for (std::size_t at = 0; at < text.size();) {
    EXPECT_EQ(points.at(static_cast<std::uint32_t>(at)), count_code_points(std::string_view(text).substr(0, at)));
    EXPECT_EQ(byte_of_code_point(text, points.at(static_cast<std::uint32_t>(at))), at);
    decode_utf8(text, at);
  }
  EXPECT_EQ(points.at(static_cast<std::uint32_t>(text.size())), count_code_points(text));
}

}  // namespace
}  // namespace demarche
