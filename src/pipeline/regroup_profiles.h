// Signatures of versions, made ready for comparing, kept while there is room. A version's signature never changes and
// its number is never given again, so nothing here can be out of date.
#pragma once

#include <cstdint>
#include <unordered_map>

#include "stages/merge/leads.h"
#include "store/grouping.h"

namespace demarche {

class ProfileCache {
 public:
  /// Valid until the next call of make_room().
  Result<const Profile*> get(store::Grouping& rows, std::int64_t version_id);
  void make_room();

 private:
  static constexpr std::size_t most = 8192;
  std::unordered_map<std::int64_t, Profile> profiles_;
};

}  // namespace demarche
