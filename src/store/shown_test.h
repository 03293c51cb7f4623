// What queries show of an archive, as text that two archives can be compared by.
#pragma once

#include <string>

#include "store/database.h"

namespace demarche::store {

// What queries show: records in order, series, articles a day.
inline std::string shown(const Database& archive) {
  const auto text = archive.text(
      "SELECT ifnull(group_concat(line, char(10)), '') FROM ("
      "SELECT * FROM (SELECT s.name || ' ' || d.article || ' ' || v.hash || ' ' || v.counted || ' ' || ifnull(v.title, "
      "'') || ' ' || v.text || ' ' || "
      "ifnull((SELECT group_concat(json) FROM (SELECT json FROM event_mention m JOIN event_record ON event_id = m.id "
      "WHERE m.version_id = v.id ORDER BY position)), '') || ifnull((SELECT group_concat(json) FROM (SELECT json FROM "
      "statement_mention m JOIN statement_record ON statement_id = m.id WHERE m.version_id = v.id ORDER BY position)), "
      "'') AS line FROM version v JOIN document d ON d.id = v.document_id JOIN source s ON s.id = d.source_id "
      "WHERE v.current = 1 ORDER BY d.id) "
      "UNION ALL SELECT * FROM (SELECT first || ' ' || second || ' ' || day || ' ' || direction || quad || standing || "
      "' ' || events || ' ' || plover_score || ' ' || goldstein FROM dyad_day ORDER BY first, second, day, direction, "
      "quad, standing) UNION ALL SELECT * FROM (SELECT day || ' ' || articles FROM article_day ORDER BY day) "
      "UNION ALL SELECT * FROM (SELECT p.first || p.second || m.record_id || p.direction FROM event_dyad p JOIN "
      "event_mention m ON m.id = p.event_id ORDER BY 1))");
  return text ? *text : text.error().message;
}

}  // namespace demarche::store
