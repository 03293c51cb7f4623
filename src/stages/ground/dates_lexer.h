// The lexemes of a text as the date grammar sees them: words by their part in date expressions, numbers by value,
// signs.
//
// One pass over the bytes, no allocation a word: every word is looked up in one small table (dates_words.cpp) and all
// words that no date expression uses become `other`. It knows nothing of calendars and never fails: any bytes give
// lexemes.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace demarche::dates {

enum class LexClass : std::uint8_t {
  other,
  number,       // "12", value and number of digits
  big_number,   // "1,000", "12345678": never a part of a date
  ordinal,      // "5th", "second": value
  cardinal,     // "twelve": value; "hundred" 100, "thousand" 1000
  month,        // 1..12
  month_short,  // "Dec", "Sept": 1..12
  weekday,      // 0 Monday .. 6 Sunday
  weekday_short,
  weekdays,  // "Mondays": a set, not a date
  unit,      // value is a Unit
  units,     // the same in the plural
  day_word,  // "today" 0, "yesterday" -1, "tomorrow" 1
  now,
  shift,        // "last" -1, "this" 0, "next" 1
  part,         // value is a Part: "early", "end", ...
  compare,      // "earlier" -1, "later" 1
  ago,          // "ago"
  season,       // 0 spring .. 3 winter
  day_time,     // "morning", "evening", ...
  decade_word,  // "nineties": 90
  every,        // "every", "each"
  half,
  rest,     // "rest", "remainder"
  holiday,  // a word that may open a holiday's name
  few,      // "few", "several": an open number
  couple,
  the,
  a,
  of,
  in,
  on,
  at,
  by,
  and_,
  or_,
  to,
  until,
  through,
  from,
  between,
  before,
  after,
  since,
  within,
  over,  // "over", "during", "for", "throughout": spans of time follow
  around,
  future_cue,  // "will", "expected": tense
  past_cue,    // "said", "was"
  comma,
  period,
  sentence_end,  // ! ?
  dash,
  tilde,
  slash,
  colon,
  open,
  close,
  possessive,  // 's
  money,
  percent,
  sign,  // any other sign
  end,   // beyond the text
};

enum class Unit : std::uint8_t {
  second,
  minute,
  hour,
  day,
  weekend,
  week,
  fortnight,
  month,
  quarter,
  half,
  season,
  year,
  decade,
  century
};
enum class Part : std::uint8_t { none, early, middle, late };

inline constexpr std::int32_t overnight = 100;

struct Lexeme {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::int32_t value = 0;
  LexClass lex = LexClass::end;
  std::uint8_t digits = 0;  // of numbers
  bool space_before = true;
  bool line_before = false;  // a line break stands before it
  bool capital = false;
};

struct WordEntry {
  LexClass lex = LexClass::other;
  std::int32_t value = 0;
};

/// The class of a word (any case), `other` for most.
WordEntry look_up(std::string_view word);

/// All lexemes, then one of class `end`.
std::vector<Lexeme> lex(std::string_view text);

}  // namespace demarche::dates
