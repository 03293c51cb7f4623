#include "stages/annotate/lemma_rules.h"

#include <gtest/gtest.h>

#include <cstring>

#include "stages/annotate/word_features.h"

namespace demarche {
namespace {

// A table of eight slots with the given (key, rule) pairs.
std::string slots_of(const std::vector<std::pair<std::uint32_t, std::uint32_t>>& entries) {
  std::vector<std::uint32_t> slots(16, 0);
  for (const auto& [key, rule] : entries) {
    std::size_t i = key & 7;
    while (slots[2 * i] != 0) i = (i + 1) & 7;
    slots[2 * i] = key;
    slots[2 * i + 1] = rule;
  }
  return {reinterpret_cast<const char*>(slots.data()), slots.size() * 4};
}

const std::string rules_bytes(
    "\0\0\0"       // 0: as it is, lower case
    "\0\2\1e"      // 1: cut two, add e
    "\0\3\1y"      // 2: cut three, add y
    "\1\0\0"       // 3: capital
    "\2\0\0"       // 4: keep
    "\0\6\4seek",  // 5: sought
    3 + 4 + 4 + 3 + 3 + 7);

constexpr std::uint32_t verb = 15;

std::string lemma(const LemmaRules& rules, std::string_view form) {
  std::string norm, out;
  append_normal_form(form, norm);
  rules.append_lemma(form, rules.rule_for(norm, {verb, 1, starts_with_capital(form)}), out);
  return out;
}

TEST(LemmaRules, TheLongestEndingDecidesAndTheWholeFormBeforeIt) {
  const std::string slots = slots_of({{lemma_key("ed", false, {verb, 1, false}), 1},
                                      {lemma_key("ied", false, {verb, 1, false}), 2},
                                      {lemma_key("sought", true, {verb, any_inflection, false}), 5}});
  LemmaRules rules;
  ASSERT_TRUE(rules.open(slots, rules_bytes));
  EXPECT_EQ(lemma(rules, "voted"), "vote");
  EXPECT_EQ(lemma(rules, "denied"), "deny");
  EXPECT_EQ(lemma(rules, "sought"), "seek");
  EXPECT_EQ(lemma(rules, "met"), "met");
}

TEST(LemmaRules, ACapitalNeedsOneInTheForm) {
  const std::string slots =
      slots_of({{lemma_key("", false, {verb, 1, true}), 3}, {lemma_key("", false, {verb, 1, false}), 3}});
  LemmaRules rules;
  ASSERT_TRUE(rules.open(slots, rules_bytes));
  EXPECT_EQ(lemma(rules, "AMERICAN"), "American");
  EXPECT_EQ(lemma(rules, "american"), "american");
  EXPECT_EQ(lemma(rules,
                  "\xC3\x89lys\xC3\xA9"
                  "e"),
            "\xC3\x89lys\xC3\xA9"
            "e");
}

TEST(LemmaRules, NeverCutsACharacterInTwo) {
  const std::string slots = slots_of({{lemma_key("", false, {verb, 1, false}), 2}});
  LemmaRules rules;
  ASSERT_TRUE(rules.open(slots, rules_bytes));
  EXPECT_EQ(lemma(rules, "caf\xC3\xA9s"),
            "ca"
            "fy");
  EXPECT_EQ(lemma(rules, "ab"), "ab");  // shorter than what the rule cuts
}

TEST(LemmaRules, SectionsThatDoNotFitAreRefused) {
  LemmaRules rules;
  EXPECT_FALSE(rules.open("", rules_bytes));
  EXPECT_FALSE(rules.open(std::string(24, '\0'), rules_bytes));       // three slots: no power of two
  EXPECT_FALSE(LemmaRules().open(slots_of({{5, 99}}), rules_bytes));  // no such rule
  EXPECT_FALSE(LemmaRules().open(slots_of({}), rules_bytes.substr(0, 5)));
  EXPECT_FALSE(LemmaRules().open(std::string(16, '\1'), rules_bytes));  // no free slot: a search would not end
}

}  // namespace
}  // namespace demarche
