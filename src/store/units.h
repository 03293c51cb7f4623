// What independent reports, stories and incidents add to the series of a pair, and its daily sums.
//
// Works inside the transaction of whoever calls it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "store/database.h"
#include "store/stored.h"

namespace demarche::store {

enum class Unit : int { report = 1, story, incident };

/// An event of an owner, before it is spread over its pairs.
struct UnitEvent {
  int report = 0;
  std::string type;
  std::optional<std::int64_t> day;
  int quad = 1;
  int standing = 0;
  int plover_score = 0;
  int goldstein = 0;
  std::vector<StoredParty> parties;  // role and code
};

class Units {
 public:
  Status prepare(const Database& database);
  /// Of events that agree in report, type, pair, direction, day and standing one counts: the one that scores most.
  Status add(Unit unit, std::int64_t owner, const std::vector<UnitEvent>& events);
  Status remove(Unit unit, std::int64_t owner);

 private:
  Statement insert_, add_day_, rows_, take_from_day_, drop_empty_day_, remove_;
};

}  // namespace demarche::store
