// A day of a row as text: the archive counts days from 1970-01-01, answers write YYYY-MM-DD.
#pragma once

#include <string>
#include <string_view>

#include "base/day.h"
#include "store/database.h"

namespace demarche::query {

/// `otherwise` where the column is null.
inline std::string row_day(const store::Statement& row, int column, std::string_view otherwise = {}) {
  const auto day = row.integer_or_null(column);
  return day ? Day(static_cast<std::int32_t>(*day)).iso() : std::string(otherwise);
}

}  // namespace demarche::query
