#include "store/words.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "store/random_documents_test.h"

namespace demarche::store {
namespace {

constexpr std::string_view key = "0123456789abcdef";

std::string numbered(int from, int to) {
  std::string out;
  for (int i = from; i < to; ++i) out += fmt::format("{}word{}", out.empty() ? "" : " ", i);
  return out;
}

bool meets(const HashSet& set, std::string_view text) {
  const auto all = all_sequences_of(text, key);
  return std::any_of(all.begin(), all.end(), [&](std::uint64_t h) { return set.holds(h); });
}

TEST(WordSequences, AnyNineWordsInARowAreRecognised) {
  const HashSet set(sequences_of(numbered(0, 300), key));
  EXPECT_LT(set.hashes().size(), 200u);
  for (int at = 0; at + 9 <= 300; ++at) ASSERT_TRUE(meets(set, numbered(at, at + 9))) << at;
  EXPECT_FALSE(meets(set, numbered(300, 900)));
  EXPECT_FALSE(meets(set, numbered(0, 5)));
  // A sequence in another order, or under another key, is another.
  std::string reversed;
  for (int i = 300; i-- > 0;) reversed += fmt::format("word{} ", i);
  EXPECT_FALSE(meets(set, reversed));
  const auto other = all_sequences_of(numbered(0, 300), "fedcba9876543210");
  for (std::uint64_t h : other) ASSERT_FALSE(set.holds(h));
}

TEST(WordSequences, MarkupCaseAndSplitFeedsDoNotMatter) {
  const std::string plain = "The envoy of Ruritania met the board of the port, it said";
  const auto expected = all_sequences_of(plain, key);
  EXPECT_EQ(all_sequences_of("{\"THE\":envoy,,of\n\nRuritania\tMet-the <b>board</b>", key).size(), 4u);
  EXPECT_EQ(all_sequences_of("{\"THE\":envoy,,of\n\nRuritania\tMet-the [board] of/the\x01port;it,said", key), expected);
  for (std::size_t cut = 0; cut <= plain.size(); ++cut) {
    std::vector<std::uint64_t> got;
    WordSequences words(key);
    const auto note = [&](std::uint64_t h) { got.push_back(h); };
    words.feed(std::string_view(plain).substr(0, cut), note);
    words.feed(std::string_view(plain).substr(cut), note);
    words.finish(note);
    ASSERT_EQ(got, expected) << cut;
  }
  EXPECT_TRUE(sequences_of("five words are too few", key).empty());
  EXPECT_EQ(sequences_of("these six words are just enough", key).size(), 1u);
}

TEST(WordSequences, TheSetHoldsWhatWasPutIn) {
  Random random(3);
  std::vector<std::uint64_t> in;
  for (int i = 0; i < 5000; ++i) in.push_back(random.next());
  const HashSet set(in);
  for (std::uint64_t h : in) ASSERT_TRUE(set.holds(h));
  for (int i = 0; i < 100000; ++i) ASSERT_FALSE(set.holds(random.next()));
  EXPECT_FALSE(HashSet().holds(0));
}

}  // namespace
}  // namespace demarche::store
