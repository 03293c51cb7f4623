// The grammar of English date expressions over lexemes, by recursive descent.
//
// Each rule looks a bounded number of lexemes ahead and returns an Expression or nothing. Whatever is relative to the
// reference day ("last week") or to the narrative ("a day later") is resolved here; fields that tense must decide stay
// open (see dates_expression.h). A rule takes an ambiguous word ("may", "march", "fall", "second", a bare number) only
// with words beside it that make it a date.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "stages/ground/dates_expression.h"
#include "stages/ground/dates_lexer.h"

namespace demarche::dates {

struct Quantity {
  int value = 0;
  std::size_t last = 0;
  bool open = false;  // "a few"
};

/// "1 month and 21 days": counts a unit.
struct Duration {
  struct Piece {
    Unit unit = Unit::day;
    int count = 0;
  };
  Piece pieces[4];
  int size = 0;
  std::size_t last = 0;
  bool open = false;
  bool business = false;  // "4 business days"

  Day from(Day day, int sign) const;
  Unit unit() const { return pieces[0].unit; }
};

/// A whole expression as it stands in the text, possibly a range.
struct Found {
  std::size_t first = 0;
  std::size_t last = 0;
  Resolution resolution;
  const char* rule = "";
};

/// Answers which way the verb beside lexemes [first, last) points.
class TenseReader {
 public:
  virtual ~TenseReader() = default;
  virtual Direction direction(std::size_t first, std::size_t last) const = 0;
};

class Grammar {
 public:
  Grammar(std::string_view text, const std::vector<Lexeme>& lexemes, std::optional<Day> reference,
          const TenseReader& tense)
      : text_(text), lexemes_(lexemes), reference_(reference), tense_(tense) {}

  /// The longest expression that begins at lexeme `at`.
  std::optional<Found> find(std::size_t at);
  /// The narrative's day, for "a day later" and "the following week".
  void set_anchor(std::optional<Interval> anchor) { anchor_ = anchor; }
  /// The expression just before, for "in early May, two weeks before ...".
  void set_previous(std::optional<Found> previous) { previous_ = previous; }

 private:
  using Maybe = std::optional<Expression>;

  // lexemes
  const Lexeme& at(std::size_t i) const { return lexemes_[i < lexemes_.size() ? i : lexemes_.size() - 1]; }
  LexClass lex(std::size_t i) const { return at(i).lex; }
  bool is(std::size_t i, LexClass c) const { return at(i).lex == c; }
  bool glued(std::size_t i) const { return !at(i).space_before; }  // no blank before it
  LexClass before(std::size_t i) const { return i == 0 ? LexClass::end : at(i - 1).lex; }
  std::string_view word(std::size_t i) const { return text_.substr(at(i).begin, at(i).end - at(i).begin); }
  bool says(std::size_t i, std::string_view lower) const;
  std::size_t skip(std::size_t i, LexClass c) const { return is(i, c) ? i + 1 : i; }
  bool lower_plural(std::size_t i) const;

  // numbers (dates_quantity.cpp, dates_numeric.cpp)
  std::optional<Quantity> quantity(std::size_t i) const;
  std::optional<Quantity> spelled_number(std::size_t i) const;
  std::optional<Quantity> spelled_year(std::size_t i) const;
  std::optional<Quantity> spelled_ordinal(std::size_t i) const;
  std::optional<Quantity> day_number(std::size_t i, bool words) const;
  std::optional<Duration> duration(std::size_t i, int most = 4) const;
  Maybe numeric(std::size_t i) const;
  Maybe numeric_pair(std::size_t i, std::size_t last, int a, int b, int digits_a, int digits_b,
                     LexClass separator) const;
  bool numeric_cue(std::size_t i) const;
  bool quantity_follows(std::size_t i, bool introduced) const;
  std::optional<Quantity> year_after(std::size_t i) const;  // ", 2014" "of 2014" "'98" "last year"
  Maybe year(std::size_t i) const;
  bool year_excluded(std::size_t i) const;
  bool year_introduced(std::size_t i) const;
  Maybe bare_day(std::size_t i) const;

  // calendar (dates_grammar.cpp, dates_periods.cpp)
  Maybe atom(std::size_t i) const;
  Maybe calendar(std::size_t i) const;
  Maybe month_led(std::size_t i) const;
  Maybe day_led(std::size_t i) const;
  Maybe ordinal_led(std::size_t i) const;
  Maybe weekday_led(std::size_t i) const;
  Maybe decade(std::size_t i) const;
  Maybe century(std::size_t i) const;
  Maybe season_led(std::size_t i) const;
  Maybe quarter_led(std::size_t i) const;
  Maybe holiday_led(std::size_t i) const;
  Maybe period_of(std::size_t i) const;
  bool month_stands_alone(std::size_t i) const;
  bool date_introduced(std::size_t i) const;
  bool names_something_else(std::size_t last) const;
  bool theresa() const;

  // relative (dates_relative.cpp, dates_offset.cpp, dates_units.cpp)
  Maybe day_word(std::size_t i) const;
  Maybe shift_led(std::size_t i) const;
  Maybe shifted_unit(std::size_t i, std::size_t at_unit) const;
  Maybe shifted_quantity(std::size_t i) const;
  Maybe offset(std::size_t i) const;
  Maybe offset_from(std::size_t i, const Duration& d, int sign) const;
  Maybe duration_starting(std::size_t i, const Duration& d) const;
  Maybe counted(std::size_t i, std::size_t last, const Duration& d, int sign, Day base, bool narrative) const;
  Maybe open_offset(std::size_t i, const Duration& d, int sign, Day base) const;
  Maybe ahead(std::size_t i) const;  // "in two weeks", "within 5 days"
  Maybe part_led(std::size_t i) const;
  Maybe compare_led(std::size_t i) const;
  Maybe rest_of(std::size_t i) const;
  Maybe the_unit(std::size_t i) const;
  Maybe unit_led(std::size_t i) const;
  Maybe unit_abbreviated(std::size_t i) const;
  Maybe unit_beyond(std::size_t i, Unit unit) const;
  Maybe week_of_day(std::size_t i, Unit unit) const;
  Maybe the_led(std::size_t i) const;
  Maybe year_to_date(std::size_t i) const;
  Day anchor() const { return anchor_ ? anchor_->end : *reference_; }
  // No anchor, or one at least as precise as so many days.
  bool anchored(int days) const { return !anchor_ || anchor_->end - anchor_->start < days; }
  Day anchor_start() const { return anchor_ ? anchor_->start : *reference_; }

  // ranges (dates_range.cpp)
  std::optional<Found> range(std::size_t i) const;
  bool joins(const Expression& a, std::size_t c, bool from, bool between) const;
  bool finish_day(const Expression& a, Expression& b, LexClass link) const;
  std::optional<Found> since(std::size_t i) const;
  std::optional<Found> until(std::size_t i) const;
  Maybe end_point(std::size_t i) const;

  Maybe fixed(std::size_t i, std::size_t last, Interval interval, Grain grain, const char* rule) const;
  Direction direction(const Expression& e) const;
  std::optional<Found> settle(const Expression& e) const;

  std::string_view text_;
  const std::vector<Lexeme>& lexemes_;
  std::optional<Day> reference_;
  const TenseReader& tense_;
  std::optional<Interval> anchor_;
  std::optional<Found> previous_;
  static constexpr int max_depth = 3;  // "a day after a day after ..." is counted no deeper
  mutable int depth_ = 0;
  mutable int theresa_ = -1;
};

}  // namespace demarche::dates
