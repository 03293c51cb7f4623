// The core on hand-built trees, so that a failure here is a failure of the rules and not of the parser. Whole sentences
// through the real pipeline stand in tests/cases/statements.txt.
#include "stages/extract/statements.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>
#include <string>

#include "base/text.h"
#include "codebook/pack.h"

namespace demarche {
namespace {

const CueTable& cue_table() {
  static const Pack pack = [] {
    PackBuilder builder;
    EXPECT_TRUE(compile_cues(DEMARCHE_SOURCE_DIR "/codebooks", builder).ok());
    const std::string path = ::testing::TempDir() + "statements_test.pack";
    std::ofstream(path, std::ios::binary) << builder.bytes();
    Result<Pack> opened = Pack::open(path);
    EXPECT_TRUE(opened.ok());
    std::remove(path.c_str());
    return std::move(opened).value();
  }();
  static const CueTable table(pack);
  return table;
}

struct Layers {
  std::string text;
  Tokens tokens;
  Syntax syntax;
  Mentions mentions;
};

// A sentence a string: words "form/UPOS/head/deprel[/lemma]", heads from 1, 0 for the root. The forms are looked up in
// the text in order. A form with a leading * heads a mention of an actor with its name.
Layers layers(std::string text, const std::vector<std::string>& sentences) {
  Layers out;
  out.text = std::move(text);
  std::uint32_t at = 0;
  for (const std::string& line : sentences) {
    Sentence sentence;
    sentence.first = static_cast<std::uint32_t>(out.tokens.words.size());
    for (const std::string_view item : split(line, ' ')) {
      const std::vector<std::string_view> cells = split(item, '/');
      std::string_view form = cells.at(0);
      const bool actor = form.size() > 1 && form.front() == '*';
      if (actor) form.remove_prefix(1);
      const std::size_t found = out.text.find(form, at);
      EXPECT_NE(found, std::string::npos) << form;
      Word word;
      word.span = {static_cast<std::uint32_t>(found), static_cast<std::uint32_t>(found + form.size())};
      at = word.span.end;
      Analysis analysis;
      analysis.upos = parse_upos(cells.at(1)).value();
      const int head = std::stoi(std::string(cells.at(2)));
      analysis.head = head == 0 ? no_word : sentence.first + static_cast<std::uint32_t>(head) - 1;
      analysis.deprel = parse_deprel(cells.at(3)).value();
      const std::uint32_t index = static_cast<std::uint32_t>(out.tokens.words.size());
      if (actor) {
        ActorMention mention;
        mention.first = mention.head = index;
        mention.last = index + 1;
        mention.span = word.span;
        mention.actors.push_back(static_cast<std::uint32_t>(out.mentions.actors.size()));
        Actor named;
        named.code = "UNK";
        named.name = std::string(form);
        out.mentions.actors.push_back(named);
        out.mentions.at_word.push_back(static_cast<std::uint32_t>(out.mentions.mentions.size()));
        out.mentions.mentions.push_back(mention);
      } else {
        out.mentions.at_word.push_back(no_word);
      }
      out.mentions.covering.push_back(out.mentions.at_word.back());
      out.tokens.words.push_back(word);
      out.syntax.words.push_back(analysis);
      out.syntax.add_lemma(cells.size() > 4 ? std::string(cells[4]) : ascii_lower(form));
    }
    sentence.last = static_cast<std::uint32_t>(out.tokens.words.size());
    sentence.span = out.tokens.span_of(sentence.first, sentence.last);
    sentence.starts_paragraph = out.tokens.sentences.empty();
    out.tokens.sentences.push_back(sentence);
  }
  return out;
}

// "speaker | cue | content | direct", pieces of content parted by " ... ".
std::vector<std::string> statements(const Layers& l) {
  std::vector<std::string> out;
  for (const Statement& s : find_statements(l.text, l.tokens, l.syntax, l.mentions, cue_table())) {
    std::string line = "-";
    if (s.speaker && s.speaker->mention != no_word)
      line = l.mentions.actors[l.mentions.mentions[s.speaker->mention].actors[0]].name;
    else if (s.speaker)
      line = l.text.substr(s.speaker->words.begin, s.speaker->words.size());
    line += " | " + l.text.substr(s.cue.begin, s.cue.size()) + " | ";
    for (const Span piece : s.content)
      line += (piece == s.content.front() ? "" : " ... ") + l.text.substr(piece.begin, piece.size());
    out.push_back(line + (s.direct ? " | direct" : " | indirect"));
  }
  return out;
}

using Lines = std::vector<std::string>;

TEST(Statements, ThatClause) {
  const Layers l =
      layers("Keller said that the talks failed.",
             {"*Keller/PROPN/2/nsubj said/VERB/0/root/say that/SCONJ/6/mark the/DET/5/det talks/NOUN/6/nsubj "
              "failed/VERB/2/ccomp/fail ./PUNCT/2/punct"});
  EXPECT_EQ(statements(l), Lines{"Keller | said | the talks failed | indirect"});
}

TEST(Statements, MixedContentKeepsItsClosingMark) {
  const Layers l =
      layers("Keller said the deal was \"a trap\".",
             {"*Keller/PROPN/2/nsubj said/VERB/0/root/say the/DET/4/det deal/NOUN/8/nsubj was/AUX/8/cop/be "
              "\"/PUNCT/8/punct a/DET/8/det trap/NOUN/2/ccomp \"/PUNCT/8/punct ./PUNCT/2/punct"});
  EXPECT_EQ(statements(l), Lines{"Keller | said | the deal was \"a trap\" | direct"});
}

TEST(Statements, QuotationThenInvertedCue) {
  const Layers l =
      layers("\"We shall go,\" said Keller.",
             {"\"/PUNCT/4/punct We/PRON/4/nsubj shall/AUX/4/aux go/VERB/7/ccomp ,/PUNCT/7/punct \"/PUNCT/7/punct "
              "said/VERB/0/root/say *Keller/PROPN/7/nsubj ./PUNCT/7/punct"});
  EXPECT_EQ(statements(l), Lines{"Keller | said | We shall go, | direct"});
}

TEST(Statements, QuotationInTwoPieces) {
  const Layers l = layers(
      "\"The road,\" Keller said, \"is long.\"",
      {"\"/PUNCT/11/punct The/DET/3/det road/NOUN/11/nsubj ,/PUNCT/11/punct \"/PUNCT/11/punct *Keller/PROPN/7/nsubj "
       "said/VERB/11/parataxis/say ,/PUNCT/7/punct \"/PUNCT/11/punct is/AUX/11/cop/be long/ADJ/0/root "
       "./PUNCT/11/punct"});
  EXPECT_EQ(statements(l), Lines{"Keller | said | The road, ... is long. | direct"});
}

TEST(Statements, QuotationRunsOnOverSentences) {
  const Layers l =
      layers("Keller said: \"We go. We stay.\"",
             {"*Keller/PROPN/2/nsubj said/VERB/0/root/say :/PUNCT/2/punct \"/PUNCT/6/punct We/PRON/6/nsubj "
              "go/VERB/2/parataxis ./PUNCT/6/punct",
              "We/PRON/2/nsubj stay/VERB/0/root ./PUNCT/2/punct \"/PUNCT/2/punct"});
  EXPECT_EQ(statements(l), (Lines{"Keller | said | We go. | direct", "Keller |  | We stay. | direct"}));
}

TEST(Statements, CueComesAfterTheSecondSentence) {
  const Layers l = layers("\"We go. We stay,\" said Keller.",
                          {"\"/PUNCT/3/punct We/PRON/3/nsubj go/VERB/0/root ./PUNCT/3/punct",
                           "We/PRON/2/nsubj stay/VERB/5/ccomp ,/PUNCT/5/punct \"/PUNCT/5/punct said/VERB/0/root/say "
                           "*Keller/PROPN/5/nsubj ./PUNCT/5/punct"});
  EXPECT_EQ(statements(l), (Lines{"Keller |  | We go. | direct", "Keller | said | We stay, | direct"}));
}

TEST(Statements, AccordingToAtTheEnd) {
  const Layers l =
      layers("Two ships sank, according to the ministry.",
             {"Two/NUM/2/nummod ships/NOUN/3/nsubj sank/VERB/0/root/sink ,/PUNCT/3/punct according/VERB/8/case/accord "
              "to/ADP/5/fixed the/DET/8/det *ministry/NOUN/3/obl ./PUNCT/3/punct"});
  EXPECT_EQ(statements(l), Lines{"ministry | according to | Two ships sank | indirect"});
}

TEST(Statements, Parenthetical) {
  const Layers l =
      layers("The fleet, Keller said, has left.",
             {"The/DET/2/det fleet/NOUN/8/nsubj ,/PUNCT/5/punct *Keller/PROPN/5/nsubj said/VERB/8/parataxis/say "
              ",/PUNCT/5/punct has/AUX/8/aux/have left/VERB/0/root/leave ./PUNCT/8/punct"});
  EXPECT_EQ(statements(l), Lines{"Keller | said | The fleet ... has left | indirect"});
}

TEST(Statements, ParticipleSharesTheSubject) {
  const Layers l =
      layers("Keller left, saying that he was tired.",
             {"*Keller/PROPN/2/nsubj left/VERB/0/root/leave ,/PUNCT/4/punct saying/VERB/2/advcl/say that/SCONJ/8/mark "
              "he/PRON/8/nsubj was/AUX/8/cop/be tired/ADJ/4/ccomp ./PUNCT/2/punct"});
  EXPECT_EQ(statements(l), Lines{"Keller | saying | he was tired | indirect"});
}

TEST(Statements, RelativeClauseSpeaksForItsNoun) {
  const Layers l = layers(
      "Keller, who said the war was over, left.",
      {"*Keller/PROPN/10/nsubj ,/PUNCT/4/punct who/PRON/4/nsubj said/VERB/1/acl:relcl/say the/DET/6/det "
       "war/NOUN/8/nsubj was/AUX/8/cop/be over/ADV/4/ccomp ,/PUNCT/4/punct left/VERB/0/root/leave ./PUNCT/10/punct"});
  EXPECT_EQ(statements(l), Lines{"Keller | said | the war was over | indirect"});
}

TEST(Statements, StatementByAnAuthor) {
  const Layers l = layers(
      "A statement by Keller said the war was over.",
      {"A/DET/2/det statement/NOUN/5/nsubj by/ADP/4/case *Keller/PROPN/2/nmod said/VERB/0/root/say the/DET/7/det "
       "war/NOUN/9/nsubj was/AUX/9/cop/be over/ADV/5/ccomp ./PUNCT/5/punct"});
  EXPECT_EQ(statements(l), Lines{"Keller | said | the war was over | indirect"});
}

TEST(Statements, ClaimThat) {
  const Layers l =
      layers("Berger rejected Keller's claim that the war was over.",
             {"*Berger/PROPN/2/nsubj rejected/VERB/0/root/reject *Keller/PROPN/5/nmod:poss 's/PART/3/case "
              "claim/NOUN/2/obj that/SCONJ/10/mark the/DET/8/det war/NOUN/10/nsubj was/AUX/10/cop/be over/ADV/5/acl "
              "./PUNCT/2/punct"});
  EXPECT_EQ(statements(l), Lines{"Keller | claim | the war was over | indirect"});
}

TEST(Statements, PassiveTakesItsAgent) {
  const Layers l =
      layers("It was claimed by Keller that the war was over.",
             {"It/PRON/3/expl was/AUX/3/aux:pass/be claimed/VERB/0/root/claim by/ADP/5/case *Keller/PROPN/3/obl:agent "
              "that/SCONJ/10/mark the/DET/8/det war/NOUN/10/nsubj was/AUX/10/cop/be over/ADV/3/ccomp ./PUNCT/3/punct"});
  EXPECT_EQ(statements(l), Lines{"Keller | claimed | the war was over | indirect"});
}

TEST(Statements, NoWordsWereSaid) {
  const Layers l = layers(
      "Keller did not say that the war was over.",
      {"*Keller/PROPN/4/nsubj did/AUX/4/aux/do not/PART/4/advmod say/VERB/0/root that/SCONJ/9/mark the/DET/7/det "
       "war/NOUN/9/nsubj was/AUX/9/cop/be over/ADV/4/ccomp ./PUNCT/4/punct"});
  EXPECT_EQ(statements(l), Lines{});
}

TEST(Statements, ScareQuotesAreNoStatement) {
  const Layers l = layers("The \"peace\" lasted a week.",
                          {"The/DET/4/det \"/PUNCT/3/punct peace/NOUN/5/nsubj \"/PUNCT/3/punct lasted/VERB/0/root/last "
                           "a/DET/7/det week/NOUN/5/obl ./PUNCT/5/punct"});
  EXPECT_EQ(statements(l), Lines{});
}

TEST(Statements, Hearer) {
  const Layers l =
      layers("Keller told Berger that the war was over.",
             {"*Keller/PROPN/2/nsubj told/VERB/0/root/tell *Berger/PROPN/2/iobj that/SCONJ/8/mark the/DET/6/det "
              "war/NOUN/8/nsubj was/AUX/8/cop/be over/ADV/2/ccomp ./PUNCT/2/punct"});
  const std::vector<Statement> found = find_statements(l.text, l.tokens, l.syntax, l.mentions, cue_table());
  ASSERT_EQ(found.size(), 1u);
  ASSERT_TRUE(found[0].addressee.has_value());
  EXPECT_EQ(found[0].addressee->mention, 1u);
}

TEST(Statements, AnyTreeIsSurvived) {
  const char* forms[] = {"said",  "\"", "Keller", "that", "according", "to",
                         "talks", ",",  "claim",  "who",  ".",         "called"};
  const char* lemmas[] = {"say", "\"", "Keller", "that", "accord", "to", "talk", ",", "claim", "who", ".", "call"};
  const Upos tags[] = {Upos::VERB, Upos::PUNCT, Upos::PROPN, Upos::SCONJ, Upos::VERB,  Upos::ADP,
                       Upos::NOUN, Upos::PUNCT, Upos::NOUN,  Upos::PRON,  Upos::PUNCT, Upos::VERB};
  std::uint32_t seed = 99;
  const auto next = [&](std::uint32_t n) {
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 12) % n;
  };
  for (int round = 0; round < 3000; ++round) {
    Layers l;
    Sentence sentence;
    const std::uint32_t n = 1 + next(30);
    for (std::uint32_t i = 0; i < n; ++i) {
      const std::uint32_t k = next(12);
      Word word;
      word.span.begin = static_cast<std::uint32_t>(l.text.size());
      l.text += forms[k];
      word.span.end = static_cast<std::uint32_t>(l.text.size());
      l.text += ' ';
      l.tokens.words.push_back(word);
      Analysis a;
      a.upos = tags[k];
      a.deprel = static_cast<Deprel>(next(51));
      a.head = next(5) == 0 ? no_word : next(n);  // cycles as well
      l.syntax.words.push_back(a);
      l.syntax.add_lemma(lemmas[k]);
      l.mentions.at_word.push_back(no_word);
      l.mentions.covering.push_back(no_word);
    }
    sentence.last = n;
    sentence.span = {0, static_cast<std::uint32_t>(l.text.size())};
    l.tokens.sentences.push_back(sentence);
    for (const Statement& s : find_statements(l.text, l.tokens, l.syntax, l.mentions, cue_table())) {
      ASSERT_FALSE(s.content.empty());
      for (const Span piece : s.content) ASSERT_TRUE(!piece.empty() && piece.end <= l.text.size());
    }
  }
}

}  // namespace
}  // namespace demarche
