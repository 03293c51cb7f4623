// Expressions counted in units from a day: "two days ago", "a year earlier", "2 weeks from January 15", "in two weeks".
#include <algorithm>

#include "base/text.h"
#include "stages/ground/dates_grammar.h"
#include "stages/ground/dates_holidays.h"

namespace demarche::dates {
namespace {

// How many days long a date may be from which such units are counted.
int precision_for(Unit unit) {
  return unit == Unit::day                                                        ? 7
         : unit == Unit::week || unit == Unit::fortnight || unit == Unit::weekend ? 15
         : unit == Unit::month                                                    ? 31
                                                                                  : 366;
}

Grain coarser(Grain a, Grain b) {
  return static_cast<int>(a) > static_cast<int>(b) ? a : b;
}

}  // namespace

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

// "3 days starting from next Monday"
Grammar::Maybe Grammar::duration_starting(std::size_t i, const Duration& d) const {
  const std::size_t m = d.last;
  if (!says(m, "starting") && !says(m, "beginning")) return std::nullopt;
  std::size_t x = m + 1;
  if (is(x, LexClass::from) || is(x, LexClass::on)) ++x;
  const auto base_date = end_point(x);
  if (!base_date || base_date->bare_number) return std::nullopt;
  const auto r = resolve(*base_date, reference_, Direction::future);
  if (!r || d.open) return std::nullopt;
  return fixed(i, base_date->last, {r->interval.start, std::max(r->interval.start, d.from(r->interval.start, 1) - 1)},
               Grain::span, "duration.starting");
}

// The day so many units away; in telling of the past the whole month or year: "two years ago" is no day.
Grammar::Maybe Grammar::counted(std::size_t i, std::size_t last, const Duration& d, int sign, Day base,
                                bool narrative) const {
  const Day day = d.from(base, sign);
  const Unit unit = d.unit();
  if (d.size == 1 && (sign < 0 || is(d.last, LexClass::compare))) {
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
      narrative = anchor_ && anchored(precision_for(d->unit()));
      if (narrative) base = sign < 0 ? anchor_start() : anchor();
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
        sign = -1, narrative = anchor_ && anchored(precision_for(d->unit()));
        if (narrative) base = anchor_start();
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
      return duration_starting(i, *d);
  }
  if (d->open) return open_offset(i, *d, sign, base);
  return counted(i, last, *d, sign, base, narrative);
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
    if (j == i + 1 && (direction(probe) == Direction::past || direction(probe) == Direction::certain_past))
      return std::nullopt;  // "fell within two weeks"
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

}  // namespace demarche::dates
