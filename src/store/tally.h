// Counts what a piece of work does to the tables, row by row: temporary triggers on all of them.
//
// Nothing has to be told beforehand which tables there are or what a deletion drags along; the daily sums' cells are
// kept as they were before and as they are after.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "store/database.h"

namespace demarche::store {

struct TallyRow {
  std::string name;  // the table
  std::int64_t gone = 0;
  std::int64_t came = 0;
};

/// A cell of dyad_day that moved.
struct CellChange {
  std::string first, second;
  std::int64_t day = 0;
  std::int64_t direction = 0, quad = 0, standing = 0;
  std::int64_t events_before = 0, events_after = 0;
  std::int64_t score_before = 0, score_after = 0;  // thousandths
};

/// A story or incident that went, changed or came.
struct DerivedLine {
  std::string kind, change, id;
  std::int64_t before = 0, after = 0;  // documents of a story, mentions of an incident
};

/// Begin and end within one transaction.
class Tally {
 public:
  explicit Tally(const Database& database) : database_(database) {}
  Status begin();
  /// Takes the triggers away; rows by name, without those that saw nothing.
  Result<std::vector<TallyRow>> end();
  /// After end(): cells that moved, in the order of their keys; `limit` at most.
  Result<std::vector<CellChange>> cells(std::size_t limit) const;
  Result<std::int64_t> cell_count() const;
  /// After end(): by kind and id.
  Result<std::vector<DerivedLine>> derived() const;
  Status clear();

 private:
  const Database& database_;
  std::vector<std::string> tables_;
};

}  // namespace demarche::store
