// What regrouping reads and writes: blocks, links between versions, stories. Rows only; what they mean is decided in
// stages/merge and put together in pipeline/regroup.
//
// Works inside the write transaction of whoever calls it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/database.h"
#include "store/stored.h"
#include "store/touched.h"

namespace demarche::store {

/// A version as stories see it.
struct GroupedVersion {
  std::int64_t version_id = 0;
  std::int64_t document_id = 0;
  std::optional<Day> published;
  std::string source;
  std::string article;
  std::string address;
  std::string signature;  // bytes
};

struct BlockState {
  std::int64_t members = 0;  // at most crowded_block + 1
  std::int64_t first = 0;    // the version that leads it; 0: none
  bool crowded() const { return members > crowded_block; }
  friend bool operator==(const BlockState&, const BlockState&) = default;
};

struct StoredLink {
  std::int64_t first = 0;
  std::int64_t second = 0;
  std::string kind;
  int score = 0, strength = 0, dependence = 0, cites = 0;
  std::string reasons;
};

struct StoredDecision {
  std::int64_t first_document = 0;  // the lower
  std::int64_t second_document = 0;
  std::string ruling;
};

struct StoredStoryMember {
  std::int64_t version_id = 0;
  std::string role;
  std::optional<std::int64_t> of_version;
  int report = 0;
  int score = 0;
  std::string reasons;
};

struct StoredStory {
  std::string record_id;
  std::optional<Day> day;
  int reports = 0;
  std::string json;
  std::vector<StoredStoryMember> members;
};

class Grouping {
 public:
  Status prepare(const Database& database);

  Result<std::vector<std::int64_t>> marked(Mark mark);
  Result<std::map<std::int64_t, BlockState>> marked_blocks();
  Status clear_marks();

  /// Nothing when the version is not shown, or has no signature.
  Result<std::optional<GroupedVersion>> version(std::int64_t version_id);
  Result<std::string> signature(std::int64_t version_id);

  /// Puts a version into its blocks, after noting how they were.
  Status enter(std::int64_t version_id, std::uint64_t rank, const std::vector<std::uint64_t>& keys);
  Result<std::vector<std::int64_t>> keys(std::int64_t version_id);
  Result<BlockState> block(std::int64_t key);
  /// Lowest rank first.
  Result<std::vector<std::int64_t>> members(std::int64_t key, std::int64_t most);

  /// Removes all links of a version and returns the other ends.
  Result<std::vector<std::int64_t>> unlink(std::int64_t version_id);
  Status link(const StoredLink& link);
  /// With the version as `first`.
  Result<std::vector<StoredLink>> links(std::int64_t version_id);
  /// The last of each pair that the document is in, unless it undoes.
  Result<std::vector<StoredDecision>> decisions(std::int64_t document_id);
  Result<std::optional<std::int64_t>> shown_version(std::int64_t document_id);

  Result<std::optional<std::int64_t>> story_of(std::int64_t version_id);
  /// The row of the story with this record, if it has the same JSON and as many documents.
  Result<std::optional<std::int64_t>> same_story(const StoredStory& story);
  Status remove_story(std::int64_t story_id);
  Result<std::int64_t> add_story(const StoredStory& story);

 private:
  Result<std::vector<std::int64_t>> column(Statement& statement);

  const Database* database_ = nullptr;
  Touched touched_;
  Statement marked_, marked_blocks_, clear_, version_, signature_, enter_, put_in_block_, keys_, block_first_, members_,
      neighbours_, unlink_, unlink_back_, link_, links_, decisions_, shown_, story_of_, same_story_, remove_story_,
      add_story_, add_member_;
};

/// Beside a version and its events, when they are written.
class GroupingInput {
 public:
  Status prepare(const Database& database);
  Status version(std::int64_t version_id, std::string_view signature);
  Status place(std::int64_t event_id, const std::optional<StoredPlace>& place);

 private:
  Statement insert_signature_, insert_place_;
};

}  // namespace demarche::store
