#include "pipeline/regroup.h"

#include "pipeline/regroup_links.h"
#include "pipeline/regroup_stories.h"

namespace demarche {

Regrouper::Regrouper() : profiles_(std::make_unique<ProfileCache>()) {}
Regrouper::~Regrouper() = default;

Status Regrouper::run(const store::Database& archive) {
  store::Grouping rows;
  if (Status status = rows.prepare(archive); !status) return status;
  profiles_->make_room();
  const auto changed = Relinking(rows, *profiles_).run();
  if (!changed) return changed.error();
  const auto stories = Restorying(rows, *profiles_).run(*changed);
  if (!stories) return stories.error();
  return rows.clear_marks();
}

Status regroup(const store::Database& archive) {
  return Regrouper().run(archive);
}

}  // namespace demarche
