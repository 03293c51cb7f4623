// Schema step: an index that lists of events, newest first, walk along.
#pragma once

namespace demarche::store {

inline constexpr const char* schema_browse = R"sql(
CREATE INDEX event_mention_day ON event_mention (series_day);
)sql";

}  // namespace demarche::store
