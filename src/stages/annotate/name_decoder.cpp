#include "stages/annotate/name_decoder.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace demarche {

void decode_names(const float* scores, std::size_t stride, std::size_t words, std::vector<int>& labels) {
  constexpr int classes = static_cast<int>(name_class_names.size());
  constexpr float never = -1e30f;
  const std::size_t n = words;
  // Best score of a prefix that ends outside any open name, and of one that is inside a name of each class.
  float closed = 0;
  std::array<float, classes> open;
  open.fill(never);
  std::vector<std::array<std::int8_t, classes>> opened(n);  // 1: the open name begins here
  std::vector<int> how(n);                                  // label that closed prefix i ends with
  for (std::size_t i = 0; i < n; ++i) {
    const float* s = scores + i * stride;
    float best = closed + s[0];
    how[i] = 0;
    std::array<float, classes> next;
    for (int c = 0; c < classes; ++c) {
      const float unit = closed + s[1 + 4 * c + 3], last = open[static_cast<std::size_t>(c)] + s[1 + 4 * c + 2];
      if (unit > best) best = unit, how[i] = 1 + 4 * c + 3;
      if (last > best) best = last, how[i] = 1 + 4 * c + 2;
      const float begin = closed + s[1 + 4 * c], inside = open[static_cast<std::size_t>(c)] + s[1 + 4 * c + 1];
      opened[i][static_cast<std::size_t>(c)] = begin >= inside;
      next[static_cast<std::size_t>(c)] = std::max(begin, inside);
    }
    open = next;
    closed = best;
  }
  labels.assign(n, 0);
  for (std::size_t i = n; i-- > 0;) {
    labels[i] = how[i];
    if (how[i] == 0 || (how[i] - 1) % 4 == 3) continue;
    const int c = (how[i] - 1) / 4;
    while (i-- > 0) {
      const bool begins = opened[i][static_cast<std::size_t>(c)] != 0;
      labels[i] = 1 + 4 * c + (begins ? 0 : 1);
      if (begins) break;
    }
  }
}

}  // namespace demarche
