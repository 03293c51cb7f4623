// A coded event from elsewhere: ICEWS, GDELT, POLECAT, Phoenix, or records of ours from another coder. Kept apart by
// origin; never an event of a document.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/day.h"
#include "types/ontology.h"

namespace demarche {

struct ImportedParty {
  bool recipient = false;
  std::string code;  // of the contract: "RUS:GOV", "IGO:UN", "UNK"
  std::string name;
};

struct ImportedEvent {
  std::string native_id;  // unique in its source
  std::optional<Day> day;
  std::optional<EventType> type;  // nothing: the source's code has no PLOVER type (CAMEO roots 01 and 02)
  std::string mode;
  std::string cameo;
  std::optional<std::int64_t> plover_score, goldstein;  // thousandths, as the source gives them
  std::vector<ImportedParty> parties;
  std::string publisher, address;
  std::string place, place_country;
  std::optional<std::int64_t> latitude, longitude;  // thousandths
  std::string given;  // a record of the contract as it was given; "" for rows of other formats
};

}  // namespace demarche
