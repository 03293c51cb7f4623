// Counted durations, spelled numbers, years and days of a month.
#include "base/text.h"
#include "stages/ground/dates_grammar.h"

namespace demarche::dates {

// "twenty five", "two hundred and six", "three thousand"
std::optional<Quantity> Grammar::spelled_number(std::size_t i) const {
  if (!is(i, LexClass::cardinal)) return std::nullopt;
  int total = 0, part = 0;
  std::size_t last = i;
  bool any = false, ones = false, tens = false;
  while (last < i + 9) {
    std::size_t next = last;
    if (any && is(next, LexClass::dash) && glued(next) && glued(next + 1) && tens && !ones) ++next;
    if (any && is(next, LexClass::and_) && total + part >= 100) ++next;
    if (!is(next, LexClass::cardinal)) break;
    const int v = at(next).value;
    if (v >= 100) {
      if (!any || part == 0) break;
      if (v == 1000) {
        total += part * 1000;
        part = 0;
      } else {
        part *= 100;
      }
      ones = tens = false;
    } else if (v >= 20 && !tens && !ones) {
      part += v;
      tens = true;
    } else if (v < 20 && !ones && !(tens && v >= 10)) {
      part += v;
      ones = true;
    } else {
      break;
    }
    any = true;
    last = next + 1;
    if (total > 9000) break;
  }
  if (!any) return std::nullopt;
  return Quantity{total + part, last, false};
}

// "nineteen eighty six", "nineteen zero one", "two thousand and fifteen", "twenty twenty"
std::optional<Quantity> Grammar::spelled_year(std::size_t i) const {
  if (!is(i, LexClass::cardinal)) return std::nullopt;
  const int head = at(i).value;
  if (head >= 16 && head <= 20 && is(i + 1, LexClass::cardinal) && !at(i + 1).line_before) {
    if (at(i + 1).value == 0 && is(i + 2, LexClass::cardinal) && at(i + 2).value < 10)
      return Quantity{head * 100 + at(i + 2).value, i + 3};
    const auto rest = spelled_number(i + 1);
    if (rest && rest->value >= 10 && rest->value < 100) return Quantity{head * 100 + rest->value, rest->last};
    return std::nullopt;
  }
  if (head == 2 && is(i + 1, LexClass::cardinal) && at(i + 1).value == 1000) {
    const auto all = spelled_number(i);
    if (all && all->value >= 2000 && all->value < 2100) return all;
  }
  return std::nullopt;
}

// "fifth", "5th", "twenty first", "thirty-first"
std::optional<Quantity> Grammar::spelled_ordinal(std::size_t i) const {
  if (is(i, LexClass::ordinal)) return Quantity{at(i).value, i + 1};
  if (is(i, LexClass::cardinal) && (at(i).value == 20 || at(i).value == 30)) {
    const std::size_t next = is(i + 1, LexClass::dash) && glued(i + 1) ? i + 2 : i + 1;
    if (is(next, LexClass::ordinal) && at(next).value < 10 && !is_ascii_digit(word(next)[0]))
      return Quantity{at(i).value + at(next).value, next + 1};
  }
  return std::nullopt;
}

// A day of a month: "5", "05", "5th", "fifth"; cardinal words ("twenty nine") where asked for.
std::optional<Quantity> Grammar::day_number(std::size_t i, bool words) const {
  std::optional<Quantity> q;
  if (is(i, LexClass::number)) {
    if (at(i).digits > 2) return std::nullopt;
    if (is(i + 1, LexClass::colon) && glued(i + 1)) return std::nullopt;  // a time
    if ((is(i + 1, LexClass::period) || is(i + 1, LexClass::slash)) && glued(i + 1) && is(i + 2, LexClass::number) &&
        glued(i + 2))
      return std::nullopt;
    if (is(i + 1, LexClass::percent) || says(i + 1, "am") || says(i + 1, "pm") || says(i + 1, "percent"))
      return std::nullopt;
    q = Quantity{at(i).value, i + 1};
  } else if (const auto o = spelled_ordinal(i)) {
    q = o;
  } else if (words) {
    q = spelled_number(i);
  }
  if (!q || q->value < 1 || q->value > 31) return std::nullopt;
  return q;
}

std::optional<Quantity> Grammar::quantity(std::size_t i) const {
  switch (lex(i)) {
    case LexClass::number:
      if (at(i).digits > 4 || before(i) == LexClass::money) return std::nullopt;
      if (glued(i) && i > 0 &&
          (before(i) == LexClass::period || before(i) == LexClass::dash || before(i) == LexClass::colon))
        return std::nullopt;
      return Quantity{at(i).value, i + 1};
    case LexClass::cardinal:
      return spelled_number(i);
    case LexClass::a:
      if (is(i + 1, LexClass::couple)) return Quantity{2, skip(i + 2, LexClass::of)};
      if (is(i + 1, LexClass::few)) return Quantity{3, i + 2, true};
      if (is(i + 1, LexClass::cardinal) && at(i + 1).value >= 100) return Quantity{at(i + 1).value, i + 2};
      if (says(i + 1, "dozen")) return Quantity{12, i + 2};
      return Quantity{1, i + 1};
    case LexClass::few:
      return Quantity{3, i + 1, true};
    case LexClass::couple:
      return Quantity{2, skip(i + 1, LexClass::of)};
    default:
      return std::nullopt;
  }
}

Day Duration::from(Day day, int sign) const {
  if (business) return add_business_days(day, sign * pieces[0].count);
  static constexpr Unit order[] = {Unit::century, Unit::decade,    Unit::year, Unit::half,    Unit::quarter,
                                   Unit::month,   Unit::fortnight, Unit::week, Unit::weekend, Unit::day};
  for (Unit u : order) {
    for (int i = 0; i < size; ++i) {
      if (pieces[i].unit == u) day = add_units(day, u, sign * pieces[i].count);
    }
  }
  return day;
}

std::optional<Duration> Grammar::duration(std::size_t i, int most) const {
  Duration d;
  while (d.size < most) {
    std::size_t next = i;
    if (d.size > 0) {
      next = skip(next, LexClass::comma);
      next = skip(next, LexClass::and_);
    }
    const auto q = quantity(next);
    if (!q || (d.size > 0 && q->open)) break;
    std::size_t u = q->last;
    const bool business = says(u, "business") || says(u, "working");
    if (business) ++u;
    const bool shorter = says(u, "short") || says(u, "long") || says(u, "full");
    if (shorter) ++u;
    if (!is(u, LexClass::unit) && !is(u, LexClass::units)) break;
    if (at(u).line_before) break;
    const Unit unit = static_cast<Unit>(at(u).value);
    if (unit == Unit::second) break;
    if (business && unit != Unit::day) break;
    d.business = business;
    d.open = d.open || q->open;
    d.pieces[d.size++] = {unit, q->value};
    d.last = i = u + 1;
  }
  if (d.size == 0) return std::nullopt;
  return d;
}

}  // namespace demarche::dates
