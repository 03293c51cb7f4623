// A folder of a test's own, and all that a file in it gives.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "stages/ingest/ingest.h"

namespace demarche {

struct IngestedFile {
  std::vector<Document> documents;
  std::vector<Reject> rejects;
  std::vector<Notice> notices;
};

class IngestFolderTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (std::filesystem::temp_directory_path() / "demarche-ingest-XXXXXX").string();
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string write(const std::string& name, const std::string& bytes) {
    const std::filesystem::path path = folder_ / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
    return path.string();
  }

  static IngestedFile read(const std::string& path, IngestOptions options = {}, const std::string& columns = {}) {
    IngestedFile all;
    RecordReader({path}, options.format, columns).run([&](std::variant<Record, Reject> item) {
      std::vector<Ingested> out;
      if (Reject* reject = std::get_if<Reject>(&item)) {
        out.emplace_back(std::move(*reject));
      } else {
        ingest(std::move(std::get<Record>(item)), options, out);
      }
      for (Ingested& one : out) {
        if (Document* document = std::get_if<Document>(&one)) {
          all.documents.push_back(std::move(*document));
        } else if (Notice* notice = std::get_if<Notice>(&one)) {
          all.notices.push_back(std::move(*notice));
        } else {
          all.rejects.push_back(std::move(std::get<Reject>(one)));
        }
      }
      return true;
    });
    return all;
  }

  /// A file of tests/fuzz_corpus.
  static std::string corpus(const std::string& name) {
    return std::string(DEMARCHE_SOURCE_DIR "/tests/fuzz_corpus/") + name;
  }

  std::filesystem::path folder_;
};

}  // namespace demarche
