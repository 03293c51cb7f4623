#include "stages/extract/statements_tree.h"

#include <algorithm>

namespace demarche {

void SentenceTree::build(const Sentence& sentence, const Syntax& syntax) {
  first_ = sentence.first;
  last_ = sentence.last;
  const std::uint32_t n = last_ - first_;
  head_.assign(n, no_word);
  child_begin_.assign(n + 2, 0);
  for (std::uint32_t i = 0; i < n; ++i) {
    const std::uint32_t head = syntax.words[first_ + i].head;
    if (head == no_word || !holds(head) || head == first_ + i) continue;
    head_[i] = head;
    ++child_begin_[head - first_ + 2];
  }
  for (std::uint32_t i = 2; i < n + 2; ++i) child_begin_[i] += child_begin_[i - 1];
  children_.resize(n == 0 ? 0 : child_begin_[n + 1]);
  for (std::uint32_t i = 0; i < n; ++i)
    if (head_[i] != no_word) children_[child_begin_[head_[i] - first_ + 1]++] = first_ + i;
  number();
}

void SentenceTree::number() {
  const std::uint32_t n = last_ - first_;
  enter_.assign(n, no_word);
  leave_.assign(n, 0);
  order_.clear();
  low_.resize(n);
  high_.resize(n);
  const auto visit_from = [&](std::uint32_t root) {
    stack_.assign(1, root);
    while (!stack_.empty()) {
      const std::uint32_t i = stack_.back();
      if (enter_[i] != no_word) {  // its children are done
        leave_[i] = static_cast<std::uint32_t>(order_.size());
        stack_.pop_back();
        continue;
      }
      enter_[i] = static_cast<std::uint32_t>(order_.size());
      order_.push_back(i);
      for (std::uint32_t c = child_begin_[i]; c < child_begin_[i + 1]; ++c)
        if (enter_[children_[c] - first_] == no_word) stack_.push_back(children_[c] - first_);
    }
  };
  for (std::uint32_t i = 0; i < n; ++i)
    if (head_[i] == no_word) visit_from(i);
  for (std::uint32_t i = 0; i < n; ++i) {
    if (enter_[i] != no_word) continue;  // part of a cycle: cut here
    head_[i] = no_word;
    visit_from(i);
  }
  for (std::uint32_t i = 0; i < n; ++i) low_[i] = high_[i] = first_ + i;
  for (std::uint32_t k = n; k-- > 0;) {
    const std::uint32_t i = order_[k];
    if (head_[i] == no_word) continue;
    const std::uint32_t h = head_[i] - first_;
    if (enter_[h] > enter_[i]) continue;
    low_[h] = std::min(low_[h], low_[i]);
    high_[h] = std::max(high_[h], high_[i]);
  }
}

}  // namespace demarche
