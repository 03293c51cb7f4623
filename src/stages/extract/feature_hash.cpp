#include "stages/extract/feature_hash.h"

namespace demarche {

std::uint32_t path_feature(const Tree& tree, std::uint32_t from, std::uint32_t to, int& clauses) {
  constexpr int longest = 8;
  std::uint32_t up[longest + 1];
  int n = 0;
  for (std::uint32_t w = to; w < tree.size() && n <= longest; w = tree.head(w)) up[n++] = w;
  std::uint32_t hash = 7;
  std::uint32_t w = from;
  clauses = 0;
  for (int step = 0; step <= longest && w < tree.size(); ++step) {
    for (int i = 0; i < n; ++i) {
      if (up[i] != w) continue;
      for (int k = i - 1; k >= 0; --k) {
        hash = mix_feature(hash, 1000 + static_cast<std::uint64_t>(universal(tree.relation(up[k]))));
        if (tree.verbal(up[k])) ++clauses;
      }
      return step + i > 5 ? mix_feature(9, static_cast<std::uint64_t>(clauses)) : hash;
    }
    const Deprel r = tree.relation(w);
    hash = mix_feature(hash, 1 + static_cast<std::uint64_t>(r == Deprel::nsubj_pass ? r : universal(r)));
    if (tree.verbal(w)) ++clauses;
    w = tree.head(w);
  }
  return 3;
}

}  // namespace demarche
