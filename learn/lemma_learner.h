// Learns the lemma table by counting which edit turns forms with a given ending, tag and inflection into their lemma.
//
// Three sources, the stronger first: the treebanks' own lemmas, a list of irregular forms (facts of the language), and
// for regular inflections that no treebank shows the word list of the unlabelled text: "voted" is a form of "vote"
// because that text has "vote" and no "vot".
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "corpus.h"

namespace demarche::learn {

struct LemmaTable {
  std::string slots, rules;
  std::vector<std::uint16_t> inflection_of_bundle;
  std::size_t entries = 0, rule_count = 0;
};

using WordCounts = std::map<std::string, std::size_t>;
/// Forms in lower case as they stand in the text.
WordCounts count_words(const std::vector<const Sentences*>& texts);

/// `irregular`: lines "form lemma UPOS", tab-separated; # begins a comment.
LemmaTable learn_lemmas(const Sentences& treebank, const std::vector<std::string>& bundles, const WordCounts& words,
                        const std::string& irregular);

}  // namespace demarche::learn
