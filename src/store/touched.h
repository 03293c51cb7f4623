// Marks for regrouping: whoever makes a version shown, or shown no longer, says so here in the same transaction.
//
// Stories and incidents are a pure function of the shown versions; pipeline/regroup.h recomputes what the marks touch
// and empties them before the transaction commits. A mark takes the version out of its blocks, links and story and
// notes whom that touches, so mark *before* a deletion; otherwise before or after the change, as you like. Marking
// twice is the same as once.
#pragma once

#include <cstdint>
#include <vector>

#include "store/database.h"

namespace demarche::store {

/// What a mark's id names.
enum class Mark : int { version, block, unlinked, story };

/// In a block of more versions each is compared with its leader alone.
inline constexpr std::int64_t crowded_block = 32;

class Touched {
 public:
  Status prepare(const Database& database);
  Status mark(std::int64_t version_id);
  /// Notes how a block is before it changes; later notes about it are passed over.
  Status mark_block(std::int64_t key);

 private:
  Status leave_blocks(const std::vector<std::int64_t>& keys, std::int64_t version_id);

  Statement mark_version_, keys_, mark_block_, leave_block_, not_grouped_, mark_neighbours_, unlink_, unlink_back_,
      mark_story_, leave_story_;
};

/// For callers that mark once or twice; the class spares preparing for those that mark many.
Status mark_touched(const Database& database, std::int64_t version_id);

/// Keys of blocks as they stand in `grouped`.
std::string keys_to_bytes(const std::vector<std::uint64_t>& keys);
std::vector<std::int64_t> keys_from_bytes(std::string_view bytes);

}  // namespace demarche::store
