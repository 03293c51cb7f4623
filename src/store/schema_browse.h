// Schema step: indexes that reading page by page needs: events from the newest day back, and what became of a record.
#pragma once

namespace demarche::store {

inline constexpr const char* schema_browse = R"sql(
CREATE INDEX event_mention_day ON event_mention (series_day);
CREATE INDEX change_record ON change (record_id) WHERE record_id IS NOT NULL;
)sql";

}  // namespace demarche::store
