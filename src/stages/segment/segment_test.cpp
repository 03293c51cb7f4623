#include "stages/segment/segment.h"

#include <gtest/gtest.h>

#include <chrono>
#include <random>
#include <string>

#include "base/limits.h"
#include "base/utf8.h"
#include "stages/segment/characters.h"

namespace demarche {
namespace {

// Words joined by spaces, multiword tokens as [do n't], sentences joined by " | ".
std::string shown(std::string_view text) {
  const Tokens tokens = segment(text);
  std::string out;
  std::size_t multiword = 0;
  for (const Sentence& sentence : tokens.sentences) {
    if (!out.empty()) out += " | ";
    for (std::uint32_t w = sentence.first; w < sentence.last; ++w) {
      if (w > sentence.first) out += ' ';
      const bool opens = multiword < tokens.multiwords.size() && tokens.multiwords[multiword].first == w;
      if (opens) out += '[';
      out += text.substr(tokens.words[w].span.begin, tokens.words[w].span.size());
      if (multiword < tokens.multiwords.size() && tokens.multiwords[multiword].last == w + 1) {
        out += ']';
        ++multiword;
      }
    }
  }
  return out;
}

void expect_sound(const std::string& text) {
  const Tokens tokens = segment(text);
  std::uint32_t at = 0, next_word = 0;
  for (const Word& word : tokens.words) {
    ASSERT_GE(word.span.begin, at);
    ASSERT_GT(word.span.end, word.span.begin);
    ASSERT_LE(word.span.size(), limits::token_bytes + 8);
    for (std::uint32_t i = at; i < word.span.begin;) {  // between words there is only white space
      const auto c = segmenting::character_at(text, i);
      ASSERT_EQ(static_cast<int>(c.kind), static_cast<int>(segmenting::Kind::space)) << i;
      i += c.size;
    }
    ASSERT_TRUE(is_utf8(std::string_view(text).substr(word.span.begin, word.span.size())));
    at = word.span.end;
  }
  for (const Sentence& sentence : tokens.sentences) {
    ASSERT_EQ(sentence.first, next_word);
    ASSERT_GT(sentence.last, sentence.first);
    ASSERT_LE(sentence.size(), limits::sentence_words + 1);
    ASSERT_EQ(sentence.span.begin, tokens.words[sentence.first].span.begin);
    ASSERT_EQ(sentence.span.end, tokens.words[sentence.last - 1].span.end);
    next_word = sentence.last;
  }
  ASSERT_EQ(next_word, tokens.words.size());
  for (const MultiwordToken& multiword : tokens.multiwords) {
    ASSERT_EQ(multiword.span.begin, tokens.words[multiword.first].span.begin);
    ASSERT_EQ(multiword.span.end, tokens.words[multiword.last - 1].span.end);
    ASSERT_EQ(tokens.sentence_of(multiword.first), tokens.sentence_of(multiword.last - 1));
  }
}

TEST(Segment, NothingGivesNothing) {
  EXPECT_TRUE(segment("").words.empty());
  EXPECT_TRUE(segment(" \n\t\xC2\xA0 ").sentences.empty());
}

TEST(Segment, Contractions) {
  EXPECT_EQ(shown("We don't know."), "We [do n't] know .");
  EXPECT_EQ(shown("She can't and won't cannot."), "She [ca n't] and [wo n't] [can not] .");
  EXPECT_EQ(shown("Russia\u2019s army isn\u2019t there."), "[Russia \u2019s] army [is n\u2019t] there .");
  EXPECT_EQ(shown("The ministers' visit"), "The [ministers '] visit");
  EXPECT_EQ(shown("O'Neill met Sana'a's mayor."), "O'Neill met [Sana'a 's] mayor .");
  EXPECT_EQ(shown("the 1980's and '72"), "the 1980's and '72");
  EXPECT_EQ(shown("the U.S.'s plan"), "the U.S. 's plan");
}

TEST(Segment, Hyphens) {
  EXPECT_EQ(shown("a full-scale al-Masri-led anti-war re-election"),
            "a full - scale al - Masri - led anti-war re-election");
  EXPECT_EQ(shown("talks--and more \u2014 went on"), "talks -- and more \u2014 went on");
  EXPECT_EQ(shown("the 1969-1970 war, AK-47s"), "the 1969 - 1970 war , AK - 47s");
  EXPECT_EQ(shown("call 555-867-5309"), "call 555-867-5309");
}

TEST(Segment, Numbers) {
  EXPECT_EQ(shown("It cost $1,250.50, US$4.5bn or 10%."), "It cost $ 1,250.50 , US$ 4.5 bn or 10 % .");
  EXPECT_EQ(shown("at 7:30pm on 9/11, 28/10/2004 or 2001-09-11"), "at 7:30 pm on 9/11 , 28/10/2004 or 2001-09-11");
  EXPECT_EQ(shown("and/or 1/2 of the 5th 1980s"), "and / or 1 / 2 of the 5th 1980s");
  EXPECT_EQ(shown("a 15,000-strong force"), "a 15,000 - strong force");
}

TEST(Segment, Addresses) {
  EXPECT_EQ(shown("See http://example.org/a,b(c)?d=1, or www.example.com."),
            "See http://example.org/a,b(c)?d=1 , or www.example.com .");
  EXPECT_EQ(shown("mail press.office@example.gov.uk, example.com"), "mail press.office@example.gov.uk , example.com");
}

TEST(Segment, Sentences) {
  EXPECT_EQ(shown("Mr. Orlov met Gen. Smith. They talked."), "Mr. Orlov met Gen. Smith . | They talked .");
  EXPECT_EQ(shown("\"We will go.\" He left."), "\" We will go . \" | He left .");
  EXPECT_EQ(shown("\"Will it hold?\" he asked. Yes."), "\" Will it hold ? \" he asked . | Yes .");
  EXPECT_EQ(shown("The U.S. President spoke."), "The U.S. President spoke .");
  EXPECT_EQ(shown("It came from the U.S. The rest stayed."), "It came from the U.S . | The rest stayed .");
  EXPECT_EQ(shown("They left at 5 p.m. Later it rained."), "They left at 5 p.m . | Later it rained .");
  EXPECT_EQ(shown("They ended the talks.Beijing agreed."), "They ended the talks . | Beijing agreed .");
  EXPECT_EQ(shown("J. K. Petrov spoke."), "J. K. Petrov spoke .");
  EXPECT_EQ(shown("1. Peace is near."), "1 . Peace is near .");
  EXPECT_EQ(shown("He paused ... then spoke."), "He paused ... then spoke .");
  EXPECT_EQ(shown("It fell.[3] [citation needed] Then it rose."),
            "It fell . [ 3 ] [ citation needed ] | Then it rose .");
  EXPECT_EQ(shown("See No. 5 of Jan. 3."), "See No. 5 of Jan. 3 .");
}

TEST(Segment, LineBreaks) {
  EXPECT_EQ(shown("A headline\nThe text begins."), "A headline | The text begins .");
  EXPECT_EQ(shown("They met in\nthe capital."), "They met in the capital .");
  EXPECT_EQ(shown("They met\n\nin the capital"), "They met | in the capital");
  EXPECT_EQ(shown("Points:\n- peace\n- trade"), "Points : | - peace | - trade");
  const std::string wrapped =
      "The ministers of both countries met on Monday in the capital for\n"
      "Talks about the border that were meant to last for two days, said\n"
      "Anna Petrova, who speaks for the ministry of foreign affairs of\n"
      "Ruritania.";
  EXPECT_EQ(segment(wrapped).sentences.size(), 1u);
}

TEST(Segment, WideGapsStandForLostBreaks) {
  EXPECT_EQ(shown("They last met in 1985   Ruritania was angry."), "They last met in 1985 | Ruritania was angry .");
  EXPECT_EQ(shown("\"We go on\"  Orlov left."), "\" We go on \" | Orlov left .");
  EXPECT_EQ(shown("Ruritania  and  Norland met."), "Ruritania and Norland met .");
}

TEST(Segment, QuotesAfterASpace) {
  EXPECT_EQ(shown("\"We go. \" He left."), "\" We go . \" | He left .");
  EXPECT_EQ(shown("(\"We go. \"), he said."), "( \" We go . \" ) , he said .");
}

TEST(Segment, SpaceAfterAndParagraphs) {
  const Tokens tokens = segment("One (two).\nThree.");
  ASSERT_EQ(tokens.words.size(), 7u);
  EXPECT_TRUE(tokens.words[0].space_after);
  EXPECT_FALSE(tokens.words[1].space_after);
  EXPECT_TRUE(tokens.words[4].space_after);
  ASSERT_EQ(tokens.sentences.size(), 2u);
  EXPECT_TRUE(tokens.sentences[1].starts_paragraph);
}

TEST(Segment, LongSentencesAndTokensAreCut) {
  std::string sentence;
  for (int i = 0; i < 100000; ++i) sentence += "word, ";
  expect_sound(sentence);
  expect_sound(std::string(1 << 20, 'x'));
  std::string wide;
  for (int i = 0; i < 100000; ++i) wide += "\u0434";
  expect_sound(wide);
}

TEST(Segment, SoundOnAnything) {
  std::mt19937 random(7);
  const std::string pieces[] = {"a",      "B",      "1", ".",       "..",     "'",   "\u2019",     "\"",
                                "-",      "/",      "@", " ",       "\n",     "s",   "n't",        "U.",
                                ",",      "$",      "(", ")",       "\u200B", ":)",  "\u201C",     "_",
                                "#",      "\u00AD", "&", "http://", "www.",   "com", "\U0001F600", "\u0301",
                                "\u4E2D", "%",      "=", "\r\n",    "\u2026", "`",   "*",          "\u2028"};
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    const int n = static_cast<int>(random() % 60);
    for (int i = 0; i < n; ++i) text += pieces[random() % std::size(pieces)];
    SCOPED_TRACE(text);
    expect_sound(text);
    if (HasFatalFailure()) return;
  }
}

TEST(Segment, HostileTextsTakeLinearTime) {
  for (const std::string piece :
       {".",   "a.", "a-",  "a@",     "1-", "'",   "a'", "\"",      "www.", "http:",        "(",
        "U.S", "\n", "a\n", "\u200B", "1/", "..a", "&a", "http://", "a_",   "\xE2\x80\x99s"}) {
    std::string text;
    while (text.size() < 1000000) text += piece;
    const auto start = std::chrono::steady_clock::now();
    const Tokens tokens = segment(text);
    const auto spent = std::chrono::steady_clock::now() - start;
    EXPECT_FALSE(tokens.words.empty() && piece != "\n") << piece;
    // Quadratic behaviour would take minutes.
    EXPECT_LT(std::chrono::duration<double>(spent).count(), 10.0) << piece;
  }
}

}  // namespace
}  // namespace demarche
