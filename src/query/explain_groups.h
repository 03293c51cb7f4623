// How documents and mentions came together: stories, incidents, the links and decisions behind them, in plain words.
#pragma once

#include <string>

#include "demarche/result.h"
#include "store/database.h"

namespace demarche::query {

/// A story ("so-..."), an incident ("in-...") or an article's id; empty when there is none.
Result<std::string> explain_story(const store::Database& archive, const std::string& id);
Result<std::string> explain_incident(const store::Database& archive, const std::string& id);
Result<std::string> explain_article(const store::Database& archive, const std::string& article);

/// Lines about the story and the incident that an event mention belongs to.
Result<std::string> groups_of_event(const store::Database& archive, std::int64_t event_id);

}  // namespace demarche::query
