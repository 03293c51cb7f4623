#include "codebook/actor_table.h"

namespace demarche {

ActorTable::ActorTable(const Pack&) {}

Status compile_actors(const std::string&, PackBuilder&) {
  return {};
}

}  // namespace demarche
