#include "pipeline/regroup.h"

namespace demarche {

Status regroup(const store::Database& archive) {
  return archive.exec("DELETE FROM touched");
}

}  // namespace demarche
