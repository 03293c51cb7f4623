#include "format/conllu.h"

#include <gtest/gtest.h>

#include "base/limits.h"

namespace demarche {
namespace {

const std::string_view sample =
    "# newdoc id = a\n"
    "# sent_id = a-1\n"
    "1-2\tDon't\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n"
    "1\tDo\tdo\tAUX\tVBP\t_\t2\taux\t2:aux\t_\n"
    "2\tn't\t_\t_\t_\t_\t_\t_\t_\t_\n"
    "3\t14 h\t_\t_\t_\t_\t_\t_\t_\tEntity=B-DATE|Typo=Yes\n"
    "3.1\tgo\tgo\tVERB\t_\t_\t_\t_\t0:root\t_\n"
    "4\tsoft\xC2\xADly\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n"
    "\n"
    "1\tYes\t_\t_\t_\t_\t0\t_\t_\t_\n";

TEST(ConlluRead, KeepsEverything) {
  const ConlluBlock block = read_conllu(sample);
  EXPECT_TRUE(block.problems.empty());
  ASSERT_EQ(block.sentences.size(), 2u);
  EXPECT_EQ(block.text, "Don't14 h soft\xC2\xADly\nYes");
  ASSERT_EQ(block.tokens.words.size(), 5u);
  EXPECT_EQ(block.tokens.words[2].span, (Span{5, 9}));
  ASSERT_EQ(block.tokens.multiwords.size(), 1u);
  EXPECT_EQ(block.tokens.multiwords[0].span, (Span{0, 5}));
  EXPECT_FALSE(block.tokens.words[1].space_after);
  EXPECT_EQ(block.lines.size(), 9u);
}

TEST(ConlluWrite, AnnotatesAnew) {
  const ConlluBlock block = read_conllu(sample);
  Syntax syntax;
  const std::uint32_t heads[] = {3, 3, 3, no_word, no_word};
  for (const std::uint32_t head : heads) {
    syntax.words.push_back({Upos::VERB, head == no_word ? Deprel::root : Deprel::aux_pass, head, "Mood=Ind"});
    syntax.add_lemma("l");
  }
  const Names names = {{2, 4, NameClass::DATE}};
  std::string out;
  write_conllu(out, block, syntax, names, {});
  EXPECT_EQ(out,
            "# newdoc id = a\n"
            "# sent_id = a-1\n"
            "1-2\tDon't\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n"
            "1\tDo\tl\tVERB\t_\tMood=Ind\t4\taux:pass\t_\t_\n"
            "2\tn't\tl\tVERB\t_\tMood=Ind\t4\taux:pass\t_\t_\n"
            "3\t14 h\tl\tVERB\t_\tMood=Ind\t4\taux:pass\t_\tTypo=Yes|Entity=B-DATE\n"
            "3.1\tgo\tgo\tVERB\t_\t_\t_\t_\t0:root\t_\n"
            "4\tsoft\xC2\xADly\tl\tVERB\t_\tMood=Ind\t0\troot\t_\tSpaceAfter=No|Entity=I-DATE\n"
            "\n"
            "1\tYes\tl\tVERB\t_\tMood=Ind\t0\troot\t_\t_\n"
            "\n");
}

TEST(ConlluWrite, OwnDocument) {
  Document document;
  document.id = "d";
  document.text = "\u00C9t\u00E9 isn't.";
  Tokens tokens;
  tokens.words = {{{0, 5}, true}, {{6, 8}, false}, {{8, 11}, false}, {{11, 12}, true}};
  tokens.multiwords = {{1, 3, {6, 11}}};
  tokens.sentences = {{0, 4, {0, 12}, true}};
  Syntax syntax;
  const std::uint32_t heads[] = {no_word, 0, 0, 0};
  for (const std::uint32_t head : heads) {
    syntax.words.push_back({Upos::NOUN, head == no_word ? Deprel::root : Deprel::punct, head, ""});
    syntax.add_lemma("");
  }
  std::string out;
  write_conllu(out, document, tokens, syntax, {{0, 1, NameClass::PER}}, {});
  EXPECT_EQ(out,
            "# newdoc id = d\n# newpar\n# sent_id = d-1\n# text = \u00C9t\u00E9 isn't.\n"
            "1\t\u00C9t\u00E9\t_\tNOUN\t_\t_\t0\troot\t_\tTokenRange=0:3|Entity=B-PER\n"
            "2-3\tisn't\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No|TokenRange=4:9\n"
            "2\tis\t_\tNOUN\t_\t_\t1\tpunct\t_\tTokenRange=4:6\n"
            "3\tn't\t_\tNOUN\t_\t_\t1\tpunct\t_\tTokenRange=6:9\n"
            "4\t.\t_\tNOUN\t_\t_\t1\tpunct\t_\tTokenRange=9:10\n\n");
  std::string plain;
  write_conllu(plain, document, tokens, syntax, {{0, 1, NameClass::PER}}, {.names = false});
  EXPECT_EQ(plain.find("Entity"), std::string::npos);
}

TEST(ConlluRead, BadSentencesAreProblemsAndTheRestIsRead) {
  const std::string good = "1\ta\t_\t_\t_\t_\t_\t_\t_\t_\n\n";
  const struct {
    std::string bad;
    std::uint32_t line;
  } cases[] = {
      {"1 a _ _\n\n", 1},
      {"1\ta\t_\n\n", 1},
      {"2\ta\t_\t_\t_\t_\t_\t_\t_\t_\n\n", 1},
      {"1\t\t_\t_\t_\t_\t_\t_\t_\t_\n\n", 1},
      {"1\t\xFF\t_\t_\t_\t_\t_\t_\t_\t_\n\n", 1},
      {"1-3\ta\t_\t_\t_\t_\t_\t_\t_\t_\n1\ta\t_\t_\t_\t_\t_\t_\t_\t_\n\n", 2},
      {"# only a comment\n\n", 1},
      {"1\ta\t_\t_\t_\t_\t_\t_\t_\t_\n1-2\ta\t_\t_\t_\t_\t_\t_\t_\t_\n\n", 2},
  };
  for (const auto& c : cases) {
    const ConlluBlock block = read_conllu(c.bad + good);
    ASSERT_EQ(block.problems.size(), 1u) << c.bad;
    EXPECT_FALSE(block.problems[0].message.empty());
    EXPECT_EQ(block.sentences.size(), 1u) << c.bad;
    EXPECT_EQ(block.tokens.words.size(), 1u) << c.bad;
  }
}

TEST(ConlluRead, WindowsLineEndsAndByteOrderMark) {
  const ConlluBlock block = read_conllu("\xEF\xBB\xBF# c\r\n1\ta\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\r\n\r\n");
  EXPECT_TRUE(block.problems.empty());
  ASSERT_EQ(block.sentences.size(), 1u);
  EXPECT_FALSE(block.tokens.words[0].space_after);
}

TEST(ConlluWrite, LongSentencesKeepOneRoot) {
  std::string bytes;
  const std::uint32_t n = limits::sentence_words + 10;
  for (std::uint32_t i = 1; i <= n; ++i) bytes += std::to_string(i) + "\tw\t_\t_\t_\t_\t_\t_\t_\t_\n";
  const ConlluBlock block = read_conllu(bytes);
  ASSERT_EQ(block.tokens.sentences.size(), 2u);
  Syntax syntax;
  for (std::uint32_t i = 0; i < n; ++i) {
    const bool root = i == 0 || i == limits::sentence_words;
    syntax.words.push_back({Upos::NOUN, root ? Deprel::root : Deprel::dep, root ? no_word : i - 1, ""});
    syntax.add_lemma("w");
  }
  std::string out;
  write_conllu(out, block, syntax, {}, {});
  std::size_t roots = 0;
  for (std::size_t at = 0; (at = out.find("\t0\troot\t", at)) != std::string::npos; ++at) ++roots;
  EXPECT_EQ(roots, 1u);
  EXPECT_NE(out.find(std::to_string(limits::sentence_words + 1) + "\tw\tw\tNOUN\t_\t_\t1\tparataxis"),
            std::string::npos);
}

}  // namespace
}  // namespace demarche
