// Scores of the float network on development data, printed while it learns. The scorers of the project judge the
// result.
#pragma once

#include <vector>

#include "network.h"

namespace demarche::learn {

struct TreeScore {
  double upos = 0, feats = 0, uas = 0, las = 0;
};

TreeScore score_trees(Network& network, const std::vector<Example>& examples);
/// F1 of names of PER, LOC (with FAC) and ORG, exact spans.
double score_names(Network& network, const std::vector<Example>& examples);

}  // namespace demarche::learn
