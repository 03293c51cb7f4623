// Numeric dates and years, and which numbers are no dates at all.
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

// Signs and words around four digits that make them something else than a year.
bool Grammar::year_excluded(std::size_t i) const {
  const LexClass prev = before(i);
  if (glued(i) && i > 0 && prev != LexClass::open && prev != LexClass::dash && prev != LexClass::tilde &&
      prev != LexClass::sign && prev != LexClass::slash)
    return true;
  if (prev == LexClass::money || prev == LexClass::number || says(i - (i > 0), "number") || word(i - (i > 0)) == "#")
    return true;
  const auto joined = [&](std::size_t k) {
    return (is(k, LexClass::dash) || is(k, LexClass::slash) || is(k, LexClass::period)) && glued(k) && glued(k + 1) &&
           is(k + 1, LexClass::number);
  };
  if (joined(i + 1) && joined(i + 3) && lex(i + 1) == lex(i + 3)) return true;                        // "2015-1-32"
  if (glued(i + 1) && (is(i + 1, LexClass::other) || is(i + 1, LexClass::month_short))) return true;  // "2014a"
  static constexpr std::string_view numbered[] = {"resolution", "resolutions", "article", "no",     "flight",
                                                  "section",    "route",       "highway", "room",   "law",
                                                  "act",        "page",        "chapter", "decree", "boeing",
                                                  "paragraph",  "directive",   "box",     "level",  "agenda"};
  return i > 0 &&
         std::any_of(std::begin(numbered), std::end(numbered), [&](std::string_view w) { return says(i - 1, w); });
}

// A word before the number that a year follows.
bool Grammar::year_introduced(std::size_t i) const {
  switch (before(i)) {
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
      return true;
    case LexClass::to:
    case LexClass::dash:
    case LexClass::and_:
    case LexClass::over:
      return at(i).value >= 1900;
    case LexClass::unit:
      return says(i - 1, "year");
    default:
      return false;
  }
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
  if (year_excluded(i)) return std::nullopt;
  const LexClass prev = before(i);
  const bool introduced = year_introduced(i);
  // "of 1800 villages" is weaker than "in 1800"
  const bool weak = prev == LexClass::of || prev == LexClass::the || prev == LexClass::to || prev == LexClass::over;
  if (quantity_follows(i, introduced && (!weak || y >= 1950))) return std::nullopt;
  if (!introduced && (y < 1900 || y > 2060)) return std::nullopt;
  if (is(i + 1, LexClass::dash) && glued(i + 1) && is(i + 2, LexClass::other) && glued(i + 2) &&
      (y < 1900 || y % 100 == 0))
    return std::nullopt;  // "the 1500-strong community"
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
    case LexClass::to:
    case LexClass::before:
    case LexClass::after:
      return true;
    case LexClass::shift:
      return !says(i - 1, "that") && !says(i - 1, "same");
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
  const LexClass next = lex(last);
  if (next == LexClass::month || next == LexClass::month_short) return std::nullopt;  // "1-2 August" is a range
  if (says(last, "million") || says(last, "billion") || says(last, "trillion") || next == LexClass::percent ||
      next == LexClass::units || says(last, "percent") || says(last, "per"))
    return std::nullopt;
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
