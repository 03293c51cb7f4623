// The transition system of the parser: arc-hybrid with the root at the end of the buffer.
//
// A state is a stack and a buffer of one sentence's words 0..n-1; n is the root. SHIFT moves the buffer's front to the
// stack; LEFT makes the front the head of the stack's top; RIGHT makes the second of the stack the head of its top.
// A sentence of n words takes exactly 2n transitions and ends as a tree with one child of the root. Shared by training
// and inference.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "types/syntax.h"

namespace demarche {

inline constexpr int deprel_count = static_cast<int>(deprel_names.size());
inline constexpr int action_count = 1 + 2 * deprel_count;
inline constexpr int parser_slots = 8;        // words that a state looks at
inline constexpr int parser_label_slots = 3;  // relations that a state looks at
inline constexpr int no_relation = deprel_count;

enum class Move : std::uint8_t { shift, left, right };
struct Action {
  Move move;
  Deprel relation;
};
constexpr int action_index(Move move, int relation) {
  return move == Move::shift ? 0 : (move == Move::left ? 1 : 1 + deprel_count) + relation;
}
constexpr Action action_of(int index) {
  if (index == 0) return {Move::shift, Deprel::dep};
  if (index <= deprel_count) return {Move::left, static_cast<Deprel>(index - 1)};
  return {Move::right, static_cast<Deprel>(index - 1 - deprel_count)};
}

class ArcHybrid {
 public:
  static constexpr int none = -1;

  void start(int words) {
    n_ = words;
    front_ = 0;
    stack_.clear();
    head.assign(static_cast<std::size_t>(words), none);
    relation.assign(static_cast<std::size_t>(words), Deprel::dep);
    left_.assign(static_cast<std::size_t>(words) + 1, none);
    right_.assign(static_cast<std::size_t>(words) + 1, none);
  }
  int root() const { return n_; }
  int front() const { return front_; }
  int depth() const { return static_cast<int>(stack_.size()); }
  /// 0 is the top; none when the stack is not as deep.
  int stack(int from_top) const {
    return from_top < depth() ? stack_[stack_.size() - 1 - static_cast<std::size_t>(from_top)] : none;
  }
  bool done() const { return front_ == n_ && stack_.empty(); }
  bool can_shift() const { return front_ < n_; }
  bool can_left() const { return !stack_.empty() && (front_ < n_ || depth() == 1); }
  bool can_right() const { return depth() >= 2; }
  /// The state allows one move only, and its relation is given.
  bool forced() const { return stack_.empty() || (front_ == n_ && depth() == 1); }
  Action forced_action() const {
    return stack_.empty() ? Action{Move::shift, Deprel::dep} : Action{Move::left, Deprel::root};
  }

  void apply(Action action) {
    if (action.move == Move::shift) {
      stack_.push_back(front_++);
      return;
    }
    const int top = stack_.back();
    stack_.pop_back();
    if (action.move == Move::left) {
      attach(top, front_, action.relation);
      left_[static_cast<std::size_t>(front_)] = top;  // later ones lie further left
    } else {
      attach(top, stack_.back(), action.relation);
      right_[static_cast<std::size_t>(stack_.back())] = top;
    }
  }

  /// s0, s1, b0, b1, leftmost left child of s0, rightmost right child of s0, leftmost left child of b0, s2.
  std::array<int, parser_slots> slots() const {
    const int s0 = stack(0), next = front_ < n_ ? front_ + 1 : none;
    return {s0,
            stack(1),
            front_,
            next,
            s0 == none ? none : left_[static_cast<std::size_t>(s0)],
            s0 == none ? none : right_[static_cast<std::size_t>(s0)],
            left_[static_cast<std::size_t>(front_)],
            stack(2)};
  }
  /// Relations of the three children among the slots; no_relation where there is no child.
  std::array<int, parser_label_slots> label_slots(const std::array<int, parser_slots>& slot) const {
    return {relation_of(slot[4]), relation_of(slot[5]), relation_of(slot[6])};
  }

  std::vector<int> head;  // n: the root
  std::vector<Deprel> relation;

 private:
  void attach(int child, int parent, Deprel r) {
    head[static_cast<std::size_t>(child)] = parent;
    relation[static_cast<std::size_t>(child)] = r;
  }
  int relation_of(int word) const {
    return word == none ? no_relation : static_cast<int>(relation[static_cast<std::size_t>(word)]);
  }
  int n_ = 0;
  int front_ = 0;
  std::vector<int> stack_, left_, right_;
};

}  // namespace demarche
