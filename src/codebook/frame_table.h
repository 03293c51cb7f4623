#pragma once

#include <string>

#include "codebook/pack.h"

namespace demarche {

class FrameTable {
 public:
  FrameTable() = default;
  explicit FrameTable(const Pack& pack);
};

Status compile_frames(const std::string& folder, PackBuilder& builder);

}  // namespace demarche
