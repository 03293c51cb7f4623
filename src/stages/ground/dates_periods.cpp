// Longer calendar periods: decades, centuries, seasons, quarters, holidays and the weeks and weekdays within months and
// years.
#include <algorithm>

#include "base/text.h"
#include "stages/ground/dates_grammar.h"
#include "stages/ground/dates_holidays.h"

namespace demarche::dates {

// "the 1990s", "1990's", "the '90s", "the nineties", "the nineteen seventies"
Grammar::Maybe Grammar::decade(std::size_t i) const {
  const std::size_t j = skip(i, LexClass::the);
  const bool the = j > i;
  int year = 0;
  std::size_t last = 0, n = j;
  if (the && is(n, LexClass::sign) && is(n + 1, LexClass::number) && glued(n + 1)) ++n;
  const bool mark = n > j;
  if (is(n, LexClass::number) && (is(n + 1, LexClass::possessive) || (glued(n + 1) && says(n + 1, "s")))) {
    const int v = at(n).value;
    if (at(n).digits == 4 && v % 10 == 0 && v >= 1000 && v <= 2090) year = v;
    if (at(n).digits == 2 && v % 10 == 0 && (the || mark || before(i) == LexClass::dash))
      year = v < 30 ? 2000 + v : 1900 + v;
    last = n + 2;
    if (is(n + 1, LexClass::possessive) && at(n).digits == 4 && !the && before(i) != LexClass::in)
      year = 0;  // "2010's elections"
  } else if (is(n, LexClass::number) && at(n).digits == 4 && says(n + 1, "s") && at(n).value % 10 == 0 &&
             at(n).value >= 1000 && at(n).value <= 2090) {
    year = at(n).value, last = n + 2;
  } else if (is(n, LexClass::decade_word) && (the || before(i) == LexClass::in)) {
    if (before(i) == LexClass::possessive) return std::nullopt;
    year = at(n).value >= 20 ? 1900 + at(n).value : 2000, last = n + 1;
  } else if (is(n, LexClass::cardinal) && at(n).value >= 16 && at(n).value <= 20) {
    const std::size_t d = is(n + 1, LexClass::dash) ? n + 2 : n + 1;
    if (is(d, LexClass::decade_word) && at(d).value >= 20) year = at(n).value * 100 + at(d).value, last = d + 1;
    if (says(d, "tens")) year = at(n).value * 100 + 10, last = d + 1;
  }
  if (year == 0) return std::nullopt;
  return fixed(i, last, years_of(year, 10), Grain::decade, "decade");
}

// "the 19th century", "the twentieth century"
Grammar::Maybe Grammar::century(std::size_t i) const {
  const std::size_t j = skip(i, LexClass::the);
  const auto n = spelled_ordinal(j);
  if (!n || n->value < 1 || n->value > 21) return std::nullopt;
  const std::size_t c = is(n->last, LexClass::dash) ? n->last + 1 : n->last;
  if (!is(c, LexClass::unit) || static_cast<Unit>(at(c).value) != Unit::century) return std::nullopt;
  return fixed(i, c + 1, years_of((n->value - 1) * 100 + (n->value == 1), 100), Grain::century, "century");
}

// "the spring", "spring 2014", "the summer of 2014"; not "the fall of Saigon", "Arab Spring", "will fall"
Grammar::Maybe Grammar::season_led(std::size_t i) const {
  const std::size_t j = skip(i, LexClass::the);
  if (!is(j, LexClass::season) || at(j + 1).line_before) return std::nullopt;
  if (j > 0 && before(j) == LexClass::other && at(j - 1).capital && at(j).capital) return std::nullopt;
  Expression e;
  e.first = i, e.last = j + 1, e.season = at(j).value, e.rule = "season";
  if (const auto year = year_after(j + 1)) {
    e.year = year->value, e.last = year->last;
    return e;
  }
  if (is(j + 1, LexClass::of) || (at(j + 1).capital && is(j + 1, LexClass::other))) return std::nullopt;
  if (j > i) {
    const LexClass p = before(i);
    const bool preposition = p == LexClass::in || p == LexClass::by || p == LexClass::until || p == LexClass::since ||
                             p == LexClass::over || p == LexClass::of || p == LexClass::through ||
                             p == LexClass::after || p == LexClass::before || p == LexClass::part;
    return preposition ? Maybe(e) : std::nullopt;
  }
  const LexClass p = before(j);
  if (p == LexClass::shift || p == LexClass::part || p == LexClass::in || p == LexClass::by || p == LexClass::until ||
      p == LexClass::since || (p == LexClass::dash && i > 1 && is(i - 2, LexClass::part)))
    return says(j, "fall") && p != LexClass::shift && p != LexClass::in ? std::nullopt : Maybe(e);
  return std::nullopt;
}

// "the third quarter of 2016", "Q3 2016", "2016 H2", "the first half of this year", "the first nine months of 2014"
Grammar::Maybe Grammar::quarter_led(std::size_t i) const {
  std::size_t j = skip(i, LexClass::the);
  Expression e;
  e.first = i, e.rule = "quarter";
  const auto letter_number = [&](std::size_t k) {
    if ((!says(k, "q") && !says(k, "h")) || !is(k + 1, LexClass::number) || !glued(k + 1) || at(k + 1).digits != 1)
      return false;
    const int n = at(k + 1).value;
    if (says(k, "q") && n >= 1 && n <= 4) e.quarter = n;
    if (says(k, "h") && n >= 1 && n <= 2) e.half = n;
    return e.quarter + e.half > 0;
  };
  if (is(j, LexClass::number) && at(j).digits == 4 && at(j).value >= 1000 && at(j).value <= 2100) {
    const std::size_t k = is(j + 1, LexClass::dash) ? j + 2 : j + 1;
    e.year = at(j).value;
    if (letter_number(k)) {
      e.last = k + 2;
      return e;
    }
    return std::nullopt;
  }
  if (letter_number(j)) {
    e.last = j + 2;
  } else {
    const bool last = says(j, "last") || says(j, "final");
    const auto n = last ? std::optional<Quantity>(Quantity{4, j + 1}) : spelled_ordinal(j);
    if (!n || n->value > 4) return std::nullopt;
    if (const auto q = quantity(n->last);
        q && !q->open && q->value >= 2 && q->value <= 11 && (n->value == 1 || last) && says(q->last, "months")) {
      const auto y =
          is(q->last + 1, LexClass::of) || is(q->last + 1, LexClass::in) ? year_after(q->last + 1) : std::nullopt;
      if (!y || !sane_year(y->value)) return std::nullopt;
      return fixed(i, y->last, months_of(y->value, last ? 13 - q->value : 1, q->value), Grain::span, "months-of-year");
    }
    if (is(n->last, LexClass::half))
      e.half = last ? 2 : n->value;
    else if (says(n->last, "quarter"))
      e.quarter = n->value;
    if (e.half > 2 || e.quarter + e.half == 0) return std::nullopt;
    if (last && e.quarter > 0 && !is(n->last + 1, LexClass::of))
      return std::nullopt;  // "last quarter" is the one before
    e.last = n->last + 1;
  }
  if (const auto year = year_after(e.last)) {
    e.year = year->value, e.last = year->last;
    return e;
  }
  if (is(e.last, LexClass::of) && is(e.last + 1, LexClass::the) && says(e.last + 2, "year") && reference_) {
    e.year = reference_->civil().year, e.last += 3;
    return e;
  }
  // without a year only "in the third quarter": the rest is sport
  if (e.quarter > 0 && is(i, LexClass::the) && (before(i) == LexClass::in || before(i) == LexClass::over) &&
      !is(e.last, LexClass::of))
    return e;
  return std::nullopt;
}

Grammar::Maybe Grammar::holiday_led(std::size_t i) const {
  const LexClass c = lex(i);
  if (c != LexClass::holiday && !(c == LexClass::month && (at(i).value == 5 || at(i).value == 4))) return std::nullopt;
  if (glued(i) && i > 0 && is_ascii_alpha(text_[at(i).begin - (at(i).begin > 0)])) return std::nullopt;
  const auto h = holiday_at(text_, lexemes_, i);
  if (!h || names_something_else(h->last)) return std::nullopt;
  static constexpr std::string_view things[] = {
      "tree",     "trees",  "card",    "cards", "gift", "gifts",  "present", "presents", "carol",   "carols",
      "shopping", "market", "markets", "egg",   "eggs", "dinner", "lights",  "Rising",   "uprising"};
  if (std::any_of(std::begin(things), std::end(things), [&](std::string_view w) { return word(h->last) == w; }))
    return std::nullopt;
  Expression e;
  e.first = i, e.last = h->last, e.form = Form::holiday, e.holiday = h->holiday, e.rule = "holiday";
  if (says(e.last, "weekend")) e.weekend = true, ++e.last;
  if (const auto year = year_after(e.last)) e.year = year->value, e.last = year->last;
  return e;
}

// "the last week of July", "the third week of 2027", "the first Monday in May", "the second Sunday of next month", "the
// third month of 2021"
Grammar::Maybe Grammar::period_of(std::size_t i) const {
  const std::size_t j = skip(i, LexClass::the);
  const bool last = says(j, "last") || says(j, "final");
  const auto n = last ? std::optional<Quantity>(Quantity{-1, j + 1}) : spelled_ordinal(j);
  if (!n || n->value > 53) return std::nullopt;
  const bool weekday = is(n->last, LexClass::weekday);
  const bool week = is(n->last, LexClass::unit) && (static_cast<Unit>(at(n->last).value) == Unit::week ||
                                                    static_cast<Unit>(at(n->last).value) == Unit::weekend);
  const bool month = says(n->last, "month"), day = says(n->last, "day") && n->value == -1;
  if (!weekday && !week && !month && !day) return std::nullopt;
  std::size_t k = n->last + 1;
  const bool of = is(k, LexClass::of) || is(k, LexClass::in);
  if (of) ++k;
  if (month && reference_ && n->value > 0) {
    if (const auto conflict = of ? conflict_at(text_, lexemes_, k, *reference_) : std::nullopt) {
      const Day start = add_months(conflict->start, n->value - 1);
      return fixed(i, conflict->last, {start, add_months(conflict->start, n->value) - 1}, Grain::span,
                   "month-of-conflict");
    }
  }
  Maybe frame = month_led(k);
  if (!frame) frame = year(k);
  if (!frame && is(k, LexClass::shift)) frame = shifted_unit(k, k + 1);
  if (!frame && is(k, LexClass::the) && is(k + 1, LexClass::shift)) frame = shifted_unit(k + 1, k + 2);
  if (!frame || (!of && frame->form != Form::fixed)) return std::nullopt;
  if (frame->day > 0 || (frame->form == Form::fixed && frame->grain != Grain::month && frame->grain != Grain::year))
    return std::nullopt;
  const auto r = resolve(*frame, reference_, direction(*frame));
  if (!r) return std::nullopt;
  const CivilDate c = r->interval.start.civil();
  const bool yearly = r->grain == Grain::year;
  if (day) return fixed(i, frame->last, {r->interval.end, r->interval.end}, Grain::day, "day-of");
  if (month) {
    if (!yearly || n->value > 12) return std::nullopt;
    return fixed(i, frame->last, month_of(c.year, n->value < 0 ? 12 : n->value), Grain::month, "month-of-year");
  }
  const bool weekend = week && static_cast<Unit>(at(n->last).value) == Unit::weekend;
  const int of_week = weekday ? at(n->last).value : weekend ? 5 : 3;  // a week belongs where its Thursday lies
  Day found = yearly ? (n->value < 0 ? nth_weekday(c.year, 12, of_week, -1)
                                     : nth_weekday(c.year, 1, of_week, 1) + 7 * (n->value - 1))
                     : nth_weekday(c.year, c.month, of_week, n->value);
  if (weekday) return fixed(i, frame->last, {found, found}, Grain::day, "weekday-of");
  return weekend ? fixed(i, frame->last, weekend_of(found), Grain::weekend, "weekend-of")
                 : fixed(i, frame->last, week_of(found), Grain::week, "week-of");
}

}  // namespace demarche::dates
