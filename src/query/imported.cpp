#include "query/imported.h"

#include <fmt/format.h>

#include <map>

#include "base/day.h"
#include "query/filter.h"
#include "query/period.h"
#include "query/row_day.h"

namespace demarche::query {
namespace {

using store::Database;
using store::Statement;

Result<std::int64_t> set_id(const Database& archive, const std::string& set) {
  auto find = archive.prepare("SELECT id FROM import_set WHERE name = ?1");
  if (!find) return find.error();
  const Result<bool> there = find->bind(1, set).step();
  if (!there) return there.error();
  if (*there) return find->integer(0);
  std::string known;
  auto names = archive.prepare("SELECT name FROM import_set ORDER BY name");
  if (!names) return names.error();
  for (;;) {
    const Result<bool> row = names->step();
    if (!row) return row.error();
    if (!*row) break;
    known += known.empty() ? "" : ", ";
    known += names->text(0);
  }
  return Error{ErrorCode::usage, fmt::format("there is no imported set \"{}\": {}", set,
                                             known.empty() ? "nothing was imported" : "there are " + known)};
}

void add_imported_party(Conditions& out, std::string_view roles, const std::string& code) {
  if (code.empty()) return;
  out.add(
      fmt::format("EXISTS (SELECT 1 FROM imported_party p WHERE p.event_id = m.id AND p.role IN ({}) AND "
                  "(p.code = ? OR (p.code > ? AND p.code < ?)))",
                  roles));
  out.values.emplace_back(code);
  out.values.emplace_back(code + ":");
  out.values.emplace_back(code + ";");  // ';' follows ':'
}

// Over imported_event m.
Result<Conditions> conditions_of(const Filter& filter) {
  Conditions out;
  for (const std::string* code : {&filter.actor, &filter.recipient, &filter.party})
    if (!code->empty())
      if (Status status = check_code(*code); !status) return status.error();
  add_imported_party(out, "'actor'", filter.actor);
  add_imported_party(out, "'recipient'", filter.recipient);
  add_imported_party(out, "'actor','recipient'", filter.party);
  if (!filter.type.empty()) out.add("m.type = ?", filter.type);
  if (!filter.quad.empty()) {
    const auto quad = quad_number(filter.quad);
    if (!quad) return quad.error();
    out.add("m.quad = ?", *quad);
  }
  const auto range = day_range(filter);
  if (!range) return range.error();
  if (!filter.since.empty()) out.add("m.day >= ?", range->first);
  if (!filter.until.empty()) out.add("m.day <= ?", range->second);
  return out;
}

template <typename Each>
Status each_row(Statement& statement, const Each& each) {
  for (;;) {
    const Result<bool> row = statement.step();
    if (!row) return row.error();
    if (!*row) return {};
    if (Status status = each(statement); !status) return status;
  }
}

std::vector<RelationPoint> without_gaps(std::map<Day, RelationPoint>& points, Period period) {
  std::vector<RelationPoint> out;
  if (points.empty()) return out;
  const Day last = points.rbegin()->first;
  for (Day start = points.begin()->first; start <= last; start = next_period(start, period)) {
    RelationPoint point = points[start];
    point.period = period_name(start, period);
    point.start = start.iso();
    out.push_back(std::move(point));
  }
  return out;
}

}  // namespace

Result<std::vector<ImportedSet>> imported_sets(const Database& archive) {
  auto select = archive.prepare(
      "SELECT s.name, s.format, count(e.id), min(e.day), max(e.day) FROM import_set s LEFT JOIN imported_event e ON "
      "e.set_id = s.id GROUP BY s.id ORDER BY s.name");
  if (!select) return select.error();
  std::vector<ImportedSet> out;
  const Status status = each_row(*select, [&](const Statement& row) {
    ImportedSet set{std::string(row.text(0)), std::string(row.text(1)), static_cast<std::uint64_t>(row.integer(2)), "",
                    ""};
    set.first_day = row_day(row, 3);
    set.last_day = row_day(row, 4);
    out.push_back(std::move(set));
    return Status();
  });
  return status ? Result<std::vector<ImportedSet>>(std::move(out)) : status.error();
}

Status stream_imported(const Database& archive, const std::string& set, const Filter& filter,
                       const std::function<Status(std::string_view json)>& on_record) {
  const auto id = set_id(archive, set);
  if (!id) return id.error();
  const auto conditions = conditions_of(filter);
  if (!conditions) return conditions.error();
  auto select =
      archive.prepare(fmt::format("SELECT m.json FROM imported_event m WHERE m.set_id = ?{} ORDER BY m.day, m.id{}",
                                  conditions->sql, filter.limit > 0 ? fmt::format(" LIMIT {}", filter.limit) : ""));
  if (!select) return select.error();
  select->bind(1, *id);
  bind(*select, 2, conditions->values);
  return each_row(*select, [&](const Statement& row) { return on_record(row.text(0)); });
}

Result<Relation> imported_relation(const Database& archive, const std::string& set, const std::string& first,
                                   const std::string& second, Period period, const Filter& filter) {
  const auto id = set_id(archive, set);
  if (!id) return id.error();
  for (const std::string* code : {&first, &second})
    if (Status status = check_code(*code); !status) return status.error();
  const auto conditions = conditions_of(filter);
  if (!conditions) return conditions.error();
  auto select = archive.prepare(fmt::format(
      "SELECT m.day, m.quad, count(*), sum(ifnull(m.plover_score, 0)), sum(ifnull(m.goldstein, 0)) FROM imported_event "
      "m WHERE m.set_id = ? AND m.quad IS NOT NULL AND m.day IS NOT NULL AND m.id IN (SELECT a.event_id FROM "
      "imported_party a JOIN imported_party r ON r.event_id = a.event_id AND r.role = 'recipient' WHERE a.role = "
      "'actor' AND ((a.country = ? AND r.country = ?) OR (a.country = ? AND r.country = ?))){} GROUP BY 1, 2",
      conditions->sql));
  if (!select) return select.error();
  select->bind(1, *id).bind(2, first).bind(3, second).bind(4, second).bind(5, first);
  bind(*select, 6, conditions->values);
  std::map<Day, RelationPoint> points;
  const Status status = each_row(*select, [&](const Statement& row) {
    RelationPoint& point = points[period_start(Day(static_cast<std::int32_t>(row.integer(0))), period)];
    const auto events = static_cast<std::uint64_t>(row.integer(2));
    point.events += events;
    point.counts[row.integer(1) - 1] += events;
    point.score_thousandths += row.integer(3);
    point.goldstein_thousandths += row.integer(4);
    return Status();
  });
  if (!status) return status.error();
  Relation out;
  out.first = first;
  out.second = second;
  out.period = period;
  out.points = without_gaps(points, period);
  return out;
}

}  // namespace demarche::query
