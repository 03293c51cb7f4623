#include "codebook/cue_table.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace demarche {
namespace {

// A codebook folder with just this table.
std::string folder_with(const std::string& table) {
  const std::filesystem::path folder = std::filesystem::path(::testing::TempDir()) / "cue_table_test";
  std::filesystem::create_directories(folder / "speech");
  std::ofstream(folder / "speech" / "cues.tsv", std::ios::binary) << table;
  return folder.string();
}

std::string error_of(const std::string& table) {
  PackBuilder builder;
  const Status status = compile_cues(folder_with(table), builder);
  return status.ok() ? "" : status.error().message.substr(status.error().message.rfind("cues.tsv"));
}

TEST(CueTable, LooksUpVerbsNounsAndParticleVerbs) {
  PackBuilder builder;
  ASSERT_TRUE(
      compile_cues(folder_with("# lemma\nsay\tv\tclause quote\npoint out\tv\tclause\nclaim\tn\tclause text\n"), builder)
          .ok());
  const std::string path = ::testing::TempDir() + "cue_table_test.pack";
  std::ofstream(path, std::ios::binary) << builder.bytes();
  const Result<Pack> pack = Pack::open(path);
  ASSERT_TRUE(pack.ok());
  const CueTable table(*pack);
  EXPECT_TRUE(table.verb("say").has(CueUse::clause));
  EXPECT_TRUE(table.verb("say").has(CueUse::quote));
  EXPECT_FALSE(table.verb("say").has(CueUse::text));
  EXPECT_TRUE(table.verb("point out").has(CueUse::clause));
  EXPECT_FALSE(table.verb("point"));
  EXPECT_TRUE(table.opens_verb("point"));
  EXPECT_FALSE(table.opens_verb("claim"));
  EXPECT_TRUE(table.noun("claim").has(CueUse::text));
  EXPECT_FALSE(table.noun("say"));
}

TEST(CueTable, ErrorsNameTheirLine) {
  EXPECT_EQ(error_of("say\tv\tclause\nsay\tv\n"), "cues.tsv:2: expected lemma, kind and uses, separated by tabs");
  EXPECT_EQ(error_of("Say\tv\tclause\n"), "cues.tsv:1: the lemma must be in lower case");
  EXPECT_EQ(error_of("say\tx\tclause\n"), "cues.tsv:1: the kind must be v or n");
  EXPECT_EQ(error_of("# a\n\nsay\tv\tloudly\n"), "cues.tsv:3: unknown use 'loudly'");
  EXPECT_EQ(error_of("say\tv\t \n"), "cues.tsv:1: a cue needs at least one use");
  EXPECT_EQ(error_of("say\tv\tclause\nsay\tv\tquote\n"), "cues.tsv:2: 'say' is listed twice");
}

TEST(CueTable, TheShippedTableIsSound) {
  PackBuilder builder;
  const Status status = compile_cues(DEMARCHE_SOURCE_DIR "/codebooks", builder);
  EXPECT_TRUE(status.ok()) << (status.ok() ? "" : status.error().message);
}

TEST(CueTable, AMissingTableIsAnError) {
  PackBuilder builder;
  EXPECT_FALSE(compile_cues(::testing::TempDir() + "no-such-folder", builder).ok());
}

}  // namespace
}  // namespace demarche
