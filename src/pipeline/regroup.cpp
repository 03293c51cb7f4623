#include "pipeline/regroup.h"

#include "pipeline/regroup_links.h"
#include "pipeline/regroup_stories.h"

namespace demarche {

// Statements are prepared once for as long as the same archive is written.
struct Regrouper::State {
  Status prepare(const store::Database& archive) {
    if (prepared == &archive) return {};
    if (Status status = groups.prepare(archive); !status) return status;
    if (Status status = incidents.prepare(archive); !status) return status;
    if (Status status = units.prepare(archive); !status) return status;
    prepared = &archive;
    return {};
  }

  const store::Database* prepared = nullptr;
  store::Grouping groups;
  store::IncidentRows incidents;
  store::Units units;
  ProfileCache profiles;
};

Regrouper::Regrouper() : state_(std::make_unique<State>()) {}
Regrouper::~Regrouper() = default;

Status Regrouper::run(const store::Database& archive) {
  if (Status status = state_->prepare(archive); !status) return status;
  state_->profiles.make_room();
  const auto changed = Relinking(state_->groups, state_->profiles).run();
  if (!changed) return changed.error();
  Reincidenting incidents(state_->incidents, state_->units);
  if (Status status = Restorying(state_->groups, incidents).run(*changed); !status) return status;
  if (Status status = incidents.finish(); !status) return status;
  return state_->groups.clear_marks();
}

Status regroup(const store::Database& archive) {
  return Regrouper().run(archive);
}

}  // namespace demarche
