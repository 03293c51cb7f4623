// Days of the proleptic Gregorian calendar, as a count from 1970-01-01. Integer arithmetic only.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace demarche {

struct CivilDate {
  int year = 1970;
  int month = 1;  // 1..12
  int day = 1;    // 1..31
};

class Day {
 public:
  constexpr Day() = default;
  constexpr explicit Day(std::int32_t since_epoch) : days_(since_epoch) {}
  /// The day of a civil date; the date must exist (see valid()).
  static Day of(int year, int month, int day);
  static bool valid(int year, int month, int day);
  /// The first ten characters "YYYY-MM-DD" of an ISO 8601 date or date-time; nothing if they are not an existing day.
  static std::optional<Day> parse(std::string_view iso);

  CivilDate civil() const;
  std::string iso() const;  // "YYYY-MM-DD"
  int weekday() const;      // 0 Monday .. 6 Sunday
  std::int32_t count() const { return days_; }

  friend constexpr auto operator<=>(const Day&, const Day&) = default;
  friend constexpr Day operator+(Day d, int n) { return Day(d.days_ + n); }
  friend constexpr Day operator-(Day d, int n) { return Day(d.days_ - n); }
  friend constexpr int operator-(Day a, Day b) { return a.days_ - b.days_; }

 private:
  std::int32_t days_ = 0;
};

int days_in_month(int year, int month);

/// A closed interval of days: start <= end.
struct Interval {
  Day start;
  Day end;
  friend constexpr bool operator==(const Interval&, const Interval&) = default;
};

}  // namespace demarche
