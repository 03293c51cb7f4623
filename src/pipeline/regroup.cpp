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
  store::IncidentRows incident_rows;
  if (Status status = incident_rows.prepare(archive); !status) return status;
  store::Units units;
  if (Status status = units.prepare(archive); !status) return status;
  Reincidenting incidents(incident_rows, units);
  if (Status status = Restorying(rows, incidents).run(*changed); !status) return status;
  if (Status status = incidents.finish(); !status) return status;
  return rows.clear_marks();
}

Status regroup(const store::Database& archive) {
  return Regrouper().run(archive);
}

}  // namespace demarche
