// Incidents as records of the contract: one object a line.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/day.h"

namespace demarche {

struct IncidentRecordParty {
  std::string code;
  std::string name;  // "" when only described
  std::string named_as;
};

struct IncidentRecordPlace {
  std::string name;
  std::string country;
  std::optional<std::pair<int, int>> coordinates;  // thousandths of a degree
  std::string precision;
};

struct IncidentRecordAccount {
  std::string_view factuality;
  std::optional<IncidentRecordParty> attributed_to;
  std::uint32_t mentions = 0, documents = 0, reports = 0;
};

struct IncidentRecord {
  std::string id;
  std::string_view type;
  std::string mode;
  std::string_view quad;
  int plover_score = 0;  // thousandths
  std::optional<int> goldstein;
  std::vector<IncidentRecordParty> actors, recipients;
  std::optional<Interval> date;
  bool dated_by_publication = false;
  std::optional<IncidentRecordPlace> place;
  std::string_view newness;
  std::string_view factuality;
  std::vector<std::string> mentions;  // ids of events
  std::uint32_t documents = 0, reports = 0, stories = 0;
  std::vector<IncidentRecordAccount> accounts;
};

/// Without line end.
std::string incident_json(const IncidentRecord& incident);

}  // namespace demarche
