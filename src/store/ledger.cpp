#include "store/ledger.h"

#include <fmt/format.h>
#include <sodium.h>

namespace demarche::store {
namespace {

Node sha256(std::string_view a, std::string_view b = {}, std::string_view c = {}) {
  crypto_hash_sha256_state state;
  crypto_hash_sha256_init(&state);
  for (std::string_view part : {a, b, c})
    crypto_hash_sha256_update(&state, reinterpret_cast<const unsigned char*>(part.data()), part.size());
  Node out(crypto_hash_sha256_BYTES, '\0');
  crypto_hash_sha256_final(&state, reinterpret_cast<unsigned char*>(out.data()));
  return out;
}

Node node_of(const Node& left, const Node& right) {
  return sha256(std::string_view("\1", 1), left, right);
}

// The largest power of two below n, for n > 1.
std::size_t split_of(std::size_t n) {
  std::size_t k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

Node root_of(const Node* leaves, std::size_t n) {
  if (n == 0) return sha256({});
  if (n == 1) return leaves[0];
  const std::size_t k = split_of(n);
  return node_of(root_of(leaves, k), root_of(leaves + k, n - k));
}

void path_of(const Node* leaves, std::size_t n, std::size_t position, std::vector<Node>& out) {
  if (n <= 1) return;
  const std::size_t k = split_of(n);
  if (position < k) {
    path_of(leaves, k, position, out);
    out.push_back(root_of(leaves + k, n - k));
  } else {
    path_of(leaves + k, n - k, position - k, out);
    out.push_back(root_of(leaves, k));
  }
}

// Takes path nodes from the end on the way down.
std::optional<Node> climb(const Node& leaf, std::size_t position, std::size_t n, const std::vector<Node>& path,
                          std::size_t used) {
  if (n <= 1) return used == 0 ? std::optional(leaf) : std::nullopt;
  if (used == 0) return std::nullopt;
  const std::size_t k = split_of(n);
  const bool left = position < k;
  const auto below = climb(leaf, left ? position : position - k, left ? k : n - k, path, used - 1);
  if (!below) return std::nullopt;
  return left ? node_of(*below, path[used - 1]) : node_of(path[used - 1], *below);
}

Result<std::vector<Node>> leaves_up_to(const Database& archive, std::int64_t last) {
  auto select = archive.prepare("SELECT leaf FROM ledger WHERE position <= ?1 ORDER BY position");
  if (!select) return select.error();
  select->bind(1, last);
  std::vector<Node> out;
  for (;;) {
    const Result<bool> row = select->step();
    if (!row) return row.error();
    if (!*row) return out;
    out.emplace_back(select->blob(0));
  }
}

}  // namespace

Node leaf_of(std::string_view entry) {
  return sha256(std::string_view("\0", 1), entry);
}

Node root_of(const std::vector<Node>& leaves) {
  return root_of(leaves.data(), leaves.size());
}

std::vector<Node> path_of(const std::vector<Node>& leaves, std::size_t position) {
  std::vector<Node> out;
  path_of(leaves.data(), leaves.size(), position, out);
  return out;
}

std::optional<Node> root_from_path(const Node& leaf, std::size_t position, std::size_t size,
                                   const std::vector<Node>& path) {
  if (position >= size || path.size() > 64) return std::nullopt;
  return climb(leaf, position, size, path, path.size());
}

// The last entry is to the right of every split: its path is the roots of the whole subtrees before it, smallest first.
Node root_before_last(const std::vector<Node>& path) {
  if (path.empty()) return sha256({});
  Node out = path.front();
  for (std::size_t i = 1; i < path.size(); ++i) out = node_of(path[i], out);
  return out;
}

Status append_to_ledger(const Database& archive, std::int64_t request_id, std::string_view entry) {
  auto insert = archive.prepare(
      "INSERT INTO ledger (position, request_id, entry, leaf) SELECT ifnull(max(position) + 1, 0), ?1, ?2, ?3 FROM "
      "ledger");
  if (!insert) return insert.error();
  return insert->bind(1, request_id).bind(2, entry).bind_blob(3, leaf_of(entry)).run();
}

Result<std::optional<LedgerProof>> ledger_proof(const Database& archive, std::int64_t request_id) {
  auto find =
      archive.prepare("SELECT position, entry FROM ledger WHERE request_id = ?1 ORDER BY position DESC LIMIT 1");
  if (!find) return find.error();
  const Result<bool> row = find->bind(1, request_id).step();
  if (!row) return row.error();
  if (!*row) return std::optional<LedgerProof>();
  LedgerProof out;
  out.position = static_cast<std::size_t>(find->integer(0));
  out.entry = find->text(1);
  auto leaves = leaves_up_to(archive, find->integer(0));
  if (!leaves) return leaves.error();
  if (leaves->size() != out.position + 1)
    return Error{ErrorCode::corrupt, fmt::format("{}: the ledger has gaps; restore a backup", archive.path())};
  out.path = path_of(*leaves, out.position);
  out.root_after = root_of(*leaves);
  leaves->pop_back();
  out.root_before = root_of(*leaves);
  return std::optional(std::move(out));
}

Result<std::string> check_ledger(const Database& archive) {
  auto select = archive.prepare("SELECT position, entry, leaf FROM ledger ORDER BY position");
  if (!select) return select.error();
  for (std::int64_t expected = 0;; ++expected) {
    const Result<bool> row = select->step();
    if (!row) return row.error();
    if (!*row) return std::string();
    if (select->integer(0) != expected) return fmt::format("no entry at position {}", expected);
    if (leaf_of(select->text(1)) != select->blob(2)) return fmt::format("entry {} was changed", expected);
  }
}

}  // namespace demarche::store
