#include "codebook/pack.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

namespace demarche {
namespace {

class PackTest : public testing::Test {
 protected:
  std::string path_ = testing::TempDir() + "pack_test_" + std::to_string(::getpid());
  void TearDown() override { std::filesystem::remove(path_); }
};

TEST_F(PackTest, FindsWhatWasPutIn) {
  std::map<std::string, std::uint32_t> entries;
  for (std::uint32_t i = 0; i < 5000; ++i) entries["key " + std::to_string(i * i)] = i;
  PackBuilder builder;
  builder.add("map", build_string_map(entries));
  builder.add("list", build_string_list({"Kremlin", "", "Downing Street"}));
  builder.add("words", build_words({7, 0, 0xFFFFFFFF}));
  ASSERT_TRUE(write_file(path_, builder.bytes()));
  const Result<Pack> pack = Pack::open(path_);
  ASSERT_TRUE(pack) << pack.error().message;
  const StringMap map(pack->section("map"));
  EXPECT_EQ(map.size(), entries.size());
  for (const auto& [key, value] : entries) EXPECT_EQ(map.find(key), value);
  EXPECT_FALSE(map.find("key 2"));
  const StringList list(pack->section("list"));
  ASSERT_EQ(list.size(), 3u);
  EXPECT_EQ(list[0], "Kremlin");
  EXPECT_EQ(list[1], "");
  EXPECT_EQ(list[2], "Downing Street");
  EXPECT_EQ(WordArray(pack->section("words"))[2], 0xFFFFFFFFu);
  EXPECT_TRUE(pack->section("absent").empty());
  EXPECT_FALSE(StringMap(pack->section("absent")).find("x"));
}

TEST_F(PackTest, EveryCutIsAnErrorAndNoCrash) {
  PackBuilder builder;
  builder.add("list", build_string_list({"a", "b"}));
  const std::string whole = builder.bytes();
  for (std::size_t size = 0; size < whole.size(); size += 3) {
    ASSERT_TRUE(write_file(path_, std::string_view(whole).substr(0, size)));
    EXPECT_FALSE(Pack::open(path_)) << size;
  }
  EXPECT_EQ(Pack::open(path_ + ".absent").error().code, ErrorCode::not_found);
}

TEST_F(PackTest, VersionFollowsTheContent) {
  const auto version = [&](const char* text) {
    PackBuilder builder;
    builder.add("list", build_string_list({text}));
    EXPECT_TRUE(write_file(path_, builder.bytes()));
    return Pack::open(path_)->version();
  };
  EXPECT_EQ(version("a"), version("a"));
  EXPECT_NE(version("a"), version("b"));
}

}  // namespace
}  // namespace demarche
