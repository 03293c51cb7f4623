// Floats to the int8 model file: calibrates the range of every activation on training sentences, folds the scales into
// the weights and writes what stages/annotate/turbo_model.h reads.
#pragma once

#include <string>
#include <vector>

#include "lemma_learner.h"
#include "network.h"

namespace demarche::learn {

struct ExportInput {
  std::vector<std::string> bundles;
  std::vector<std::uint8_t> allowed;  // [tags][bundles]
  LemmaTable lemmas;
  std::string manifest;  // JSON
};

std::string export_model(Network& network, const std::vector<const Example*>& calibration, const ExportInput& input);

/// The same model with another lemma table.
std::string replace_lemmas(const ModelFile& model, const LemmaTable& lemmas);

}  // namespace demarche::learn
