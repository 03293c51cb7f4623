#include "query/relation.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/day.h"
#include "query/dyad_select.h"
#include "query/period.h"

namespace demarche::query {
namespace {

using store::Database;
using store::Statement;

using Points = std::map<Day, RelationPoint>;

// Rows of day, quad, standing, events, PLOVER score, Goldstein value: the same from the sums and from single events.
Result<Statement> select_rows(const Database& archive, const DyadSelect& dyad, const Filter& filter) {
  if (dyad.sums_suffice) {
    auto rows = archive.prepare(
        "SELECT day, quad, standing, events, plover_score, goldstein FROM dyad_day "
        "WHERE first = ?1 AND second = ?2 AND day BETWEEN ?3 AND ?4");
    if (!rows) return rows;
    const auto range = day_range(filter);
    if (!range) return range.error();
    rows->bind(1, dyad.first).bind(2, dyad.second).bind(3, range->first).bind(4, range->second);
    return rows;
  }
  auto rows = archive.prepare(fmt::format(
      "SELECT p.day, m.quad, CASE WHEN m.newness <> 'new' THEN 1 WHEN m.factuality = 'actual' THEN 0 ELSE 2 END, 1, "
      "m.plover_score, ifnull(m.goldstein, 0) FROM {} WHERE p.first = ?1 AND p.second = ?2 AND p.day IS NOT NULL{}",
      dyad.moment.pairs(), dyad.conditions.sql));
  if (!rows) return rows;
  rows->bind(1, dyad.first).bind(2, dyad.second);
  bind(*rows, 3, dyad.conditions.values);
  return rows;
}

// The same of independent reports, stories or incidents. Where the daily sums do not suffice, a report and a story
// count through the mentions that fit, an incident when one of its mentions fits.
Result<Statement> select_units(const Database& archive, const DyadSelect& dyad, const Filter& filter) {
  static constexpr std::string_view names[] = {"reports", "stories", "incidents"};
  const auto named = std::find(std::begin(names), std::end(names), filter.unit);
  if (named == std::end(names))
    return Error{ErrorCode::usage, fmt::format("\"{}\" is no unit: events, reports, stories, incidents", filter.unit)};
  if (!filter.as_of.empty())
    return Error{ErrorCode::usage, "stories and incidents are kept as they are now: leave out --as-of or --unit"};
  const auto unit = 1 + (named - std::begin(names));
  constexpr std::string_view standing =
      "CASE WHEN m.newness <> 'new' THEN 1 WHEN m.factuality = 'actual' THEN 0 ELSE 2 END";
  std::string sql;
  if (dyad.sums_suffice) {
    sql = fmt::format(
        "SELECT day, quad, standing, events, plover_score, goldstein FROM unit_day "
        "WHERE unit = {} AND first = ?1 AND second = ?2 AND day BETWEEN ?3 AND ?4",
        unit);
  } else if (*named == "incidents") {
    sql = fmt::format(
        "SELECT p.day, p.quad, p.standing, 1, p.plover_score, p.goldstein FROM unit_event p WHERE p.unit = {} AND "
        "p.first = ?1 AND p.second = ?2 AND EXISTS (SELECT 1 FROM incident_mention n JOIN event_mention m ON m.id = "
        "n.event_id WHERE n.incident_id = p.owner{})",
        unit, dyad.conditions.sql);
  } else {
    // max() alone makes the bare columns those of its row.
    sql = fmt::format(
        "SELECT day, quad, standing, 1, plover_score, goldstein FROM (SELECT p.day AS day, m.quad AS quad, {} AS "
        "standing, m.plover_score AS plover_score, ifnull(m.goldstein, 0) AS goldstein, max(abs(m.plover_score)) FROM "
        "{} JOIN story_document o ON o.version_id = m.version_id WHERE p.first = ?1 AND p.second = ?2 AND p.day IS NOT "
        "NULL{} GROUP BY p.day, p.direction, m.type, 3, o.story_id{})",
        standing, dyad.moment.pairs(), dyad.conditions.sql, *named == "reports" ? ", o.report" : "");
  }
  auto rows = archive.prepare(sql);
  if (!rows) return rows;
  rows->bind(1, dyad.first).bind(2, dyad.second);
  if (!dyad.sums_suffice) {
    bind(*rows, 3, dyad.conditions.values);
    return rows;
  }
  const auto range = day_range(filter);
  if (!range) return range.error();
  rows->bind(3, range->first).bind(4, range->second);
  return rows;
}

void add_row(RelationPoint& point, const Statement& row) {
  const auto events = static_cast<std::uint64_t>(row.integer(3));
  switch (row.integer(2)) {
    case 0:
      point.events += events;
      point.counts[row.integer(1) - 1] += events;
      point.score_thousandths += row.integer(4);
      point.goldstein_thousandths += row.integer(5);
      break;
    case 1:
      point.other_events += events;
      break;
    default:
      point.unconfirmed_events += events;
  }
}

// From the first to the last period with counted events; where there are none, with any.
std::vector<RelationPoint> without_gaps(Points& points, Period period, std::uint64_t& outside) {
  std::vector<RelationPoint> out;
  if (points.empty()) return out;
  const auto counted = [](const auto& entry) { return entry.second.events > 0; };
  auto first = std::find_if(points.begin(), points.end(), counted);
  Day begin = points.begin()->first, end = points.rbegin()->first;
  if (first != points.end()) {
    begin = first->first;
    end = std::find_if(points.rbegin(), points.rend(), counted)->first;
  }
  for (const auto& [start, point] : points)
    if (start < begin || start > end) outside += point.other_events + point.unconfirmed_events;
  for (Day start = begin; start <= end; start = next_period(start, period)) {
    RelationPoint point = points[start];
    point.period = period_name(start, period);
    point.start = start.iso();
    out.push_back(std::move(point));
  }
  return out;
}

Status count_articles(const Database& archive, const Moment& moment, Period period,
                      std::vector<RelationPoint>& points) {
  if (points.empty()) return {};
  auto days = archive.prepare(
      moment.now() ? std::string("SELECT day, articles FROM article_day WHERE day BETWEEN ?1 AND ?2 ORDER BY day")
                   : fmt::format("SELECT v.published, count(*) FROM version v WHERE v.published BETWEEN ?1 AND ?2 "
                                 "AND {} GROUP BY 1 ORDER BY 1",
                                 moment.shown("v")));
  if (!days) return days.error();
  const Day begin = *Day::parse(points.front().start);
  Day end = next_period(*Day::parse(points.back().start), period);
  days->bind(1, begin.count()).bind(2, end.count() - 1);
  std::size_t at = 0;
  end = next_period(begin, period);
  for (;;) {
    const Result<bool> row = days->step();
    if (!row) return row.error();
    if (!*row) return {};
    while (days->integer(0) >= end.count()) {
      ++at;
      end = next_period(end, period);
    }
    points[at].articles += static_cast<std::uint64_t>(days->integer(1));
  }
}

}  // namespace

Result<Relation> relation(const Database& archive, const std::string& first, const std::string& second, Period period,
                          const Filter& filter) {
  const auto dyad = dyad_select(first, second, filter);
  if (!dyad) return dyad.error();
  store::Snapshot snapshot(archive);
  if (Status status = snapshot.begin(); !status) return status.error();
  const bool mentions = filter.unit.empty() || filter.unit == "events";
  auto rows = mentions ? select_rows(archive, *dyad, filter) : select_units(archive, *dyad, filter);
  if (!rows) return rows.error();
  Points points;
  for (;;) {
    const Result<bool> row = rows->step();
    if (!row) return row.error();
    if (!*row) break;
    add_row(points[period_start(Day(static_cast<std::int32_t>(rows->integer(0))), period)], *rows);
  }
  Relation out;
  out.first = first;
  out.second = second;
  out.period = period;
  if (!mentions) out.unit = filter.unit;
  out.points = without_gaps(points, period, out.outside_events);
  if (Status status = count_articles(archive, dyad->moment, period, out.points); !status) return status.error();
  return out;
}

}  // namespace demarche::query
