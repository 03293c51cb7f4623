#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "query/browse.h"
#include "query/dyad_select.h"
#include "query/listed.h"
#include "query/moment.h"
#include "query/rare_rows.h"
#include "query/statements_between.h"
#include "query/walk.h"
#include "types/ontology.h"

namespace demarche::query {
namespace {

using store::Database;
using store::Statement;

constexpr std::size_t facet_rows = 20'000;

// All events, or those of a rare party, publication or article.
Result<WalkSql> walk_events(const Database& archive, const Filter& filter) {
  auto conditions = event_conditions(filter);
  if (!conditions) return conditions.error();
  const auto moment = Moment::of(filter.as_of);
  if (!moment) return moment.error();
  const auto rare = rare_rows(archive, true, filter);
  if (!rare) return rare.error();
  WalkSql out;
  out.day = "m.series_day";
  out.id = out.position = "m.id";
  out.select = fmt::format(
      "SELECT m.id, m.series_day, m.id, 0, EXISTS (SELECT 1 FROM version v WHERE v.id = m.version_id AND {}){} FROM {} "
      "WHERE {{key}}",
      moment->shown("v"), conditions->sql, rare->sql.empty() ? "event_mention m" : rare->from("event_mention m"));
  out.values = std::move(conditions->values);
  if (!rare->sql.empty()) out.values.emplace_back(rare->value);
  if (Status status = out.set_days(filter); !status) return status.error();
  return out;
}

Result<Page<ListedRecord>> details(const Database& archive, bool events, const Page<WalkRow>& rows) {
  auto read = RecordDetails::make(archive, events);
  if (!read) return read.error();
  Page<ListedRecord> out;
  out.next = rows.next;
  for (const WalkRow& row : rows.items) {
    auto one = read->read(row.row);
    if (!one) return one.error();
    out.items.push_back(std::move(one).value());
  }
  return out;
}

// Only what a download needs.
Result<Page<ListedRecord>> json_of(const Database& archive, bool events, const Page<WalkRow>& rows) {
  const std::string_view name = events ? "event" : "statement";
  auto row = archive.prepare(fmt::format(
      "SELECT m.record_id, r.json FROM {0}_mention m JOIN {0}_record r ON r.{0}_id = m.id WHERE m.id = ?1", name));
  if (!row) return row.error();
  Page<ListedRecord> out;
  out.next = rows.next;
  for (const WalkRow& one : rows.items) {
    row->bind(1, one.row);
    const Result<bool> found = row->step();
    if (!found) return found.error();
    if (!*found) continue;
    ListedRecord& record = out.items.emplace_back();
    record.kind = name;
    record.id = row->text(0);
    record.json = row->text(1);
    row->reset();
  }
  return out;
}

Result<Page<ListedRecord>> page_of(const Database& archive, bool events, const WalkSql& sql,
                                   const PageRequest& request) {
  const auto rows = walk(archive, sql, request);
  if (!rows) return rows.error();
  return request.json_only ? json_of(archive, events, *rows) : details(archive, events, *rows);
}

// Over versions in the order of their days, each with its statements, the last first.
WalkSql walk_statements(const Moment& moment, const Conditions& conditions, const std::string& from) {
  WalkSql out;
  out.day = "v.published";
  out.id = "v.id";
  out.position = "m.position";
  out.select = fmt::format("SELECT m.id, v.published, v.id, m.position, 1{} FROM {} WHERE {} AND {{key}}",
                           conditions.sql, from, moment.shown("v"));
  out.values = conditions.values;
  return out;
}

}  // namespace

Result<Page<ListedRecord>> list_events(const Database& archive, const Filter& filter, const PageRequest& request) {
  store::Snapshot snapshot(archive);
  if (Status status = snapshot.begin(); !status) return status.error();
  const auto sql = walk_events(archive, filter);
  if (!sql) return sql.error();
  return page_of(archive, true, *sql, request);
}

Result<Page<ListedRecord>> list_statements(const Database& archive, const Filter& filter, const PageRequest& request) {
  const auto conditions = statement_conditions(filter);
  if (!conditions) return conditions.error();
  const auto moment = Moment::of(filter.as_of);
  if (!moment) return moment.error();
  store::Snapshot snapshot(archive);
  if (Status status = snapshot.begin(); !status) return status.error();
  const auto rare = rare_rows(archive, false, filter);
  if (!rare) return rare.error();
  WalkSql sql = walk_statements(
      *moment, *conditions,
      rare->sql.empty() ? "version v CROSS JOIN statement_mention m ON m.version_id = v.id"
                        : rare->from("statement_mention m") + " CROSS JOIN version v ON v.id = m.version_id");
  if (!rare->sql.empty()) sql.values.emplace_back(rare->value);
  if (Status status = sql.set_days(filter); !status) return status.error();
  return page_of(archive, false, sql, request);
}

Result<Page<ListedRecord>> list_relation_events(const Database& archive, const std::string& first,
                                                const std::string& second, const Filter& filter,
                                                const PageRequest& request) {
  const auto dyad = dyad_select(first, second, filter);
  if (!dyad) return dyad.error();
  store::Snapshot snapshot(archive);
  if (Status status = snapshot.begin(); !status) return status.error();
  WalkSql sql;
  sql.day = "p.day";
  sql.id = sql.position = "p.event_id";
  // The two countries come first, as ?1 and ?2: the pairs of a moment name them so.
  sql.select = fmt::format(
      "WITH two AS (SELECT ?1, ?2) SELECT m.id, p.day, p.event_id, 0, 1{} FROM {} WHERE p.first = ?1 AND p.second = ?2 "
      "AND {{key}}",
      dyad->conditions.sql, dyad->moment.pairs());
  sql.values = {dyad->first, dyad->second};
  sql.values.insert(sql.values.end(), dyad->conditions.values.begin(), dyad->conditions.values.end());
  if (Status status = sql.set_days(filter); !status) return status.error();
  return page_of(archive, true, sql, request);
}

Result<Page<ListedRecord>> list_relation_statements(const Database& archive, const std::string& first,
                                                    const std::string& second, const Filter& filter,
                                                    const PageRequest& request) {
  const auto dyad = dyad_select(first, second, {});
  if (!dyad) return dyad.error();
  auto conditions = statement_conditions(filter);
  if (!conditions) return conditions.error();
  const auto moment = Moment::of(filter.as_of);
  if (!moment) return moment.error();
  store::Snapshot snapshot(archive);
  if (Status status = snapshot.begin(); !status) return status.error();
  // The two countries come first, as ?1 and ?2.
  conditions->sql +=
      " AND EXISTS (SELECT 1 FROM statement_party a WHERE a.statement_id = m.id AND a.role = 'speaker' AND "
      "a.country IN (?1, ?2))";
  WalkSql sql = walk_statements(*moment, *conditions,
                                fmt::format("({}) x CROSS JOIN statement_mention m ON m.id = x.id CROSS JOIN version v "
                                            "ON v.id = m.version_id",
                                            statements_between));
  sql.select = fmt::format("WITH two AS (SELECT ?1, ?2) {}", sql.select);
  sql.values.insert(sql.values.begin(), {dyad->first, dyad->second});
  if (Status status = sql.set_days(filter); !status) return status.error();
  return page_of(archive, false, sql, request);
}

Result<ListedRecord> record(const Database& archive, const std::string& id) {
  const bool events = !id.starts_with("st-");
  store::Snapshot snapshot(archive);
  if (Status status = snapshot.begin(); !status) return status.error();
  auto row = archive.prepare(fmt::format(
      "SELECT m.id FROM {}_mention m JOIN version v ON v.id = m.version_id WHERE m.record_id = ?1 AND v.current = 1 "
      "ORDER BY v.id DESC, m.id LIMIT 1",
      events ? "event" : "statement"));
  if (!row) return row.error();
  row->bind(1, id);
  const Result<bool> found = row->step();
  if (!found) return found.error();
  if (!*found) return Error{ErrorCode::not_found, fmt::format("no event or statement {} is shown in this archive", id)};
  auto read = RecordDetails::make(archive, events);
  if (!read) return read.error();
  return read->read(row->integer(0));
}

Result<Facets> event_facets(const Database& archive, const Filter& filter) {
  store::Snapshot snapshot(archive);
  if (Status status = snapshot.begin(); !status) return status.error();
  const auto sql = walk_events(archive, filter);
  if (!sql) return sql.error();
  const auto rows = walk(archive, *sql, {"", facet_rows});
  if (!rows) return rows.error();
  auto one = archive.prepare(
      "SELECT m.type, m.quad, m.factuality, m.newness, s.name, strftime('%Y', m.series_day * 86400, 'unixepoch') "
      "FROM event_mention m JOIN version v ON v.id = m.version_id JOIN document d ON d.id = v.document_id "
      "JOIN source s ON s.id = d.source_id WHERE m.id = ?1");
  if (!one) return one.error();
  constexpr const char* names[] = {"type", "quad", "factuality", "newness", "source", "year"};
  std::map<std::string, std::uint64_t, std::less<>> counts[std::size(names)];
  for (const WalkRow& row : rows->items) {
    one->bind(1, row.row);
    const Result<bool> found = one->step();
    if (!found) return found.error();
    for (std::size_t i = 0; i < std::size(names); ++i) {
      const auto column = static_cast<int>(i);
      if (one->is_null(column)) continue;
      const std::string_view value =
          i == 1 ? quad_names[static_cast<std::size_t>(one->integer(1) - 1)] : one->text(column);
      const auto known = counts[i].find(value);
      known == counts[i].end() ? void(counts[i].emplace(value, 1)) : void(++known->second);
    }
    one->reset();
  }
  Facets out;
  out.total = rows->items.size();
  out.complete = rows->next.empty();
  for (std::size_t i = 0; i < std::size(names); ++i) {
    Facet facet{names[i], {}};
    for (const auto& [value, count] : counts[i]) facet.values.push_back({value, count});
    std::stable_sort(facet.values.begin(), facet.values.end(),
                     [](const FacetValue& a, const FacetValue& b) { return a.count > b.count; });
    out.facets.push_back(std::move(facet));
  }
  return out;
}

}  // namespace demarche::query
