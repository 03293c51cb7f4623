// What an Engine holds. Immutable once open.
#pragma once

#include <memory>
#include <string>

#include "codebook/codebook.h"
#include "demarche/engine.h"
#include "stages/annotate/annotate.h"
#include "stages/extract/rank_model.h"
#include "types/coded.h"

namespace demarche {

struct Engine::Impl {
  std::string data_folder;
  Versions versions;
  std::unique_ptr<const Codebook> codebook;
  std::unique_ptr<const Annotator> annotator;
  std::unique_ptr<const RankModel> parties;
  std::unique_ptr<const RankModel> dates;
  std::unique_ptr<const RankModel> confidence;
};

}  // namespace demarche
