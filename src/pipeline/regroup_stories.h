// The second half of regrouping: the connected parts of the link graph that changed are put together to stories anew.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <vector>

#include "pipeline/regroup_incidents.h"
#include "pipeline/regroup_profiles.h"
#include "stages/merge/stories.h"

namespace demarche {

class Restorying {
 public:
  Restorying(store::Grouping& rows, Reincidenting& incidents) : rows_(rows), incidents_(incidents) {}

  /// `seeds`: versions whose links or decisions may have changed; those no longer shown are passed over.
  Status run(const std::set<std::int64_t>& seeds);

 private:
  /// One connected part: its versions in the order in which they were found, links once, decisions.
  struct Part {
    std::vector<store::GroupedVersion> versions;
    std::map<std::int64_t, std::uint32_t> index;           // by version
    std::map<std::int64_t, std::uint32_t> index_document;  // by document
    std::vector<store::StoredLink> links;
    std::map<std::pair<std::int64_t, std::int64_t>, Ruling> decisions;  // by documents
  };

  Result<Part> part_around(std::int64_t seed);
  Status look_at(std::int64_t version_id, Part& part, std::vector<std::int64_t>& waiting);
  std::vector<Story> stories_of_part(const Part& part) const;
  Status replace(const Part& part, const std::vector<Story>& stories);
  Status remove(std::int64_t story_id);
  store::StoredStory stored(const Part& part, const Story& story) const;
  std::optional<Day> day_of(const store::GroupedVersion& version) const;

  store::Grouping& rows_;
  Reincidenting& incidents_;
  std::set<std::int64_t> seen_;
};

}  // namespace demarche
