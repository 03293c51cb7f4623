#pragma once

#include <string>

#include "codebook/pack.h"

namespace demarche {

class OntologyTable {
 public:
  OntologyTable() = default;
  explicit OntologyTable(const Pack& pack);
};

Status compile_ontology(const std::string& folder, PackBuilder& builder);

}  // namespace demarche
