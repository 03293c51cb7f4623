#include "pipeline/regroup_stories.h"

#include <algorithm>

#include "base/hash.h"
#include "format/story_records.h"

namespace demarche {
namespace {

template <typename Names>
std::size_t position_of(const Names& names, std::string_view name) {
  return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
}

std::uint64_t origin_hash(const store::GroupedVersion& version) {
  return hash64(version.source + '\n' + version.article + '\n' + version.address);
}

Verdict verdict_of(const store::StoredLink& link) {
  Verdict out;
  out.same_story = true;
  out.kind = static_cast<LinkKind>(position_of(link_kind_names, link.kind));
  out.score = link.score;
  out.strength = link.strength;
  out.dependence = link.dependence;
  out.cites = link.cites;
  out.reasons = link.reasons;
  return out;
}

}  // namespace

Status Restorying::run(const std::set<std::int64_t>& seeds) {
  // Stories that a mark took a version out of are never whole again.
  const auto touched = rows_.marked(store::Mark::story);
  if (!touched) return touched.error();
  for (const std::int64_t story : *touched)
    if (Status status = remove(story); !status) return status;
  for (const std::int64_t seed : seeds) {
    if (seen_.contains(seed)) continue;
    const auto part = part_around(seed);
    if (!part) return part.error();
    if (part->versions.empty()) continue;
    if (Status status = replace(*part, stories_of_part(*part)); !status) return status;
  }
  return {};
}

Status Restorying::remove(std::int64_t story_id) {
  if (Status status = incidents_.story_goes(story_id); !status) return status;
  return rows_.remove_story(story_id);
}

Result<Restorying::Part> Restorying::part_around(std::int64_t seed) {
  Part part;
  std::vector<std::int64_t> waiting = {seed};
  while (!waiting.empty()) {
    const std::int64_t version_id = waiting.back();
    waiting.pop_back();
    if (!seen_.insert(version_id).second) continue;
    if (Status status = look_at(version_id, part, waiting); !status) return status.error();
  }
  return part;
}

Status Restorying::look_at(std::int64_t version_id, Part& part, std::vector<std::int64_t>& waiting) {
  auto version = rows_.version(version_id);
  if (!version) return version.error();
  if (!*version) return {};
  const auto index = static_cast<std::uint32_t>(part.versions.size());
  part.index[version_id] = index;
  part.index_document[(*version)->document_id] = index;
  const auto links = rows_.links(version_id);
  if (!links) return links.error();
  for (const store::StoredLink& link : *links) {
    waiting.push_back(link.second);
    if (link.first < link.second) part.links.push_back(link);
  }
  const auto decisions = rows_.decisions((*version)->document_id);
  if (!decisions) return decisions.error();
  for (const store::StoredDecision& d : *decisions) {
    const auto ruling = static_cast<Ruling>(position_of(ruling_names, d.ruling));
    part.decisions[{d.first_document, d.second_document}] = ruling;
    if (ruling == Ruling::split) continue;
    const std::int64_t other = d.first_document == (*version)->document_id ? d.second_document : d.first_document;
    const auto shown = rows_.shown_version(other);
    if (!shown) return shown.error();
    if (*shown) waiting.push_back(**shown);
  }
  part.versions.push_back(std::move(**version));
  return {};
}

std::optional<Day> Restorying::day_of(const store::GroupedVersion& version) const {
  if (version.published) return version.published;
  const auto signature = decode_signature(version.signature);
  return signature ? signature->day : std::nullopt;
}

std::vector<Story> Restorying::stories_of_part(const Part& part) const {
  std::vector<StoryDocument> documents;
  for (const store::GroupedVersion& version : part.versions)
    documents.push_back({origin_hash(version), day_of(version), version.source, version.article});
  std::vector<StoryLink> links;
  for (const store::StoredLink& link : part.links)
    links.push_back({part.index.at(link.first), part.index.at(link.second), verdict_of(link)});
  std::vector<StoryDecision> decisions;
  for (const auto& [pair, ruling] : part.decisions) {
    const auto first = part.index_document.find(pair.first), second = part.index_document.find(pair.second);
    if (first != part.index_document.end() && second != part.index_document.end())
      decisions.push_back({first->second, second->second, ruling});
  }
  return stories_of(documents, links, decisions);
}

// What stays as it was keeps its row.
Status Restorying::replace(const Part& part, const std::vector<Story>& stories) {
  std::set<std::int64_t> before, kept;
  for (const store::GroupedVersion& version : part.versions) {
    const auto story = rows_.story_of(version.version_id);
    if (!story) return story.error();
    if (*story) before.insert(**story);
  }
  std::vector<store::StoredStory> fresh;
  for (const Story& story : stories) {
    store::StoredStory row = stored(part, story);
    const auto same = rows_.same_story(row);
    if (!same) return same.error();
    if (*same && before.contains(**same)) {
      kept.insert(**same);
    } else {
      fresh.push_back(std::move(row));
    }
  }
  for (const std::int64_t story : before) {
    if (kept.contains(story)) continue;
    if (Status status = remove(story); !status) return status;
  }
  for (const store::StoredStory& story : fresh) {
    const auto id = rows_.add_story(story);
    if (!id) return id.error();
    if (Status status = incidents_.story_comes(*id); !status) return status;
  }
  return {};
}

store::StoredStory Restorying::stored(const Part& part, const Story& story) const {
  store::StoredStory out;
  StoryRecord record;
  const store::GroupedVersion& origin = part.versions[story.members.front().document];
  out.record_id = record.id = "so-" + hex(origin_hash(origin));
  out.reports = static_cast<int>(story.reports);
  record.independent_reports = story.reports;
  for (const StoryMember& member : story.members) {
    const store::GroupedVersion& version = part.versions[member.document];
    const std::optional<Day> day = day_of(version);
    if (day && (!out.day || *day < *out.day)) out.day = day;
    store::StoredStoryMember row;
    row.version_id = version.version_id;
    row.role = name_of(member.role);
    row.report = static_cast<int>(member.report);
    row.score = member.score;
    row.reasons = member.reasons;
    StoryRecordDocument shown{version.article, version.source, version.published, name_of(member.role),
                              std::nullopt,    member.score,   member.reasons};
    if (member.of) {
      row.of_version = part.versions[*member.of].version_id;
      shown.of = part.versions[*member.of].article;
    }
    out.members.push_back(std::move(row));
    record.documents.push_back(std::move(shown));
  }
  out.json = story_json(record);
  return out;
}

}  // namespace demarche
