// The last part of regrouping: mentions of stories that came or went are put together to incidents anew, where they
// meet those of other stories.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <vector>

#include "stages/merge/incidents.h"
#include "store/incident_rows.h"

namespace demarche {

class Reincidenting {
 public:
  explicit Reincidenting(store::IncidentRows& rows, store::Units& units) : rows_(rows), units_(units) {}

  /// Call before the story's row is deleted.
  Status story_goes(std::int64_t story_id);
  /// Call after its rows are written.
  Status story_comes(std::int64_t story_id);
  /// Rebuilds what these have touched.
  Status finish();

 private:
  void note(const store::StoredTelling& telling);
  Status count_units(std::int64_t story_id, const std::vector<store::StoredMention>& mentions);
  Status resolve(store::StoredTelling telling);
  Result<std::optional<std::int64_t>> cell_for(const store::StoredTelling& telling);
  Status rebuild(std::int64_t cell);

  store::IncidentRows& rows_;
  store::Units& units_;
  std::set<std::pair<std::int64_t, Day>> anchors_;      // kind and day of founding tellings that came or went
  std::map<std::int64_t, store::StoredTelling> vague_;  // to be resolved, by row
  std::set<std::int64_t> cells_;                        // to be rebuilt
};

}  // namespace demarche
