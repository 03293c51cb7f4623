#include "dev_scores.h"

#include <algorithm>
#include <array>

namespace demarche::learn {

TreeScore score_trees(Network& network, const std::vector<Example>& examples) {
  double words = 0, tags = 0, feats = 0, heads = 0, labels = 0;
  for (std::size_t at = 0; at < examples.size(); at += 16) {
    std::vector<const Example*> batch;
    for (std::size_t i = at; i < std::min(examples.size(), at + 16); ++i) batch.push_back(&examples[i]);
    const auto predictions = network.predict(batch);
    for (std::size_t s = 0; s < batch.size(); ++s) {
      const Sentence& gold = *batch[s]->sentence;
      for (std::size_t w = 0; w < gold.forms.size(); ++w) {
        ++words;
        tags += predictions[s].upos[w] == gold.upos[w];
        feats += predictions[s].bundle[w] == batch[s]->bundle[w];
        if (predictions[s].heads[w] != gold.heads[w]) continue;
        ++heads;
        labels += universal(predictions[s].relations[w]) == universal(gold.relations[w]);
      }
    }
  }
  const double share = 100 / words;
  return {tags * share, feats * share, heads * share, labels * share};
}

double score_names(Network& network, const std::vector<Example>& examples) {
  double right = 0, found = 0, gold = 0;
  const auto coarse = [](int label) {
    const int c = (label - 1) / 4;
    return c == static_cast<int>(NameClass::FAC) ? static_cast<int>(NameClass::LOC) : c;
  };
  const auto spans = [&](const std::vector<int>& labels) {
    std::vector<std::array<int, 3>> out;
    int start = 0;
    for (int i = 0; i < static_cast<int>(labels.size()); ++i) {
      const int label = labels[static_cast<std::size_t>(i)];
      if (label == 0) continue;
      const int position = (label - 1) % 4;
      if (position == 0 || position == 3) start = i;
      if (position >= 2 && coarse(label) <= 2) out.push_back({start, i + 1, coarse(label)});
    }
    return out;
  };
  for (std::size_t at = 0; at < examples.size(); at += 16) {
    std::vector<const Example*> batch;
    for (std::size_t i = at; i < std::min(examples.size(), at + 16); ++i) batch.push_back(&examples[i]);
    const auto predictions = network.predict(batch);
    for (std::size_t s = 0; s < batch.size(); ++s) {
      std::vector<int> labels;
      for (const NameMask mask : batch[s]->sentence->names)
        labels.push_back((mask & 1) != 0 ? 0 : __builtin_ctzll(mask));
      const auto want = spans(labels), have = spans(predictions[s].names);
      gold += static_cast<double>(want.size());
      found += static_cast<double>(have.size());
      for (const auto& span : have) right += std::count(want.begin(), want.end(), span) > 0;
    }
  }
  return 200 * right / std::max(1.0, found + gold);
}

}  // namespace demarche::learn
