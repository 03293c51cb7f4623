#include "store/changes.h"

#include <array>
#include <utility>

namespace demarche::store {
namespace {

std::string_view name_of(Changes::Op op) {
  switch (op) {
    case Changes::Op::insert:
      return "insert";
    case Changes::Op::update:
      return "update";
    case Changes::Op::remove:
      return "delete";
  }
  return "update";
}

}  // namespace

Status Changes::prepare(const Database& database) {
  database_ = &database;
  const auto statements = std::to_array<std::pair<Statement*, const char*>>({
      {&insert_version_,
       "INSERT INTO change (at, op, kind, version_id, version_before, reason) VALUES (?1,?2,'version',?3,?4,?5)"},
      {&insert_record_, "INSERT INTO change (at, op, kind, record_id, reason) VALUES (?1,?2,?3,?4,?5)"},
      {&set_replaced_, "UPDATE version SET replaced_at = ?2 WHERE id = ?1 AND replaced_at IS NULL"},
      {&set_shown_, "UPDATE version SET replaced_at = NULL WHERE id = ?1"},
      {&bury_records_,
       "INSERT INTO change (at, op, kind, record_id, reason, shown_from, shown_until) "
       "SELECT ?2, 'delete', r.kind, r.record_id, ?3, v.recorded_at, ifnull(v.replaced_at, ?2) FROM version v JOIN "
       "(SELECT 'event' AS kind, record_id, position, version_id FROM event_mention WHERE version_id = ?1 "
       "UNION ALL SELECT 'statement', record_id, position, version_id FROM statement_mention WHERE version_id = ?1) r "
       "ON r.version_id = v.id WHERE v.id = ?1 ORDER BY r.kind, r.position"},
      {&bury_article_,
       "INSERT INTO change (at, op, kind, record_id, reason, shown_from, shown_until) "
       "SELECT ?2, 'delete', 'article', d.article, ?3, (SELECT min(recorded_at) FROM version o WHERE o.document_id = "
       "d.id), ifnull(v.replaced_at, ?2) FROM version v JOIN document d ON d.id = v.document_id WHERE v.id = ?1"},
      {&forget_, "DELETE FROM change WHERE kind = 'version' AND version_id = ?1"},
  });
  for (const auto& [statement, sql] : statements) {
    auto prepared = database.prepare(sql);
    if (!prepared) return prepared.error();
    *statement = std::move(prepared).value();
  }
  return {};
}

Status Changes::shown(std::int64_t version_id, std::optional<std::int64_t> before, std::string_view reason,
                      std::string_view now) {
  if (before)
    if (Status status = set_replaced_.bind(1, *before).bind(2, now).run(); !status) return status;
  if (Status status = set_shown_.bind(1, version_id).run(); !status) return status;
  insert_version_.bind(1, now).bind(2, name_of(before ? Op::update : Op::insert)).bind(3, version_id).bind(4, before);
  return insert_version_.bind(5, reason).run();
}

Status Changes::hidden(std::int64_t version_id, std::string_view reason, std::string_view now) {
  if (Status status = set_replaced_.bind(1, version_id).bind(2, now).run(); !status) return status;
  insert_version_.bind(1, now).bind(2, name_of(Op::remove)).bind(3, version_id).bind_null(4);
  return insert_version_.bind(5, reason).run();
}

Status Changes::erasing(std::int64_t version_id, bool article, std::string_view reason, std::string_view now) {
  for (Statement* bury : {&bury_records_, &bury_article_}) {
    if (bury == &bury_article_ && !article) continue;
    if (Status status = bury->bind(1, version_id).bind(2, now).bind(3, reason).run(); !status) return status;
  }
  return forget_.bind(1, version_id).run();
}

Status Changes::note(Op op, std::string_view kind, std::string_view record_id, std::string_view reason,
                     std::string_view now) {
  insert_record_.bind(1, now).bind(2, name_of(op)).bind(3, kind).bind(4, record_id);
  return insert_record_.bind(5, reason).run();
}

Result<std::int64_t> last_change(const Database& database) {
  return database.integer("SELECT ifnull((SELECT seq FROM sqlite_sequence WHERE name = 'change'), 0)");
}

}  // namespace demarche::store
