// Story and incident records out of an archive, by day and id, in short read transactions.
#pragma once

#include "demarche/stories.h"
#include "query/records.h"

namespace demarche::query {

Status stream_stories(const store::Database& archive, const StoryFilter& filter, const OnRecord& on_record);
Status stream_incidents(const store::Database& archive, const IncidentFilter& filter, const OnRecord& on_record);

}  // namespace demarche::query
