// Weeks (ISO 8601), months, quarters and years: which one a day lies in, where it starts, what it is called.
#pragma once

#include <string>

#include "base/day.h"
#include "demarche/archive.h"

namespace demarche::query {

Day period_start(Day day, Period period);
/// The start of the period after the one that starts on `start`.
Day next_period(Day start, Period period);
/// "2022-W52", "2022-12", "2022-Q4", "2022".
std::string period_name(Day start, Period period);

}  // namespace demarche::query
