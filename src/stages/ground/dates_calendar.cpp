#include "stages/ground/dates_calendar.h"

#include <fmt/format.h>

#include <algorithm>

namespace demarche::dates {
namespace {

int clamp_year(int year) {
  return std::clamp(year, 1, 9998);
}

// Years are kept within the calendar so that no expression can leave it.
Day day_of(int year, int month, int day) {
  year = clamp_year(year);
  return Day::of(year, month, std::min(day, days_in_month(year, month)));
}

Interval third(Interval whole, int which) {
  const int days = whole.end - whole.start + 1;
  const int a = days / 3, b = 2 * days / 3;
  if (which == 0) return {whole.start, whole.start + std::max(0, a - 1)};
  if (which == 1) return {whole.start + std::min(a, days - 1), whole.start + std::max(a, b - 1)};
  return {whole.start + std::min(b, days - 1), whole.end};
}

Interval third_of_months(Interval whole, int which) {
  const CivilDate from = whole.start.civil(), to = whole.end.civil();
  const int months = (to.year - from.year) * 12 + to.month - from.month + 1;
  const int size = std::max(1, months / 3);
  return months_of(from.year, from.month + which * size, which == 2 ? months - 2 * size : size);
}

// The ISO year and week of a day.
std::pair<int, int> iso_week(Day day) {
  const Day thursday = day + (3 - day.weekday());
  const int year = thursday.civil().year;
  return {year, (thursday - day_of(year, 1, 1)) / 7 + 1};
}

}  // namespace

Interval months_of(int year, int month, int count) {
  const int first = year * 12 + month - 1, last = first + std::max(1, count) - 1;
  const int y = clamp_year(last / 12), m = last % 12 + 1;
  return {day_of(first / 12, first % 12 + 1, 1), Day::of(y, m, days_in_month(y, m))};
}

Interval month_of(int year, int month) {
  return months_of(year, month, 1);
}
Interval years_of(int year, int count) {
  return {day_of(year, 1, 1), day_of(year + count - 1, 12, 31)};
}
Interval week_of(Day day) {
  return {day - day.weekday(), day - day.weekday() + 6};
}
Interval weekend_of(Day day) {
  return {day - day.weekday() + 5, day - day.weekday() + 6};
}
Interval season_of(int year, int season) {
  return months_of(year, 3 + 3 * season, 3);
}

Interval unit_of(Day day, Unit unit) {
  const CivilDate c = day.civil();
  switch (unit) {
    case Unit::second:
    case Unit::minute:
    case Unit::hour:
    case Unit::day:
      return {day, day};
    case Unit::weekend:
      return weekend_of(day);
    case Unit::week:
    case Unit::fortnight:
      return week_of(day);
    case Unit::month:
      return month_of(c.year, c.month);
    case Unit::quarter:
    case Unit::season:
      return months_of(c.year, (c.month - 1) / 3 * 3 + 1, 3);
    case Unit::half:
      return months_of(c.year, c.month <= 6 ? 1 : 7, 6);
    case Unit::year:
      return years_of(c.year, 1);
    case Unit::decade:
      return years_of(c.year / 10 * 10, 10);
    case Unit::century:
      return years_of(c.year / 100 * 100, 100);
  }
  return {day, day};
}

Day add_months(Day day, int months) {
  const CivilDate c = day.civil();
  const int at = std::max(12, c.year * 12 + c.month - 1 + std::clamp(months, -120000, 120000));
  return day_of(at / 12, at % 12 + 1, c.day);
}

Day add_units(Day day, Unit unit, int count) {
  count = std::clamp(count, -100000, 100000);
  switch (unit) {
    case Unit::second:
    case Unit::minute:
    case Unit::hour:
      return day;
    case Unit::day:
      return day + count;
    case Unit::weekend:
    case Unit::week:
      return day + 7 * count;
    case Unit::fortnight:
      return day + 14 * count;
    case Unit::month:
      return add_months(day, count);
    case Unit::quarter:
    case Unit::season:
      return add_months(day, 3 * count);
    case Unit::half:
      return add_months(day, 6 * count);
    case Unit::year:
      return add_months(day, 12 * std::clamp(count, -9000, 9000));
    case Unit::decade:
      return add_months(day, 120 * std::clamp(count, -900, 900));
    case Unit::century:
      return add_months(day, 1200 * std::clamp(count, -90, 90));
  }
  return day;
}

Day add_business_days(Day day, int count) {
  const int step = count < 0 ? -1 : 1;
  for (int left = std::min(std::abs(count), 10000); left > 0;) {
    day = day + step;
    if (day.weekday() < 5) --left;
  }
  return day;
}

Interval shift_unit(Day day, Unit unit, int count) {
  const Interval here = unit_of(day, unit);
  return unit_of(add_units(unit == Unit::weekend ? here.end : here.start, unit, count), unit);
}

Interval part_of(Interval whole, Grain grain, Part part) {
  if (part == Part::none || grain == Grain::day) return whole;
  const int which = part == Part::early ? 0 : part == Part::middle ? 1 : 2;
  switch (grain) {
    case Grain::week:
      return which == 0   ? Interval{whole.start, whole.start + 2}
             : which == 1 ? Interval{whole.start + 1, whole.start + 3}
                          : Interval{whole.start + 3, whole.end};
    case Grain::month:
      return which == 0   ? Interval{whole.start, whole.start + 9}
             : which == 1 ? Interval{whole.start + 10, whole.start + 19}
                          : Interval{whole.start + 20, whole.end};
    case Grain::quarter:
    case Grain::half:
    case Grain::season:
    case Grain::year:
      return third_of_months(whole, which);
    case Grain::decade: {
      const int year = whole.start.civil().year;
      return which == 0 ? years_of(year, 3) : which == 1 ? years_of(year + 3, 4) : years_of(year + 7, 3);
    }
    case Grain::century: {
      const int year = whole.start.civil().year;
      return which == 0 ? years_of(year, 33) : which == 1 ? years_of(year + 33, 34) : years_of(year + 67, 33);
    }
    default:
      return third(whole, which);
  }
}

Grain grain_of(Unit unit) {
  switch (unit) {
    case Unit::weekend:
      return Grain::weekend;
    case Unit::week:
      return Grain::week;
    case Unit::month:
      return Grain::month;
    case Unit::quarter:
      return Grain::quarter;
    case Unit::half:
      return Grain::half;
    case Unit::season:
      return Grain::season;
    case Unit::year:
      return Grain::year;
    case Unit::decade:
      return Grain::decade;
    case Unit::century:
      return Grain::century;
    case Unit::fortnight:
      return Grain::span;
    default:
      return Grain::day;
  }
}

// The anonymous Gregorian algorithm (Meeus, Jones, Butcher).
Day easter(int year) {
  const int a = year % 19, b = year / 100, c = year % 100, d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
  const int h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7;
  const int m = (a + 11 * h + 22 * l) / 451, n = h + l - 7 * m + 114;
  return day_of(year, n / 31, n % 31 + 1);
}

Day nth_weekday(int year, int month, int weekday, int n) {
  if (n < 0) {
    const Day last = day_of(year, month, 31);
    return last - (last.weekday() - weekday + 7) % 7 + 7 * (n + 1);
  }
  const Day first = day_of(year, month, 1);
  return first + (weekday - first.weekday() + 7) % 7 + 7 * (n - 1);
}

std::string timex_of(Interval interval, Grain grain) {
  const CivilDate c = interval.start.civil();
  static constexpr const char* seasons[] = {"SP", "SU", "FA", "WI"};
  switch (grain) {
    case Grain::day:
      return interval.start.iso();
    case Grain::week:
    case Grain::weekend: {
      const auto [year, week] = iso_week(interval.start);
      return fmt::format("{:04}-W{:02}{}", year, week, grain == Grain::weekend ? "-WE" : "");
    }
    case Grain::month:
      return fmt::format("{:04}-{:02}", c.year, c.month);
    case Grain::quarter:
      return fmt::format("{:04}-Q{}", c.year, (c.month + 2) / 3);
    case Grain::half:
      return fmt::format("{:04}-H{}", c.year, c.month <= 6 ? 1 : 2);
    case Grain::season:
      return fmt::format("{:04}-{}", c.year, seasons[(c.month / 3 + 3) % 4]);
    case Grain::year:
      return fmt::format("{:04}", c.year);
    case Grain::decade:
      return fmt::format("{:03}", c.year / 10);
    case Grain::century:
      return fmt::format("{:02}", c.year / 100);
    case Grain::span:
      return "";
  }
  return "";
}

}  // namespace demarche::dates
