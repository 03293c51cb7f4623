#pragma once

#include <string>

#include "codebook/pack.h"

namespace demarche {

class ActorTable {
 public:
  ActorTable() = default;
  explicit ActorTable(const Pack& pack);
};

Status compile_actors(const std::string& folder, PackBuilder& builder);

}  // namespace demarche
