// Expressions counted from the reference day or from the narrative: "yesterday", "last week", "two days ago", "a year
// earlier", "later this month", "the end of next year", "in two weeks".
#include <algorithm>

#include "base/text.h"
#include "stages/ground/dates_grammar.h"

namespace demarche::dates {

// "today", "tomorrow morning", "the day before yesterday"
Grammar::Maybe Grammar::day_word(std::size_t i) const {
  if (!reference_) return std::nullopt;
  if (!is(i, LexClass::day_word)) return std::nullopt;
  if (at(i).value == overnight) {
    if (before(i) == LexClass::a || before(i) == LexClass::the || before(i) == LexClass::possessive)
      return std::nullopt;
    return fixed(i, i + 1, {*reference_ - 1, *reference_}, Grain::span, "overnight");
  }
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
  // what has gone on for three weeks goes on today; "the next few days" begin today, "the next three days" tomorrow
  return sign < 0 ? fixed(i, d->last, {far, base}, Grain::span, "shift.count")
                  : fixed(i, d->last, {d->open ? base : base + 1, far}, Grain::span, "shift.count");
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
    if (is(w, LexClass::weekday)) {
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
  const bool coming =
      says(s, "coming") || says(s, "upcoming") || (says(s, "next") && s > 0 && is(s - 1, LexClass::the));
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
