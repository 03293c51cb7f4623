#include "query/groups.h"

#include <fmt/format.h>

#include <charconv>
#include <limits>

#include "base/day.h"
#include "query/dyad_select.h"
#include "query/filter.h"
#include "query/listed.h"
#include "query/row_day.h"
#include "types/ontology.h"

namespace demarche::query {
namespace {

using store::Database;
using store::Statement;

constexpr std::size_t most_looked_at = 50'000;

struct GroupKey {
  std::optional<std::int64_t> day = std::numeric_limits<std::int32_t>::max();
  std::string id = "~";  // above every record id
};

Result<GroupKey> key_of(const std::string& after) {
  GroupKey key;
  if (after.empty()) return key;
  const std::size_t dot = after.find('.');
  const std::string_view day = std::string_view(after).substr(0, dot);
  std::int64_t count = 0;
  const auto [end, error] = std::from_chars(day.data(), day.data() + day.size(), count);
  const bool dated = error == std::errc() && end == day.data() + day.size();
  if (dot == std::string::npos || (!dated && day != "-"))
    return Error{ErrorCode::usage, "\"after\" is no key: take it from the field next of the page before"};
  key.day = dated ? std::optional(count) : std::nullopt;
  key.id = after.substr(dot + 1);
  return key;
}

constexpr const char* story_columns =
    "SELECT g.record_id, g.day, g.json, g.documents, g.reports, (SELECT v.title FROM story_document sd JOIN version v "
    "ON "
    "v.id = sd.version_id WHERE sd.story_id = g.id ORDER BY sd.position LIMIT 1), g.id";
constexpr const char* incident_columns =
    "SELECT g.record_id, g.day, g.json, g.documents, g.reports, g.type, g.quad, g.newness, g.factuality, g.id";

ListedGroup group_of(const Statement& row, bool story) {
  ListedGroup out;
  out.kind = story ? "story" : "incident";
  out.id = row.text(0);
  out.day = row_day(row, 1);
  out.json = row.text(2);
  out.documents = static_cast<std::uint64_t>(row.integer(3));
  out.reports = static_cast<std::uint64_t>(row.integer(4));
  if (story) {
    out.title = row.text(5);
    return out;
  }
  out.type = row.text(5);
  out.quad = quad_names[static_cast<std::size_t>(row.integer(6) - 1)];
  out.newness = row.text(7);
  out.factuality = row.text(8);
  return out;
}

Status add_parties(const Database& archive, std::int64_t incident, ListedGroup& out) {
  auto rows = archive.prepare("SELECT role, code FROM incident_party WHERE incident_id = ?1 ORDER BY role, code");
  if (!rows) return rows.error();
  rows->bind(1, incident);
  for (;;) {
    const Result<bool> more = rows->step();
    if (!more) return more.error();
    if (!*more) return {};
    out.parties.push_back({std::string(rows->text(0)), std::string(rows->text(1)), {}});
  }
}

// The dated ones from the key back, then those without a day.
Result<Page<ListedGroup>> page_of(const Database& archive, bool stories, const Conditions& conditions,
                                  const Filter& filter, const PageRequest& request) {
  const auto days = day_range(filter);
  if (!days) return days.error();
  auto key = key_of(request.after);
  if (!key) return key.error();
  if (key->day && *key->day > days->second) *key = {days->second, "~"};
  store::Snapshot snapshot(archive);
  if (Status status = snapshot.begin(); !status) return status.error();
  const bool bounded = !filter.since.empty() || !filter.until.empty();
  Page<ListedGroup> out;
  std::size_t seen = 0;
  for (;;) {
    const bool dated = key->day.has_value();
    auto rows = archive.prepare(
        fmt::format("{}, 1{} FROM {} g WHERE {} ORDER BY g.day DESC, g.record_id DESC",
                    stories ? story_columns : incident_columns, conditions.sql, stories ? "story" : "incident",
                    dated ? fmt::format("g.day >= {} AND (g.day, g.record_id) < (?, ?)", days->first)
                          : std::string("g.day IS NULL AND g.record_id < ?")));
    if (!rows) return rows.error();
    bind(*rows, 1, conditions.values);
    int at = static_cast<int>(conditions.values.size()) + 1;
    if (dated) rows->bind(at++, *key->day);
    rows->bind(at, key->id);
    for (;;) {
      const Result<bool> more = rows->step();
      if (!more) return more.error();
      if (!*more) break;
      if (out.items.size() == request.limit || seen++ == most_looked_at) {
        out.next = fmt::format("{}.{}", key->day ? std::to_string(*key->day) : "-", key->id);
        return out;
      }
      *key = {rows->integer_or_null(1), std::string(rows->text(0))};
      if (rows->integer(stories ? 7 : 10) == 0) continue;
      out.items.push_back(group_of(*rows, stories));
      if (stories) continue;
      if (Status status = add_parties(archive, rows->integer(9), out.items.back()); !status) return status.error();
    }
    if (!dated || bounded) return out;
    *key = {std::nullopt, "~"};
  }
}

Status add_code(Conditions& out, std::string_view role, const std::string& code) {
  if (code.empty()) return {};
  if (Status status = check_code(code); !status) return status;
  out.add(
      fmt::format("EXISTS (SELECT 1 FROM incident_party p WHERE p.incident_id = g.id{} AND (p.code = ? OR (p.code > "
                  "? AND p.code < ?)))",
                  role));
  out.values.emplace_back(code);
  out.values.emplace_back(code + ":");
  out.values.emplace_back(code + ";");
  return {};
}

Result<Conditions> incident_conditions(const Filter& filter) {
  if (const auto checked = event_conditions(filter); !checked) return checked.error();
  Conditions out;
  if (!filter.type.empty()) out.add("g.type = ?", filter.type);
  if (!filter.newness.empty()) out.add("g.newness = ?", filter.newness);
  if (!filter.factuality.empty()) out.add("g.factuality = ?", filter.factuality);
  if (!filter.quad.empty()) {
    const auto quad = quad_number(filter.quad);
    if (!quad) return quad.error();
    out.add("g.quad = ?", *quad);
  }
  if (!filter.article.empty())
    out.add(
        "g.id IN (SELECT n.incident_id FROM document d JOIN version v ON v.document_id = d.id AND v.current = 1 JOIN "
        "event_mention m ON m.version_id = v.id JOIN incident_mention n ON n.event_id = m.id WHERE d.article = ?)",
        filter.article);
  Status status = add_code(out, " AND p.role = 'actor'", filter.actor);
  if (status) status = add_code(out, " AND p.role = 'recipient'", filter.recipient);
  if (status) status = add_code(out, "", filter.party);
  if (!status) return status.error();
  return out;
}

}  // namespace

Result<Page<ListedGroup>> list_stories(const Database& archive, const Filter& filter, const PageRequest& request) {
  Conditions conditions;
  if (!filter.article.empty())
    conditions.add(
        "g.id IN (SELECT sd.story_id FROM document d JOIN version v ON v.document_id = d.id AND v.current = 1 JOIN "
        "story_document sd ON sd.version_id = v.id WHERE d.article = ?)",
        filter.article);
  return page_of(archive, true, conditions, filter, request);
}

Result<Page<ListedGroup>> list_incidents(const Database& archive, const Filter& filter, const PageRequest& request) {
  const auto conditions = incident_conditions(filter);
  if (!conditions) return conditions.error();
  return page_of(archive, false, *conditions, filter, request);
}

Result<Page<ListedGroup>> list_relation_incidents(const Database& archive, const std::string& first,
                                                  const std::string& second, const Filter& filter,
                                                  const PageRequest& request) {
  const auto dyad = dyad_select(first, second, {});
  if (!dyad) return dyad.error();
  auto conditions = incident_conditions(filter);
  if (!conditions) return conditions.error();
  conditions->add(
      "EXISTS (SELECT 1 FROM unit_event u WHERE u.unit = 3 AND u.owner = g.id AND u.first = ? AND u.second = ?)");
  conditions->values.emplace_back(dyad->first);
  conditions->values.emplace_back(dyad->second);
  return page_of(archive, false, *conditions, filter, request);
}

Result<StoryView> story(const Database& archive, const std::string& id) {
  store::Snapshot snapshot(archive);
  if (Status status = snapshot.begin(); !status) return status.error();
  auto row = archive.prepare(fmt::format("{} FROM story g WHERE g.record_id = ?1", story_columns));
  if (!row) return row.error();
  row->bind(1, id);
  const Result<bool> found = row->step();
  if (!found) return found.error();
  if (!*found) return Error{ErrorCode::not_found, fmt::format("no story {} is shown in this archive", id)};
  StoryView out;
  out.story = group_of(*row, true);
  auto rows = archive.prepare(
      "SELECT d.id, d.article, v.title, s.name, v.url, v.published, m.role, (SELECT od.article FROM version o JOIN "
      "document od ON od.id = o.document_id WHERE o.id = m.of_version), m.score, m.reasons FROM story_document m JOIN "
      "version v ON v.id = m.version_id JOIN document d ON d.id = v.document_id JOIN source s ON s.id = d.source_id "
      "WHERE m.story_id = ?1 ORDER BY m.position");
  if (!rows) return rows.error();
  rows->bind(1, row->integer(6));
  for (;;) {
    const Result<bool> more = rows->step();
    if (!more) return more.error();
    if (!*more) return out;
    StoryMember& member = out.members.emplace_back();
    member.article.document = rows->integer(0);
    member.article.article = rows->text(1);
    member.article.title = rows->text(2);
    member.article.publisher = rows->text(3);
    member.article.url = rows->text(4);
    member.article.published = row_day(*rows, 5);
    member.role = rows->text(6);
    member.of = rows->text(7);
    member.score = static_cast<int>(rows->integer(8));
    member.reasons = rows->text(9);
  }
}

Result<IncidentView> incident(const Database& archive, const std::string& id) {
  store::Snapshot snapshot(archive);
  if (Status status = snapshot.begin(); !status) return status.error();
  auto row = archive.prepare(fmt::format("{} FROM incident g WHERE g.record_id = ?1", incident_columns));
  if (!row) return row.error();
  row->bind(1, id);
  const Result<bool> found = row->step();
  if (!found) return found.error();
  if (!*found) return Error{ErrorCode::not_found, fmt::format("no incident {} is shown in this archive", id)};
  IncidentView out;
  out.incident = group_of(*row, false);
  if (Status status = add_parties(archive, row->integer(9), out.incident); !status) return status.error();
  auto read = RecordDetails::make(archive, true);
  if (!read) return read.error();
  auto rows = archive.prepare(
      "SELECT m.id FROM incident_mention n JOIN event_mention m ON m.id = n.event_id JOIN version v ON v.id = "
      "m.version_id WHERE n.incident_id = ?1 ORDER BY v.published, m.id LIMIT 500");
  if (!rows) return rows.error();
  rows->bind(1, row->integer(9));
  for (;;) {
    const Result<bool> more = rows->step();
    if (!more) return more.error();
    if (!*more) return out;
    auto one = read->read(rows->integer(0));
    if (!one) return one.error();
    out.events.push_back(std::move(one).value());
  }
}

}  // namespace demarche::query
