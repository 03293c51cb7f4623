// Stories as records of the contract: one object a line.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"

namespace demarche {

struct StoryRecordDocument {
  std::string article;
  std::string publisher;  // the source's name, "" when none is known
  std::optional<Day> published;
  std::string_view role;          // origin, copy, rewrite, report
  std::optional<std::string> of;  // article that a copy or rewrite comes from
  int score = 1000;               // thousandths
  std::string reasons;            // separated by "; "
};

struct StoryRecord {
  std::string id;
  std::vector<StoryRecordDocument> documents;
  std::uint32_t independent_reports = 0;
};

/// Without line end.
std::string story_json(const StoryRecord& story);

}  // namespace demarche
