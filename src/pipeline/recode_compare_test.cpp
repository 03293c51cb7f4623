#include "pipeline/recode_compare.h"

#include <gtest/gtest.h>

namespace demarche {
namespace {

CodedRecord event(const std::string& id, const std::string& trigger, const std::string& type,
                  const std::string& codebook = "a") {
  return {"event", id, "rule-" + id,
          R"({"kind":"event","id":")" + id + R"(","trigger":)" + trigger + R"(,"type":")" + type +
              R"(","confidence":0.850,"versions":{"codebook":")" + codebook + R"("}})"};
}

constexpr const char* met = R"({"text":"met","span":[1,4]})";
constexpr const char* left = R"({"text":"left","span":[9,13]})";

struct Compared {
  std::vector<RecodeChange> changes;
  std::uint64_t same = 0;
};

Compared compare(const std::vector<CodedRecord>& before, const std::vector<CodedRecord>& after) {
  Compared out;
  const auto same = compare_codings("a1", before, after, {"codebook"}, [&](const RecodeChange& change) {
    out.changes.push_back(change);
    return Status();
  });
  EXPECT_TRUE(same) << same.error().message;
  out.same = *same;
  return out;
}

TEST(RecodeCompare, WhoCodedItIsNoDifference) {
  const Compared c = compare({event("1", met, "CONSULT", "a")}, {event("1", met, "CONSULT", "b")});
  EXPECT_TRUE(c.changes.empty());
  EXPECT_EQ(c.same, 1u);
}

TEST(RecodeCompare, AddedGoneChanged) {
  const Compared c = compare({event("1", met, "CONSULT"), event("2", left, "RETREAT")},
                             {event("1", met, "AGREE"), event("3", R"({"text":"paid","span":[20,24]})", "AID")});
  ASSERT_EQ(c.changes.size(), 3u);
  EXPECT_EQ(c.changes[0].op, "changed");
  ASSERT_EQ(c.changes[0].fields.size(), 1u);
  EXPECT_EQ(c.changes[0].fields[0].name, "type");
  EXPECT_EQ(c.changes[0].fields[0].before, "\"CONSULT\"");
  EXPECT_EQ(c.changes[0].fields[0].after, "\"AGREE\"");
  EXPECT_EQ(c.changes[1].op, "added");
  EXPECT_EQ(c.changes[1].id, "3");
  EXPECT_EQ(c.changes[1].rule, "rule-3");
  EXPECT_EQ(c.changes[2].op, "gone");
  EXPECT_EQ(c.changes[2].id, "2");
  EXPECT_EQ(c.changes[2].rule_before, "rule-2");
  EXPECT_TRUE(recode_json(c.changes[2])
                  .starts_with(R"({"kind":"recoding","op":"gone","record":"event","article":"a1","id":"2")"));
}

TEST(RecodeCompare, TheSameWordsByAnotherRuleAreOneEvent) {
  const Compared c = compare({event("1", met, "CONSULT")}, {event("9", met, "CONSULT")});
  ASSERT_EQ(c.changes.size(), 1u);
  EXPECT_EQ(c.changes[0].op, "changed");
  EXPECT_EQ(c.changes[0].id, "9");
  EXPECT_EQ(c.changes[0].id_before, "1");
  EXPECT_EQ(c.changes[0].rule_before, "rule-1");
}

TEST(RecodeCompare, EventsAndStatementsAreNotPaired) {
  CodedRecord statement{"statement", "1", "r", std::string(R"({"kind":"statement","id":"1","content":)") + met + "}"};
  EXPECT_EQ(compare({event("2", met, "CONSULT")}, {statement}).changes.size(), 2u);
}

TEST(RecodeCompare, ADamagedRecordIsAnError) {
  const auto found =
      compare_codings("a1", {{"event", "1", "r", "{\"kind\":"}}, {}, {}, [](const RecodeChange&) { return Status(); });
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, ErrorCode::corrupt);
}

}  // namespace
}  // namespace demarche
