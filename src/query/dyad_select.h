// The two parties of a relation as SQL over their pairs p (see Moment::pairs), or over the daily sums where these
// suffice.
#pragma once

#include <string>

#include "query/filter.h"
#include "query/moment.h"

namespace demarche::query {

struct DyadSelect {
  std::string first;  // countries, ascending
  std::string second;
  Conditions conditions;  // over event_mention m and pairs p; ?1 and ?2 are the countries
  Moment moment;
  bool sums_suffice = false;
};

Result<DyadSelect> dyad_select(const std::string& first, const std::string& second, const Filter& filter);

}  // namespace demarche::query
