#include "query/period.h"

#include <fmt/format.h>

namespace demarche::query {

Day period_start(Day day, Period period) {
  const CivilDate date = day.civil();
  switch (period) {
    case Period::week:
      return day - day.weekday();
    case Period::month:
      return day - (date.day - 1);
    case Period::quarter:
      return Day::of(date.year, (date.month - 1) / 3 * 3 + 1, 1);
    case Period::year:
      break;
  }
  return Day::of(date.year, 1, 1);
}

Day next_period(Day start, Period period) {
  // Any day beyond the end and before the end of the period after it will do.
  static constexpr int beyond[] = {7, 31, 92, 366};
  return period_start(start + beyond[static_cast<int>(period)], period);
}

std::string period_name(Day start, Period period) {
  const CivilDate date = start.civil();
  switch (period) {
    case Period::week: {
      // An ISO week belongs to the year of its Thursday.
      const Day thursday = start + 3;
      const int year = thursday.civil().year;
      return fmt::format("{:04}-W{:02}", year, (thursday - Day::of(year, 1, 1)) / 7 + 1);
    }
    case Period::month:
      return fmt::format("{:04}-{:02}", date.year, date.month);
    case Period::quarter:
      return fmt::format("{:04}-Q{}", date.year, (date.month - 1) / 3 + 1);
    case Period::year:
      break;
  }
  return fmt::format("{:04}", date.year);
}

}  // namespace demarche::query
