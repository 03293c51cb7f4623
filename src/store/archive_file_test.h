// A folder for one test's archive, removed with it.
#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <string>

namespace demarche::store {

class ArchiveFile : public ::testing::Test {
 protected:
  ArchiveFile() {
    std::string folder = (std::filesystem::temp_directory_path() / "demarche-XXXXXX").string();
    folder_ = mkdtemp(folder.data());
    path_ = folder_ + "/test.archive";
  }
  ~ArchiveFile() override {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  std::string folder_;
  std::string path_;
};

inline constexpr const char* test_time = "2026-01-31T12:00:00Z";

}  // namespace demarche::store
