#include "stages/annotate/annotate.h"

#include <gtest/gtest.h>

#include "base/text.h"

namespace demarche {
namespace {

// Words set apart by spaces, one sentence a line.
Tokens tokens_of(std::string_view text) {
  Tokens tokens;
  std::uint32_t begin = 0;
  for (const std::string_view line : split(text, '\n')) {
    const auto first = static_cast<std::uint32_t>(tokens.words.size());
    std::uint32_t at = begin;
    for (const std::string_view word : split(line, ' ')) {
      const auto size = static_cast<std::uint32_t>(word.size());
      if (size > 0) tokens.words.push_back({{at, at + size}, true});
      at += size + 1;
    }
    const auto last = static_cast<std::uint32_t>(tokens.words.size());
    if (last > first) tokens.sentences.push_back({first, last, tokens.span_of(first, last), false});
    begin += static_cast<std::uint32_t>(line.size()) + 1;
  }
  return tokens;
}

class AnnotateTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    auto opened = Annotator::open(DEMARCHE_SOURCE_DIR "/models/turbo.model");
    ASSERT_TRUE(opened.ok()) << opened.error().message;
    annotator_ = std::move(opened).value().release();
  }
  void annotate(std::string_view text) {
    tokens_ = tokens_of(text);
    annotator_->annotate(text, tokens_, scratch_, syntax_ = Syntax(), names_);
    ASSERT_EQ(syntax_.words.size(), tokens_.words.size());
    check_trees();
  }
  // One root a sentence, heads inside it, no circle.
  void check_trees() {
    for (const Sentence& s : tokens_.sentences) {
      int roots = 0;
      for (std::uint32_t w = s.first; w < s.last; ++w) {
        roots += syntax_.words[w].head == no_word;
        std::uint32_t up = w, steps = 0;
        while (up != no_word && steps++ <= s.size()) {
          ASSERT_TRUE(up >= s.first && up < s.last);
          up = syntax_.words[up].head;
        }
        ASSERT_EQ(up, no_word) << "a circle above word " << w;
      }
      EXPECT_EQ(roots, 1);
    }
  }
  static const Annotator* annotator_;
  AnnotateScratch scratch_;
  Tokens tokens_;
  Syntax syntax_;
  Names names_;
};
const Annotator* AnnotateTest::annotator_ = nullptr;

TEST_F(AnnotateTest, ReadsAPlainSentence) {
  annotate("The minister visited Moscow on Friday .");
  EXPECT_EQ(syntax_.words[1].upos, Upos::NOUN);
  EXPECT_EQ(syntax_.words[2].upos, Upos::VERB);
  EXPECT_EQ(syntax_.words[2].head, no_word);
  EXPECT_EQ(syntax_.lemma(2), "visit");
  EXPECT_TRUE(has_feature(syntax_.words[2].feats, "Tense=Past"));
  EXPECT_EQ(syntax_.words[1].head, 2u);
  EXPECT_EQ(syntax_.words[1].deprel, Deprel::nsubj);
  EXPECT_EQ(syntax_.words[3].deprel, Deprel::obj);
}

TEST_F(AnnotateTest, FindsNames) {
  annotate("President Jane Miller arrived in Canada .");
  ASSERT_EQ(names_.size(), 2u);
  EXPECT_EQ(names_[0].name_class, NameClass::PER);
  EXPECT_EQ(names_[1].name_class, NameClass::LOC);
}

TEST_F(AnnotateTest, TypographicSignsCountAsPlainOnes) {
  annotate("She did n\u2019t sign the treaty .");
  const Syntax curly = syntax_;
  annotate("She did n't sign the treaty .");
  for (std::size_t w = 0; w < syntax_.words.size(); ++w) {
    EXPECT_EQ(curly.words[w].upos, syntax_.words[w].upos);
    EXPECT_EQ(curly.words[w].head, syntax_.words[w].head);
    EXPECT_EQ(curly.lemma(static_cast<std::uint32_t>(w)), syntax_.lemma(static_cast<std::uint32_t>(w)));
  }
}

TEST_F(AnnotateTest, NeighbouringSentencesDoNotShow) {
  annotate("The court rejected the appeal .");
  const Syntax alone = syntax_;
  annotate("Hundreds of people marched through the capital .\nThe court rejected the appeal .\nTalks resumed .");
  for (std::uint32_t w = 0; w < 6; ++w) {
    EXPECT_EQ(alone.words[w].upos, syntax_.words[8 + w].upos);
    EXPECT_EQ(alone.words[w].deprel, syntax_.words[8 + w].deprel);
    EXPECT_EQ(alone.lemma(w), syntax_.lemma(8 + w));
  }
}

TEST_F(AnnotateTest, ScratchRemembersNothing) {
  const std::string text = "Both sides signed a ceasefire in Geneva .";
  annotate(text);
  const Syntax first = syntax_;
  for (int i = 0; i < 30; ++i) annotate("Word" + std::to_string(i) + " changes the cache .");
  annotate(text);
  for (std::size_t w = 0; w < syntax_.words.size(); ++w) EXPECT_EQ(first.words[w].head, syntax_.words[w].head);
}

TEST_F(AnnotateTest, NoWordsNoTrouble) {
  annotate("");
  EXPECT_TRUE(names_.empty());
  annotate("x");
  EXPECT_EQ(syntax_.words[0].head, no_word);
}

TEST_F(AnnotateTest, AVeryLongSentenceIsOneTree) {
  std::string text;
  for (int i = 0; i < 3000; ++i) text += i % 7 == 3 ? "threatened " : "delegates ";
  annotate(text);
}

TEST_F(AnnotateTest, OddBytesAreWordsToo) {
  annotate("\xF0\x9F\x98\x80 \xE2\x80\x8B \xC3\x89LECTION \xEF\xBF\xBD \xCC\x81 --- 1,000.5% http://example.org/a?b=c");
}

TEST(Annotator, ADamagedModelIsAnError) {
  const auto missing = Annotator::open("/nowhere/turbo.model");
  EXPECT_FALSE(missing.ok());
}

}  // namespace
}  // namespace demarche
