// Learns the lemma table by counting which edit turns forms with a given ending, tag and features into their lemma.
#pragma once

#include <map>
#include <string>

#include "corpus.h"

namespace demarche::learn {

struct LemmaTable {
  std::string slots, rules;
  std::size_t entries = 0, rule_count = 0;
};

/// `bundles` maps feature strings to their numbers.
LemmaTable learn_lemmas(const Sentences& treebank, const std::map<std::string, int>& bundles);

}  // namespace demarche::learn
