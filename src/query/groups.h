// Stories and incidents newest first, by a key of day and record id: both stay when the archive puts them together
// anew.
#pragma once

#include "demarche/groups.h"
#include "store/database.h"

namespace demarche::query {

Result<Page<ListedGroup>> list_stories(const store::Database&, const Filter&, const PageRequest&);
Result<Page<ListedGroup>> list_incidents(const store::Database&, const Filter&, const PageRequest&);
Result<Page<ListedGroup>> list_relation_incidents(const store::Database&, const std::string& first,
                                                  const std::string& second, const Filter&, const PageRequest&);
Result<StoryView> story(const store::Database&, const std::string& id);
Result<IncidentView> incident(const store::Database&, const std::string& id);

}  // namespace demarche::query
