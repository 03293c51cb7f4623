// Walks rows from the newest back, over an index, and keeps those that fit: what all lists are made of.
//
// A walk looks at a bounded number of rows, so that a rare match in a large archive costs many short answers and never
// a long one.
#pragma once

#include <limits>
#include <string>
#include <vector>

#include "demarche/browse.h"
#include "query/filter.h"
#include "query/page_key.h"
#include "store/database.h"

namespace demarche::query {

/// Two queries that give id, day, key id, key position, fits (1 or 0), newest first, where the key lies below
/// "{key}" (written in `select` where the condition goes). `day`, `id` and `position` name their columns.
struct WalkSql {
  std::string select;         // "SELECT ... FROM ... WHERE {key}"
  std::vector<Value> values;  // of the "?" in it that stand before {key}
  std::string day, id, position;
  std::int64_t since = std::numeric_limits<std::int32_t>::min();  // days outside are not walked at all
  std::int64_t until = std::numeric_limits<std::int32_t>::max();

  Status set_days(const Filter& filter);
  bool bounded() const {
    return since != std::numeric_limits<std::int32_t>::min() || until != std::numeric_limits<std::int32_t>::max();
  }
};

struct WalkRow {
  std::int64_t row = 0;  // number of the mention or version
  PageKey key;
};

inline constexpr std::size_t most_rows_looked_at = 100'000;

/// Within the caller's snapshot.
Result<Page<WalkRow>> walk(const store::Database& archive, const WalkSql& sql, const PageRequest& request,
                           std::size_t look_at = most_rows_looked_at);

}  // namespace demarche::query
