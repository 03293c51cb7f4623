#include "stages/segment/sentences.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace demarche::segmenting {
namespace {

struct Fixed : BoundaryJudge {
  explicit Fixed(bool always) : answer(always) {}
  bool ends(const std::vector<RawToken>&, const std::vector<BoundaryTraits>&, const BoundaryPlace& place) override {
    EXPECT_LE(place.start, place.last);
    EXPECT_LT(place.last, place.paragraph_last);
    ++asked;
    return answer;
  }
  bool answer;
  int asked = 0;
};

std::size_t sentences(std::string_view text, BoundaryJudge& judge) {
  const std::vector<RawToken> tokens = scan_text(text);
  const std::vector<bool> ends = find_sentence_ends(text, tokens, judge);
  return static_cast<std::size_t>(std::count(ends.begin(), ends.end(), true));
}

TEST(Sentences, TheJudgeDecidesWithinAParagraph) {
  Fixed never(false), always(true);
  EXPECT_EQ(sentences("Stop! Go on", never), 1u);
  EXPECT_EQ(sentences("Stop! Go on", always), 2u);
  EXPECT_EQ(sentences("They met Anna", always), 2u);
  EXPECT_EQ(sentences("They met anna", always), 1u);
  EXPECT_GT(never.asked, 0);
}

TEST(Sentences, PlainEndsAndParagraphsAreNotAsked) {
  Fixed never(false);
  EXPECT_EQ(sentences("they met here. Then they left. \"So it is.\"\n\nan end", never), 4u);
  EXPECT_EQ(never.asked, 0);
}

TEST(Sentences, TitlesAreNeverAskedAbout) {
  Fixed always(true);
  EXPECT_EQ(sentences("met gen. Smith", always), 1u);
  EXPECT_EQ(sentences("(Smith", always), 1u);
}

TEST(Boundary, FeaturesLieWithinTheWeights) {
  const std::string text = "Thanks for all this Maria Lopez 12/30/2022 Please call";
  const std::vector<RawToken> tokens = scan_text(text);
  const std::vector<BoundaryTraits> traits = traits_of(text, tokens);
  for (std::uint32_t i = 0; i + 1 < tokens.size(); ++i) {
    const BoundaryPlace place{0, i, static_cast<std::uint32_t>(tokens.size() - 1), false};
    for (const std::uint16_t f : features_of(tokens, traits, place)) EXPECT_LT(f, boundary_weights);
  }
}

TEST(Boundary, TheBuiltInWeightsKnowWhatRulesDoNot) {
  // A capital after an abbreviation begins a sentence or goes on with a name: the words around it tell.
  EXPECT_EQ(sentences("Talks with the U.S. President Ilin went on.", trained_judge()), 1u);
  EXPECT_EQ(sentences("They came from the U.S. The others stayed.", trained_judge()), 2u);
}

}  // namespace
}  // namespace demarche::segmenting
