// Stories and incidents of an archive: what one asks for, and what people decide about stories.
#pragma once

#include <cstdint>
#include <string>

#include "demarche/archive.h"

namespace demarche {

/// Empty fields do not filter. A story lies on the day of its first document.
struct StoryFilter {
  std::string since;
  std::string until;
  std::string article;  // id of one of its documents
  std::uint64_t min_documents = 0;
  std::uint64_t min_reports = 0;  // independent ones
  std::uint64_t limit = 0;        // 0: all
};

/// Stories as records of the contract, JSONL or CSV (a row a document), by day.
Status stories(const Archive&, const StoryFilter&, bool csv, const Output&);

/// Incidents as records of the contract, JSONL or CSV, by day. The filter's actor, recipient, party, type, quad, since,
/// until, newness, factuality, article (one that mentions it) and limit apply.
struct IncidentFilter {
  Filter events;
  std::uint64_t min_documents = 0;
  std::uint64_t min_reports = 0;
};
Status incidents(const Archive&, const IncidentFilter&, bool csv, const Output&);

/// What a person says about two articles of an archive.
enum class StoryRuling {
  split,        // not the same story
  join,         // the same story
  independent,  // the same story, and neither is made from the other
  dependent,    // the same story, and one is made from the other
  undo,         // nothing: what the program finds holds again
};

struct StoryDecisionRequest {
  StoryRuling ruling = StoryRuling::split;
  std::string first;  // ids of articles
  std::string second;
  std::string by;      // who decides; may not be empty
  std::string reason;  // why; may not be empty
};

/// Writes the decision down and puts the stories that it touches together anew.
Status decide(const Archive&, const StoryDecisionRequest&);

}  // namespace demarche
