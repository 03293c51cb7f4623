#include "query/stories.h"

#include <limits>
#include <optional>
#include <vector>

#include "query/filter.h"

namespace demarche::query {
namespace {

constexpr int page_stories = 256;
constexpr std::int64_t before_all = std::numeric_limits<std::int64_t>::min();

struct Place {
  std::int64_t day = before_all;  // stories without a day come first
  std::string record_id;
};

Result<Conditions> conditions_of(const StoryFilter& filter) {
  Conditions out;
  Filter days;
  days.since = filter.since;
  days.until = filter.until;
  const auto range = day_range(days);
  if (!range) return range.error();
  if (!filter.since.empty()) out.add("day >= ?", range->first);
  if (!filter.until.empty()) out.add("day <= ?", range->second);
  if (filter.min_documents > 0) out.add("documents >= ?", static_cast<std::int64_t>(filter.min_documents));
  if (filter.min_reports > 0) out.add("reports >= ?", static_cast<std::int64_t>(filter.min_reports));
  if (!filter.article.empty())
    out.add(
        "id IN (SELECT m.story_id FROM document d JOIN version v ON v.document_id = d.id AND v.current = 1 "
        "JOIN story_document m ON m.version_id = v.id WHERE d.article = ?)",
        filter.article);
  return out;
}

// One page in one snapshot; true when there may be more.
Result<bool> read_page(const store::Database& archive, store::Statement& select, const Conditions& conditions,
                       Place& place, std::vector<std::string>& out) {
  out.clear();
  store::Snapshot snapshot(archive);
  if (Status status = snapshot.begin(); !status) return status.error();
  select.bind(1, place.day).bind(2, place.record_id);
  bind(select, 3, conditions.values);
  for (;;) {
    const Result<bool> row = select.step();
    if (!row) return row.error();
    if (!*row) return out.size() == page_stories;
    out.emplace_back(select.text(0));
    place = {select.integer(1), std::string(select.text(2))};
  }
}

}  // namespace

Status stream_stories(const store::Database& archive, const StoryFilter& filter, const OnRecord& on_record) {
  const auto conditions = conditions_of(filter);
  if (!conditions) return conditions.error();
  // Two stretches, so that the index serves both: those without a day, then the others.
  std::uint64_t left = filter.limit;
  for (const bool dated : {false, true}) {
    auto select =
        archive.prepare((dated ? "SELECT json, day, record_id FROM story WHERE (day, record_id) > (?, ?)"
                               : "SELECT json, ?1, record_id FROM story WHERE day IS NULL AND record_id > ?2") +
                        conditions->sql + " ORDER BY day, record_id LIMIT " + std::to_string(page_stories));
    if (!select) return select.error();
    Place place;
    std::vector<std::string> page;
    for (bool more = true; more;) {
      const Result<bool> read = read_page(archive, *select, *conditions, place, page);
      if (!read) return read.error();
      more = *read;
      for (const std::string& json : page) {
        if (Status status = on_record(json); !status) return status;
        if (filter.limit != 0 && --left == 0) return {};
      }
    }
  }
  return {};
}

}  // namespace demarche::query
