// The running list of what appeared, changed or disappeared: what users of exports follow with a cursor.
//
// Written in the transaction that makes the change. A version stands for its article and all its events and statements,
// so that adding costs one row; only what is erased for good leaves a row a record (its id, when it was shown), because
// nothing else is left of it. Notes also keep version.replaced_at true: from recorded_at to replaced_at is the time in
// which queries showed a version, and nothing else decides what "as of then" means.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "store/database.h"

namespace demarche::store {

class Changes {
 public:
  enum class Op { insert, update, remove };

  Status prepare(const Database& database);

  /// A version has become current; `before` is the version that was until now, where there was one (it is marked as
  /// replaced). A version that comes back after a time out of sight gets a note only: its record time stays.
  Status shown(std::int64_t version_id, std::optional<std::int64_t> before, std::string_view reason,
               std::string_view now);
  /// A version is current no longer and nothing takes its place; its rows stay.
  Status hidden(std::int64_t version_id, std::string_view reason, std::string_view now);
  /// Call before the version's rows are deleted: leaves a tombstone for each of its records, and one for its article
  /// when `article` (no other version of it is left). Forgets what else the list says of the version.
  Status erasing(std::int64_t version_id, bool article, std::string_view reason, std::string_view now);
  /// One record of another kind (story, incident, ...).
  Status note(Op op, std::string_view kind, std::string_view record_id, std::string_view reason, std::string_view now);

 private:
  const Database* database_ = nullptr;
  Statement insert_version_, insert_record_, set_replaced_, set_shown_, bury_records_, bury_article_, forget_;
};

/// The number of the last change, 0 when there is none: the vintage of the archive as it is now.
Result<std::int64_t> last_change(const Database& database);

}  // namespace demarche::store
