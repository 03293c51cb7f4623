#include "store/touched.h"

#include <array>
#include <utility>

namespace demarche::store {

Status Touched::prepare(const Database& database) {
  const auto statements = std::to_array<std::pair<Statement*, const char*>>({
      {&mark_version_, "INSERT INTO touched (what, id) VALUES (0, ?1) ON CONFLICT DO NOTHING"},
      {&keys_, "SELECT keys FROM grouped WHERE version_id = ?1"},
      // The limit is crowded_block + 1: more is not asked.
      {&mark_block_,
       "INSERT INTO touched (what, id, members, first) VALUES (1, ?1, "
       "(SELECT count(*) FROM (SELECT 1 FROM block WHERE key = ?1 LIMIT 33)), "
       "ifnull((SELECT version_id FROM block WHERE key = ?1 ORDER BY rank, version_id LIMIT 1), 0)) "
       "ON CONFLICT DO NOTHING"},
      {&leave_block_,
       "DELETE FROM block WHERE key = ?1 AND version_id = ?2 AND rank = (SELECT rank FROM grouped WHERE version_id = "
       "?2)"},
      {&not_grouped_, "DELETE FROM grouped WHERE version_id = ?1"},
      {&mark_neighbours_,
       "INSERT INTO touched (what, id) SELECT 2, second FROM story_link WHERE first = ?1 ON CONFLICT DO NOTHING"},
      {&unlink_back_,
       "DELETE FROM story_link WHERE second = ?1 AND first IN (SELECT second FROM story_link WHERE first = ?1)"},
      {&unlink_, "DELETE FROM story_link WHERE first = ?1"},
      {&mark_story_,
       "INSERT INTO touched (what, id) SELECT 3, story_id FROM story_document WHERE version_id = ?1 "
       "ON CONFLICT DO NOTHING"},
      {&leave_story_, "DELETE FROM story_document WHERE version_id = ?1"},
  });
  static_assert(crowded_block + 1 == 33);
  for (const auto& [statement, sql] : statements) {
    auto prepared = database.prepare(sql);
    if (!prepared) return prepared.error();
    *statement = std::move(prepared).value();
  }
  return {};
}

Status Touched::mark(std::int64_t version_id) {
  if (Status status = mark_version_.bind(1, version_id).run(); !status) return status;
  const Result<bool> grouped = keys_.bind(1, version_id).step();
  if (!grouped) return grouped.error();
  if (*grouped) {
    const std::vector<std::int64_t> keys = keys_from_bytes(keys_.text(0));
    keys_.reset();
    if (Status status = leave_blocks(keys, version_id); !status) return status;
  }
  for (Statement* statement : {&not_grouped_, &mark_neighbours_, &unlink_back_, &unlink_, &mark_story_, &leave_story_})
    if (Status status = statement->bind(1, version_id).run(); !status) return status;
  return {};
}

Status Touched::mark_block(std::int64_t key) {
  return mark_block_.bind(1, key).run();
}

Status Touched::leave_blocks(const std::vector<std::int64_t>& keys, std::int64_t version_id) {
  for (const std::int64_t key : keys) {
    if (Status status = mark_block(key); !status) return status;
    if (Status status = leave_block_.bind(1, key).bind(2, version_id).run(); !status) return status;
  }
  return {};
}

Status mark_touched(const Database& database, std::int64_t version_id) {
  Touched touched;
  if (Status status = touched.prepare(database); !status) return status;
  return touched.mark(version_id);
}

std::string keys_to_bytes(const std::vector<std::uint64_t>& keys) {
  std::string out;
  for (const std::uint64_t key : keys)
    for (int shift = 0; shift < 64; shift += 8) out += static_cast<char>(key >> shift & 0xFF);
  return out;
}

std::vector<std::int64_t> keys_from_bytes(std::string_view bytes) {
  std::vector<std::int64_t> out;
  for (std::size_t at = 0; at + 8 <= bytes.size(); at += 8) {
    std::uint64_t key = 0;
    for (std::size_t i = 0; i < 8; ++i)
      key |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[at + i])) << (8 * i);
    out.push_back(static_cast<std::int64_t>(key));
  }
  return out;
}

}  // namespace demarche::store
