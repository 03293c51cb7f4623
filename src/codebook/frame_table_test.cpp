#include "codebook/frame_table.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>

#include "codebook/ontology_table.h"

namespace demarche {
namespace {

/// A codebook folder of a few lines, compiled and opened.
class FrameTableTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = testing::TempDir() + "frames_" + std::to_string(::getpid());
    std::filesystem::remove_all(folder_);
    for (const char* sub : {"plover", "cameo", "verbs"}) std::filesystem::create_directories(folder_ + "/" + sub);
    write("cameo/codes.tsv", "190\t-10\tASSAULT\t-\n125\t-5\tREJECT\tmeet\n046\t7\tCONSULT\t-\n");
    write(
        "plover/acts.tsv",
        "ASSAULT\t-\t-9\t190\tno\tviolence\nASSAULT\tdrone\t-9.5\t190\tno\tby drone\nREJECT\t-\t-2\t125\tno\trefuses\n"
        "REJECT\tmeet\t-2\t125\tno\trefuses talks\nSANCTION\t-\t-6\t-\tyes\tcuts\nCONSULT\t-\t2.5\t046\tno\tmeets\n");
    write("verbs/classes.tsv", "talk\ttalk,meeting\n");
    write("verbs/weapons.tsv", "drone,uav\tdrone\n");
    write("verbs/forms.tsv", "blew\tblow\n");
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  void write(const std::string& name, const std::string& text) {
    std::ofstream(folder_ + "/" + name, std::ios::binary) << text;
  }
  std::string error_of(const std::string& frames) {
    write("verbs/test.tsv", frames);
    PackBuilder builder;
    const Status s = compile_frames(folder_, builder);
    return s.ok() ? "" : s.error().message;
  }
  Pack compile(const std::string& frames) {
    write("verbs/test.tsv", frames);
    PackBuilder builder;
    EXPECT_TRUE(compile_ontology(folder_, builder).ok());
    const Status s = compile_frames(folder_, builder);
    EXPECT_TRUE(s.ok()) << (s.ok() ? "" : s.error().message);
    const std::string path = folder_ + "/test.pack";
    EXPECT_TRUE(write_file(path, builder.bytes()).ok());
    auto pack = Pack::open(path);
    EXPECT_TRUE(pack.ok());
    return std::move(pack).value();
  }

