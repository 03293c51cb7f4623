#include "store/touched.h"

namespace demarche::store {

Status Touched::prepare(const Database& database) {
  auto mark_version = database.prepare("INSERT INTO touched (what, id) VALUES (0, ?1) ON CONFLICT DO NOTHING");
  if (!mark_version) return mark_version.error();
  mark_version_ = std::move(mark_version).value();
  return {};
}

Status Touched::mark(std::int64_t version_id) {
  return mark_version_.bind(1, version_id).run();
}

Status mark_touched(const Database& database, std::int64_t version_id) {
  Touched touched;
  if (Status status = touched.prepare(database); !status) return status;
  return touched.mark(version_id);
}

}  // namespace demarche::store
