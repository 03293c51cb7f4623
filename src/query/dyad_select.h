// The two parties of a relation as SQL over event_dyad p, or over the daily sums where these suffice.
#pragma once

#include <string>

#include "query/filter.h"

namespace demarche::query {

struct DyadSelect {
  std::string first;  // countries, ascending
  std::string second;
  Conditions conditions;  // over event_mention m and event_dyad p
  bool sums_suffice = false;
};

Result<DyadSelect> dyad_select(const std::string& first, const std::string& second, const Filter& filter);

}  // namespace demarche::query
