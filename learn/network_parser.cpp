// The parser's part of the network: states of a whole batch advance together, so that a step is one matrix product.
#include <algorithm>
#include <cmath>

#include "gemm.h"
#include "network.h"

namespace demarche::learn {
namespace {

constexpr float illegal = -1e30f;

// Gold arcs that each move would lose for ever (Goldberg and Nivre's dynamic oracle for arc-hybrid).
struct Oracle {
  const Sentence& gold;
  std::vector<std::vector<int>> children;
  explicit Oracle(const Sentence& sentence) : gold(sentence), children(sentence.forms.size() + 1) {
    for (int w = 0; sentence.has_tree() && w < sentence.size(); ++w)
      children[static_cast<std::size_t>(sentence.heads[static_cast<std::size_t>(w)])].push_back(w);
  }
  int head(int word) const { return gold.heads[static_cast<std::size_t>(word)]; }
  int children_in_buffer(int word, int front) const {
    int count = 0;
    for (const int child : children[static_cast<std::size_t>(word)]) count += child >= front;
    return count;
  }
  int shift_cost(const ArcHybrid& state) const {
    const int b0 = state.front();
    int cost = 0;
    for (int i = 0; i < state.depth(); ++i) {
      cost += head(state.stack(i)) == b0;
      cost += i > 0 && head(b0) == state.stack(i);
    }
    return cost;
  }
  int left_cost(const ArcHybrid& state) const {
    const int s0 = state.stack(0), b0 = state.front(), h = head(s0);
    const bool lost = h != b0 && (h == state.stack(1) || h > b0);
    return children_in_buffer(s0, b0) + lost;
  }
  int right_cost(const ArcHybrid& state) const {
    const int s0 = state.stack(0), b0 = state.front(), h = head(s0);
    return children_in_buffer(s0, b0) + (h != state.stack(1) && h >= b0);
  }
};

void allow(std::uint8_t* allowed, Move move, const Oracle& oracle, int child, int parent) {
  if (oracle.head(child) == parent) {
    allowed[action_index(move, static_cast<int>(oracle.gold.relations[static_cast<std::size_t>(child)]))] = 1;
    return;
  }
  for (int r = 0; r < deprel_count; ++r)
    if (r != static_cast<int>(Deprel::root)) allowed[action_index(move, r)] = 1;
}

void optimal(const ArcHybrid& state, const Oracle& oracle, std::uint8_t* allowed) {
  std::fill(allowed, allowed + action_count, 0);
  constexpr int never = 1 << 20;
  const int shift = state.can_shift() ? oracle.shift_cost(state) : never;
  const int left = state.can_left() ? oracle.left_cost(state) : never;
  const int right = state.can_right() ? oracle.right_cost(state) : never;
  const int least = std::min({shift, left, right});
  if (shift == least) allowed[0] = 1;
  if (left == least) allow(allowed, Move::left, oracle, state.stack(0), state.front());
  if (right == least) allow(allowed, Move::right, oracle, state.stack(0), state.stack(1));
}

void forbid_illegal(const ArcHybrid& state, float* scores) {
  if (!state.can_shift()) scores[0] = illegal;
  if (!state.can_left()) std::fill(scores + 1, scores + 1 + deprel_count, illegal);
  if (!state.can_right()) std::fill(scores + 1 + deprel_count, scores + action_count, illegal);
  scores[action_index(Move::left, static_cast<int>(Deprel::root))] = illegal;
  scores[action_index(Move::right, static_cast<int>(Deprel::root))] = illegal;
}

int best_of(const float* scores, const std::uint8_t* allowed) {
  int best = -1;
  for (int i = 0; i < action_count; ++i)
    if ((allowed == nullptr || allowed[i]) && (best < 0 || scores[i] > scores[best])) best = i;
  return best;
}

double loss_and_gradient(float* scores, const std::uint8_t* allowed) {
  float best = scores[0];
  for (int i = 1; i < action_count; ++i) best = std::max(best, scores[i]);
  float all = 0, good = 0;
  for (int i = 0; i < action_count; ++i) {
    scores[i] = std::exp(scores[i] - best);
    all += scores[i];
    if (allowed[i]) good += scores[i];
  }
  good = std::max(good, 1e-20f);
  for (int i = 0; i < action_count; ++i) scores[i] = scores[i] / all - (allowed[i] ? scores[i] / good : 0.0f);
  return -std::log(static_cast<double>(good) / all);
}

}  // namespace

// Hidden vectors and action scores of the steps from `first` on.
void Network::score_steps(std::size_t first, const std::vector<float>*) {
  const std::size_t h = sizes.hidden, columns = sizes.slot_columns();
  hidden_.resize(steps_.size() * h);
  action_scores_.resize(steps_.size() * action_columns);
  for (std::size_t s = first; s < steps_.size(); ++s) {
    float* hidden = &hidden_[s * h];
    std::copy(hidden_bias.value.begin(), hidden_bias.value.end(), hidden);
    const auto add = [&](const float* row) {
      for (std::size_t i = 0; i < h; ++i) hidden[i] += row[i];
    };
    for (std::size_t k = 0; k < parser_slots; ++k) {
      const int row = steps_[s].slot[k];
      add(row == -1   ? &absent.value[k * h]
          : row == -2 ? &root.value[k * h]
                      : &slots_[static_cast<std::size_t>(row) * columns + k * h]);
    }
    for (std::size_t k = 0; k < parser_label_slots; ++k)
      add(&label_rows.value[(k * (deprel_count + 1) + static_cast<std::size_t>(steps_[s].label[k])) * h]);
    if (!hidden_maximum.empty())
      for (std::size_t i = 0; i < h; ++i) hidden_maximum[i] = std::max(hidden_maximum[i], hidden[i]);
    const float* mask = hidden_mask_.empty() ? nullptr : &hidden_mask_[s * h];
    for (std::size_t i = 0; i < h; ++i) hidden[i] = std::max(0.0f, hidden[i]) * (mask != nullptr ? mask[i] : 1.0f);
  }
  multiply({&hidden_[first * h], h, 1}, steps_.size() - first, h, parser_out.value.data(), action_columns,
           &action_scores_[first * action_columns], false);
  for (std::size_t s = first; s < steps_.size(); ++s)
    for (std::size_t c = 0; c < action_columns; ++c) action_scores_[s * action_columns + c] += parser_out_bias.value[c];
}

void Network::parse_batch(bool train, const TrainingOptions* options, bool follow_model, Random* random, Losses* losses,
                          std::vector<Prediction>* predictions) {
  const std::size_t d = sizes.width, columns = sizes.slot_columns(), h = sizes.hidden;
  slots_.resize(rows_ * columns);
  multiply({out_.data(), d, 1}, rows_, d, parser_in.value.data(), columns, slots_.data(), false);
  std::vector<ArcHybrid> states(batch_.size());
  std::vector<Oracle> oracles;
  std::vector<std::size_t> active;
  for (std::size_t s = 0; s < batch_.size(); ++s) {
    const Sentence& sentence = *batch_[s]->sentence;
    states[s].start(sentence.size());
    if (train) oracles.emplace_back(sentence);
    if (!train || sentence.has_tree()) active.push_back(s);
  }
  hidden_mask_.clear();
  std::vector<std::uint8_t> allowed(action_count);
  while (true) {
    std::erase_if(active, [&](std::size_t s) {
      while (!states[s].done() && states[s].forced()) states[s].apply(states[s].forced_action());
      return states[s].done();
    });
    if (active.empty()) break;
    const std::size_t first = steps_.size();
    for (const std::size_t s : active) {
      Step step;
      const auto slot = states[s].slots();
      for (std::size_t k = 0; k < parser_slots; ++k)
        step.slot[k] = slot[k] == ArcHybrid::none ? -1 : slot[k] == states[s].root() ? -2 : first_row_[s] + slot[k];
      step.label = states[s].label_slots(slot);
      steps_.push_back(step);
    }
    if (train) {
      const float keep = 1.0f / (1.0f - options->hidden_dropout);
      for (std::size_t i = first * h; i < steps_.size() * h; ++i)
        hidden_mask_.push_back(random->unit() < options->hidden_dropout ? 0.0f : keep);
    }
    score_steps(first, nullptr);
    for (std::size_t i = 0; i < active.size(); ++i) {
      ArcHybrid& state = states[active[i]];
      float* scores = &action_scores_[(first + i) * action_columns];
      forbid_illegal(state, scores);
      int chosen = best_of(scores, nullptr);
      if (train) {
        optimal(state, oracles[active[i]], allowed.data());
        if (!follow_model || random->unit() >= options->explore) chosen = best_of(scores, allowed.data());
        losses->tree += loss_and_gradient(scores, allowed.data());
        std::fill(scores + action_count, scores + action_columns, 0.0f);
      }
      state.apply(action_of(chosen));
    }
  }
  if (predictions == nullptr) return;
  for (std::size_t s = 0; s < batch_.size(); ++s) {
    (*predictions)[s].heads = states[s].head;
    (*predictions)[s].relations = states[s].relation;
  }
}

void Network::parser_backward() {
  const std::size_t d = sizes.width, columns = sizes.slot_columns(), h = sizes.hidden, n = steps_.size();
  for (Parameter* p : {&parser_in, &hidden_bias, &absent, &root, &label_rows, &parser_out, &parser_out_bias})
    std::fill(p->gradient.begin(), p->gradient.end(), 0.0f);
  if (n == 0) return;
  multiply({hidden_.data(), 1, h}, h, n, action_scores_.data(), action_columns, parser_out.gradient.data(), false);
  for (std::size_t s = 0; s < n; ++s)
    for (std::size_t c = 0; c < action_columns; ++c)
      parser_out_bias.gradient[c] += action_scores_[s * action_columns + c];
  std::vector<float> turned(action_columns * h);
  for (std::size_t i = 0; i < h; ++i)
    for (std::size_t c = 0; c < action_columns; ++c) turned[c * h + i] = parser_out.value[i * action_columns + c];
  dhidden_.resize(n * h);
  multiply({action_scores_.data(), action_columns, 1}, n, action_columns, turned.data(), h, dhidden_.data(), false);
  dslots_.assign(rows_ * columns, 0);
  for (std::size_t s = 0; s < n; ++s) {
    float* g = &dhidden_[s * h];
    for (std::size_t i = 0; i < h; ++i) g[i] = hidden_[s * h + i] > 0 ? g[i] * hidden_mask_[s * h + i] : 0.0f;
    const auto add = [&](float* to) {
      for (std::size_t i = 0; i < h; ++i) to[i] += g[i];
    };
    add(hidden_bias.gradient.data());
    for (std::size_t k = 0; k < parser_slots; ++k) {
      const int row = steps_[s].slot[k];
      add(row == -1   ? &absent.gradient[k * h]
          : row == -2 ? &root.gradient[k * h]
                      : &dslots_[static_cast<std::size_t>(row) * columns + k * h]);
    }
    for (std::size_t k = 0; k < parser_label_slots; ++k)
      add(&label_rows.gradient[(k * (deprel_count + 1) + static_cast<std::size_t>(steps_[s].label[k])) * h]);
  }
  multiply({out_.data(), 1, d}, d, rows_, dslots_.data(), columns, parser_in.gradient.data(), false);
  std::vector<float> turned_in(columns * d);
  for (std::size_t i = 0; i < d; ++i)
    for (std::size_t c = 0; c < columns; ++c) turned_in[c * d + i] = parser_in.value[i * columns + c];
  multiply({dslots_.data(), columns, 1}, rows_, columns, turned_in.data(), d, &dx_[d], true);
}

}  // namespace demarche::learn
