// Whole expressions: an atom, a range of two, "since", "until".
#include <algorithm>

#include "stages/ground/dates_grammar.h"
#include "stages/ground/dates_holidays.h"

namespace demarche::dates {

Direction Grammar::direction(const Expression& e) const {
  if (e.form == Form::fixed && e.first == e.last) return Direction::neutral;
  const Direction way = tense_.direction(e.first, e.last);
  // "wanted it by Christmas": a limit, which the verb's own tense does not place
  return way == Direction::past && before(e.first) == LexClass::by ? Direction::neutral : way;
}

std::optional<Found> Grammar::settle(const Expression& e) const {
  if (e.bare_number) return std::nullopt;
  const Direction way = e.needs_year() && !e.shift ? direction(e) : Direction::neutral;
  const auto r = resolve(e, reference_, way);
  if (!r) return std::nullopt;
  return Found{e.first, e.last, *r, e.rule};
}

// One end of a range; also "now".
Grammar::Maybe Grammar::end_point(std::size_t i) const {
  if (is(i, LexClass::now) && reference_) return fixed(i, i + 1, {*reference_, *reference_}, Grain::day, "now");
  if (is(i, LexClass::in) || is(i, LexClass::within) || at(i).line_before) return std::nullopt;
  if (depth_ >= max_depth) return std::nullopt;
  ++depth_;
  Maybe whole = atom(i);
  --depth_;
  if (whole) return whole;
  if (is(i, LexClass::month) || is(i, LexClass::month_short)) {
    Expression e;
    e.first = i, e.month = at(i).value, e.last = i + 1, e.rule = "month";
    const bool modal = (e.month == 5 || e.month == 3) && is(i, LexClass::month) && !at(i).capital;
    if (!modal) return e;
  }
  return bare_day(i);
}

// Whether lexeme c joins a to a second end: "to", a dash, "and" after "between".
bool Grammar::joins(const Expression& a, std::size_t c, bool from, bool between) const {
  if (at(c).line_before) return false;
  switch (lex(c)) {
    case LexClass::to:
    case LexClass::through:
    case LexClass::tilde:
    case LexClass::until:
      return true;
    case LexClass::dash:
      return at(c).space_before == at(c + 1).space_before || from;
    case LexClass::and_:
      return between || (a.bare_number && from);
    case LexClass::slash:  // "2007/2008"
      return glued(c) && glued(c + 1) && a.year > 0 && a.month == 0 && is(c + 1, LexClass::number) &&
             at(c + 1).value == a.year + 1;
    default:
      return false;
  }
}

// "19" in "November 18-19, 2015": takes its month from the beginning of the range.
bool Grammar::finish_day(const Expression& a, Expression& b, LexClass link) const {
  if (!(a.form == Form::calendar && a.day > 0 && a.month > 0)) return false;
  if (b.day <= a.day) return false;
  if (link != LexClass::dash && link != LexClass::tilde && !is(b.first, LexClass::ordinal) &&
      !is(b.first, LexClass::number) && !is(b.first, LexClass::the))
    return false;
  if (const auto year = year_after(b.last); year && a.year == 0) b.year = year->value, b.last = year->last;
  b.bare_number = false, b.month = a.month;
  if (b.year == 0) b.year = a.year;
  if (at(b.last).lex == LexClass::percent || lower_plural(b.last)) return false;
  return true;
}

// "from 3 to 12 September", "between May and July", "May-June 2012", "2014-2016", "from Monday to Friday", "4 till 23
// of this month"
std::optional<Found> Grammar::range(std::size_t i) const {
  const bool from = is(i, LexClass::from), between = is(i, LexClass::between);
  std::size_t x = from || between ? i + 1 : i;
  if (is(x, LexClass::between) || is(x, LexClass::from)) ++x;
  const Maybe a = end_point(x);
  if (!a) return std::nullopt;
  const std::size_t c = a->last;
  const LexClass link = lex(c);
  if (!joins(*a, c, from, between)) return std::nullopt;
  std::size_t y = c + 1;
  if (is(y, LexClass::dash)) ++y;
  Maybe b;
  // "2014-16": the short end of years
  if (a->form == Form::calendar && a->year > 0 && a->month == 0 && a->day == 0 && a->season < 0 &&
      link == LexClass::dash && is(y, LexClass::number) && at(y).digits == 2 && glued(y) && !glued(y + 1)) {
    const int end = a->year / 100 * 100 + at(y).value;
    if (end <= a->year) return std::nullopt;
    Expression e;
    e.first = y, e.last = y + 1, e.year = end;
    b = e;
  } else {
    b = end_point(y);
  }
  if (!b) return std::nullopt;
  if (a->bare_number && b->bare_number) return std::nullopt;
  if (a->bare_number && !(b->form == Form::calendar && b->day > 0 && b->month > 0)) return std::nullopt;
  if (b->bare_number && !finish_day(*a, *b, link)) return std::nullopt;
  // a bare "X to Y" needs two of a kind: "sent it on Friday to May"
  if (!from && !between && link == LexClass::to) {
    const bool both = a->form == b->form &&
                      (a->form != Form::calendar || (a->day > 0) == (b->day > 0) || (a->month > 0) == (b->month > 0));
    if (!both && !(b->form == Form::fixed)) return std::nullopt;
    if (a->form == Form::fixed && b->form == Form::calendar && b->day == 0) return std::nullopt;
  }
  const Direction way = a->needs_year() || b->needs_year() ? tense_.direction(i, b->last) : Direction::neutral;
  const auto r = resolve_range(*a, *b, reference_, way);
  if (!r) return std::nullopt;
  return Found{i, b->last, *r, "range"};
}

// "since 2014", "since last week", "since the war began in February": from its start to the reference day
std::optional<Found> Grammar::since(std::size_t i) const {
  if (!is(i, LexClass::since) || !reference_) return std::nullopt;
  Maybe e = end_point(i + 1);
  if (e && e->bare_number) e.reset();
  if (!e && is(i + 1, LexClass::the)) e = calendar(i + 2);  // "since the December elections"
  if (e && e->bare_number) e.reset();
  const char* rule = "since";
  for (std::size_t k = i + 1; !e && k < i + 9; ++k) {
    const LexClass c = lex(k);
    if (c == LexClass::comma || c == LexClass::period || c == LexClass::sentence_end || c == LexClass::end ||
        at(k).line_before || c == LexClass::future_cue)
      return std::nullopt;
    if ((c == LexClass::in || c == LexClass::on) && k > i + 1) {
      e = atom(k + 1);
      if (e && e->bare_number) e.reset();
      rule = "since.clause";
      if (!e) return std::nullopt;
    }
  }
  if (!e) {
    if (const auto c = conflict_at(text_, lexemes_, i + 1, *reference_))
      return Found{i, c->last, {{c->start, *reference_}, Grain::span}, "since.conflict"};
    return std::nullopt;
  }
  auto r = resolve(*e, reference_, Direction::certain_past);
  if (!r || r->interval.start > *reference_) return std::nullopt;
  return Found{i, e->last, {{r->interval.start, *reference_}, Grain::span}, rule};
}

// "until Friday": to its end where that lies ahead, otherwise the day itself
std::optional<Found> Grammar::until(std::size_t i) const {
  if (!is(i, LexClass::until)) return std::nullopt;
  const auto e = end_point(i + 1);
  if (!e || e->bare_number || is(i + 1, LexClass::now)) return std::nullopt;
  auto r =
      resolve(*e, reference_, e->needs_year() && !e->shift ? tense_.direction(e->first, e->last) : Direction::neutral);
  if (!r) return std::nullopt;
  if (reference_ && r->interval.end > *reference_)
    return Found{i, e->last, {{std::min(*reference_, r->interval.start), r->interval.end}, Grain::span}, "until"};
  return Found{e->first, e->last, *r, e->rule};
}

std::optional<Found> Grammar::find(std::size_t i) {
  if (is(i, LexClass::since)) return since(i);
  if (is(i, LexClass::until)) return until(i);
  if (is(i, LexClass::from) || is(i, LexClass::between)) return range(i);
  std::optional<Found> best;
  if (const auto e = atom(i)) best = settle(*e);
  if (is(i, LexClass::in) || is(i, LexClass::within)) return best;
  if (const auto r = range(i); r && (!best || r->last > best->last)) best = r;
  return best;
}

}  // namespace demarche::dates
