// Tellings and incidents as rows. What they mean is decided in stages/merge and put together in pipeline/regroup.
//
// Works inside the write transaction of whoever calls it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "store/database.h"
#include "store/stored.h"
#include "store/units.h"

namespace demarche::store {

/// An event mention with what incidents are decided by.
struct StoredMention {
  std::int64_t event_id = 0;
  std::int64_t telling_id = 0;  // 0: not asked for
  std::int64_t document_id = 0;
  std::int64_t story_id = 0;
  int report = 0;
  std::string record_id, type, mode;
  int quad = 1, plover_score = 0;
  std::optional<int> goldstein;
  std::optional<Interval> date;
  bool dated_by_publication = false;
  std::optional<Day> published;
  std::optional<std::int64_t> series_day;
  std::string newness, factuality;
  std::vector<StoredParty> parties;
  std::optional<StoredPlace> place;
};

struct StoredTelling {
  std::int64_t id = 0;  // given by add_telling
  std::int64_t kin = 0;
  bool founding = false;
  std::optional<Interval> when;
  std::int64_t own = 0;
  std::optional<std::int64_t> cell;
};

struct StoredIncident {
  std::string record_id;
  std::int64_t cell = 0;
  std::string type;
  int quad = 1, plover_score = 0;
  std::optional<int> goldstein;
  std::optional<Day> day;
  std::string newness, factuality;
  int documents = 0, reports = 0;
  std::vector<StoredParty> parties;
  std::vector<std::int64_t> event_ids;
  std::string json;
};

class IncidentRows {
 public:
  Status prepare(const Database& database);

  Result<std::vector<StoredMention>> mentions_of_story(std::int64_t story_id);
  Result<std::vector<StoredMention>> mentions_of_cell(std::int64_t cell);

  Result<std::vector<StoredTelling>> tellings_of_story(std::int64_t story_id);
  Status add_telling(std::int64_t story_id, StoredTelling& telling, const std::vector<std::int64_t>& event_ids);
  Status set_cell(std::int64_t telling_id, std::optional<std::int64_t> cell);
  /// Vague or recalling tellings of a kind whose days hold `day`.
  Result<std::vector<StoredTelling>> vague_around(std::int64_t kin, Day day, int longest);
  /// The days, at most two, on which founding tellings of a kind name a single day.
  Result<std::vector<Day>> founded_days(std::int64_t kin, Interval within);
  /// Is there a founding telling in this cell?
  Result<bool> founded(std::int64_t cell);

  Result<std::vector<std::int64_t>> incidents_of_cell(std::int64_t cell);
  Status remove_incident(std::int64_t incident_id);
  Status add_incident(const StoredIncident& incident);

 private:
  Result<std::vector<StoredMention>> mentions(Statement& events, Statement& parties, std::int64_t id);
  Result<std::vector<StoredTelling>> tellings(Statement& rows);

  const Database* database_ = nullptr;
  Units units_;
  Statement story_events_, story_parties_, cell_events_, cell_parties_, tellings_of_story_, add_telling_,
      add_telling_mention_, set_cell_, vague_, founded_days_, founded_, incidents_, remove_incident_, add_incident_,
      add_party_, add_mention_;
};

}  // namespace demarche::store
