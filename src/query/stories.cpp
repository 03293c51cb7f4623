#include "query/stories.h"

#include <limits>
#include <optional>
#include <vector>

#include "query/filter.h"

namespace demarche::query {
namespace {

constexpr int page_records = 256;
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
    if (!*row) return out.size() == page_records;
    out.emplace_back(select.text(0));
    place = {select.integer(1), std::string(select.text(2))};
  }
}

Status add_code(Conditions& out, std::string_view role, const std::string& code) {
  if (code.empty()) return {};
  if (Status status = check_code(code); !status) return status;
  out.add(std::string("EXISTS (SELECT 1 FROM incident_party p WHERE p.incident_id = id") + std::string(role) +
          " AND (p.code = ? OR (p.code > ? AND p.code < ?)))");
  out.values.emplace_back(code);
  out.values.emplace_back(code + ":");
  out.values.emplace_back(code + ";");  // ';' follows ':'
  return {};
}

Result<Conditions> conditions_of(const IncidentFilter& filter) {
  const Filter& events = filter.events;
  // Checks the words of the filter; the columns are the incident's own.
  if (const auto checked = event_conditions(events); !checked) return checked.error();
  Conditions out;
  const auto range = day_range(events);
  if (!range) return range.error();
  if (!events.since.empty()) out.add("day >= ?", range->first);
  if (!events.until.empty()) out.add("day <= ?", range->second);
  if (!events.type.empty()) out.add("type = ?", events.type);
  if (!events.newness.empty()) out.add("newness = ?", events.newness);
  if (!events.factuality.empty()) out.add("factuality = ?", events.factuality);
  if (!events.quad.empty()) {
    const auto quad = quad_number(events.quad);
    if (!quad) return quad.error();
    out.add("quad = ?", *quad);
  }
  if (filter.min_documents > 0) out.add("documents >= ?", static_cast<std::int64_t>(filter.min_documents));
  if (filter.min_reports > 0) out.add("reports >= ?", static_cast<std::int64_t>(filter.min_reports));
  if (!events.article.empty())
    out.add(
        "id IN (SELECT n.incident_id FROM document d JOIN version v ON v.document_id = d.id AND v.current = 1 "
        "JOIN event_mention m ON m.version_id = v.id JOIN incident_mention n ON n.event_id = m.id WHERE d.article = ?)",
        events.article);
  if (Status status = add_code(out, " AND p.role = 'actor'", events.actor); !status) return status.error();
  if (Status status = add_code(out, " AND p.role = 'recipient'", events.recipient); !status) return status.error();
  if (Status status = add_code(out, "", events.party); !status) return status.error();
  return out;
}

// Two stretches, so that the index serves both: what has no day, then the rest.
Status stream(const store::Database& archive, const std::string& table, const Conditions& conditions,
              std::uint64_t limit, const OnRecord& on_record) {
  std::uint64_t left = limit;
  for (const bool dated : {false, true}) {
    auto select =
        archive.prepare("SELECT json, " + std::string(dated ? "day" : "?1") + ", record_id FROM " + table +
                        (dated ? " WHERE (day, record_id) > (?1, ?2)" : " WHERE day IS NULL AND record_id > ?2") +
                        conditions.sql + " ORDER BY day, record_id LIMIT " + std::to_string(page_records));
    if (!select) return select.error();
    Place place;
    std::vector<std::string> page;
    for (bool more = true; more;) {
      const Result<bool> read = read_page(archive, *select, conditions, place, page);
      if (!read) return read.error();
      more = *read;
      for (const std::string& json : page) {
        if (Status status = on_record(json); !status) return status;
        if (limit != 0 && --left == 0) return {};
      }
    }
  }
  return {};
}

}  // namespace

Status stream_stories(const store::Database& archive, const StoryFilter& filter, const OnRecord& on_record) {
  const auto conditions = conditions_of(filter);
  if (!conditions) return conditions.error();
  return stream(archive, "story", *conditions, filter.limit, on_record);
}

Status stream_incidents(const store::Database& archive, const IncidentFilter& filter, const OnRecord& on_record) {
  const auto conditions = conditions_of(filter);
  if (!conditions) return conditions.error();
  return stream(archive, "incident", *conditions, filter.events.limit, on_record);
}

}  // namespace demarche::query
