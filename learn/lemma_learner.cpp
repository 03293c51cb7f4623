#include "lemma_learner.h"

#include <algorithm>
#include <cstring>
#include <optional>

#include "stages/annotate/lemma_rules.h"
#include "stages/annotate/word_features.h"

namespace demarche::learn {
namespace {

std::optional<LemmaRule> edit_between(const std::string& form, const std::string& lemma) {
  std::optional<LemmaRule> best;
  for (const LemmaCase letter_case : {LemmaCase::lower, LemmaCase::title, LemmaCase::keep}) {
    std::string cased;
    append_cased(form, letter_case, cased);
    std::size_t same = 0;
    while (same < cased.size() && same < lemma.size() && cased[same] == lemma[same]) ++same;
    while (same > 0 && same < cased.size() && (static_cast<unsigned char>(cased[same]) & 0xC0) == 0x80) --same;
    const std::size_t cut = cased.size() - same, add = lemma.size() - same;
    if (cut > 40 || add > 40) continue;
    // A case that only hides behind a longer edit is worse than one that needs none.
    if (!best || cut + add < best->cut + best->add.size())
      best = LemmaRule{letter_case, static_cast<std::uint8_t>(cut), lemma.substr(same)};
  }
  return best;
}

struct Counts {
  std::map<int, int> of_rule;
  int best() const {
    int rule = -1, most = 0;
    for (const auto& [r, n] : of_rule)
      if (n > most) most = n, rule = r;
    return rule;
  }
  int total() const {
    int sum = 0;
    for (const auto& [r, n] : of_rule) sum += n;
    return sum;
  }
};
struct Key {
  std::string ending;
  bool whole;
  std::uint32_t upos, bundle;
  auto operator<=>(const Key&) const = default;
};

}  // namespace

LemmaTable learn_lemmas(const Sentences& treebank, const std::map<std::string, int>& bundles) {
  std::vector<LemmaRule> rules = {LemmaRule{}};
  // Whole forms count by token; endings count each (form, rule) once, so that "was" does not teach all words in -as.
  std::map<Key, Counts> whole, ending;
  std::map<std::pair<Key, int>, bool> seen;
  for (const Sentence& s : treebank)
    for (std::size_t w = 0; w < s.forms.size(); ++w) {
      const auto bundle = bundles.find(s.feats[w]);
      if (bundle == bundles.end() || s.lemmas[w] == "_") continue;
      const auto rule = edit_between(s.forms[w], s.lemmas[w]);
      if (!rule) continue;
      const auto found = std::find(rules.begin(), rules.end(), *rule);
      const int number = static_cast<int>(found - rules.begin());
      if (found == rules.end()) rules.push_back(*rule);
      std::string norm;
      append_normal_form(s.forms[w], norm);
      const Key key{norm, true, static_cast<std::uint32_t>(s.upos[w]), static_cast<std::uint32_t>(bundle->second)};
      ++whole[key].of_rule[number];
      if (!seen.emplace(std::pair{key, number}, true).second) continue;
      for (int length = 0; length <= 6; ++length) {
        const std::size_t start = ending_start(norm, length);
        if (length > 0 && ending_start(norm, length - 1) == 0) break;
        ++ending[{norm.substr(start), false, key.upos, key.bundle}].of_rule[number];
      }
    }
  // What the table so far says, for pruning: the longest kept ending.
  std::map<Key, int> kept;
  const auto decide = [&](const Key& key, int below) {
    for (int length = below; length >= 0; --length) {
      Key shorter{key.ending.substr(ending_start(key.ending, length)), false, key.upos, key.bundle};
      if (const auto it = kept.find(shorter); it != kept.end()) return it->second;
    }
    return 0;
  };
  for (int length = 0; length <= 6; ++length)
    for (const auto& [key, counts] : ending) {
      const bool this_length =
          ending_start(key.ending, length) == 0 && (length == 0 || ending_start(key.ending, length - 1) > 0);
      if (!this_length || (length > 0 && counts.total() < 3)) continue;
      if (const int rule = counts.best(); rule != decide(key, length - 1) || length == 0) kept[key] = rule;
    }
  std::map<Key, int> exceptions;
  for (const auto& [key, counts] : whole)
    if (const int rule = counts.best(); rule != decide(key, 6)) exceptions[key] = rule;
  LemmaTable table;
  table.rule_count = rules.size();
  for (const LemmaRule& r : rules) {
    table.rules += static_cast<char>(r.letter_case);
    table.rules += static_cast<char>(r.cut);
    table.rules += static_cast<char>(r.add.size());
    table.rules += r.add;
  }
  std::map<std::uint32_t, std::uint32_t> by_key;
  for (const auto* part : {&kept, &exceptions})
    for (const auto& [key, rule] : *part)
      by_key[lemma_key(key.ending, key.whole, key.upos, key.bundle)] = static_cast<std::uint32_t>(rule);
  table.entries = by_key.size();
  std::size_t size = 1024;
  while (size < 2 * by_key.size()) size *= 2;
  std::vector<std::uint32_t> slots(2 * size, 0);
  for (const auto& [key, rule] : by_key) {
    std::size_t i = key & (size - 1);
    while (slots[2 * i] != 0) i = (i + 1) & (size - 1);
    slots[2 * i] = key;
    slots[2 * i + 1] = rule;
  }
  table.slots.assign(reinterpret_cast<const char*>(slots.data()), slots.size() * 4);
  return table;
}

}  // namespace demarche::learn
