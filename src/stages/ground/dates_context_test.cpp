// TIMEX3 values, missing reference days, words, trees, any bytes.
#include <random>

#include "stages/ground/dates_test_support.h"
#include "types/syntax.h"

namespace demarche {
namespace {

TEST(Dates, TimexValues) {
  const auto timex = [](const std::string& text) {
    const auto dates = found_in(text, "2022-12-31");
    return dates.size() == 1 ? dates[0].timex : std::string("not one");
  };
  EXPECT_EQ(timex("They spoke on Friday."), "2022-12-30");
  EXPECT_EQ(timex("They spoke in May 2014."), "2014-05");
  EXPECT_EQ(timex("They spoke in 2014."), "2014");
  EXPECT_EQ(timex("They spoke in the 1990s."), "199");
  EXPECT_EQ(timex("They spoke last week."), "2022-W51");
  EXPECT_EQ(timex("They spoke last weekend."), "2022-W51-WE");
  EXPECT_EQ(timex("They will speak in the spring."), "2023-SP");
  EXPECT_EQ(timex("They spoke in Q3 2016."), "2016-Q3");
  EXPECT_EQ(timex("They spoke from 3 to 12 September."), "");
}

TEST(Dates, WithoutReferenceOnlyExpressionsWithTheirOwnYear) {
  const std::string text =
      "They met on Friday, in May, last week, in May 2014, on 3 June 2015, in the 1990s and two days ago.";
  const auto dates = find_dates(text, {}, {}, std::nullopt);
  ASSERT_EQ(dates.size(), 3u);
  EXPECT_EQ(dates[0].interval.start.iso(), "2014-05-01");
  EXPECT_EQ(dates[1].interval.start.iso(), "2015-06-03");
  EXPECT_EQ(dates[2].interval.end.iso(), "1999-12-31");
}

TEST(Dates, WordsOfAMention) {
  const std::string text = "They met on May 5 in Riga.";
  Tokens tokens;
  for (std::size_t b = 0; b < text.size();) {
    std::size_t e = text.find_first_of(" .", b);
    if (e == b) ++e;
    tokens.words.push_back(
        {{static_cast<std::uint32_t>(b), static_cast<std::uint32_t>(e)}, e < text.size() && text[e] == ' '});
    b = text[e] == ' ' ? e + 1 : e;
  }
  tokens.sentences.push_back(
      {0, static_cast<std::uint32_t>(tokens.words.size()), {0, static_cast<std::uint32_t>(text.size())}, true});
  const auto dates = find_dates(text, tokens, {}, Day::parse("2010-06-01"));
  ASSERT_EQ(dates.size(), 1u);
  EXPECT_EQ(dates[0].first, 3u);
  EXPECT_EQ(dates[0].last, 5u);
}

struct Node {
  const char* form;
  const char* lemma;
  Upos upos;
  std::uint32_t head;
  Deprel deprel;
  const char* feats;
};

std::string first_day(const std::vector<Node>& nodes, const std::string& reference) {
  std::string text;
  Tokens tokens;
  Syntax syntax;
  for (const Node& n : nodes) {
    if (!text.empty()) text += ' ';
    const auto begin = static_cast<std::uint32_t>(text.size());
    text += n.form;
    tokens.words.push_back({{begin, static_cast<std::uint32_t>(text.size())}, true});
    syntax.words.push_back({n.upos, n.deprel, n.head, n.feats});
    syntax.add_lemma(n.lemma);
  }
  const auto size = static_cast<std::uint32_t>(text.size());
  tokens.sentences.push_back({0, static_cast<std::uint32_t>(nodes.size()), {0, size}, true});
  const auto dates = find_dates(text, tokens, syntax, Day::parse(reference));
  return dates.size() == 1 ? dates[0].interval.start.iso() : std::string("not one");
}

// The tree decides where the nearest word would mislead. 6 December 2004 is a Monday.
TEST(Dates, TenseFromTheTree) {
  EXPECT_EQ(first_day({{"The", "the", Upos::DET, 1, Deprel::det, ""},
                       {"dispute", "dispute", Upos::NOUN, 4, Deprel::nsubj_pass, ""},
                       {"should", "should", Upos::AUX, 4, Deprel::aux, "VerbForm=Fin"},
                       {"be", "be", Upos::AUX, 4, Deprel::aux_pass, "VerbForm=Inf"},
                       {"settled", "settle", Upos::VERB, no_word, Deprel::root, "Tense=Past|VerbForm=Part"},
                       {"by", "by", Upos::ADP, 6, Deprel::case_, ""},
                       {"Friday", "Friday", Upos::PROPN, 4, Deprel::obl, ""}},
                      "2004-12-06"),
            "2004-12-10");
  EXPECT_EQ(first_day({{"Envoys", "envoy", Upos::NOUN, 1, Deprel::nsubj, ""},
                       {"pledged", "pledge", Upos::VERB, no_word, Deprel::root, "Tense=Past|VerbForm=Fin"},
                       {"to", "to", Upos::PART, 3, Deprel::mark, ""},
                       {"meet", "meet", Upos::VERB, 1, Deprel::xcomp, "VerbForm=Inf"},
                       {"on", "on", Upos::ADP, 5, Deprel::case_, ""},
                       {"Thursday", "Thursday", Upos::PROPN, 3, Deprel::obl, ""}},
                      "2004-12-06"),
            "2004-12-09");
  EXPECT_EQ(first_day({{"On", "on", Upos::ADP, 1, Deprel::case_, ""},
                       {"Thursday", "Thursday", Upos::PROPN, 4, Deprel::obl, ""},
                       {"the", "the", Upos::DET, 3, Deprel::det, ""},
                       {"minister", "minister", Upos::NOUN, 4, Deprel::nsubj, ""},
                       {"announced", "announce", Upos::VERB, no_word, Deprel::root, "Tense=Past|VerbForm=Fin"},
                       {"that", "that", Upos::SCONJ, 7, Deprel::mark, ""},
                       {"he", "he", Upos::PRON, 7, Deprel::nsubj, ""},
                       {"will", "will", Upos::AUX, 8, Deprel::aux, "VerbForm=Fin"},
                       {"resign", "resign", Upos::VERB, 4, Deprel::ccomp, "VerbForm=Inf"}},
                      "2004-12-06"),
            "2004-12-02");
}

// Any bytes give ascending, disjoint spans inside the text.
TEST(Dates, TotalOnAnyBytes) {
  std::mt19937 random(7);
  const char* pieces[] = {"from ",    "may ", "5",        "-",      "/",      "2014",         "last ",
                          "the ",     "end ", "of ",      "week ",  "two ",   "\xE2\x80\x93", "\xE2",
                          "'s",       ",",    "Friday ",  "ago ",   "9999",   "century ",     "after ",
                          "\n",       "1st ", "in ",      "99999 ", "years ", "since ",       "until ",
                          "between ", "and ", "thousand "};
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (int n = 0; n < 40; ++n) text += pieces[random() % std::size(pieces)];
    std::uint32_t end = 0;
    for (const auto& d : found_in(text, round % 3 ? "2022-12-31" : "0001-01-01")) {
      EXPECT_LE(end, d.span.begin) << text;
      EXPECT_LT(d.span.begin, d.span.end) << text;
      EXPECT_LE(d.span.end, text.size()) << text;
      EXPECT_LE(d.interval.start, d.interval.end) << text;
      EXPECT_EQ(d.interval.start.iso().size(), 10u) << text;
      EXPECT_EQ(d.interval.end.iso().size(), 10u) << text;
      end = d.span.end;
    }
  }
}

// Chains that call the grammar's rules again and again stay linear.
TEST(Dates, LongChains) {
  for (const char* piece : {"a day after ", "the day before the ", "from May to ", "in two weeks from ",
                            "since the war ", "2014-", "twenty ", "May, ", "early last ", "1 month and ",
                            "the end of the ", "Friday, ", "the week of the ", "until since from between "}) {
    std::string text;
    while (text.size() < 400000) text += piece;
    for (const auto& d : found_in(text, "2022-12-31")) ASSERT_LE(d.span.end, text.size());
  }
}

}  // namespace
}  // namespace demarche
