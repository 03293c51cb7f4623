#include "stages/merge/signature.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <random>

#include "stages/merge/blocks.h"
#include "stages/merge/judge.h"
#include "stages/merge/sequences.h"
#include "stages/merge/word_weight.h"

namespace demarche {
namespace {

Coded coded(const char* text, const char* title, std::optional<Day> published) {
  Coded out;
  out.document.text = text;
  out.document.title = title;
  out.document.published = published;
  // One sentence a line, every word a name when it begins with a capital, else a noun: no model is needed here.
  const std::string_view all = out.document.text;
  for (std::size_t line = 0; line < all.size();) {
    const std::size_t end = std::min(all.find('\n', line), all.size());
    Sentence sentence;
    sentence.first = static_cast<std::uint32_t>(out.tokens.words.size());
    sentence.span = {static_cast<std::uint32_t>(line), static_cast<std::uint32_t>(end)};
    for (const std::string_view word : words_of(all.substr(line, end - line))) {
      const auto begin = static_cast<std::uint32_t>(word.data() - all.data());
      out.tokens.words.push_back({{begin, begin + static_cast<std::uint32_t>(word.size())}, true});
      const bool capital = word[0] >= 'A' && word[0] <= 'Z', digit = word[0] >= '0' && word[0] <= '9';
      out.syntax.words.push_back({capital ? Upos::PROPN : digit ? Upos::NUM : Upos::NOUN, Deprel::dep, no_word, {}});
      out.syntax.add_lemma(word);
    }
    sentence.last = static_cast<std::uint32_t>(out.tokens.words.size());
    out.tokens.sentences.push_back(sentence);
    line = end + 1;
  }
  return out;
}

Profile profile(const char* text, int day, const char* title = "") {
  return profile_of(signature_of(coded(text, title, Day(day))));
}

constexpr const char* report =
    "Foreign minister Arvanitis of Greece met Kowalczyk in Gdansk over 47 fishing permits\n"
    "Arvanitis proposed a commission of 12 hydrologists chaired by Lindqvist\n"
    "Kowalczyk demanded compensation of 830 million zloty for the harbour of Szczecin\n"
    "Fishermen of Kavala blocked the Egnatia motorway with 200 tractors\n"
    "The mediator Lindqvist invited everybody to Visby in November";
constexpr const char* rewritten =
    "Arvanitis, the top diplomat of Greece, sat down with Kowalczyk at Gdansk about 47 licences for trawlers\n"
    "A panel of 12 experts on water under Lindqvist was suggested by Arvanitis\n"
    "Damages of 830 million zloty because of Szczecin were wanted by Kowalczyk\n"
    "With 200 tractors people from Kavala closed Egnatia\n"
    "Lindqvist asked them all to come to Visby";
constexpr const char* angle =
    "Anger in Kavala grew on Tuesday as 200 tractors stood across the Egnatia motorway near the toll station\n"
    "Papadaki lost her boat and her brother Stelios sold his nets last winter to a dealer from Alexandroupoli\n"
    "Far away in Gdansk Arvanitis spoke with Kowalczyk about 47 permits\n"
    "Quotas of hake and sardines shrank every season since the treaty of Bremerhaven";
constexpr const char* other =
    "Parliament in Nairobi elected Wanjiru as speaker after 9 ballots\n"
    "Odhiambo of the coast counties accused Wanjiru of buying votes in Mombasa";

TEST(Signature, BytesGoThereAndBack) {
  const Signature made = signature_of(coded(report, "Greece and Poland talk", Day(19000)));
  ASSERT_GT(made.facts.size(), 20u);
  EXPECT_EQ(made.ends.size(), 6u);
  const auto back = decode_signature(encode(made));
  ASSERT_TRUE(back);
  EXPECT_TRUE(*back == made);
}

TEST(Signature, ForeignBytesAreRefusedOrSound) {
  const std::string bytes = encode(signature_of(coded(report, "", Day(1))));
  for (std::size_t length = 0; length < bytes.size(); ++length)
    EXPECT_FALSE(decode_signature(std::string_view(bytes).substr(0, length)));
  std::mt19937 random(7);
  for (int round = 0; round < 3000; ++round) {
    std::string broken = bytes;
    for (int i = 0; i < 4; ++i) broken[random() % broken.size()] = static_cast<char>(random());
    if (auto signature = decode_signature(broken)) {
      const Profile a = profile_of(std::move(*signature)), b = profile(report, 1);
      judge(a, b);
      block_keys(a.signature);
    }
  }
}

TEST(Signature, AddressesAreTheSameInAnySpelling) {
  const std::uint64_t key = address_key("https://www.Gazette.example/2022/call/?utm_source=x#top");
  EXPECT_NE(key, 0u);
  EXPECT_EQ(address_key("http://gazette.example/2022/call"), key);
  EXPECT_NE(address_key("http://gazette.example/2022/call?page=2"), key);
  EXPECT_EQ(address_key("https://gazette.example/"), 0u);
  EXPECT_EQ(address_key("see the archive"), 0u);
}

TEST(Signature, RareWordsWeighMore) {
  EXPECT_EQ(word_weight("the"), 0);
  EXPECT_LT(word_weight("minister"), word_weight("hydrologist"));
}

TEST(Sequences, NearCopiesShareThem) {
  std::array<std::uint32_t, 64> a{}, b{}, c{};
  std::string text;
  for (int i = 0; i < 400; ++i) text += "word" + std::to_string(i * 7919 % 1000) + ' ';
  EXPECT_EQ(add_sequences("two words", a), 0u);
  EXPECT_EQ(add_sequences(text, a), 397u);
  add_sequences("PRESS: " + text + "more follows", b);
  add_sequences(text.substr(text.size() / 2), c);
  const auto same = [&](const auto& x) {
    int n = 0;
    for (std::size_t i = 0; i < 64; ++i) n += a[i] == x[i];
    return n;
  };
  EXPECT_GE(same(b), 58);
  EXPECT_LE(same(c), 48);
  EXPECT_GE(same(c), 16);
}

TEST(Quotes, StraightAndCurly) {
  EXPECT_EQ(quotes_of("He said \"one two\" and \u201Cthree\u201D, then \"never closed\nand on"),
            (std::vector<std::string_view>{"one two", "three"}));
}

TEST(Judge, TellsRewritesFromReportsAndFromOtherNews) {
  const Profile origin = profile(report, 100);
  const Verdict rewrite = judge(origin, profile(rewritten, 101));
  EXPECT_TRUE(rewrite.same_story);
  EXPECT_EQ(rewrite.kind, LinkKind::rewrite) << rewrite.reasons;
  const Verdict independent = judge(origin, profile(angle, 100));
  EXPECT_TRUE(independent.same_story) << independent.strength;
  EXPECT_EQ(independent.kind, LinkKind::report) << independent.reasons;
  EXPECT_FALSE(judge(origin, profile(other, 100)).same_story);
}

TEST(Judge, IsSymmetric) {
  for (const char* text : {rewritten, angle, other, report}) {
    const Profile a = profile(report, 100), b = profile(text, 102);
    const Verdict there = judge(a, b), back = judge(b, a);
    EXPECT_EQ(there.same_story, back.same_story);
    EXPECT_EQ(there.kind, back.kind);
    EXPECT_EQ(there.score, back.score);
    EXPECT_EQ(there.strength, back.strength);
    EXPECT_EQ(there.reasons, back.reasons);
  }
}

TEST(Judge, DaysKeepNewsApart) {
  EXPECT_FALSE(judge(profile(report, 100), profile(angle, 108)).same_story);
  EXPECT_FALSE(judge(profile(report, 100), profile(rewritten, 465)).same_story);
  EXPECT_EQ(judge(profile(report, 100), profile(report, 465)).kind, LinkKind::copy);
}

TEST(Judge, ACitationSaysIt) {
  Signature page = signature_of(coded(angle, "", Day(100)));
  Profile origin = profile(report, 100);
  origin.signature.address = address_key("https://a.example/1");
  page.cited = {origin.signature.address};
  const Verdict verdict = judge(profile_of(page), origin);
  EXPECT_EQ(verdict.kind, LinkKind::rewrite);
  EXPECT_EQ(verdict.cites, 1);
  // About something else it is only a reference.
  Signature elsewhere = signature_of(coded(other, "", Day(100)));
  elsewhere.cited = {origin.signature.address};
  EXPECT_FALSE(judge(profile_of(elsewhere), origin).same_story);
}

TEST(Blocks, WhatIsNearSharesOneAndStrangersDoNot) {
  const auto shared = [](const Profile& a, const Profile& b) {
    const auto x = block_keys(a.signature), y = block_keys(b.signature);
    std::vector<std::uint64_t> both;
    std::set_intersection(x.begin(), x.end(), y.begin(), y.end(), std::back_inserter(both));
    return both.size();
  };
  for (int apart = 0; apart <= story_days; ++apart)
    EXPECT_GT(shared(profile(report, 100), profile(rewritten, 100 + apart)), 0u) << apart;
  EXPECT_EQ(shared(profile(report, 100), profile(other, 100)), 0u);
  EXPECT_LE(block_keys(profile(report, 100).signature).size(), most_block_keys);
}

}  // namespace
}  // namespace demarche
