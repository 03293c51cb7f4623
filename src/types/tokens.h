// Sentences and words of a document's text.
//
// Words are the syntactic words of Universal Dependencies: "don't" is two words ("do", "n't") inside one multiword
// token. A word's form is always text[span]; words, multiword tokens and sentences ascend and do not overlap.
#pragma once

#include <cstdint>
#include <vector>

#include "base/span.h"

namespace demarche {

struct Word {
  Span span;
  bool space_after = true;  // white space (or the end of the text) follows
};

/// Words [first, last) written as one token.
struct MultiwordToken {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  Span span;
};

/// Words [first, last).
struct Sentence {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  Span span;
  bool starts_paragraph = false;
  std::uint32_t size() const { return last - first; }
};

struct Tokens {
  std::vector<Word> words;
  std::vector<MultiwordToken> multiwords;
  std::vector<Sentence> sentences;

  /// The sentence that holds the word; words ascend, so this is a binary search.
  std::uint32_t sentence_of(std::uint32_t word) const {
    std::uint32_t low = 0, high = static_cast<std::uint32_t>(sentences.size());
    while (high - low > 1) {
      const std::uint32_t middle = (low + high) / 2;
      (sentences[middle].first <= word ? low : high) = middle;
    }
    return low;
  }
  Span span_of(std::uint32_t first, std::uint32_t last) const {
    return first < last ? Span{words[first].span.begin, words[last - 1].span.end} : Span{};
  }
};

}  // namespace demarche
