#include "stages/merge/stories.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>

namespace demarche {
namespace {

StoryDocument document(const char* article, int day) {
  return {static_cast<std::uint64_t>(article[0]), Day(day), "paper", article};
}

StoryLink link(std::uint32_t a, std::uint32_t b, LinkKind kind, int strength, int dependence, int cites = 0) {
  Verdict verdict;
  verdict.same_story = true;
  verdict.kind = kind;
  verdict.score = kind == LinkKind::report ? strength : dependence;
  verdict.strength = strength;
  verdict.dependence = dependence;
  verdict.cites = cites;
  verdict.reasons = "why";
  return {a, b, verdict};
}

constexpr auto report = LinkKind::report;
constexpr auto rewrite = LinkKind::rewrite;
constexpr auto copy = LinkKind::copy;

TEST(Stories, RewritesHangOnTheirOriginAndReportsStandAlone) {
  const std::vector<StoryDocument> documents = {document("b", 11), document("a", 10), document("c", 10)};
  const auto stories = stories_of(
      documents, {link(0, 1, rewrite, 800, 700), link(0, 2, report, 600, 300), link(1, 2, report, 700, 200)}, {});
  ASSERT_EQ(stories.size(), 1u);
  EXPECT_EQ(stories[0].reports, 2u);
  ASSERT_EQ(stories[0].members.size(), 3u);
  EXPECT_EQ(stories[0].members[0].document, 1u);
  EXPECT_EQ(stories[0].members[0].role, StoryRole::origin);
  EXPECT_EQ(stories[0].members[1].role, StoryRole::report);
  EXPECT_EQ(stories[0].members[2].document, 0u);
  EXPECT_EQ(stories[0].members[2].role, StoryRole::rewrite);
  EXPECT_EQ(stories[0].members[2].of, 1u);
}

TEST(Stories, TheCitedIsTheOriginEvenIfItCameLater) {
  const auto stories = stories_of({document("a", 10), document("b", 12)}, {link(0, 1, rewrite, 900, 900, 1)}, {});
  EXPECT_EQ(stories[0].members[0].document, 1u);
  EXPECT_EQ(stories[0].members[1].of, 1u);
}

TEST(Stories, AChainOfFollowUpsIsNotOneStory) {
  std::vector<StoryDocument> documents;
  std::vector<StoryLink> links;
  for (std::uint32_t i = 0; i < 12; ++i) {
    documents.push_back(document(std::string(1, static_cast<char>('a' + i)).c_str(), static_cast<int>(i)));
    if (i > 0) links.push_back(link(i - 1, i, report, 600, 100));
  }
  const auto stories = stories_of(documents, links, {});
  for (const Story& story : stories) EXPECT_LE(story.members.size(), 3u);
}

TEST(Stories, CopiesOfCopiesBelongTogether) {
  std::vector<StoryDocument> documents;
  std::vector<StoryLink> links;
  for (std::uint32_t i = 0; i < 6; ++i) {
    documents.push_back(document(std::string(1, static_cast<char>('a' + i)).c_str(), static_cast<int>(i)));
    if (i > 0) links.push_back(link(i - 1, i, copy, 1000, 1000));
  }
  const auto stories = stories_of(documents, links, {});
  ASSERT_EQ(stories.size(), 1u);
  EXPECT_EQ(stories[0].reports, 1u);
}

TEST(Stories, PeopleHaveTheLastWord) {
  const std::vector<StoryDocument> documents = {document("a", 10), document("b", 10), document("c", 50)};
  const std::vector<StoryLink> links = {link(0, 1, rewrite, 900, 900)};
  EXPECT_EQ(stories_of(documents, links, {{0, 1, Ruling::split}}).size(), 3u);
  EXPECT_EQ(stories_of(documents, links, {{1, 2, Ruling::join}}).size(), 1u);
  EXPECT_EQ(stories_of(documents, links, {{1, 0, Ruling::independent}})[0].reports, 2u);
  EXPECT_EQ(stories_of(documents, links, {{2, 0, Ruling::dependent}})[0].reports, 1u);
  // Joined to one and split from the other, which are copies: the split holds.
  const auto both = stories_of(documents, links, {{1, 2, Ruling::join}, {0, 2, Ruling::split}});
  EXPECT_EQ(both.size(), 2u);
}

TEST(Stories, OrderDoesNotShow) {
  std::mt19937 random(5);
  for (int round = 0; round < 200; ++round) {
    std::vector<StoryDocument> documents;
    for (std::uint32_t i = 0; i < 9; ++i)
      documents.push_back(document(std::string(1, static_cast<char>('a' + i)).c_str(), static_cast<int>(random() % 3)));
    std::vector<StoryLink> links;
    for (std::uint32_t i = 0; i < 9; ++i)
      for (std::uint32_t j = i + 1; j < 9; ++j)
        if (random() % 3 == 0)
          links.push_back(link(i, j, static_cast<LinkKind>(random() % 3), 500 + static_cast<int>(random() % 5) * 100,
                               300 + static_cast<int>(random() % 6) * 100, static_cast<int>(random() % 9) == 0));
    const auto named = [&](const std::vector<StoryDocument>& from, const std::vector<Story>& stories) {
      std::string out;
      for (const Story& story : stories) {
        for (const StoryMember& m : story.members)
          out += from[m.document].article + std::string(name_of(m.role)) + (m.of ? from[*m.of].article : "") + ' ';
        out += '\n';
      }
      return out;
    };
    const std::string expected = named(documents, stories_of(documents, links, {}));
    std::vector<std::uint32_t> places(documents.size());
    std::iota(places.begin(), places.end(), 0u);
    std::shuffle(places.begin(), places.end(), random);
    std::vector<StoryDocument> moved(documents.size());
    for (std::size_t i = 0; i < places.size(); ++i) moved[places[i]] = documents[i];
    std::vector<StoryLink> turned;
    for (const StoryLink& l : links) {
      StoryLink t{places[l.second], places[l.first], l.verdict};
      t.verdict.cites = -t.verdict.cites;
      turned.push_back(t);
    }
    std::shuffle(turned.begin(), turned.end(), random);
    ASSERT_EQ(named(moved, stories_of(moved, turned, {})), expected) << "round " << round;
  }
}

}  // namespace
}  // namespace demarche
