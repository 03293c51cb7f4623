// What two parties say to each other, or report about an event between them, as a query for the rows of the statements.
#pragma once

namespace demarche::query {

/// ?1 and ?2 are the two countries, ascending; one column, id.
inline constexpr const char* statements_between =
    "SELECT s.id FROM event_dyad p CROSS JOIN event_mention e ON e.id = p.event_id CROSS JOIN statement_mention s ON "
    "s.record_id = e.statement_record_id AND s.version_id = e.version_id WHERE p.first = ?1 AND p.second = ?2 "
    "UNION SELECT a.statement_id FROM statement_party a CROSS JOIN statement_party b ON b.statement_id = "
    "a.statement_id AND b.role = 'addressee' AND b.country = ?2 WHERE a.country = ?1 AND a.role = 'speaker' "
    "UNION SELECT a.statement_id FROM statement_party a CROSS JOIN statement_party b ON b.statement_id = "
    "a.statement_id AND b.role = 'addressee' AND b.country = ?1 WHERE a.country = ?2 AND a.role = 'speaker'";

}  // namespace demarche::query
