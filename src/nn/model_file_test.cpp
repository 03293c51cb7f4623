#include "nn/model_file.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

namespace demarche {
namespace {

class ModelFileTest : public ::testing::Test {
 protected:
  void SetUp() override {
    path_ = (std::filesystem::temp_directory_path() / ("model_file_test." + std::to_string(::getpid()))).string();
    ModelBuilder builder;
    builder.add("a", "0123456789");
    builder.add("long/name", std::string(1000, 'x'));
    good_ = builder.bytes("{\"tier\":\"test\"}");
  }
  void TearDown() override { std::filesystem::remove(path_); }
  Result<ModelFile> open(const std::string& bytes) {
    EXPECT_TRUE(write_file(path_, bytes).ok());
    return ModelFile::open(path_);
  }
  std::string path_, good_;
};

TEST_F(ModelFileTest, ReadsBackWhatWasWritten) {
  auto model = open(good_);
  ASSERT_TRUE(model.ok()) << model.error().message;
  EXPECT_EQ(model->tensor("a"), "0123456789");
  EXPECT_EQ(model->tensor("long/name"), std::string(1000, 'x'));
  EXPECT_EQ(model->tensor("b"), "");
  EXPECT_EQ(model->manifest(), "{\"tier\":\"test\"}");
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(model->tensor("a").data()) % 64, 0u);
}

TEST_F(ModelFileTest, EveryCutIsAnError) {
  for (std::size_t size = 0; size < good_.size(); size += size < 80 ? 1 : 37) {
    const auto model = open(good_.substr(0, size));
    ASSERT_FALSE(model.ok()) << size;
    EXPECT_EQ(model.error().code, ErrorCode::corrupt);
  }
}

TEST_F(ModelFileTest, EveryFlippedByteIsAnError) {
  for (std::size_t at = 0; at < good_.size(); at += at < 600 ? 1 : 29) {
    std::string bad = good_;
    bad[at] = static_cast<char>(bad[at] ^ 0x11);
    EXPECT_FALSE(open(bad).ok()) << at;
  }
}

TEST_F(ModelFileTest, AnotherFileIsNoModel) {
  const auto model = open(std::string(4096, 'z'));
  ASSERT_FALSE(model.ok());
  EXPECT_NE(model.error().message.find("not a model"), std::string::npos);
}

TEST_F(ModelFileTest, AMissingFileIsReported) {
  EXPECT_FALSE(ModelFile::open("/nowhere/turbo.model").ok());
}

}  // namespace
}  // namespace demarche
