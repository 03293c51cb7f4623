// Stories and incidents page by page, newest first, and one of them with what holds it up.
#pragma once

#include <string>
#include <vector>

#include "demarche/archive.h"
#include "demarche/browse.h"
#include "demarche/result.h"

namespace demarche {

/// A story or an incident.
struct ListedGroup {
  std::string kind;  // "story" or "incident"
  std::string id;
  std::string json;                             // the record of the contract
  std::string day;                              // of its first document, or its own; "" for none
  std::uint64_t documents = 0, reports = 0;     // independent reports
  std::string title;                            // of a story: headline of its first document
  std::string type, quad, newness, factuality;  // of an incident
  std::vector<NamedParty> parties;              // of an incident; names are not known
};

/// `since`, `until` and `article` of the filter hold.
Result<Page<ListedGroup>> list_stories(const Archive&, const Filter&, const PageRequest&);
/// Actor, recipient, party, type, quad, newness, factuality, since, until and article of the filter hold.
Result<Page<ListedGroup>> list_incidents(const Archive&, const Filter&, const PageRequest&);
/// Incidents in which two parties take part.
Result<Page<ListedGroup>> list_relation_incidents(const Archive&, const std::string& first, const std::string& second,
                                                  const Filter&, const PageRequest&);

struct StoryMember {
  ArticleSummary article;
  std::string role;  // origin, copy, rewrite, report
  std::string of;    // article that it comes from, "" for none
  int score = 0;     // of the link that put it there, thousandths
  std::string reasons;
};
struct StoryView {
  ListedGroup story;
  std::vector<StoryMember> members;  // the origin first
};
Result<StoryView> story(const Archive&, const std::string& id);

struct IncidentView {
  ListedGroup incident;
  std::vector<ListedRecord> events;  // its mentions, by day of publication
};
Result<IncidentView> incident(const Archive&, const std::string& id);

/// The record with `title` and `first_day`, and with headline, publication and day of each document.
std::string story_json(const StoryView& story);
/// The record with `events`, its mentions as list items.
std::string incident_json(const IncidentView& incident);

}  // namespace demarche
