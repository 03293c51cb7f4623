// A date expression between grammar and resolution: what its words say, before the reference day and the tense decide
// the rest.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "stages/ground/dates_calendar.h"

namespace demarche::dates {

enum class Form : std::uint8_t {
  calendar,  // fields of a date, some of them unknown: "May 2014", "the 21st", "the spring"
  weekday,   // "Friday"
  holiday,   // "Easter"
  fixed,     // an interval known already: "last week", "two days ago"
};

/// Which way an expression without a year points.
enum class Direction : std::uint8_t {
  neutral,
  past,
  future,
  certain_past,  // the date belongs to a finite verb of the past itself: "voted on 25 February"
};

struct Expression {
  std::size_t first = 0;  // lexemes [first, last)
  std::size_t last = 0;
  Form form = Form::calendar;
  int year = 0;  // 0: not said
  int month = 0;
  int day = 0;
  int weekday = -1;
  int season = -1;
  int quarter = 0;
  int half = 0;
  int holiday = -1;
  bool weekend = false;      // the weekend at this date
  std::optional<int> shift;  // "last" -1, "this" 0, "next" 1, "coming" 2
  Part part = Part::none;
  std::optional<int> compare;  // "earlier this month" -1, "later this month" 1
  Interval interval;           // form fixed
  Grain grain = Grain::day;
  const char* rule = "";
  bool bare_number = false;  // "12" in "from 3 to 12 September": no date by itself

  bool needs_year() const { return form != Form::fixed && year == 0; }
};

struct Resolution {
  Interval interval;
  Grain grain = Grain::day;
};

/// The days that the expression means; nothing when it names no day (30 February) or needs a reference day that is not
/// there.
std::optional<Resolution> resolve(const Expression& e, std::optional<Day> reference, Direction direction);

/// The range from a to b; missing fields of one are taken from the other ("from 3 to 12 September").
std::optional<Resolution> resolve_range(Expression a, Expression b, std::optional<Day> reference, Direction direction);

}  // namespace demarche::dates
