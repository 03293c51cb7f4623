// Marks for regrouping: whoever makes a version shown, or shown no longer, says so here in the same transaction.
//
// Stories and incidents are a pure function of the shown versions; pipeline/regroup.h recomputes what the marks touch
// and empties them before the transaction commits. A mark also takes down what will be gone with the row, so mark
// *before* a deletion; otherwise before or after the change, as you like. Marking twice is the same as once.
#pragma once

#include <cstdint>

#include "store/database.h"

namespace demarche::store {

class Touched {
 public:
  Status prepare(const Database& database);
  Status mark(std::int64_t version_id);

 private:
  Statement mark_version_;
};

/// For callers that mark once or twice; the class spares preparing for those that mark many.
Status mark_touched(const Database& database, std::int64_t version_id);

}  // namespace demarche::store
