#include "stages/extract/quotes.h"

#include <gtest/gtest.h>

#include <string>

namespace demarche {
namespace {

Tokens lines_of(std::string_view text) {
  Tokens tokens;
  std::uint32_t begin = 0;
  for (std::uint32_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && text[i] != '\n') continue;
    Sentence sentence;
    sentence.span = {begin, i};
    sentence.starts_paragraph = true;
    tokens.sentences.push_back(sentence);
    begin = i + 1;
  }
  return tokens;
}

std::vector<std::string> inner(std::string_view text) {
  std::vector<std::string> out;
  for (const Quote& q : find_quotes(text, lines_of(text)))
    out.push_back(std::string(text.substr(q.inner.begin, q.inner.size())) + (q.closed ? "" : " [open]") +
                  (q.continues ? " [continues]" : ""));
  return out;
}

using Texts = std::vector<std::string>;

TEST(Quotes, StraightMarks) {
  EXPECT_EQ(inner(R"("We will go," she said. "At dawn.")"), (Texts{"We will go,", "At dawn."}));
}

TEST(Quotes, CurlyMarks) {
  EXPECT_EQ(inner("“We will go,” she said."), Texts{"We will go,"});
}

TEST(Quotes, CurlyClosingMarkThatOpens) {
  EXPECT_EQ(inner("She called it ”a trap” twice."), Texts{"a trap"});
}

TEST(Quotes, Guillemets) {
  EXPECT_EQ(inner("He said: « The border is shut. »"), Texts{"The border is shut."});
}

TEST(Quotes, LowMarks) {
  EXPECT_EQ(inner("Er sagte: „The border is shut.”"), Texts{"The border is shut."});
}

TEST(Quotes, DoubledSingleMarks) {
  EXPECT_EQ(inner("''I would stay,'' he said. ``Or go.''"), (Texts{"I would stay,", "Or go."}));
}

TEST(Quotes, SingleMarks) {
  EXPECT_EQ(inner("He spoke of a 'great leap' and of 'order'."), (Texts{"great leap", "order"}));
  EXPECT_EQ(inner("‘We don’t know,’ she said."), Texts{"We don’t know,"});
}

TEST(Quotes, ApostrophesAreNoMarks) {
  EXPECT_EQ(inner("The workers' union and the minister's aide didn't agree in the '90s."), Texts{});
  EXPECT_EQ(inner("O'Brien's plan, the traders' plan and the members’ plan failed."), Texts{});
}

TEST(Quotes, PluralApostropheInsideSingleMarks) {
  EXPECT_EQ(inner("'The workers' rights are safe,' he said."), Texts{"The workers' rights are safe,"});
}

TEST(Quotes, FarPossessivesAreNoClosingMarks) {
  EXPECT_EQ(inner("Walid bin 'Attash " + std::string(300, 'x') + " of the prisoners' names."), Texts{});
}

TEST(Quotes, SingleInsideDouble) {
  EXPECT_EQ(inner(R"("They shouted 'go home' at us," he said.)"), Texts{"They shouted 'go home' at us,"});
}

TEST(Quotes, DoubleInsideDouble) {
  EXPECT_EQ(inner(R"("He called it a "great day" for us," she said. Nothing else.)"),
            Texts{R"(He called it a "great day" for us,)"});
}

TEST(Quotes, ParagraphsThatReopen) {
  EXPECT_EQ(inner("\"We will go. We will not wait.\n\"Nobody else will,\" she said."),
            (Texts{"We will go. We will not wait. [open] [continues]", "Nobody else will,"}));
}

TEST(Quotes, FlatTextThatReopens) {
  EXPECT_EQ(inner("\"We will go. We will not wait.  \"Nobody else will,\" she said."),
            (Texts{"We will go. We will not wait. [open] [continues]", "Nobody else will,"}));
}

TEST(Quotes, ParagraphsWithoutReopening) {
  EXPECT_EQ(inner("He said, \"It was a long day.\nWe are tired.\" Then he left."),
            Texts{"It was a long day.\nWe are tired."});
}

TEST(Quotes, MarkOnTheWrongSideOfItsSpace) {
  EXPECT_EQ(inner("She said,\" We know them\" again."), Texts{"We know them"});
}

TEST(Quotes, NeverClosed) {
  EXPECT_EQ(inner("\"We will go, she said.\nThe talks ended."), Texts{"We will go, she said. [open]"});
  EXPECT_EQ(inner("\"We will go.  The talks ended there.  \"Nobody came,\" he said."),
            (Texts{"We will go. [open]", "Nobody came,"}));
}

TEST(Quotes, StrayClosingMark) {
  EXPECT_EQ(inner("We will go,” she said."), Texts{});
}

TEST(Quotes, NothingInside) {
  EXPECT_EQ(inner("\"\" and “ ” and ''"), Texts{});
}

TEST(Quotes, InnerTouchesDashesAndBrackets) {
  EXPECT_EQ(inner("(\"Never,\" he said) - \"perhaps\"—\"soon\""), (Texts{"Never,", "perhaps", "soon"}));
}

TEST(Quotes, ManyMarksStayLinear) {
  std::string text;
  for (int i = 0; i < 200000; ++i) text += " 'a \"b";
  EXPECT_FALSE(find_quotes(text, lines_of(text)).empty());
  EXPECT_TRUE(find_quotes(std::string(400000, '\''), lines_of("")).size() < 400000);
}

TEST(Quotes, SpansStayInsideAndInOrder) {
  const std::string marks[] = {"\"", "'", "“", "”", "‘",  "’", "«", "»",    "''",  "`",
                               " ",  "a", ".", ",", "\n", "s", "-", "\xE2", "\x80"};
  std::uint32_t seed = 7;
  for (int round = 0; round < 4000; ++round) {
    std::string text;
    for (int i = 0; i < 24; ++i) {
      seed = seed * 1664525u + 1013904223u;
      text += marks[(seed >> 16) % std::size(marks)];
    }
    std::uint32_t at = 0;
    for (const Quote& q : find_quotes(text, lines_of(text))) {
      ASSERT_LE(at, q.outer.begin) << text;
      ASSERT_TRUE(q.outer.contains(q.inner)) << text;
      ASSERT_FALSE(q.inner.empty()) << text;
      ASSERT_LE(q.outer.end, text.size()) << text;
      at = q.outer.end;
    }
  }
}

}  // namespace
}  // namespace demarche
