// The tree of one sentence, laid out so that subtrees are ranges: who depends on whom, and what a clause covers.
//
// Built only for sentences that may hold reported speech, into buffers that are reused. Total: heads outside the
// sentence and cycles count as roots.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "types/syntax.h"
#include "types/tokens.h"

namespace demarche {

class SentenceTree {
 public:
  void build(const Sentence& sentence, const Syntax& syntax);

  std::uint32_t first() const { return first_; }
  std::uint32_t last() const { return last_; }
  bool holds(std::uint32_t word) const { return first_ <= word && word < last_; }
  /// The words that depend on `word`, in text order.
  std::span<const std::uint32_t> children(std::uint32_t word) const {
    const std::uint32_t i = word - first_;
    return std::span(children_).subspan(child_begin_[i], child_begin_[i + 1] - child_begin_[i]);
  }
  /// The head within the sentence, or no_word.
  std::uint32_t head(std::uint32_t word) const { return head_[word - first_]; }
  bool within(std::uint32_t word, std::uint32_t ancestor) const {
    const std::uint32_t at = enter_[word - first_];
    return enter_[ancestor - first_] <= at && at < leave_[ancestor - first_];
  }
  /// First and last word (exclusive) of what `word` dominates.
  std::uint32_t low(std::uint32_t word) const { return low_[word - first_]; }
  std::uint32_t high(std::uint32_t word) const { return high_[word - first_] + 1; }

 private:
  void number();
  std::uint32_t first_ = 0, last_ = 0;
  std::vector<std::uint32_t> head_, child_begin_, children_, enter_, leave_, low_, high_, stack_, order_;
};

}  // namespace demarche
