// A Filter as SQL: conditions with bound values, checked first, so that a mistyped type or day is an error and not an
// empty answer.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "demarche/archive.h"
#include "store/database.h"

namespace demarche::query {

using Value = std::variant<std::int64_t, std::string>;

/// " AND ..." conditions; values stand in the order of the "?" in them.
struct Conditions {
  std::string sql;
  std::vector<Value> values;

  void add(std::string_view condition) { (sql += " AND ") += condition; }
  template <typename T>
  void add(std::string_view condition, T value) {
    add(condition);
    values.emplace_back(std::move(value));
  }
};

/// Over event_mention m. The article is not among them: it selects documents.
Result<Conditions> event_conditions(const Filter& filter);
/// Over statement_mention m and version v.
Result<Conditions> statement_conditions(const Filter& filter);

/// Binds values from `index` on.
void bind(store::Statement& statement, int index, const std::vector<Value>& values);

/// An actor code or the beginning of one ("RUS", "IGO:UN").
Status check_code(std::string_view code);
/// "EXISTS (...)": a party of `table` (event_party or statement_party) with one of the roles (quoted, by commas) and a
/// code that is `code` or continues it after a colon.
void add_party(Conditions& out, std::string_view table, std::string_view roles, const std::string& code);
/// The first and last day of a filter, as counts of days; the widest where it names none.
Result<std::pair<std::int64_t, std::int64_t>> day_range(const Filter& filter);
/// 1..4 for a quad class of the records.
Result<std::int64_t> quad_number(std::string_view name);

}  // namespace demarche::query
