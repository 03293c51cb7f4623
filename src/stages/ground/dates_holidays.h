// Holidays with a day that can be computed. Days that differ from country to country under one name (Independence Day,
// Victory Day) are left out on purpose: a wrong day is worse than none.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "stages/ground/dates_calendar.h"

namespace demarche::dates {

struct HolidayMatch {
  int holiday = -1;
  std::size_t last = 0;  // one past its last lexeme
};

/// The longest holiday's name that begins at lexeme `at`.
std::optional<HolidayMatch> holiday_at(std::string_view text, const std::vector<Lexeme>& lexemes, std::size_t at);
Day holiday_in(int holiday, int year);

/// A dated conflict named within a few lexemes from `at` ("Russia's full-scale invasion of Ukraine"), begun on or
/// before the reference day.
struct ConflictMatch {
  Day start;
  std::size_t last = 0;
};
std::optional<ConflictMatch> conflict_at(std::string_view text, const std::vector<Lexeme>& lexemes, std::size_t at,
                                         Day reference);

}  // namespace demarche::dates
