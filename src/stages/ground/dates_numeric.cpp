// Numbers within dates: counted durations, spelled years, numeric dates, and which numbers are no dates at all.
#include <algorithm>
#include <array>
#include <tuple>

#include "base/text.h"
#include "stages/ground/dates_grammar.h"

namespace demarche::dates {

bool Grammar::says(std::size_t i, std::string_view lower) const {
  return equals_ignoring_case(word(i), lower);
}

bool Grammar::lower_plural(std::size_t i) const {
  const Lexeme& l = at(i);
  if (l.lex != LexClass::other || l.capital || l.line_before) return false;
  const std::string_view w = word(i);
  if (w == "people" || w == "men" || w == "women" || w == "children" || w == "police" || w == "km" || w == "metres")
    return true;
  return w.size() > 3 && w.back() == 's' && w[w.size() - 2] != 's' && w != "was" && w != "has" && w != "this";
}

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

// A number followed by what it counts: "2000 troops", "1945 km". `introduced`: "in", "since" or the like stands before
// it, and then only a round number can be a quantity ("in 2000 villages").
bool Grammar::quantity_follows(std::size_t i, bool introduced) const {
  const LexClass next = lex(i + 1);
  if (next == LexClass::percent || next == LexClass::units || next == LexClass::money) return true;
  if (next == LexClass::cardinal && !at(i + 1).line_before) return true;  // "2014 million"
  if (next == LexClass::period && glued(i + 1) && is(i + 2, LexClass::number) && glued(i + 2)) return true;
  if (introduced && at(i).value % 100 != 0) return false;
  if (says(i + 1, "million") || says(i + 1, "billion") || says(i + 1, "square")) return true;
  return lower_plural(i + 1);
}

Grammar::Maybe Grammar::year(std::size_t i) const {
  if (const auto spelled = spelled_year(i)) {
    if (!is(spelled->last, LexClass::units) && (before(i) == LexClass::in || before(i) == LexClass::since ||
                                                before(i) == LexClass::until || says(i - (i > 0), "year"))) {
      Expression e;
      e.first = i, e.last = spelled->last, e.year = spelled->value, e.rule = "year.spelled";
      return e;
    }
    return std::nullopt;
  }
  if (!is(i, LexClass::number) || at(i).digits != 4) return std::nullopt;
  const int y = at(i).value;
  if (y < 1000 || y > 2100) return std::nullopt;
  const LexClass prev = before(i);
  if (glued(i) && i > 0 && prev != LexClass::open && prev != LexClass::dash && prev != LexClass::tilde &&
      prev != LexClass::sign && prev != LexClass::slash)
    return std::nullopt;
  if (prev == LexClass::money || prev == LexClass::number || says(i - (i > 0), "number") || word(i - (i > 0)) == "#")
    return std::nullopt;
  const auto joined = [&](std::size_t k) {
    return (is(k, LexClass::dash) || is(k, LexClass::slash) || is(k, LexClass::period)) && glued(k) && glued(k + 1) &&
           is(k + 1, LexClass::number);
  };
  if (joined(i + 1) && joined(i + 3) && lex(i + 1) == lex(i + 3)) return std::nullopt;  // "2015-1-32"
  if (glued(i + 1) && (is(i + 1, LexClass::other) || is(i + 1, LexClass::month_short))) return std::nullopt;  // "2014a"
  static constexpr std::string_view numbered[] = {"resolution", "resolutions", "article", "no",     "flight",
                                                  "section",    "route",       "highway", "room",   "law",
                                                  "act",        "page",        "chapter", "decree", "boeing",
                                                  "paragraph",  "directive",   "box",     "level",  "agenda"};
  if (i > 0 &&
      std::any_of(std::begin(numbered), std::end(numbered), [&](std::string_view w) { return says(i - 1, w); }))
    return std::nullopt;
  bool introduced = false;
  switch (prev) {
    case LexClass::in:
    case LexClass::since:
    case LexClass::until:
    case LexClass::by:
    case LexClass::from:
    case LexClass::between:
    case LexClass::before:
    case LexClass::after:
    case LexClass::part:
    case LexClass::around:
    case LexClass::open:
    case LexClass::season:
    case LexClass::month:
    case LexClass::the:
    case LexClass::possessive:
    case LexClass::of:
    case LexClass::through:
      introduced = true;
      break;
    case LexClass::to:
    case LexClass::dash:
    case LexClass::and_:
    case LexClass::over:
      introduced = y >= 1900;
      break;
    case LexClass::unit:
      introduced = says(i - 1, "year");
      break;
    default:
      break;
  }
  if (quantity_follows(i, introduced && (prev != LexClass::of && prev != LexClass::the && prev != LexClass::to &&
                                                 prev != LexClass::over
                                             ? true
                                             : y >= 1950)))
    return std::nullopt;
  if (!introduced && (y < 1900 || y > 2060)) return std::nullopt;
  if ((y < 1500 || y > 2060) && (prev == LexClass::of || prev == LexClass::the || prev == LexClass::to ||
                                 prev == LexClass::by || prev == LexClass::from))
    return std::nullopt;
  Expression e;
  e.first = i, e.last = i + 1, e.year = y, e.rule = "year";
  const Lexeme& month = at(i + 1);  // "2016 June"
  if ((month.lex == LexClass::month || month.lex == LexClass::month_short) && month.value != 5 && !month.line_before &&
      !is(i + 2, LexClass::number)) {
    e.month = month.value, ++e.last, e.rule = "year-month";
  }
  return e;
}

// The year after a month or day: ", 2014", "of 2014", "in 2014", "'98", "/2018", "last year", "nineteen eighty six".
std::optional<Quantity> Grammar::year_after(std::size_t i) const {
  if (at(i).line_before) return std::nullopt;
  std::size_t j = i;
  bool of = false;
  if (is(j, LexClass::comma)) {
    ++j;
  } else if (is(j, LexClass::of) || is(j, LexClass::in)) {
    ++j;
    of = true;
    if (is(j, LexClass::the)) ++j;
    if (is(j, LexClass::unit) && says(j, "year")) ++j;
  } else if ((is(j, LexClass::slash) || is(j, LexClass::dash)) && glued(j) && glued(j + 1)) {
    ++j;
  }
  if (is(j, LexClass::number) && at(j).digits == 4 && at(j).value >= 1000 && at(j).value <= 2100 &&
      !(glued(j + 1) && is(j + 1, LexClass::other))) {
    return Quantity{at(j).value, j + 1};
  }
  if (of && is(j, LexClass::number) && at(j).digits == 2 && at(j).value >= 32)
    return Quantity{1900 + at(j).value, j + 1};
  if (is(j, LexClass::sign) && (word(j) == "'" || word(j) == "\xE2\x80\x99" || word(j) == "\xE2\x80\x98") &&
      is(j + 1, LexClass::number) && glued(j + 1) && at(j + 1).digits == 2) {
    const int v = at(j + 1).value;
    return Quantity{v < 40 ? 2000 + v : 1900 + v, j + 2};
  }
  if (reference_ && (j == i || of) && is(j, LexClass::shift) && is(j + 1, LexClass::unit) && says(j + 1, "year") &&
      !is(j + 2, LexClass::possessive)) {
    return Quantity{reference_->civil().year + at(j).value, j + 2};
  }
  if (const auto y = spelled_year(j)) return y;
  return std::nullopt;
}

// "on", "by", a weekday and the like before two numbers make a date of them
bool Grammar::numeric_cue(std::size_t i) const {
  switch (before(i)) {
    case LexClass::on:
    case LexClass::by:
    case LexClass::from:
    case LexClass::until:
    case LexClass::since:
    case LexClass::between:
    case LexClass::weekday:
    case LexClass::weekday_short:
    case LexClass::shift:
    case LexClass::to:
    case LexClass::before:
    case LexClass::after:
      return true;
    case LexClass::dash:
      return i > 1 && is(i - 2, LexClass::number) && glued(i);
    default:
      return false;
  }
}

Grammar::Maybe Grammar::numeric_pair(std::size_t i, std::size_t last, int a, int b, int digits_a, int digits_b,
                                     LexClass separator) const {
  Expression e;
  e.first = i, e.last = last, e.rule = "numeric";
  // "2008-09" is a season, as the end of years; "2008-11" a month
  if (digits_a == 4 && digits_b == 2 && separator == LexClass::dash && b == (a + 1) % 100) return std::nullopt;
  if (digits_a == 4 && a >= 1000 && a <= 2100 && digits_b <= 2 && b >= 1 && b <= 12) {
    e.year = a, e.month = b;
    return e;
  }
  if (digits_b == 4 && b >= 1000 && b <= 2100 && digits_a <= 2 && a >= 1 && a <= 12) {
    e.year = b, e.month = a;
    return e;
  }
  if (digits_a > 2 || digits_b > 2 || a < 1 || b < 1) return std::nullopt;
  if (a == 24 && b == 7) return std::nullopt;
  if (a > 12 && b <= 12) std::swap(a, b);  // day first
  if (a > 12 || b > days_in_month(2000, a)) return std::nullopt;
  const bool cue = numeric_cue(i);
  if (separator == LexClass::slash) {
    if (a == 9 && b == 11 && before(i) != LexClass::on && before(i) != LexClass::weekday) {
      e.year = 2001, e.month = 9, e.day = 11, e.rule = "numeric.nine-eleven";
      return e;
    }
    if (!cue && b <= 12) return std::nullopt;  // "2/3 of members"
  } else if (!cue || before(i) == LexClass::by || before(i) == LexClass::from || before(i) == LexClass::to ||
             before(i) == LexClass::after || before(i) == LexClass::before || before(i) == LexClass::between) {
    return std::nullopt;  // "2-1", "3.5"
  }
  e.month = a, e.day = b;
  return e;
}

// "2022-12-30", "31.12.2022", "12/31/22", "23/Sep/2020", "2015-3", "4/22": parts joined by one sign without blanks. A
// longer or impossible chain is a telephone number or the like: it gives an expression without fields, so that no part
// of it is read alone.
Grammar::Maybe Grammar::numeric(std::size_t i) const {
  struct Value {
    int value = 0, digits = 0;
    bool month = false;
  };
  std::array<Value, 4> parts;
  std::size_t n = 0, j = i;
  const LexClass sep = lex(i + 1);
  if (sep != LexClass::dash && sep != LexClass::slash && sep != LexClass::period) return std::nullopt;
  if (glued(i) && i > 0 && before(i) == LexClass::other) return std::nullopt;
  while (n < 4) {
    const Lexeme& l = at(j);
    if (l.lex == LexClass::number) {
      parts[n++] = {l.value, l.digits, false};
    } else if (n > 0 && (l.lex == LexClass::month || l.lex == LexClass::month_short)) {
      parts[n++] = {l.value, 2, true};
    } else {
      break;
    }
    if (lex(j + 1) != sep || !glued(j + 1) || !glued(j + 2)) {
      ++j;
      break;
    }
    if (lex(j + 2) != LexClass::number && lex(j + 2) != LexClass::month && lex(j + 2) != LexClass::month_short &&
        lex(j + 2) != LexClass::big_number) {
      ++j;
      break;
    }
    j += 2;
    if (lex(j) == LexClass::big_number) n = 4;
  }
  Expression e;
  e.first = i, e.last = j, e.rule = "numeric";
  const bool preceded = i > 1 && glued(i) && before(i) == sep && glued(i - 1) && is(i - 2, LexClass::number);
  if (n < 2 || n > 3 || preceded) return std::nullopt;
  if (n == 2) {
    if (parts[1].month) return std::nullopt;
    return numeric_pair(i, j, parts[0].value, parts[1].value, parts[0].digits, parts[1].digits, sep);
  }
  auto [a, b, c] = std::tie(parts[0], parts[1], parts[2]);
  int year = 0, month = 0, day = 0;
  if (a.digits == 4) {
    year = a.value, month = b.value, day = c.value;
    if (c.month) std::swap(month, day);
  } else {
    year = c.value;
    month = a.value, day = b.value;
    if (b.month || month > 12) std::swap(month, day);
    if (c.digits == 2)
      year += year < 40 ? 2000 : 1900;
    else if (c.digits != 4)
      return std::nullopt;
    if (sep == LexClass::period && b.value <= 12 && c.digits == 4 && a.value <= 31)
      month = b.value, day = a.value;  // 13.5.2015, 3.5.2015
  }
  if (year < 1000 || year > 2100 || !Day::valid(year, month, day)) return std::nullopt;
  e.year = year, e.month = month, e.day = day;
  return e;
}

// A number that becomes a day beside another date: "3" in "from 3 to 12 September".
Grammar::Maybe Grammar::bare_day(std::size_t i) const {
  const std::size_t n = skip(i, LexClass::the);
  const auto q = day_number(n, false);
  if (!q) return std::nullopt;
  Expression e;
  e.first = i, e.last = q->last, e.day = q->value, e.bare_number = true, e.rule = "day";
  if (is(e.last, LexClass::of)) return std::nullopt;
  return e;
}

}  // namespace demarche::dates
