#include "base/record_words.h"

#include <gtest/gtest.h>

namespace demarche {
namespace {

constexpr std::string_view record =
    R"({"kind":"event","id":"ev-1","trigger":{"text":"met","span":[8,11]},"actors":[{"text":"\"Ana\\","span":[0,7],)"
    R"("code":"text"},{"text":"","span":null}],"date":{"start":"2020-01-01","text":null,"span":null},"rule":"a,\"text\":\"x\",\"span\":[1,2]"})";

TEST(RecordWords, GoAndComeBack) {
  const std::string bare = without_words(record, [](Span) { return false; });
  EXPECT_EQ(bare.find("met"), std::string::npos);
  EXPECT_EQ(bare.find("Ana"), std::string::npos);
  EXPECT_NE(bare.find(R"("trigger":{"text":null,"span":[8,11]})"), std::string::npos) << bare;
  EXPECT_NE(bare.find(R"({"text":"","span":null})"), std::string::npos) << "what the article never names stays so";
  EXPECT_NE(bare.find(R"("rule":"a,\"text\":\"x\",\"span\":[1,2]")"), std::string::npos) << "strings are not keys";
  const std::string back = with_words(
      bare, [](Span span) -> std::optional<std::string_view> { return span == Span{8, 11} ? "met" : "\"Ana\\"; });
  EXPECT_EQ(back, record);
}

TEST(RecordWords, KeepsWhatItIsToldTo) {
  const std::string kept = without_words(record, [](Span span) { return span.begin >= 8; });
  EXPECT_NE(kept.find(R"("text":"met")"), std::string::npos);
  EXPECT_EQ(kept.find("Ana"), std::string::npos);
  EXPECT_EQ(without_words(record, [](Span) { return true; }), record);
}

TEST(RecordWords, OtherBytesComeBackAsTheyAre) {
  for (const std::string_view bytes :
       {"", "\"", "{\"text\":", "{\"text\":\"a", "{\"text\":\"a\",\"span\":[", "{\"text\":\"a\",\"span\":[9,3]}",
        "{\"text\":\"a\",\"span\":[1,99999999999999999999]}", "{\"text\":7,\"span\":[1,2]}", "\\\\\"\\", "plain"})
    EXPECT_EQ(without_words(bytes, [](Span) { return false; }), bytes);
}

}  // namespace
}  // namespace demarche
