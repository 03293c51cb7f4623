#include "store/tally.h"

#include <fmt/format.h>

#include <algorithm>

namespace demarche::store {
namespace {

// What the work writes about itself.
constexpr std::string_view bookkeeping[] = {"request",        "request_scope", "request_tally", "hold",   "suppression",
                                            "residue_probe",  "ledger",        "touched",       "change", "archive_key",
                                            "run_suppressed", "block",         "grouped"};

// Not INSERT OR IGNORE: within a trigger the conflict rule of the statement that fired it holds, not this one's.
std::string cell_trigger(std::string_view when, std::string_view key_row, std::string_view before,
                         std::string_view after) {
  const std::string key = fmt::format(
      "first = {0}.first AND second = {0}.second AND day = {0}.day AND direction = {0}.direction AND quad = {0}.quad "
      "AND "
      "standing = {0}.standing",
      key_row);
  return fmt::format(
      "CREATE TEMP TRIGGER cell_{0} AFTER {0} ON main.dyad_day BEGIN "
      "INSERT INTO cell SELECT {1}.first, {1}.second, {1}.day, {1}.direction, {1}.quad, {1}.standing, {2}, 0, 0 "
      "WHERE NOT EXISTS (SELECT 1 FROM cell WHERE {4}); "
      "UPDATE cell SET {3} WHERE {4}; END;",
      when, key_row, before, after, key);
}

// A record that is made anew goes and comes: what counts is how it was first and is last.
std::string derived_triggers(std::string_view table, std::string_view evidence) {
  const auto trigger = [&](std::string_view when, std::string_view row, std::string_view before,
                           std::string_view after) {
    return fmt::format(
        "CREATE TEMP TRIGGER {0}_{1} AFTER {1} ON main.{0} BEGIN "
        "INSERT INTO derived (kind, id, before, json_before) SELECT '{0}', {2}.record_id, {3} "
        "WHERE NOT EXISTS (SELECT 1 FROM derived WHERE kind = '{0}' AND id = {2}.record_id); "
        "UPDATE derived SET {4} WHERE kind = '{0}' AND id = {2}.record_id; END;",
        table, when, row, before, after);
  };
  const std::string was = fmt::format("OLD.{}, OLD.json", evidence);
  const std::string is = fmt::format("after = NEW.{}, json_after = NEW.json", evidence);
  return trigger("INSERT", "NEW", "0, ''", is) + trigger("UPDATE", "NEW", was, is) +
         trigger("DELETE", "OLD", was, "after = 0, json_after = ''");
}

constexpr std::string_view derived_tables[] = {"story", "incident"};

std::string drop_derived_triggers() {
  std::string out;
  for (const std::string_view table : derived_tables)
    for (const char* when : {"INSERT", "UPDATE", "DELETE"})
      out += fmt::format("DROP TRIGGER IF EXISTS temp.{}_{};", table, when);
  return out;
}

constexpr std::string_view moved = " FROM temp.cell WHERE events_before <> events_after OR score_before <> score_after";

}  // namespace

Status Tally::begin() {
  if (Status status = clear(); !status) return status;
  auto select = database_.prepare(
      "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name");
  if (!select) return select.error();
  for (;;) {
    const Result<bool> row = select->step();
    if (!row) return row.error();
    if (!*row) break;
    const std::string name(select->text(0));
    if (std::find(std::begin(bookkeeping), std::end(bookkeeping), name) == std::end(bookkeeping))
      tables_.push_back(name);
  }
  std::string sql =
      "CREATE TEMP TABLE tally (name TEXT PRIMARY KEY, gone INTEGER NOT NULL DEFAULT 0, came INTEGER NOT NULL DEFAULT "
      "0) WITHOUT ROWID;"
      "CREATE TEMP TABLE cell (first, second, day, direction, quad, standing, events_before, score_before, "
      "events_after DEFAULT 0, score_after DEFAULT 0, PRIMARY KEY (first, second, day, direction, quad, standing)) "
      "WITHOUT ROWID;";
  for (const std::string& name : tables_) {
    sql += fmt::format(
        "INSERT INTO temp.tally (name) VALUES ('{0}');"
        "CREATE TEMP TRIGGER gone_{0} AFTER DELETE ON main.\"{0}\" BEGIN UPDATE tally SET gone = gone + 1 WHERE "
        "name = '{0}'; END;"
        "CREATE TEMP TRIGGER came_{0} AFTER INSERT ON main.\"{0}\" BEGIN UPDATE tally SET came = came + 1 WHERE "
        "name = '{0}'; END;",
        name);
  }
  sql += cell_trigger("INSERT", "NEW", "0, 0", "events_after = NEW.events, score_after = NEW.plover_score");
  sql += cell_trigger("UPDATE", "NEW", "OLD.events, OLD.plover_score",
                      "events_after = NEW.events, score_after = NEW.plover_score");
  sql += cell_trigger("DELETE", "OLD", "OLD.events, OLD.plover_score", "events_after = 0, score_after = 0");
  sql +=
      "CREATE TEMP TABLE derived (kind, id, before, json_before, after DEFAULT 0, json_after DEFAULT '', "
      "PRIMARY KEY (kind, id)) WITHOUT ROWID;";
  sql += derived_triggers("story", "documents") + derived_triggers("incident", "mentions");
  return database_.exec(sql);
}

Status Tally::clear() {
  std::string sql;
  for (const std::string& name : tables_)
    sql += fmt::format("DROP TRIGGER IF EXISTS temp.gone_{0}; DROP TRIGGER IF EXISTS temp.came_{0};", name);
  for (const char* when : {"INSERT", "UPDATE", "DELETE"})
    sql += fmt::format("DROP TRIGGER IF EXISTS temp.cell_{};", when);
  sql += drop_derived_triggers();
  sql += "DROP TABLE IF EXISTS temp.tally; DROP TABLE IF EXISTS temp.cell; DROP TABLE IF EXISTS temp.derived;";
  tables_.clear();
  return database_.exec(sql);
}

Result<std::vector<TallyRow>> Tally::end() {
  std::string sql;
  for (const std::string& name : tables_)
    sql += fmt::format("DROP TRIGGER temp.gone_{0}; DROP TRIGGER temp.came_{0};", name);
  for (const char* when : {"INSERT", "UPDATE", "DELETE"}) sql += fmt::format("DROP TRIGGER temp.cell_{};", when);
  sql += drop_derived_triggers();
  if (Status status = database_.exec(sql); !status) return status.error();
  tables_.clear();
  auto select = database_.prepare("SELECT name, gone, came FROM temp.tally WHERE gone <> 0 OR came <> 0 ORDER BY name");
  if (!select) return select.error();
  std::vector<TallyRow> out;
  for (;;) {
    const Result<bool> row = select->step();
    if (!row) return row.error();
    if (!*row) return out;
    out.push_back({std::string(select->text(0)), select->integer(1), select->integer(2)});
  }
}

Result<std::vector<DerivedLine>> Tally::derived() const {
  auto select = database_.prepare(
      "SELECT kind, id, before, after FROM temp.derived WHERE json_before <> json_after ORDER BY kind DESC, id");
  if (!select) return select.error();
  std::vector<DerivedLine> out;
  for (;;) {
    const Result<bool> row = select->step();
    if (!row) return row.error();
    if (!*row) return out;
    DerivedLine line{std::string(select->text(0)), "changes", std::string(select->text(1)), select->integer(2),
                     select->integer(3)};
    if (line.before == 0) line.change = "comes";
    if (line.after == 0) line.change = "goes";
    out.push_back(std::move(line));
  }
}

Result<std::int64_t> Tally::cell_count() const {
  return database_.integer(fmt::format("SELECT count(*){}", moved));
}

Result<std::vector<CellChange>> Tally::cells(std::size_t limit) const {
  auto select = database_.prepare(
      fmt::format("SELECT first, second, day, direction, quad, standing, events_before, events_after, score_before, "
                  "score_after{} ORDER BY 1, 2, 3, 4, 5, 6 LIMIT ?1",
                  moved));
  if (!select) return select.error();
  select->bind(1, static_cast<std::int64_t>(limit));
  std::vector<CellChange> out;
  for (;;) {
    const Result<bool> row = select->step();
    if (!row) return row.error();
    if (!*row) return out;
    CellChange c;
    c.first = select->text(0);
    c.second = select->text(1);
    std::int64_t* const numbers[] = {&c.day,           &c.direction,    &c.quad,         &c.standing,
                                     &c.events_before, &c.events_after, &c.score_before, &c.score_after};
    for (int i = 0; i < 8; ++i) *numbers[i] = select->integer(2 + i);
    out.push_back(std::move(c));
  }
}

}  // namespace demarche::store
