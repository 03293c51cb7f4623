#include "stages/ground/dates_holidays.h"

#include <algorithm>

#include "base/text.h"

namespace demarche::dates {
namespace {

enum class Kind { fixed, easter, nth };

struct Holiday {
  std::string_view name;  // lower case, words separated by blanks, without apostrophes
  Kind kind;
  int a = 0;    // fixed: month; easter: days after Easter Sunday; nth: month
  int b = 0;    // fixed: day; nth: weekday
  int n = 0;    // nth: which one, negative from the end
  int add = 0;  // days after it
};

constexpr Holiday holidays[] = {
    {"christmas day", Kind::fixed, 12, 25},
    {"christmas eve", Kind::fixed, 12, 24},
    {"christmas", Kind::fixed, 12, 25},
    {"xmas eve", Kind::fixed, 12, 24},
    {"xmas day", Kind::fixed, 12, 25},
    {"xmas", Kind::fixed, 12, 25},
    {"boxing day", Kind::fixed, 12, 26},
    {"new year s eve", Kind::fixed, 12, 31},
    {"new years eve", Kind::fixed, 12, 31},
    {"new year s day", Kind::fixed, 1, 1},
    {"new years day", Kind::fixed, 1, 1},
    {"new year day", Kind::fixed, 1, 1},
    {"valentine s day", Kind::fixed, 2, 14},
    {"valentines day", Kind::fixed, 2, 14},
    {"saint valentine s day", Kind::fixed, 2, 14},
    {"st valentine s day", Kind::fixed, 2, 14},
    {"halloween", Kind::fixed, 10, 31},
    {"groundhog day", Kind::fixed, 2, 2},
    {"saint patrick s day", Kind::fixed, 3, 17},
    {"st patrick s day", Kind::fixed, 3, 17},
    {"saint patrick", Kind::fixed, 3, 17},
    {"st . patrick s day", Kind::fixed, 3, 17},
    {"earth day", Kind::fixed, 4, 22},
    {"may day", Kind::fixed, 5, 1},
    {"april fools day", Kind::fixed, 4, 1},
    {"april fool s day", Kind::fixed, 4, 1},
    {"international workers day", Kind::fixed, 5, 1},
    {"international workers s day", Kind::fixed, 5, 1},
    {"int l workers day", Kind::fixed, 5, 1},
    {"international women s day", Kind::fixed, 3, 8},
    {"international womens day", Kind::fixed, 3, 8},
    {"women s day", Kind::fixed, 3, 8},
    {"armistice day", Kind::fixed, 11, 11},
    {"remembrance day", Kind::fixed, 11, 11},
    {"veterans day", Kind::fixed, 11, 11},
    {"veterans s day", Kind::fixed, 11, 11},
    {"bastille day", Kind::fixed, 7, 14},
    {"easter sunday", Kind::easter, 0},
    {"easter monday", Kind::easter, 1},
    {"easter day", Kind::easter, 0},
    {"easter", Kind::easter, 0},
    {"good friday", Kind::easter, -2},
    {"palm sunday", Kind::easter, -7},
    {"ash wednesday", Kind::easter, -46},
    {"thanksgiving day", Kind::nth, 11, 3, 4},
    {"thanksgiving", Kind::nth, 11, 3, 4},
    {"thanks giving day", Kind::nth, 11, 3, 4},
    {"thanks giving", Kind::nth, 11, 3, 4},
    {"black friday", Kind::nth, 11, 3, 4, 1},
    {"cyber monday", Kind::nth, 11, 3, 4, 4},
    {"labor day", Kind::nth, 9, 0, 1},
    {"memorial day", Kind::nth, 5, 0, -1},
    {"columbus day", Kind::nth, 10, 0, 2},
    {"martin luther king day", Kind::nth, 1, 0, 3},
    {"mlk day", Kind::nth, 1, 0, 3},
    {"presidents day", Kind::nth, 2, 0, 3},
    {"mother s day", Kind::nth, 5, 6, 2},
    {"mothers day", Kind::nth, 5, 6, 2},
    {"father s day", Kind::nth, 6, 6, 3},
    {"fathers day", Kind::nth, 6, 6, 3},
};

// First days of conflicts, as usually dated; the public record.
struct Conflict {
  std::string_view name;  // a capitalised word that names it
  int year, month, day;
};

constexpr Conflict conflicts[] = {
    {"Korea", 1950, 6, 25},    {"Korean", 1950, 6, 25},    {"Suez", 1956, 10, 29},  {"Kippur", 1973, 10, 6},
    {"Ramadan", 1973, 10, 6},  {"October", 1973, 10, 6},   {"Cyprus", 1974, 7, 20}, {"Afghanistan", 1979, 12, 24},
    {"Falklands", 1982, 4, 2}, {"Lebanon", 1982, 6, 6},    {"Kuwait", 1990, 8, 2},  {"Gulf", 1991, 1, 17},
    {"Bosnia", 1992, 4, 6},    {"Chechnya", 1994, 12, 11}, {"Kosovo", 1999, 3, 24}, {"Afghanistan", 2001, 10, 7},
    {"Iraq", 2003, 3, 20},     {"Lebanon", 2006, 7, 12},   {"Gaza", 2008, 12, 27},  {"Georgia", 2008, 8, 7},
    {"Libya", 2011, 2, 15},    {"Libyan", 2011, 2, 15},    {"Syria", 2011, 3, 15},  {"Syrian", 2011, 3, 15},
    {"Gaza", 2014, 7, 8},      {"Yemen", 2015, 3, 26},     {"Tigray", 2020, 11, 4}, {"Karabakh", 2020, 9, 27},
    {"Ukraine", 2022, 2, 24},  {"Sudan", 2023, 4, 15},     {"Gaza", 2023, 10, 7},
};

constexpr std::string_view conflict_nouns[] = {"war",      "invasion",     "conflict",   "offensive",
                                               "uprising", "intervention", "occupation", "assault",
                                               "fighting", "campaign",     "incursion"};

std::string_view word(std::string_view text, const Lexeme& l) {
  return text.substr(l.begin, l.end - l.begin);
}

// How many lexemes from `at` spell the name; 0 when they do not. An apostrophe in the text stands for nothing, 's for
// "s".
std::size_t spelled(std::string_view text, const std::vector<Lexeme>& lexemes, std::size_t at, std::string_view name) {
  const std::size_t first = at;
  for (std::size_t b = 0; b < name.size();) {
    const std::size_t e = std::min(name.find(' ', b), name.size());
    const std::string_view want = name.substr(b, e - b);
    while (at > first && lexemes[at].lex == LexClass::sign && !lexemes[at].space_before) ++at;
    if (lexemes[at].lex == LexClass::end) return 0;
    const bool same =
        lexemes[at].lex == LexClass::possessive ? want == "s" : equals_ignoring_case(word(text, lexemes[at]), want);
    if (!same) return 0;
    ++at;
    b = e + 1;
  }
  return at - first;
}

}  // namespace

std::optional<HolidayMatch> holiday_at(std::string_view text, const std::vector<Lexeme>& lexemes, std::size_t at) {
  HolidayMatch best;
  for (std::size_t h = 0; h < std::size(holidays); ++h) {
    if (to_ascii_lower(text[lexemes[at].begin]) != holidays[h].name[0]) continue;
    const std::size_t n = spelled(text, lexemes, at, holidays[h].name);
    if (n > 0 && at + n > best.last) best = {static_cast<int>(h), at + n};
  }
  if (best.holiday < 0) return std::nullopt;
  return best;
}

Day holiday_in(int holiday, int year) {
  const Holiday& h = holidays[holiday];
  switch (h.kind) {
    case Kind::fixed:
      return Day::of(year, h.a, h.b);
    case Kind::easter:
      return easter(year) + h.a;
    case Kind::nth:
      return nth_weekday(year, h.a, h.b, h.n) + h.add;
  }
  return Day::of(year, 1, 1);
}

std::optional<ConflictMatch> conflict_at(std::string_view text, const std::vector<Lexeme>& lexemes, std::size_t at,
                                         Day reference) {
  bool noun = false;
  std::size_t last = at;
  std::optional<Day> start;
  for (std::size_t i = at; i < at + 10 && lexemes[i].lex != LexClass::end; ++i) {
    const Lexeme& l = lexemes[i];
    if (l.lex == LexClass::comma || l.lex == LexClass::period || l.lex == LexClass::sentence_end || l.line_before) {
      if (i > at) break;
    }
    const std::string_view w = word(text, l);
    if (std::find(std::begin(conflict_nouns), std::end(conflict_nouns), w) != std::end(conflict_nouns) || w == "War") {
      noun = true;
      last = i + 1;
    }
    if (l.capital) {
      for (const Conflict& c : conflicts) {
        const Day begun = Day::of(c.year, c.month, c.day);
        if (c.name == w && begun <= reference && (!start || begun > *start)) {
          start = begun;
          last = i + 1;
        }
      }
    }
  }
  if (!noun || !start) return std::nullopt;
  return ConflictMatch{*start, last};
}

}  // namespace demarche::dates
