// Arithmetic on intervals of days: units, weeks, months, parts of them, and TIMEX3 values.
#pragma once

#include <optional>
#include <string>

#include "base/day.h"
#include "stages/ground/dates_lexer.h"

namespace demarche::dates {

/// What an interval is a whole of; decides its TIMEX3 value and what its early and late parts are.
enum class Grain : std::uint8_t { day, week, weekend, month, quarter, half, season, year, decade, century, span };

Interval month_of(int year, int month);
Interval months_of(int year, int month, int count);  // count months from year-month on; month may exceed 12
Interval years_of(int year, int count);
Interval week_of(Day day);                 // Monday to Sunday
Interval weekend_of(Day day);              // Saturday and Sunday of its week
Interval season_of(int year, int season);  // winter begins in December of `year`
/// The whole unit that holds the day; fortnights, hours and the like give the day or week.
Interval unit_of(Day day, Unit unit);
Day add_months(Day day, int months);  // the last day of a shorter month
Day add_units(Day day, Unit unit, int count);
Day add_business_days(Day day, int count);
Interval shift_unit(Day day, Unit unit, int count);  // the whole unit `count` units away
Interval part_of(Interval whole, Grain grain, Part part);
Grain grain_of(Unit unit);
Day easter(int year);
/// The n-th weekday of a month from its start, or the n-th last for a negative n.
Day nth_weekday(int year, int month, int weekday, int n);
/// "2022-12", "2022-W52", "2022-SP", ...; "" for a span without a value.
std::string timex_of(Interval interval, Grain grain);
/// Years a date may lie in.
constexpr bool sane_year(int year) {
  return year >= 1 && year <= 9900;
}

}  // namespace demarche::dates
