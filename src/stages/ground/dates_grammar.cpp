// Months, days and weekdays, and which rule reads a calendar expression that begins at a lexeme.
#include "stages/ground/dates_grammar.h"

#include <algorithm>

#include "base/text.h"

namespace demarche::dates {

Grammar::Maybe Grammar::fixed(std::size_t i, std::size_t last, Interval interval, Grain grain, const char* rule) const {
  Expression e;
  e.first = i, e.last = last, e.form = Form::fixed, e.interval = interval, e.grain = grain, e.rule = rule;
  return e;
}

// Whether the text speaks of Theresa May, whose name "by May" or "to May" may then be.
bool Grammar::theresa() const {
  if (theresa_ < 0) {
    theresa_ = text_.find("Theresa May") != std::string_view::npos || text_.find("Mrs May") != std::string_view::npos ||
               text_.find("Mrs. May") != std::string_view::npos || text_.find("Minister May") != std::string_view::npos;
  }
  return theresa_ == 1;
}

bool Grammar::date_introduced(std::size_t i) const {
  switch (before(i)) {
    case LexClass::in:
    case LexClass::since:
    case LexClass::until:
    case LexClass::part:
    case LexClass::shift:
    case LexClass::over:
      return true;
    case LexClass::of:
    case LexClass::by:
    case LexClass::from:
    case LexClass::to:
    case LexClass::through:
    case LexClass::before:
    case LexClass::after:
    case LexClass::between:
    case LexClass::and_:
    case LexClass::compare:
      return !theresa() || at(i).value != 5;
    case LexClass::dash:
      return i > 1 && (is(i - 2, LexClass::part) || is(i - 2, LexClass::month) || is(i - 2, LexClass::month_short));
    case LexClass::the:
      return i > 1 && is(i - 2, LexClass::in) && at(i).value != 5;
    default:
      return false;
  }
}

// "in May", but not "may"; "in March", but not "march"; "Sept." but not "Jan Egeland".
bool Grammar::month_stands_alone(std::size_t i) const {
  const Lexeme& l = at(i);
  if (says(i - (i > 0), "black") || before(i) == LexClass::possessive || before(i) == LexClass::money) return false;
  static constexpr std::string_view others[] = {"Revolution", "War", "Fools", "Crisis", "Surprise", "Offensive"};
  if (std::any_of(std::begin(others), std::end(others), [&](std::string_view w) { return word(i + 1) == w; }))
    return false;
  if (l.lex == LexClass::month_short && before(i) == LexClass::shift) return true;
  if (l.lex == LexClass::month_short)
    return l.capital && (date_introduced(i) || (is(i + 1, LexClass::dash) &&
                                                (is(i + 2, LexClass::month) || is(i + 2, LexClass::month_short))));
  if (l.value == 5) {
    if (l.capital)
      return date_introduced(i) || (is(i + 1, LexClass::dash) && is(i + 2, LexClass::month)) ||
             (is(i + 1, LexClass::to) && is(i + 2, LexClass::month));
    return before(i) == LexClass::in;
  }
  if (l.value == 3)
    return l.capital && (date_introduced(i) || (is(i + 1, LexClass::dash) && is(i + 2, LexClass::month)));
  if (!l.capital) return l.value == 8 ? date_introduced(i) : true;
  // a name of a person or thing before or after: "April Smith", "Miss June"
  if (i > 0 && before(i) == LexClass::other && at(i - 1).capital && !at(i).line_before &&
      (l.value == 4 || l.value == 6 || l.value == 8) && is(i + 1, LexClass::other))
    return false;
  return true;
}

// "May 5", "May 5th, 2014", "May 2014", "Oct/2", "May"
Grammar::Maybe Grammar::month_led(std::size_t i) const {
  const Lexeme& l = at(i);
  if (l.lex != LexClass::month && l.lex != LexClass::month_short) return std::nullopt;
  if (glued(i) && i > 0 &&
      (before(i) == LexClass::money || before(i) == LexClass::number || before(i) == LexClass::sign))
    return std::nullopt;
  Expression e;
  e.first = i, e.month = l.value, e.last = i + 1, e.rule = "month";
  std::size_t j = i + 1;
  if (is(j, LexClass::period) && glued(j) &&
      (!l.capital || l.lex == LexClass::month_short ||
       (is(j + 1, LexClass::number) && !at(j + 1).line_before && at(j + 1).digits <= 2)))
    ++j;
  std::size_t d = j;
  if (is(d, LexClass::slash) || (is(d, LexClass::dash) && glued(d) && is(d + 1, LexClass::number) && glued(d + 1))) ++d;
  if (is(d, LexClass::comma) && is(d + 1, LexClass::ordinal)) ++d;
  if (is(d, LexClass::the)) ++d;
  const bool modal = l.value == 5 && !l.capital;
  if (!l.capital && (l.value == 3 || modal) && lower_plural(d + 1)) return std::nullopt;  // "march 5 kilometres"
  const auto day = at(d).line_before ? std::nullopt : day_number(d, l.capital || !modal);
  // "may 5 people", "march second": not without a capital
  const bool plain_word = day && !is(d, LexClass::number) && !is(d, LexClass::ordinal) && !l.capital && l.value != 5;
  if (day && !plain_word &&
      !(modal && !is(d, LexClass::ordinal) && before(i) != LexClass::weekday && before(i) != LexClass::weekday_short &&
        before(i) != LexClass::on && i > 0 && before(i) != LexClass::other) &&
      !(l.value == 3 && !l.capital && before(i) == LexClass::to)) {
    e.day = day->value, e.last = day->last, e.rule = "month-day";
    if (const auto year = year_after(day->last)) e.year = year->value, e.last = year->last;
    if (e.year == 0 && is(d, LexClass::ordinal) && is(e.last, LexClass::number) && at(e.last).digits == 2 &&
        !at(e.last).line_before && !is(e.last + 1, LexClass::colon) && at(e.last).value <= 40 &&
        is(e.last + 1, LexClass::past_cue)) {
      e.year = 2000 + at(e.last).value, ++e.last;
    }
    if (e.year == 0 && e.month == 9 && e.day == 11 &&
        (says(e.last, "attacks") || says(e.last, "attack") || says(e.last, "terrorist") || says(e.last, "hijackers") ||
         (i >= 2 && is(i - 1, LexClass::of) && says(i - 2, "attacks")))) {
      e.year = 2001;
    }
    return e;
  }
  if (const auto year = year_after(j)) {
    if (!modal || year->last > j) {
      e.year = year->value, e.last = year->last, e.rule = "month-year";
      return e;
    }
  }
  if (!month_stands_alone(i)) return std::nullopt;
  if (l.lex == LexClass::month_short && is(i + 1, LexClass::period) && glued(i + 1) && !at(i + 2).capital)
    e.last = i + 2;
  return e;
}

// "5 May 2014", "the 5th of May", "the 15th day of June", "20th of next month", "twenty five January"
Grammar::Maybe Grammar::day_led(std::size_t i) const {
  std::size_t j = skip(i, LexClass::the);
  if (glued(j) && j > 0 && before(j) != LexClass::open && before(j) != LexClass::dash && before(j) != LexClass::slash &&
      before(j) != LexClass::sign)
    return std::nullopt;
  const bool word_day = is(j, LexClass::cardinal);
  const auto day = day_number(j, true);
  if (!day) return std::nullopt;
  std::size_t m = day->last;
  if (says(m, "day") && is(m + 1, LexClass::of)) ++m;
  const bool of = is(m, LexClass::of);
  if (of) ++m;
  if (is(m, LexClass::dash) && glued(m) && glued(m + 1)) ++m;
  if (at(m).line_before) return std::nullopt;
  Expression e;
  e.first = i, e.day = day->value, e.rule = "day-month";
  if (is(m, LexClass::month) || is(m, LexClass::month_short)) {
    const Lexeme& month = at(m);
    const bool ambiguous = (month.value == 5 && month.lex == LexClass::month) || month.value == 3;
    if (!month.capital && !of && ambiguous && !is(j, LexClass::ordinal)) return std::nullopt;
    if (is(j, LexClass::ordinal) && !is_ascii_digit(word(j)[0]) && !of && ambiguous)
      return std::nullopt;  // "second March on ..."
    if (word_day && month.lex != LexClass::month) return std::nullopt;
    e.month = month.value, e.last = m + 1;
    std::size_t y = e.last;
    if (month.lex == LexClass::month_short && is(y, LexClass::period) && glued(y) &&
        (is(y + 1, LexClass::number) || !at(y + 1).capital))
      ++y;
    if (const auto year = year_after(y)) e.year = year->value, e.last = year->last;
    return e;
  }
  if (of && reference_) {
    m = skip(m, LexClass::the);
    if (is(m, LexClass::shift) && says(m + 1, "month")) {
      const CivilDate c =
          add_units(Day::of(reference_->civil().year, reference_->civil().month, 1), Unit::month, at(m).value).civil();
      e.month = c.month, e.year = c.year, e.last = m + 2;
      return e;
    }
  }
  return std::nullopt;
}

// "the 21st", "the 27th": only numeric ordinals after "on the" or "the", with nothing they could count.
Grammar::Maybe Grammar::ordinal_led(std::size_t i) const {
  const std::size_t n = skip(i, LexClass::the);
  if (!is(n, LexClass::ordinal) || !is_ascii_digit(word(n)[0])) return std::nullopt;
  if (before(i) != LexClass::on && (n == i || (before(i) != LexClass::until && before(i) != LexClass::since)))
    return std::nullopt;
  const LexClass next = lex(n + 1);
  if (next != LexClass::end && next != LexClass::period && next != LexClass::comma && next != LexClass::and_ &&
      next != LexClass::at && next != LexClass::dash)
    return std::nullopt;
  if (at(n).value < 1 || at(n).value > 31) return std::nullopt;
  Expression e;
  e.first = i, e.last = n + 1, e.day = at(n).value, e.rule = "ordinal-day";
  return e;
}

// True when the words make a name of it: "Sunday Times", "Good Friday Agreement".
bool Grammar::names_something_else(std::size_t last) const {
  if (!at(last).capital || at(last).line_before || at(last).lex != LexClass::other) return false;
  static constexpr std::string_view names[] = {
      "Times",  "Telegraph", "Mirror",  "Express", "Mail", "Herald", "Post",     "Agreement", "Mass", "School",
      "Island", "Islands",   "Prayers", "Night",   "Club", "Rising", "Massacre", "People",    "Star"};
  return std::any_of(std::begin(names), std::end(names), [&](std::string_view w) { return word(last) == w; });
}

// "Friday", "Friday evening", "Friday, 30 December", "Tuesday the 11th", "Tuesday of next week"
Grammar::Maybe Grammar::weekday_led(std::size_t i) const {
  const Lexeme& l = at(i);
  if (l.lex != LexClass::weekday && l.lex != LexClass::weekday_short) return std::nullopt;
  const bool brief = l.lex == LexClass::weekday_short;
  if (brief && !l.capital) return std::nullopt;  // "sat", "sun"
  if (glued(i) && i > 0 && before(i) != LexClass::open && before(i) != LexClass::sign && before(i) != LexClass::dash &&
      before(i) != LexClass::slash)
    return std::nullopt;
  static constexpr std::string_view named[] = {"bloody", "super", "black", "palm", "fat", "maundy", "every", "each"};
  if (i > 0 && std::any_of(std::begin(named), std::end(named), [&](std::string_view w) { return says(i - 1, w); }))
    return std::nullopt;
  std::size_t j = i + 1;
  if (brief && is(j, LexClass::period) && glued(j)) ++j;
  std::size_t d = j;
  if (is(d, LexClass::day_time) || (says(d, "night") && !is(d + 1, LexClass::of))) ++d;
  const std::size_t after_time = d;
  const bool bracket = is(d, LexClass::open);
  if (is(d, LexClass::comma) || is(d, LexClass::dash) || bracket) ++d;
  if (is(d, LexClass::on)) ++d;
  if (!at(d).line_before) {
    Maybe date = numeric(d);
    if (!date) date = month_led(d);
    if (!date) date = day_led(d);
    if (date && date->day > 0) {
      date->first = i, date->rule = "weekday-date";
      if (bracket && is(date->last, LexClass::close)) ++date->last;
      date->weekday = date->month == 0 ? l.value : -1;
      return date;
    }
    const std::size_t o = skip(d, LexClass::the);
    const bool digits = is(o, LexClass::ordinal) && is_ascii_digit(word(o)[0]);
    const auto q = digits || o > d ? spelled_ordinal(o) : std::nullopt;
    if (q && q->value >= 1 && q->value <= 31 && d == after_time && !is(q->last, LexClass::of) &&
        !lower_plural(q->last) && !(at(q->last).capital && is(q->last, LexClass::other))) {
      Expression e;
      e.first = i, e.last = q->last, e.day = q->value, e.weekday = l.value, e.rule = "weekday-ordinal";
      return e;
    }
    // "Monday two weeks from now"
    if (reference_ && (d == after_time || is(after_time, LexClass::comma)) &&
        (is(d, LexClass::number) || is(d, LexClass::cardinal))) {
      if (const auto ahead_of = offset(d);
          ahead_of && ahead_of->form == Form::fixed && is(ahead_of->last - 1, LexClass::now)) {
        const Day day = week_of(ahead_of->interval.start).start + l.value;
        return fixed(i, ahead_of->last, {day, day}, Grain::day, "weekday-offset");
      }
    }
    // "Tuesday of next week", "Wednesday next week"
    std::size_t s = is(d, LexClass::of) ? d + 1 : d;
    if (reference_ && d == after_time && is(s, LexClass::shift) && (says(s + 1, "week") || says(s + 1, "workweek")) &&
        !is(s + 2, LexClass::possessive)) {
      const Day day = week_of(*reference_ + 7 * at(s).value).start + l.value;
      return fixed(i, s + 2, {day, day}, Grain::day, "weekday-week");
    }
  }
  if (names_something_else(j)) return std::nullopt;
  if (brief && !(l.capital && (j > i + 1 || before(i) == LexClass::on || before(i) == LexClass::shift)))
    return std::nullopt;
  Expression e;
  e.first = i, e.last = after_time, e.form = Form::weekday, e.weekday = l.value, e.rule = "weekday";
  if (after_time == i + 1 && brief && is(i + 1, LexClass::period) && j == i + 2) e.last = i + 1;
  return e;
}

Grammar::Maybe Grammar::calendar(std::size_t i) const {
  Maybe best;
  const auto offer = [&](Maybe e) {
    if (e && (!best || e->last > best->last)) best = std::move(e);
  };
  switch (lex(i)) {
    case LexClass::month:
    case LexClass::month_short:
      offer(month_led(i));
      if (is(i, LexClass::month) && says(i + 1, "day")) offer(holiday_led(i));
      if (is(i, LexClass::month) && (says(i + 1, "fools") || says(i + 1, "fool"))) offer(holiday_led(i));
      break;
    case LexClass::number:
      offer(numeric(i));
      offer(day_led(i));
      offer(decade(i));
      offer(quarter_led(i));
      offer(year(i));
      break;
    case LexClass::ordinal:
      offer(day_led(i));
      offer(ordinal_led(i));
      offer(century(i));
      offer(quarter_led(i));
      offer(period_of(i));
      break;
    case LexClass::cardinal:
      offer(day_led(i));
      offer(year(i));
      offer(decade(i));
      break;
    case LexClass::decade_word:
      offer(decade(i));
      break;
    case LexClass::weekday:
    case LexClass::weekday_short:
      offer(weekday_led(i));
      break;
    case LexClass::season:
      offer(season_led(i));
      break;
    case LexClass::holiday:
      offer(holiday_led(i));
      break;
    case LexClass::other:
      if (at(i).end - at(i).begin == 1) offer(quarter_led(i));
      break;
    case LexClass::the:
      offer(day_led(i));
      offer(ordinal_led(i));
      offer(decade(i));
      offer(century(i));
      offer(season_led(i));
      offer(quarter_led(i));
      offer(period_of(i));
      break;
    default:
      break;
  }
  return best;
}

}  // namespace demarche::dates
