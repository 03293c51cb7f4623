// Parts and numbered units: "early May", "later this month", "the rest of the year", "week 31", "the week of the 18th".
#include <algorithm>

#include "base/text.h"
#include "stages/ground/dates_grammar.h"
#include "stages/ground/dates_holidays.h"

namespace demarche::dates {

// "the year", "the month": only within "the end of the year" and the like
Grammar::Maybe Grammar::the_unit(std::size_t i) const {
  if (!reference_ || !is(i, LexClass::the) || !is(i + 1, LexClass::unit) || is(i + 2, LexClass::of) ||
      at(i + 1).line_before)
    return std::nullopt;
  const Unit unit = static_cast<Unit>(at(i + 1).value);
  if (unit == Unit::second || unit == Unit::minute || unit == Unit::fortnight || unit == Unit::century ||
      says(i + 1, "night"))
    return std::nullopt;
  return fixed(i, i + 2, unit_of(unit == Unit::day ? anchor() : *reference_, unit), grain_of(unit), "the-unit");
}

// "early May", "mid-1990s", "late on Friday", "the end of next week", "the beginning of 2014"
Grammar::Maybe Grammar::part_led(std::size_t i) const {
  const std::size_t j = skip(i, LexClass::the);
  if (!is(j, LexClass::part) || at(j + 1).line_before) return std::nullopt;
  const bool bare = says(j, "early") || says(j, "late") || says(j, "mid");
  std::size_t x = j + 1;
  if (is(x, LexClass::dash) && glued(x)) ++x;
  bool of = false;
  if (is(x, LexClass::of))
    ++x, of = true;
  else if (bare && (is(x, LexClass::in) || is(x, LexClass::on)))
    ++x;
  if (!bare && !of && !(is(x, LexClass::of) || says(j, "end"))) return std::nullopt;
  if (!bare && !of) return std::nullopt;
  Maybe e = calendar(x);
  const auto offer = [&](Maybe other) {
    if (other && (!e || other->last > e->last)) e = std::move(other);
  };
  if (is(x, LexClass::the) && is(x + 1, LexClass::shift)) offer(shift_led(x));
  if (is(x, LexClass::shift)) offer(shift_led(x));
  if (is(x, LexClass::the)) offer(the_unit(x));
  if (is(x, LexClass::day_word)) offer(day_word(x));
  if (!e) return std::nullopt;
  e->first = i;
  e->part = static_cast<Part>(at(j).value);
  if (e->shift)
    e->rule = "part.shift";
  else
    e->rule = "part";
  return e;
}

// "earlier this month", "later in the year", "earlier in July", "later today"
Grammar::Maybe Grammar::compare_led(std::size_t i) const {
  if (!is(i, LexClass::compare) || at(i + 1).line_before) return std::nullopt;
  std::size_t x = i + 1;
  if (is(x, LexClass::in) || is(x, LexClass::on)) ++x;
  Maybe e;
  if (is(x, LexClass::shift))
    e = shift_led(x);
  else if (is(x, LexClass::the) && x > i + 1)
    e = the_unit(x);
  else if (is(x, LexClass::day_word))
    e = day_word(x);
  else
    e = calendar(x);
  if (!e) return std::nullopt;
  e->first = i;
  e->compare = at(i).value;
  e->rule = "compare";
  return e;
}

// "the rest of the week", "the remainder of this year"
Grammar::Maybe Grammar::rest_of(std::size_t i) const {
  const std::size_t j = skip(i, LexClass::the);
  if (!is(j, LexClass::rest) || !reference_) return std::nullopt;
  if (says(j, "remaining") && !is(j + 1, LexClass::of)) return std::nullopt;  // "the remaining quarter"
  std::size_t x = skip(j + 1, LexClass::of);
  if (is(x, LexClass::the) || says(x, "my") || says(x, "our") || (is(x, LexClass::shift) && at(x).value == 0)) ++x;
  Interval whole;
  std::size_t last = x + 1;
  if (is(x, LexClass::unit) && static_cast<Unit>(at(x).value) >= Unit::week) {
    whole = unit_of(*reference_, static_cast<Unit>(at(x).value));
  } else if (const auto e = calendar(x); e && e->day == 0 && e->form == Form::calendar) {
    const auto r = resolve(*e, reference_, Direction::future);
    if (!r) return std::nullopt;
    whole = r->interval, last = e->last;
  } else {
    return std::nullopt;
  }
  if (whole.end < *reference_) return std::nullopt;
  return fixed(j, last, {std::max(whole.start, *reference_), whole.end}, Grain::span, "rest");
}

Grammar::Maybe Grammar::year_to_date(std::size_t i) const {
  if (!says(i, "year") || !is(i + 1, LexClass::to) || !says(i + 2, "date") || !reference_) return std::nullopt;
  const Interval year = unit_of(*reference_, Unit::year);
  return fixed(i, i + 3, {year.start, std::max(year.start, *reference_ - 1)}, Grain::span, "year-to-date");
}

// "w/c Feb 4", "cy 2008"
Grammar::Maybe Grammar::unit_abbreviated(std::size_t i) const {
  const std::size_t j = skip(i, LexClass::the);
  if (says(j, "w") && is(j + 1, LexClass::slash) && says(j + 2, "c") && reference_) {
    const auto e = calendar(j + 3);
    if (!e || e->day == 0) return std::nullopt;
    const auto r = resolve(*e, reference_, Direction::neutral);
    if (!r) return std::nullopt;
    return fixed(i, e->last, week_of(r->interval.start), Grain::week, "week-commencing");
  }
  if (says(j, "cy") && is(j + 1, LexClass::number)) {
    const int v = at(j + 1).value;
    if (at(j + 1).digits != 4 && at(j + 1).digits != 2) return std::nullopt;
    const int y = at(j + 1).digits == 2 ? 2000 + v : v;
    if (y < 1900 || y > 2100) return std::nullopt;
    return fixed(i, j + 2, years_of(y, 1), Grain::year, "calendar-year");
  }
  return std::nullopt;
}

// "the week after next", "the month before last", "the day before", "the day after Christmas"
Grammar::Maybe Grammar::unit_beyond(std::size_t i, Unit unit) const {
  const std::size_t j = skip(i, LexClass::the);
  const std::size_t k = skip(j + 2, LexClass::the);
  const int sign = is(j + 1, LexClass::after) ? 1 : -1;
  if (unit == Unit::day) {
    const LexClass next = lex(j + 2);
    if (next == LexClass::comma || next == LexClass::period || next == LexClass::end) {
      if (!anchor_) return std::nullopt;
      const Day day = sign < 0 ? anchor_start() - 1 : anchor() + 1;
      return fixed(i, j + 2, {day, day}, Grain::day, "narrative.day");
    }
    Duration one;
    one.pieces[0] = {Unit::day, 1}, one.size = 1, one.last = j + 1;
    return offset_from(i, one, sign);
  }
  if (unit != Unit::week && unit != Unit::weekend && unit != Unit::month && unit != Unit::year) return std::nullopt;
  if (!is(k, LexClass::shift) || at(k).value != sign || !(says(k, "next") || says(k, "last"))) return std::nullopt;
  if (is(k + 1, LexClass::unit) || is(k + 1, LexClass::weekday)) return std::nullopt;
  return fixed(i, k + 1, shift_unit(*reference_, unit, 2 * sign), grain_of(unit), "unit-beyond");
}

// "the week of the 18th", "the weekend of Halloween", "the week ending March 22"
Grammar::Maybe Grammar::week_of_day(std::size_t i, Unit unit) const {
  const std::size_t j = skip(i, LexClass::the);
  const bool begun =
      says(j + 1, "starting") || says(j + 1, "beginning") || says(j + 1, "commencing") || says(j + 1, "ending");
  if (!is(j + 1, LexClass::of) && !begun) return std::nullopt;
  std::size_t x = skip(j + 2, LexClass::on);
  Maybe e = calendar(x);
  if (!e && is(x, LexClass::the) && is(x + 1, LexClass::ordinal)) {
    Expression d;
    d.first = x, d.last = x + 2, d.day = at(x + 1).value;
    if (d.day >= 1 && d.day <= 31) e = d;
  }
  if (!e || (e->day == 0 && e->form != Form::holiday)) return std::nullopt;
  const auto r = resolve(*e, reference_, direction(*e));
  if (!r) return std::nullopt;
  if (begun && says(j + 1, "ending"))
    return fixed(i, e->last, {r->interval.start - 6, r->interval.start}, Grain::week, "week-ending");
  if (begun) return fixed(i, e->last, week_of(r->interval.start), Grain::week, "week-commencing");
  return unit == Unit::week ? fixed(i, e->last, week_of(r->interval.start), Grain::week, "week-of-day")
                            : fixed(i, e->last, weekend_of(r->interval.start), Grain::weekend, "weekend-of-day");
}

// "week 31", "the week of the 18th", "weekend of Halloween", "w/c Feb 4", "year 2008", "month 11 of the war"
Grammar::Maybe Grammar::unit_led(std::size_t i) const {
  const std::size_t j = skip(i, LexClass::the);
  if (!is(j, LexClass::unit)) return unit_abbreviated(i);
  const Unit unit = static_cast<Unit>(at(j).value);
  if (auto ytd = year_to_date(j)) return ytd;
  if (unit == Unit::year) {
    if (is(j + 1, LexClass::number)) {
      if (auto e = year(j + 1)) {
        e->first = i;
        return e;
      }
    }
  }
  if (!reference_) return std::nullopt;
  if (unit == Unit::month && is(j + 1, LexClass::number) && is(j + 2, LexClass::of) && at(j + 1).value >= 1 &&
      at(j + 1).value < 600) {
    if (const auto c = conflict_at(text_, lexemes_, j + 3, *reference_)) {
      return fixed(i, c->last, {add_months(c->start, at(j + 1).value - 1), add_months(c->start, at(j + 1).value) - 1},
                   Grain::span, "month-of-conflict");
    }
  }
  if (is(j + 1, LexClass::after) || is(j + 1, LexClass::before)) return unit_beyond(i, unit);
  if (unit == Unit::week && is(j + 1, LexClass::number) && at(j + 1).digits <= 2 && at(j + 1).value >= 1 &&
      at(j + 1).value <= 53 && !glued(j + 1) && !is(j + 2, LexClass::of)) {
    const Day first = Day::of(reference_->civil().year, 1, 4);
    return fixed(i, j + 2, week_of(first + 7 * (at(j + 1).value - 1)), Grain::week, "week-number");
  }
  return unit == Unit::week || unit == Unit::weekend ? week_of_day(i, unit) : std::nullopt;
}

}  // namespace demarche::dates