  std::string folder_;
};

constexpr const char* attack = "attack.v\t-\tASSAULT\t190\t*\t*\tA attacked B.\tA > B\n";

TEST_F(FrameTableTest, TheMostSpecificSenseComesFirst) {
  const Pack pack =
      compile(std::string(attack) +
              "call.v\tprt:off obj:@talk\tREJECT/meet\t125\tsubj\twith,obj\tA called off talks with B.\tA > B\n"
              "call.v\tprt:off\tREJECT\t125\tsubj\twith\tA called it off.\tA\n"
              "call.v\t-\tNONE\t-\t-\t-\tThey called.\t-\n");
  const FrameTable table(pack);
  const FrameRange range = table.find("call", FramePos::verb);
  ASSERT_EQ(range.end - range.begin, 3u);
  const Frame first = table.frame(range.begin);
  EXPECT_EQ(first.type, EventType::REJECT);
  EXPECT_EQ(first.mode, "meet");
  EXPECT_EQ(first.rule, "REJECT/call.v#1");
  EXPECT_FALSE(table.frame(range.end - 1).type.has_value());
  EXPECT_TRUE(table.find("call", FramePos::noun).empty());
  const FrameCondition object = table.condition(first.conditions_begin + 1);
  EXPECT_TRUE(table.set_holds(object.set, table.lemma_number("meeting")));
  EXPECT_FALSE(table.set_holds(object.set, table.lemma_number("off")));
  EXPECT_EQ(table.weapon_mode("uav"), "drone");
  EXPECT_EQ(table.verb_of_form("blew"), "blow");
  EXPECT_EQ(table.example(range.begin).place, "verbs/test.tsv:2");
}

TEST_F(FrameTableTest, MistakesNameFileLineAndReason) {
  const std::string good = attack;
  EXPECT_EQ(error_of(good), "");
  EXPECT_NE(error_of(good + "hit.v\t-\tASSAULT\t190\n").find("verbs/test.tsv:2: 4 cells"), std::string::npos);
  EXPECT_NE(error_of("hit\t-\tASSAULT\t190\t*\t*\tA hit B.\tA > B\n").find("verbs/test.tsv:1: \"hit\""),
            std::string::npos);
  EXPECT_NE(error_of("hit.v\t-\tHARM\t190\t*\t*\tA hit B.\tA > B\n").find("not a PLOVER type"), std::string::npos);
  EXPECT_NE(error_of("hit.v\t-\tASSAULT/fist\t190\t*\t*\tA hit B.\tA > B\n").find("no mode \"fist\""),
            std::string::npos);
  EXPECT_NE(error_of("hit.v\t-\tASSAULT\t999\t*\t*\tA hit B.\tA > B\n").find("not a CAMEO code"), std::string::npos);
  EXPECT_NE(error_of("hit.v\tobj:@ships\tASSAULT\t190\t*\t*\tA hit B.\tA > B\n").find("no class @ships"),
            std::string::npos);
  EXPECT_NE(error_of("hit.v\tfoo:bar\tASSAULT\t190\t*\t*\tA hit B.\tA > B\n").find("unknown condition \"foo:bar\""),
            std::string::npos);
  EXPECT_NE(error_of("hit.v\t-\tASSAULT\t190\twho\t*\tA hit B.\tA > B\n").find("unknown place \"who\""),
            std::string::npos);
  EXPECT_NE(error_of("hit.v\t-\tASSAULT\t190\t*\t*\t\tA > B\n").find("example"), std::string::npos);
  EXPECT_NE(error_of("hit.v\t-\tASSAULT\t190\t*\t*\tA hit B.\t-\n").find("expected parties"), std::string::npos);
}

TEST_F(FrameTableTest, OntologyGivesScoresInThousandths) {
  const Pack pack = compile(attack);
  const OntologyTable ontology(pack);
  EXPECT_EQ(ontology.plover_score(EventType::ASSAULT, ""), -9000);
  EXPECT_EQ(ontology.plover_score(EventType::ASSAULT, "drone"), -9500);
  EXPECT_EQ(ontology.plover_score(EventType::ASSAULT, "unheard"), -9000);
  EXPECT_EQ(ontology.goldstein("190"), -10000);
  EXPECT_FALSE(ontology.goldstein("999").has_value());
  EXPECT_EQ(ontology.mode(EventType::REJECT, "meet"), "meet");
  EXPECT_EQ(ontology.mode(EventType::ASSAULT, "meet"), "");
  EXPECT_TRUE(ontology.needs_recipient(EventType::SANCTION));
  EXPECT_EQ(ontology.cameo_of(EventType::CONSULT, ""), "046");
}

TEST_F(FrameTableTest, TheProjectsOwnCodebookCompiles) {
  PackBuilder builder;
  const std::string folder = std::string(DEMARCHE_SOURCE_DIR) + "/codebooks";
  const Status ontology = compile_ontology(folder, builder);
  ASSERT_TRUE(ontology.ok()) << ontology.error().message;
  const Status frames = compile_frames(folder, builder);
  ASSERT_TRUE(frames.ok()) << frames.error().message;
  const std::string path = folder_ + "/own.pack";
  ASSERT_TRUE(write_file(path, builder.bytes()).ok());
  const auto pack = Pack::open(path);
  ASSERT_TRUE(pack.ok());
  const FrameTable table(*pack);
  std::array<int, 16> senses{};
  int acts = 0;
  for (std::uint32_t i = 0; i < table.size(); ++i) {
    const Frame f = table.frame(i);
    if (!f.type) continue;
    ++acts;
    ++senses[static_cast<std::size_t>(*f.type)];
  }
  EXPECT_GE(acts, 400);
  for (std::size_t t = 0; t < senses.size(); ++t) EXPECT_GE(senses[t], 15) << event_type_names[t];
}

}  // namespace
}  // namespace demarche
