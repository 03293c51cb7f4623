#include <algorithm>

#include "stages/ground/dates_expression.h"
#include "stages/ground/dates_holidays.h"

namespace demarche::dates {
namespace {

// The expression in one year, if it exists there.
std::optional<Resolution> in_year(const Expression& e, int year) {
  if (!sane_year(year)) return std::nullopt;
  if (e.form == Form::holiday) {
    const Day day = holiday_in(e.holiday, year);
    return Resolution{{day, day}, Grain::day};
  }
  if (e.day > 0 && e.month > 0) {
    if (!Day::valid(year, e.month, e.day)) return std::nullopt;
    const Day day = Day::of(year, e.month, e.day);
    return Resolution{{day, day}, Grain::day};
  }
  if (e.month > 0) return Resolution{month_of(year, e.month), Grain::month};
  if (e.season >= 0) return Resolution{season_of(year, e.season), Grain::season};
  if (e.quarter > 0) return Resolution{months_of(year, 3 * e.quarter - 2, 3), Grain::quarter};
  if (e.half > 0) return Resolution{months_of(year, 6 * e.half - 5, 6), Grain::half};
  return Resolution{years_of(year, 1), Grain::year};
}

// Of the latest candidate begun by the reference day and the earliest not over on it, the one that tense and words
// choose. Without a tense the nearer one, leaning to the past. A day so far off that its year would have been said
// gives way to one close at hand on the other side, whatever the verb.
std::optional<Resolution> choose(const std::optional<Resolution>& before, const std::optional<Resolution>& after,
                                 Day reference, Direction direction) {
  if (!before || !after) return before ? before : after;
  const int back = std::max(0, reference - before->interval.end);
  const int ahead = std::max(0, after->interval.start - reference);
  const bool day = before->grain == Grain::day;
  switch (direction) {
    case Direction::certain_past:
      return day && back > 340 && ahead <= 10 ? after : before;
    case Direction::past:
      return (day && back > 280 && ahead < 75) || (back > 300 && ahead <= 15) ? after : before;
    case Direction::future:
      return ahead > 280 && back < (day ? 75 : 30) ? before : after;
    case Direction::neutral:
      return back <= 2 * ahead ? before : after;
  }
  return before;
}

std::optional<Resolution> nearest_year(const Expression& e, Day reference, Direction direction) {
  const int year = reference.civil().year;
  std::optional<Resolution> before, after, strictly_before, strictly_after;
  for (int y = year - 8; y <= year + 8; ++y) {
    const auto r = in_year(e, y);
    if (!r) continue;
    if (r->interval.start <= reference) before = r;
    if (r->interval.end < reference) strictly_before = r;
    if (!after && r->interval.end >= reference) after = r;
    if (!strictly_after && r->interval.start > reference) strictly_after = r;
  }
  if (e.shift) {
    if (*e.shift < 0) return strictly_before;
    if (*e.shift == 0) return in_year(e, year);
    return strictly_after;
  }
  return choose(before, after, reference, direction);
}

// "the 21st", "Thursday the 14th": the nearest month in which it exists.
std::optional<Resolution> nearest_month(const Expression& e, Day reference, Direction direction) {
  const CivilDate c = reference.civil();
  std::optional<Resolution> before, after;
  for (int m = -24; m <= 24; ++m) {
    const int at = c.year * 12 + c.month - 1 + m, year = at / 12, month = at % 12 + 1;
    if (!Day::valid(year, month, e.day)) continue;
    const Day day = Day::of(year, month, e.day);
    if (e.weekday >= 0 && day.weekday() != e.weekday) continue;
    const Resolution r{{day, day}, Grain::day};
    if (day <= reference) before = r;
    if (!after && day >= reference) after = r;
  }
  return choose(before, after, reference, direction);
}

Day resolve_weekday(int weekday, std::optional<int> shift, Day reference, Direction direction) {
  const int back = (reference.weekday() - weekday + 7) % 7;
  if (shift) {
    if (*shift < 0) return reference - (back == 0 ? 7 : back);
    if (*shift == 0) return week_of(reference).start + weekday;
    if (*shift == 1) return week_of(reference).start + 7 + weekday;
    return reference + (7 - back);  // "the coming Friday"
  }
  if (direction == Direction::future) return reference + (7 - back) % 7;
  return reference - back;
}

std::optional<Resolution> whole(const Expression& e, std::optional<Day> reference, Direction direction) {
  if (e.form == Form::fixed) return Resolution{e.interval, e.grain};
  if (e.year > 0) return in_year(e, e.year);
  if (!reference) return std::nullopt;
  if (e.form == Form::weekday) {
    const Day day = resolve_weekday(e.weekday, e.shift, *reference, direction);
    return Resolution{{day, day}, Grain::day};
  }
  if (e.form == Form::calendar && e.day > 0 && e.month == 0) return nearest_month(e, *reference, direction);
  return nearest_year(e, *reference, direction);
}

void fill(Expression& to, const Expression& from) {
  if (to.form != Form::calendar || from.form != Form::calendar) return;
  if (to.day > 0 && to.month == 0 && to.bare_number) to.month = from.month;
}

int order(const Expression& e) {
  return e.month * 32 + e.day + 400 * e.quarter + 400 * e.half;
}

}  // namespace

std::optional<Resolution> resolve(const Expression& e, std::optional<Day> reference, Direction direction) {
  auto r = whole(e, reference, direction);
  if (!r) return r;
  if (e.weekend) *r = {weekend_of(r->interval.start), Grain::weekend};
  if (e.part != Part::none) {
    const Interval part = part_of(r->interval, r->grain, e.part);
    if (!(part == r->interval)) *r = {part, Grain::span};
  }
  if (e.compare && reference && r->interval.start <= *reference && *reference <= r->interval.end &&
      r->grain != Grain::day) {
    if (*e.compare < 0) r->interval.end = *reference;
    if (*e.compare > 0) r->interval.start = *reference;
    r->grain = Grain::span;
  }
  return r;
}

std::optional<Resolution> resolve_range(Expression a, Expression b, std::optional<Day> reference, Direction direction) {
  fill(a, b);
  fill(b, a);
  const bool open_a = a.needs_year(), open_b = b.needs_year();
  std::optional<Resolution> from, to;
  if (open_a && !a.shift && !open_b && a.form == Form::calendar && b.form == Form::calendar && b.year > 0) {
    a.year = order(a) > order(b) && order(b) > 0 ? b.year - 1 : b.year;
  } else if (open_b && !b.shift && !open_a && a.form == Form::calendar && b.form == Form::calendar && a.year > 0) {
    b.year = order(b) < order(a) ? a.year + 1 : a.year;
  }
  from = resolve(a, reference, direction);
  if (!from) return std::nullopt;
  if (b.needs_year() && (reference || !b.shift)) {
    // the first such day, month or weekday from the beginning on
    to = resolve(b, b.shift ? *reference : from->interval.start, Direction::future);
    if (to && b.form == Form::weekday && to->interval.start == from->interval.start)
      to = {{to->interval.start + 7, to->interval.end + 7}, Grain::day};
  } else {
    to = resolve(b, reference, direction);
    if (a.needs_year() && to && from->interval.start > to->interval.end)
      from = resolve(a, to->interval.end, Direction::past);
  }
  if (!from || !to || from->interval.start > to->interval.end) return std::nullopt;
  return Resolution{{from->interval.start, to->interval.end}, Grain::span};
}

}  // namespace demarche::dates
