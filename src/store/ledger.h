// The ledger: an append-only Merkle tree over what was done on request (RFC 9162, section 2.1: SHA-256, byte 0 before
// an entry, byte 1 before two nodes).
//
// A receipt carries its entry, the root before and after it and the path between: whoever has the receipt can check all
// of it without the archive, and whoever keeps receipts can tell that no entry was changed or left out later.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/database.h"

namespace demarche::store {

using Node = std::string;  // 32 bytes

Node leaf_of(std::string_view entry);
/// The root over leaves; of none: SHA-256 of nothing.
Node root_of(const std::vector<Node>& leaves);
/// The siblings from the leaf at `position` up to the root.
std::vector<Node> path_of(const std::vector<Node>& leaves, std::size_t position);
/// The root that a leaf and its path make; nothing when the path does not fit a tree of that size.
std::optional<Node> root_from_path(const Node& leaf, std::size_t position, std::size_t size,
                                   const std::vector<Node>& path);

/// The root before the last entry was appended, from the path of the last entry.
Node root_before_last(const std::vector<Node>& path);

struct LedgerProof {
  std::string entry;
  std::size_t position = 0;
  std::vector<Node> path;  // in the tree that ends with this entry
  Node root_before;
  Node root_after;
};

/// Appends within the caller's transaction.
Status append_to_ledger(const Database& archive, std::int64_t request_id, std::string_view entry);
/// The proof of a request's last entry; nothing when it has none.
Result<std::optional<LedgerProof>> ledger_proof(const Database& archive, std::int64_t request_id);
/// Each leaf is that of its entry, positions have no gaps; the problem, "" for none.
Result<std::string> check_ledger(const Database& archive);

}  // namespace demarche::store
