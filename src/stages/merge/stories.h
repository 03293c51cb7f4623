// From links between documents to stories: who belongs together, who comes from whom.
//
// Works on one connected part of the archive at a time; the result depends on its documents, links and decisions alone,
// never on their order. Strong links come first; two groups join only when they are linked well on the whole, so that
// a chain of follow-ups does not become one story. What people decided goes before everything.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/day.h"
#include "stages/merge/judge.h"

namespace demarche {

struct StoryDocument {
  std::uint64_t rank = 0;  // hash of where the document is from: settles ties
  std::optional<Day> day;
  std::string source;
  std::string article;
};

/// Between two documents by their index; first < second is not required.
struct StoryLink {
  std::uint32_t first = 0;
  std::uint32_t second = 0;
  Verdict verdict;
};

enum class Ruling : std::uint8_t { split, join, independent, dependent };
inline constexpr std::array<std::string_view, 4> ruling_names = {"split", "join", "independent", "dependent"};
constexpr std::string_view name_of(Ruling r) {
  return ruling_names[static_cast<std::size_t>(r)];
}

/// What a person decided about two documents. `dependent` and `independent` say that they are one story as well.
struct StoryDecision {
  std::uint32_t first = 0;
  std::uint32_t second = 0;
  Ruling ruling = Ruling::join;
};

enum class StoryRole : std::uint8_t { origin, copy, rewrite, report };
inline constexpr std::array<std::string_view, 4> story_role_names = {"origin", "copy", "rewrite", "report"};
constexpr std::string_view name_of(StoryRole r) {
  return story_role_names[static_cast<std::size_t>(r)];
}

struct StoryMember {
  std::uint32_t document = 0;
  StoryRole role = StoryRole::origin;
  std::optional<std::uint32_t> of;  // the document that a copy or rewrite comes from
  std::uint32_t report = 0;         // which independent report of the story it belongs to, from 0
  int score = 1000;                 // thousandths, of the link that put it there
  std::string reasons;              // of that link; "" where nothing had to be decided
};

struct Story {
  std::vector<StoryMember> members;  // the origin first, then by day and source
  std::uint32_t reports = 0;         // independent ones
};

/// Every document is in exactly one story. Stories ascend by their first members.
std::vector<Story> stories_of(const std::vector<StoryDocument>& documents, const std::vector<StoryLink>& links,
                              const std::vector<StoryDecision>& decisions);

}  // namespace demarche
