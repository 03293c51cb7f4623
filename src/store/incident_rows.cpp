#include "store/incident_rows.h"

#include <array>
#include <utility>

#include "store/dyads.h"
#include "types/actor.h"

namespace demarche::store {
namespace {

constexpr const char* story_events_sql =
    "SELECT m.id, 0, v.document_id, o.story_id, o.report, m.record_id, m.type, m.mode, m.quad, m.plover_score, "
    "m.goldstein, m.day_start, m.day_end, m.day_basis, v.published, m.series_day, m.newness, m.factuality, p.name, "
    "p.country, p.latitude, p.longitude, p.precision FROM story_document o JOIN version v ON v.id = o.version_id "
    "CROSS JOIN event_mention m ON m.version_id = v.id LEFT JOIN event_place p ON p.event_id = m.id "
    "WHERE o.story_id = ?1 ORDER BY m.id";
constexpr const char* story_parties_sql =
    "SELECT p.event_id, p.role, p.code, p.name, p.named_as FROM story_document o CROSS JOIN event_mention m ON "
    "m.version_id = o.version_id CROSS JOIN event_party p ON p.event_id = m.id WHERE o.story_id = ?1 "
    "ORDER BY p.event_id, p.role, p.position";
constexpr const char* cell_events_sql =
    "SELECT m.id, t.id, v.document_id, o.story_id, o.report, m.record_id, m.type, m.mode, m.quad, m.plover_score, "
    "m.goldstein, m.day_start, m.day_end, m.day_basis, v.published, m.series_day, m.newness, m.factuality, p.name, "
    "p.country, p.latitude, p.longitude, p.precision FROM telling t CROSS JOIN telling_mention n ON n.telling_id = "
    "t.id CROSS JOIN event_mention m ON m.id = n.event_id JOIN version v ON v.id = m.version_id "
    "JOIN story_document o ON o.version_id = v.id LEFT JOIN event_place p ON p.event_id = m.id "
    "WHERE t.cell = ?1 ORDER BY m.id";
constexpr const char* cell_parties_sql =
    "SELECT p.event_id, p.role, p.code, p.name, p.named_as FROM telling t CROSS JOIN telling_mention n ON "
    "n.telling_id = t.id CROSS JOIN event_party p ON p.event_id = n.event_id WHERE t.cell = ?1 "
    "ORDER BY p.event_id, p.role, p.position";
constexpr const char* telling_columns = "SELECT id, kin, founding, day_start, day_end, own, cell FROM telling ";

std::optional<Day> day_of(const Statement& row, int column) {
  const auto count = row.integer_or_null(column);
  return count ? std::optional(Day(static_cast<std::int32_t>(*count))) : std::nullopt;
}

std::optional<Interval> interval_of(const Statement& row, int column) {
  const auto start = day_of(row, column), end = day_of(row, column + 1);
  return start && end ? std::optional(Interval{*start, *end}) : std::nullopt;
}

std::optional<int> number_of(const Statement& row, int column) {
  const auto number = row.integer_or_null(column);
  return number ? std::optional(static_cast<int>(*number)) : std::nullopt;
}

StoredMention mention_of(const Statement& row) {
  StoredMention out;
  out.event_id = row.integer(0);
  out.telling_id = row.integer(1);
  out.document_id = row.integer(2);
  out.story_id = row.integer(3);
  out.report = static_cast<int>(row.integer(4));
  out.record_id = row.text(5);
  out.type = row.text(6);
  out.mode = row.text(7);
  out.quad = static_cast<int>(row.integer(8));
  out.plover_score = static_cast<int>(row.integer(9));
  out.goldstein = number_of(row, 10);
  out.date = interval_of(row, 11);
  out.dated_by_publication = row.text(13) == "publication";
  out.published = day_of(row, 14);
  out.series_day = row.integer_or_null(15);
  out.newness = row.text(16);
  out.factuality = row.text(17);
  if (!row.is_null(18)) {
    StoredPlace place{std::string(row.text(18)), std::string(row.text(19)), std::nullopt, std::string(row.text(22))};
    if (const auto latitude = number_of(row, 20), longitude = number_of(row, 21); latitude && longitude)
      place.coordinates = std::pair(*latitude, *longitude);
    out.place = std::move(place);
  }
  return out;
}

Role role_of(std::string_view name) {
  if (name == "actor") return Role::actor;
  return name == "recipient" ? Role::recipient : Role::attributed;
}

void bind_day(Statement& statement, int column, const std::optional<Day>& day) {
  if (day) {
    statement.bind(column, day->count());
  } else {
    statement.bind_null(column);
  }
}

}  // namespace

Status IncidentRows::prepare(const Database& database) {
  database_ = &database;
  const std::string of_story = std::string(telling_columns) + "WHERE story_id = ?1 ORDER BY id";
  const std::string vague = std::string(telling_columns) +
                            "WHERE kin = ?1 AND kin <> 0 AND day_start BETWEEN ?2 - ?3 AND ?2 AND day_end >= ?2 "
                            "AND (founding = 0 OR day_start <> day_end)";
  const auto statements = std::to_array<std::pair<Statement*, const char*>>({
      {&story_events_, story_events_sql},
      {&story_parties_, story_parties_sql},
      {&cell_events_, cell_events_sql},
      {&cell_parties_, cell_parties_sql},
      {&tellings_of_story_, of_story.c_str()},
      {&add_telling_,
       "INSERT INTO telling (story_id, kin, founding, day_start, day_end, own, cell) VALUES (?1,?2,?3,?4,?5,?6,?7)"},
      {&add_telling_mention_, "INSERT INTO telling_mention (event_id, telling_id) VALUES (?1,?2)"},
      {&set_cell_, "UPDATE telling SET cell = ?2 WHERE id = ?1"},
      {&vague_, vague.c_str()},
      {&founded_days_,
       "SELECT DISTINCT day_start FROM telling WHERE kin = ?1 AND kin <> 0 AND day_start BETWEEN ?2 AND ?3 AND "
       "founding = 1 AND day_start = day_end ORDER BY day_start LIMIT 2"},
      {&founded_, "SELECT 1 FROM telling WHERE cell = ?1 AND founding = 1 LIMIT 1"},
      {&incidents_, "SELECT id FROM incident WHERE cell = ?1 ORDER BY id"},
      {&remove_incident_, "DELETE FROM incident WHERE id = ?1"},
      {&add_incident_,
       "INSERT INTO incident (record_id, cell, type, quad, plover_score, goldstein, day, newness, factuality, "
       "mentions, "
       "documents, reports, json) VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13)"},
      {&add_party_, "INSERT INTO incident_party (incident_id, role, code, country) VALUES (?1,?2,?3,?4)"},
      {&add_mention_, "INSERT INTO incident_mention (event_id, incident_id) VALUES (?1,?2)"},
  });
  for (const auto& [statement, sql] : statements) {
    auto prepared = database.prepare(sql);
    if (!prepared) return prepared.error();
    *statement = std::move(prepared).value();
  }
  return units_.prepare(database);
}

Result<std::vector<StoredMention>> IncidentRows::mentions(Statement& events, Statement& parties, std::int64_t id) {
  std::vector<StoredMention> out;
  events.bind(1, id);
  for (;;) {
    const Result<bool> row = events.step();
    if (!row) return row.error();
    if (!*row) break;
    out.push_back(mention_of(events));
  }
  std::size_t at = 0;
  parties.bind(1, id);
  for (;;) {
    const Result<bool> row = parties.step();
    if (!row) return row.error();
    if (!*row) return out;
    while (at < out.size() && out[at].event_id < parties.integer(0)) ++at;
    if (at == out.size() || out[at].event_id != parties.integer(0)) continue;
    StoredParty party;
    party.role = role_of(parties.text(1));
    party.code = parties.text(2);
    party.name = parties.text(3);
    party.named_as = parties.text(4);
    out[at].parties.push_back(std::move(party));
  }
}

Result<std::vector<StoredMention>> IncidentRows::mentions_of_story(std::int64_t story_id) {
  return mentions(story_events_, story_parties_, story_id);
}

Result<std::vector<StoredMention>> IncidentRows::mentions_of_cell(std::int64_t cell) {
  return mentions(cell_events_, cell_parties_, cell);
}

Result<std::vector<StoredTelling>> IncidentRows::tellings(Statement& rows) {
  std::vector<StoredTelling> out;
  for (;;) {
    const Result<bool> row = rows.step();
    if (!row) return row.error();
    if (!*row) return out;
    out.push_back({rows.integer(0), rows.integer(1), rows.integer(2) == 1, interval_of(rows, 3), rows.integer(5),
                   rows.integer_or_null(6)});
  }
}

Result<std::vector<StoredTelling>> IncidentRows::tellings_of_story(std::int64_t story_id) {
  return tellings(tellings_of_story_.bind(1, story_id));
}

Status IncidentRows::add_telling(std::int64_t story_id, StoredTelling& telling,
                                 const std::vector<std::int64_t>& event_ids) {
  add_telling_.bind(1, story_id).bind(2, telling.kin).bind(3, telling.founding ? 1 : 0);
  bind_day(add_telling_, 4, telling.when ? std::optional(telling.when->start) : std::nullopt);
  bind_day(add_telling_, 5, telling.when ? std::optional(telling.when->end) : std::nullopt);
  if (Status status = add_telling_.bind(6, telling.own).bind(7, telling.cell).run(); !status) return status;
  telling.id = database_->last_id();
  for (const std::int64_t event : event_ids)
    if (Status status = add_telling_mention_.bind(1, event).bind(2, telling.id).run(); !status) return status;
  return {};
}

Status IncidentRows::set_cell(std::int64_t telling_id, std::optional<std::int64_t> cell) {
  return set_cell_.bind(1, telling_id).bind(2, cell).run();
}

Result<std::vector<StoredTelling>> IncidentRows::vague_around(std::int64_t kin, Day day, int longest) {
  return tellings(vague_.bind(1, kin).bind(2, day.count()).bind(3, longest));
}

Result<std::vector<Day>> IncidentRows::founded_days(std::int64_t kin, Interval within) {
  std::vector<Day> out;
  founded_days_.bind(1, kin).bind(2, within.start.count()).bind(3, within.end.count());
  for (;;) {
    const Result<bool> row = founded_days_.step();
    if (!row) return row.error();
    if (!*row) return out;
    out.push_back(Day(static_cast<std::int32_t>(founded_days_.integer(0))));
  }
}

Result<bool> IncidentRows::founded(std::int64_t cell) {
  const Result<bool> row = founded_.bind(1, cell).step();
  if (row) founded_.reset();
  return row;
}

Result<std::vector<std::int64_t>> IncidentRows::incidents_of_cell(std::int64_t cell) {
  std::vector<std::int64_t> out;
  incidents_.bind(1, cell);
  for (;;) {
    const Result<bool> row = incidents_.step();
    if (!row) return row.error();
    if (!*row) return out;
    out.push_back(incidents_.integer(0));
  }
}

Status IncidentRows::remove_incident(std::int64_t incident_id) {
  if (Status status = units_.remove(Unit::incident, incident_id); !status) return status;
  return remove_incident_.bind(1, incident_id).run();
}

Status IncidentRows::add_incident(const StoredIncident& incident) {
  add_incident_.bind(1, incident.record_id).bind(2, incident.cell).bind(3, incident.type).bind(4, incident.quad);
  add_incident_.bind(5, incident.plover_score).bind(6, incident.goldstein);
  bind_day(add_incident_, 7, incident.day);
  add_incident_.bind(8, incident.newness).bind(9, incident.factuality);
  add_incident_.bind(10, static_cast<std::int64_t>(incident.event_ids.size())).bind(11, incident.documents);
  if (Status status = add_incident_.bind(12, incident.reports).bind(13, incident.json).run(); !status) return status;
  const std::int64_t id = database_->last_id();
  for (const StoredParty& party : incident.parties) {
    add_party_.bind(1, id).bind(2, name_of(party.role)).bind(3, party.code);
    if (Status status = add_party_.bind_or_null(4, country_of_code(party.code)).run(); !status) return status;
  }
  for (const std::int64_t event : incident.event_ids)
    if (Status status = add_mention_.bind(1, event).bind(2, id).run(); !status) return status;
  UnitEvent event{0,
                  incident.type,
                  std::nullopt,
                  incident.quad,
                  standing_of(incident.newness, incident.factuality),
                  incident.plover_score,
                  incident.goldstein.value_or(0),
                  incident.parties};
  if (incident.day) event.day = incident.day->count();
  return units_.add(Unit::incident, id, {event});
}

}  // namespace demarche::store
