// Expressions counted from the reference day or from the narrative: "yesterday", "last week", "two days ago", "a year
// earlier", "later this month", "the end of next year", "in two weeks".
#include <algorithm>

#include "base/text.h"
#include "stages/ground/dates_grammar.h"
#include "stages/ground/dates_holidays.h"

namespace demarche::dates {
namespace {

Grain coarser(Grain a, Grain b) {
  return static_cast<int>(a) > static_cast<int>(b) ? a : b;
}

}  // namespace

// "today", "tomorrow morning", "the day before yesterday"
Grammar::Maybe Grammar::day_word(std::size_t i) const {
  if (!reference_) return std::nullopt;
  if (is(i, LexClass::now)) return std::nullopt;
  if (!is(i, LexClass::day_word)) return std::nullopt;
  const Day day = *reference_ + at(i).value;
  std::size_t last = i + 1;
  if (is(last, LexClass::day_time) || (says(last, "night") && at(i).value != 0)) ++last;
  return fixed(i, last, {day, day}, Grain::day, "day-word");
}

// "last three weeks", "the next few days", "5 past years"
Grammar::Maybe Grammar::shifted_quantity(std::size_t i) const {
  std::size_t j = skip(i, LexClass::the);
  int sign = 0;
  std::optional<Duration> d;
  if (is(j, LexClass::shift)) {
    sign = at(j).value;
    if (sign == 0 && is(j + 1, LexClass::shift) && at(j + 1).value < 0 && says(j, "this")) ++j, sign = -1;
    if (is(j + 1, LexClass::couple)) {
      Duration two;
      const std::size_t u = skip(j + 2, LexClass::of);
      if (is(u, LexClass::units))
        two.pieces[0] = {static_cast<Unit>(at(u).value), 2}, two.size = 1, two.last = u + 1, d = two;
    } else if (!is(j + 1, LexClass::a)) {
      d = duration(j + 1, 1);
    }
  } else if (const auto q = quantity(j); q && is(q->last, LexClass::shift) && is(q->last + 1, LexClass::units)) {
    sign = at(q->last).value;
    Duration some;
    some.pieces[0] = {static_cast<Unit>(at(q->last + 1).value), q->value}, some.size = 1, some.last = q->last + 2,
    d = some;
  }
  if (!d || sign == 0 || d->unit() == Unit::minute || d->pieces[0].count < 1) return std::nullopt;
  const bool narrative = (says(j, "following") || says(j, "previous") || says(j, "preceding")) && anchor_;
  const Day base = narrative ? (sign < 0 ? anchor_start() : anchor()) : *reference_;
  const Unit unit = d->unit();
  const int n = d->pieces[0].count;
  const Grain grain = grain_of(unit);
  if (grain == Grain::quarter || grain == Grain::decade || grain == Grain::weekend || grain == Grain::century ||
      grain == Grain::half) {
    const Interval a = shift_unit(base, unit, sign < 0 ? -n : 1), b = shift_unit(base, unit, sign < 0 ? -1 : n);
    return fixed(i, d->last, {a.start, b.end}, Grain::span, "shift.count");
  }
  if (d->business) {
    const Day a = add_business_days(base, sign), b = add_business_days(base, sign * n);
    return fixed(i, d->last, {std::min(a, b), std::max(a, b)}, Grain::span, "shift.count");
  }
  const Day far = d->from(base, sign);
  if (far == base) return std::nullopt;
  return sign < 0 ? fixed(i, d->last, {far, base - 1}, Grain::span, "shift.count")
                  : fixed(i, d->last, {base + 1, far}, Grain::span, "shift.count");
}

// "last week", "this month", "the following day", "that year", "next week on Tuesday"; `u` is the unit.
Grammar::Maybe Grammar::shifted_unit(std::size_t i, std::size_t u) const {
  if (!reference_ || !is(i, LexClass::shift)) return std::nullopt;
  if (says(u, "workweek") && is(u, LexClass::other)) {
    const Interval week = week_of(*reference_ + 7 * at(i).value);
    return fixed(i, u + 1, {week.start, week.start + 4}, Grain::span, "shift.workweek");
  }
  if (says(u, "calendar") && says(u + 1, "year")) ++u;
  if (!is(u, LexClass::unit) || at(u).line_before) return std::nullopt;
  const Unit unit = static_cast<Unit>(at(u).value);
  if (unit == Unit::minute || unit == Unit::second) return std::nullopt;
  const bool back = says(i, "that") || says(i, "same"),
             follow = says(i, "following") || says(i, "previous") || says(i, "preceding");
  const bool night = says(u, "night");
  int count = at(i).value;
  if (unit == Unit::day) {
    if (says(i, "last") && !night) return std::nullopt;  // "the last day of talks"
    if (says(i, "past") || says(i, "this") || says(i, "current") || says(i, "upcoming") || says(i, "coming")) {
      if (!night) return std::nullopt;
    }
    if (back && !anchor_ && !says(i, "same")) return std::nullopt;  // "that day" of nothing
    if ((back || follow || says(i, "next")) && !anchored(1)) return std::nullopt;
    const bool absolute = says(i, "last") || says(i, "this") || (says(i, "previous") && night);
    const Day day = (absolute ? *reference_ : count < 0 ? anchor_start() : anchor()) + count;
    return fixed(i, u + 1, {day, day}, Grain::day, back || follow ? "narrative.day" : "shift.day");
  }
  if (back && !anchor_ && unit != Unit::weekend) return std::nullopt;
  if ((back || follow) && !anchored(unit == Unit::week || unit == Unit::weekend ? 7 : unit == Unit::month ? 31 : 366))
    return std::nullopt;
  if (unit == Unit::fortnight) {
    if (count == 0) return std::nullopt;
    return count < 0 ? fixed(i, u + 1, {*reference_ - 14, *reference_ - 1}, Grain::span, "shift.unit")
                     : fixed(i, u + 1, {*reference_ + 1, *reference_ + 14}, Grain::span, "shift.unit");
  }
  const Day base = (back || follow) ? (count > 0 ? anchor() : anchor_start()) : *reference_;
  // "over the past month": up to now, rather than the calendar's month
  if (count < 0 && before(i) == LexClass::the && i >= 2 &&
      (is(i - 2, LexClass::over) || is(i - 2, LexClass::in) || is(i - 2, LexClass::within)) &&
      (says(i, "past") || says(i, "last")) &&
      (unit == Unit::week || unit == Unit::month || unit == Unit::year || unit == Unit::decade) &&
      !is(u + 1, LexClass::of)) {
    return fixed(i, u + 1, {add_units(*reference_, unit, -1), *reference_}, Grain::span, "shift.rolling");
  }
  if (is(u + 1, LexClass::of) && unit != Unit::weekend && !says(u + 2, "talks")) {
    if (says(i, "last") && !is(i - (i > 0), LexClass::other)) return std::nullopt;  // "the last week of the campaign"
  }
  if (unit == Unit::weekend && count < 0) {  // the latest that is over
    const Interval here = weekend_of(base);
    return fixed(i, u + 1, here.end < base ? here : weekend_of(base - 7), Grain::weekend, "shift.unit");
  }
  const Interval whole = shift_unit(base, unit, count);
  if (unit == Unit::week && !back) {
    std::size_t w = u + 1;
    if (is(w, LexClass::on) || is(w, LexClass::dash) || (is(w, LexClass::comma) && is(w + 1, LexClass::weekday))) ++w;
    if (is(w, LexClass::on)) ++w;
    if (is(w, LexClass::weekday) && !(is(w + 1, LexClass::comma) && is(w - 1, LexClass::comma) && false)) {
      const Day day = whole.start + at(w).value;
      const auto date = weekday_led(w);
      if (date && date->form == Form::calendar)
        return std::nullopt;  // "next week on Monday, December 18": the date says it
      return fixed(i, w + 1, {day, day}, Grain::day, "week-weekday");
    }
  }
  return fixed(i, u + 1, whole, grain_of(unit), back || follow ? "narrative.unit" : "shift.unit");
}

// "last May", "next Friday", "this spring", "last Easter", "next 5/12", "this morning"
Grammar::Maybe Grammar::shift_led(std::size_t i) const {
  if (!reference_) return std::nullopt;
  std::size_t s = skip(i, LexClass::the);
  if (!is(s, LexClass::shift)) return std::nullopt;
  if (says(s, "this") && is(s + 1, LexClass::shift) &&
      at(s + 1).value != 0) {  // "this coming Friday", "this past week"
    ++s;
  }
  const std::size_t n = s + 1;
  if (at(n).line_before) return std::nullopt;
  if (auto q = shifted_quantity(i)) return q;
  if (auto u = shifted_unit(s, n)) {
    if (s > i && !is(i, LexClass::the)) u->first = i;
    return u;
  }
  const bool coming = says(s, "coming") || says(s, "upcoming");
  int shift = at(s).value;
  const bool back = says(s, "that") || says(s, "same");
  if (is(n, LexClass::day_time)) {
    if (!says(n, "morning") && !says(n, "afternoon") && !says(n, "evening")) return std::nullopt;
    if (back && !anchor_) return std::nullopt;
    const Day day = (back || says(s, "following") || says(s, "next") ? anchor() : *reference_) + shift;
    return fixed(i, n + 1, {day, day}, Grain::day, "shift.day-time");
  }
  if (is(n, LexClass::weekday) || (is(n, LexClass::weekday_short) && at(n).capital)) {
    if (back) return std::nullopt;
    auto e = weekday_led(n);
    if (!e) return std::nullopt;
    e->first = i;
    if (e->form != Form::weekday) {
      if (shift >= 0 && e->needs_year() && e->month > 0 && shift == 0) e->shift = 0;
      return e;
    }
    e->shift = coming ? 2 : shift;
    e->rule = "shift.weekday";
    return e;
  }
  Maybe e;
  if (is(n, LexClass::month) || is(n, LexClass::month_short)) e = month_led(n);
  if (is(n, LexClass::season)) e = season_led(n);
  if (is(n, LexClass::holiday)) e = holiday_led(n);
  if (is(n, LexClass::number)) e = numeric(n);
  if (is(n, LexClass::month) && says(n + 1, "day")) e = holiday_led(n);
  if (!e || back) return std::nullopt;
  e->first = is(i, LexClass::the) && s > i ? s : i;
  if (e->needs_year()) {
    e->shift = shift > 0 && e->season >= 0 ? 1 : shift;
    if (shift > 0 && e->form == Form::calendar && e->day > 0 && !coming) {
      // "next 5/12": in the year that follows
      e->year = reference_->civil().year + 1;
    }
  }
  return e;
}

Grammar::Maybe Grammar::open_offset(std::size_t i, const Duration& d, int sign, Day base) const {
  const Unit unit = d.unit();
  const int far = unit == Unit::day ? 7 : 6, near = unit == Unit::day ? 1 : 2;
  const Day a = add_units(base, unit, sign * far), b = add_units(base, unit, sign * near);
  return fixed(i, d.last + 1, {std::min(a, b), std::max(a, b)}, Grain::span, "offset.few");
}

// "2 weeks from January 15", "three days before Christmas", "a year after 2014"
Grammar::Maybe Grammar::offset_from(std::size_t i, const Duration& d, int sign) const {
  const std::size_t x = d.last + 1;
  Maybe base;
  if (is(x, LexClass::now)) base = fixed(x, x + 1, {*reference_, *reference_}, Grain::day, "now");
  if (!base &&
      !(is(x, LexClass::number) && at(x).digits < 3 && !is(x + 1, LexClass::month) && !is(x + 1, LexClass::slash)))
    base = end_point(x);
  if (base && base->bare_number) base.reset();
  if (base) {
    const auto r = resolve(*base, reference_, direction(*base));
    if (!r) return std::nullopt;
    std::size_t last = base->last;
    if (d.open) return std::nullopt;
    const Grain unit_grain = grain_of(d.unit());
    const Day day = d.from(sign > 0 && r->grain == Grain::day ? r->interval.end : r->interval.start, sign);
    if (r->grain >= Grain::month && r->grain < Grain::span && unit_grain >= Grain::month && unit_grain < Grain::span) {
      const Grain g = coarser(r->grain, Grain::day);
      const Unit whole = g == Grain::month     ? Unit::month
                         : g == Grain::year    ? Unit::year
                         : g == Grain::decade  ? Unit::decade
                         : g == Grain::quarter ? Unit::quarter
                                               : Unit::month;
      return fixed(i, last, unit_of(day, whole), g, "offset.from");
    }
    return fixed(i, last, {day, day}, Grain::day, "offset.from");
  }
  if (!is(d.last, LexClass::from)) {
    // "in early May, two weeks before ordering ...": the date just named is meant
    if (previous_ && !d.open && i > 0 && before(i) == LexClass::comma && previous_->last + 1 == i) {
      return fixed(i, d.last + 1, previous_->resolution.interval, Grain::span, "offset.apposed");
    }
    if (const auto conflict = conflict_at(text_, lexemes_, x, *reference_); conflict && !d.open) {
      const Day day = d.from(conflict->start, sign);
      const Grain g = grain_of(d.unit());
      if (g == Grain::month || g == Grain::year) {
        const Interval whole = g == Grain::month ? unit_of(day, Unit::month) : years_of(day.civil().year, 1);
        return fixed(i, conflict->last, whole, g, "offset.conflict");
      }
      return fixed(i, conflict->last, {day, day}, Grain::day, "offset.conflict");
    }
  }
  return std::nullopt;
}

// "two days ago", "a year earlier", "three weeks later", "10 days from now", "2 weeks and 2 days ago"
Grammar::Maybe Grammar::offset(std::size_t i) const {
  if (!reference_) return std::nullopt;
  const auto d = duration(i);
  if (!d || d->unit() == Unit::minute) return std::nullopt;
  const std::size_t m = d->last;
  if (at(m).line_before) return std::nullopt;
  int sign = 0;
  Day base = *reference_;
  bool narrative = false;
  std::size_t last = m + 1;
  switch (lex(m)) {
    case LexClass::ago:
      sign = -1;
      break;
    case LexClass::compare:
      sign = at(m).value;
      narrative = anchor_.has_value();
      base = sign < 0 ? anchor_start() : anchor();
      break;
    case LexClass::from:
      if (is(m + 1, LexClass::now)) {
        sign = 1, last = m + 2;
        break;
      }
      return offset_from(i, *d, 1);
    case LexClass::before: {
      const LexClass next = lex(m + 1);
      if (next == LexClass::comma || next == LexClass::period || next == LexClass::end ||
          next == LexClass::sentence_end) {
        sign = -1, base = anchor_start(), narrative = anchor_.has_value();
        break;
      }
      return offset_from(i, *d, -1);
    }
    case LexClass::after:
      return offset_from(i, *d, 1);
    default:
      if (says(m, "hence")) {
        sign = 1;
        break;
      }
      if (is(m, LexClass::in) && is(m + 1, LexClass::the) && says(m + 2, "future")) {
        const Day far = d->from(*reference_, 1);
        return fixed(i, m + 3, {*reference_ + 1, far}, Grain::span, "offset.future");
      }
      if (says(m, "starting") || says(m, "beginning")) {  // "3 days starting from next Monday"
        std::size_t x = m + 1;
        if (is(x, LexClass::from) || is(x, LexClass::on)) ++x;
        const auto base_date = end_point(x);
        if (!base_date || base_date->bare_number) return std::nullopt;
        const auto r = resolve(*base_date, reference_, Direction::future);
        if (!r || d->open) return std::nullopt;
        return fixed(i, base_date->last,
                     {r->interval.start, std::max(r->interval.start, d->from(r->interval.start, 1) - 1)}, Grain::span,
                     "duration.starting");
      }
      return std::nullopt;
  }
  if (d->open) return open_offset(i, *d, sign, base);
  const Day day = d->from(base, sign);
  const Unit unit = d->unit();
  // whole months and years in telling of the past: "two years ago" is no day
  if (d->size == 1 && (sign < 0 || is(m, LexClass::compare))) {
    const bool spread = narrative && anchor_->end - anchor_->start >= 27;
    if (unit == Unit::year && (sign < 0 || spread || narrative))
      return fixed(i, last, unit_of(day, Unit::year), Grain::year, "offset.years");
    if (unit == Unit::month && (sign < 0 || spread || narrative))
      return fixed(i, last, unit_of(day, Unit::month), Grain::month, "offset.months");
    if (unit == Unit::decade) return fixed(i, last, unit_of(day, Unit::year), Grain::year, "offset.decades");
    if (unit == Unit::century) return fixed(i, last, unit_of(day, Unit::century), Grain::century, "offset.centuries");
    if (unit == Unit::weekend) return fixed(i, last, weekend_of(day), Grain::weekend, "offset.weekends");
  }
  return fixed(i, last, {day, day}, Grain::day, "offset.days");
}

// "in two weeks", "in a fortnight's time", "within 5 days", "within the next 3 years"
Grammar::Maybe Grammar::ahead(std::size_t i) const {
  if (!reference_) return std::nullopt;
  if (is(i, LexClass::within)) {
    std::size_t j = skip(i + 1, LexClass::the);
    if (is(j, LexClass::shift) && at(j).value > 0) ++j;
    const auto d = duration(j);
    if (!d || d->open || d->unit() == Unit::minute || is(d->last, LexClass::of) || says(d->last, "after"))
      return std::nullopt;
    Expression probe;
    probe.first = i, probe.last = d->last;
    if (j == i + 1 && direction(probe) == Direction::past) return std::nullopt;  // "fell within two weeks"
    return fixed(i, d->last, {*reference_, d->from(*reference_, 1) - 1}, Grain::span, "ahead.within");
  }
  if (!is(i, LexClass::in)) return std::nullopt;
  const auto d = duration(i + 1);
  if (!d || d->open || d->unit() == Unit::minute || is(d->last, LexClass::of) || d->pieces[0].count == 0)
    return std::nullopt;
  if (is(i + 1, LexClass::a) && is(d->last - 1, LexClass::unit) && d->unit() != Unit::fortnight &&
      d->unit() != Unit::week && d->unit() != Unit::month && d->unit() != Unit::year)
    return std::nullopt;
  if (is(i + 1, LexClass::number) && at(i + 1).digits == 4 && at(i + 1).value >= 1900) return std::nullopt;
  if (is(d->last, LexClass::from) || is(d->last, LexClass::after)) return offset(i + 1);
  std::size_t last = d->last;
  bool time = false;
  if (is(last, LexClass::possessive) || (is(last, LexClass::sign) && glued(last))) {
    if (says(last + 1, "time")) last += 2, time = true;
  }
  Expression probe;
  probe.first = i, probe.last = last;
  const Direction way = direction(probe);
  if (!time && way != Direction::future) return std::nullopt;  // "built in two years", "the third in two years"
  const Day day = d->from(*reference_, 1);
  if (is(last, LexClass::on) && is(last + 1, LexClass::weekday)) {
    const Day on = week_of(day).start + at(last + 1).value;
    return fixed(i, last + 2, {on, on}, Grain::day, "ahead.weekday");
  }
  return fixed(i, last, {day, day}, Grain::day, "ahead.in");
}

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
  if (says(j, "late") && e->form == Form::calendar && e->year > 0 && e->month == 0 && e->day == 0 && e->season < 0 &&
      !is(x, LexClass::number) && false)
    return std::nullopt;
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

// "week 31", "the week of the 18th", "weekend of Halloween", "w/c Feb 4", "year 2008", "month 11 of the war"
Grammar::Maybe Grammar::unit_led(std::size_t i) const {
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
  if (!is(j, LexClass::unit)) return std::nullopt;
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
  if (unit == Unit::week || unit == Unit::weekend || unit == Unit::month || unit == Unit::year || unit == Unit::day) {
    // "the week after next", "the day after tomorrow", "the month before last"
    const bool after = is(j + 1, LexClass::after);
    if (after || is(j + 1, LexClass::before)) {
      const std::size_t k = skip(j + 2, LexClass::the);
      const int sign = after ? 1 : -1;
      if (unit != Unit::day && is(k, LexClass::shift) && at(k).value == sign && (says(k, "next") || says(k, "last")) &&
          !is(k + 1, LexClass::unit) && !is(k + 1, LexClass::weekday)) {
        return fixed(i, k + 1, shift_unit(*reference_, unit, 2 * sign), grain_of(unit), "unit-beyond");
      }
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
    }
  }
  if (unit == Unit::week && is(j + 1, LexClass::number) && at(j + 1).digits <= 2 && at(j + 1).value >= 1 &&
      at(j + 1).value <= 53 && !glued(j + 1) && !is(j + 2, LexClass::of)) {
    const Day first = Day::of(reference_->civil().year, 1, 4);
    return fixed(i, j + 2, week_of(first + 7 * (at(j + 1).value - 1)), Grain::week, "week-number");
  }
  const bool begun =
      says(j + 1, "starting") || says(j + 1, "beginning") || says(j + 1, "commencing") || says(j + 1, "ending");
  if ((unit == Unit::week || unit == Unit::weekend) && (is(j + 1, LexClass::of) || begun)) {
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
  return std::nullopt;
}

Grammar::Maybe Grammar::the_led(std::size_t i) const {
  Maybe best = calendar(i);
  const auto offer = [&](Maybe e) {
    if (e && (!best || e->last > best->last)) best = std::move(e);
  };
  switch (lex(i + 1)) {
    case LexClass::shift:
      offer(shift_led(i));
      break;
    case LexClass::part:
      offer(part_led(i));
      break;
    case LexClass::rest:
      offer(rest_of(i));
      break;
    case LexClass::unit:
      offer(unit_led(i));
      break;
    case LexClass::holiday:
      break;
    case LexClass::number:
    case LexClass::cardinal:
      offer(shifted_quantity(i));
      break;
    case LexClass::couple:
      break;
    default:
      break;
  }
  return best;
}

Grammar::Maybe Grammar::atom(std::size_t i) const {
  switch (lex(i)) {
    case LexClass::the:
      return the_led(i);
    case LexClass::shift: {
      Maybe e = shift_led(i);
      Maybe p = says(i, "last") ? period_of(i) : std::nullopt;
      if (!p && says(i, "last")) p = quarter_led(i);
      return p && (!e || p->last > e->last) ? p : e;
    }
    case LexClass::part:
      return part_led(i);
    case LexClass::compare:
      return compare_led(i);
    case LexClass::rest:
      return rest_of(i);
    case LexClass::day_word:
      return day_word(i);
    case LexClass::unit:
      return unit_led(i);
    case LexClass::in:
    case LexClass::within:
      return ahead(i);
    case LexClass::a:
    case LexClass::few:
    case LexClass::couple:
      return offset(i);
    case LexClass::number:
    case LexClass::cardinal: {
      Maybe best = calendar(i);
      const auto offer = [&](Maybe e) {
        if (e && (!best || e->last > best->last)) best = std::move(e);
      };
      offer(offset(i));
      if (reference_) offer(shifted_quantity(i));
      return best;
    }
    case LexClass::other: {
      Maybe best = calendar(i);
      if (!best && at(i).end - at(i).begin <= 2) best = unit_led(i);
      return best;
    }
    default:
      return calendar(i);
  }
}

}  // namespace demarche::dates
