#include "stages/annotate/annotate.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "base/file.h"
#include "base/text.h"
#include "nn/kernels.h"
#include "stages/annotate/turbo_model.h"

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

// The sentences of parity/ were written for this test.
TEST_F(AnnotateTest, EveryInstructionSetGivesTheSameAnswer) {
  const auto sentences = read_file(DEMARCHE_SOURCE_DIR "/src/stages/annotate/parity/sentences.txt", 1u << 20);
  ASSERT_TRUE(sentences.ok());
  std::string expected;
  for (const nn::Kernels* set : nn::available_kernels()) {
    scratch_.use(*set);
    annotate(*sentences);
    std::string found;
    for (std::uint32_t w = 0; w < syntax_.words.size(); ++w) {
      const Analysis& a = syntax_.words[w];
      found += std::to_string(a.head) + std::string(name_of(a.upos)) + std::string(name_of(a.deprel)) +
               std::string(a.feats) + std::string(syntax_.lemma(w)) + "\n";
    }
    for (const Name& n : names_)
      found += std::to_string(n.first) + "-" + std::to_string(n.last) + std::string(name_of(n.name_class));
    if (expected.empty()) expected = found;
    EXPECT_EQ(found, expected) << set->name;
  }
}

TEST(Annotator, ADamagedModelIsAnError) {
  EXPECT_FALSE(Annotator::open("/nowhere/turbo.model").ok());
  const auto good = read_file(DEMARCHE_SOURCE_DIR "/models/turbo.model", 64u << 20);
  ASSERT_TRUE(good.ok());
  const std::string path = ::testing::TempDir() + "damaged." + std::to_string(::getpid()) + ".model";
  const auto opens = [&](const std::string& bytes) {
    EXPECT_TRUE(write_file(path, bytes).ok());
    const auto opened = Annotator::open(path);
    if (!opened) {
      EXPECT_EQ(opened.error().code, ErrorCode::corrupt) << opened.error().message;
    }
    return opened.ok();
  };
  EXPECT_TRUE(opens(*good));
  for (const std::size_t size : {std::size_t{0}, std::size_t{10}, std::size_t{64}, good->size() / 2, good->size() - 1})
    EXPECT_FALSE(opens(good->substr(0, size))) << size;
  for (const std::size_t at :
       {std::size_t{3}, std::size_t{20}, std::size_t{100}, good->size() / 3, good->size() - 100}) {
    std::string bad = *good;
    bad[at] = static_cast<char>(bad[at] ^ 1);
    EXPECT_FALSE(opens(bad)) << at;
  }
  std::filesystem::remove(path);
}

// A sound file that holds another network must not be used as if it were ours.
TEST(Annotator, AModelOfAnotherShapeIsAnError) {
  ModelBuilder builder;
  const std::uint32_t config[8] = {turbo_layout, 160, 4, 128, 100, 0, 0, 0};
  builder.add("config", {reinterpret_cast<const char*>(config), sizeof config});
  builder.add("embedding", std::string(1000, 'x'));
  const std::string path = ::testing::TempDir() + "shape." + std::to_string(::getpid()) + ".model";
  ASSERT_TRUE(write_file(path, builder.bytes("{}")).ok());
  const auto opened = Annotator::open(path);
  ASSERT_FALSE(opened.ok());
  EXPECT_NE(opened.error().message.find("embedding"), std::string::npos) << opened.error().message;
  std::filesystem::remove(path);
}

}  // namespace
}  // namespace demarche
