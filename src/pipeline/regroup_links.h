// The first half of regrouping: touched versions go into their blocks and are compared with what shares one; links
// stand in the archive afterwards as if they had been made all at once.
#pragma once

#include <set>
#include <vector>

#include "pipeline/regroup_profiles.h"

namespace demarche {

class Relinking {
 public:
  Relinking(store::Grouping& rows, ProfileCache& profiles) : rows_(rows), profiles_(profiles) {}

  /// Returns the versions whose links may have changed.
  Result<std::set<std::int64_t>> run();

 private:
  Status enter();
  Status find_dirty();
  Status relink(std::int64_t version_id);
  Result<std::set<std::int64_t>> candidates(std::int64_t version_id);

  store::Grouping& rows_;
  ProfileCache& profiles_;
  std::set<std::int64_t> dirty_;    // to be compared anew
  std::set<std::int64_t> changed_;  // with those that lost a link
};

}  // namespace demarche
