#include "pipeline/regroup_profiles.h"

#include <fmt/format.h>

namespace demarche {

Result<const Profile*> ProfileCache::get(store::Grouping& rows, std::int64_t version_id) {
  const auto at = profiles_.find(version_id);
  if (at != profiles_.end()) return &at->second;
  const auto bytes = rows.signature(version_id);
  if (!bytes) return bytes.error();
  auto signature = decode_signature(*bytes);
  if (!signature)
    return Error{ErrorCode::corrupt,
                 fmt::format("the signature of version {} is damaged: demarche archive check says more", version_id)};
  return &profiles_.emplace(version_id, profile_of(std::move(*signature))).first->second;
}

void ProfileCache::make_room() {
  if (profiles_.size() > most) profiles_.clear();
}

}  // namespace demarche
