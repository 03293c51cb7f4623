#include "codebook/ontology_table.h"

namespace demarche {

OntologyTable::OntologyTable(const Pack&) {}

Status compile_ontology(const std::string&, PackBuilder&) {
  return {};
}

}  // namespace demarche
