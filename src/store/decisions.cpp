#include "store/decisions.h"

#include <fmt/format.h>

#include <algorithm>

#include "store/touched.h"

namespace demarche::store {

Status add_decision(const Database& database, const NewDecision& decision, const std::string& now) {
  auto insert = database.prepare(
      "INSERT INTO story_decision (first_document, second_document, ruling, decided_at, decided_by, reason) "
      "VALUES (?1,?2,?3,?4,?5,?6)");
  if (!insert) return insert.error();
  const auto [first, second] = std::minmax(decision.first_document, decision.second_document);
  insert->bind(1, first).bind(2, second).bind(3, decision.ruling).bind(4, now).bind(5, decision.by);
  if (Status status = insert->bind(6, decision.reason).run(); !status) return status;
  auto shown = database.prepare("SELECT id FROM version WHERE document_id = ?1 AND current = 1");
  if (!shown) return shown.error();
  for (const std::int64_t document : {first, second}) {
    const Result<bool> row = shown->bind(1, document).step();
    if (!row) return row.error();
    if (!*row) continue;
    const std::int64_t version_id = shown->integer(0);
    shown->reset();
    if (Status status = mark_touched(database, version_id); !status) return status;
  }
  return {};
}

Result<std::int64_t> shown_document(const Database& database, const std::string& article) {
  auto find = database.prepare(
      "SELECT d.id FROM document d JOIN version v ON v.document_id = d.id AND v.current = 1 WHERE d.article = ?1 "
      "LIMIT 2");
  if (!find) return find.error();
  std::int64_t found = 0;
  find->bind(1, article);
  for (;;) {
    const Result<bool> row = find->step();
    if (!row) return row.error();
    if (!*row) break;
    if (found != 0)
      return Error{ErrorCode::usage, fmt::format("{}: several sources have an article {}; give it an id of its own",
                                                 database.path(), article)};
    found = find->integer(0);
  }
  if (found != 0) return found;
  return Error{ErrorCode::not_found,
               fmt::format("{}: no article {} is shown (demarche stories prints the ids)", database.path(), article)};
}

}  // namespace demarche::store
