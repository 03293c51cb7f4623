#include "store/units.h"

#include <array>
#include <cstdlib>
#include <map>
#include <tuple>
#include <utility>

#include "store/dyads.h"

namespace demarche::store {

Status Units::prepare(const Database& database) {
  const auto statements = std::to_array<std::pair<Statement*, const char*>>({
      {&insert_,
       "INSERT INTO unit_event (unit, owner, report, type, first, second, direction, day, standing, quad, "
       "plover_score, goldstein) VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12)"},
      {&add_day_,
       "INSERT INTO unit_day (unit, first, second, day, direction, quad, standing, events, plover_score, goldstein) "
       "VALUES (?1,?2,?3,?4,?5,?6,?7,1,?8,?9) ON CONFLICT DO UPDATE SET events = events + 1, "
       "plover_score = plover_score + excluded.plover_score, goldstein = goldstein + excluded.goldstein"},
      {&rows_,
       "SELECT first, second, day, direction, quad, standing, plover_score, goldstein FROM unit_event "
       "WHERE unit = ?1 AND owner = ?2"},
      {&take_from_day_,
       "UPDATE unit_day SET events = events - 1, plover_score = plover_score - ?8, goldstein = goldstein - ?9 "
       "WHERE unit = ?1 AND first = ?2 AND second = ?3 AND day = ?4 AND direction = ?5 AND quad = ?6 AND standing = "
       "?7"},
      {&drop_empty_day_,
       "DELETE FROM unit_day WHERE unit = ?1 AND first = ?2 AND second = ?3 AND day = ?4 AND direction = ?5 AND quad = "
       "?6 AND standing = ?7 AND events = 0"},
      {&remove_, "DELETE FROM unit_event WHERE unit = ?1 AND owner = ?2"},
  });
  for (const auto& [statement, sql] : statements) {
    auto prepared = database.prepare(sql);
    if (!prepared) return prepared.error();
    *statement = std::move(prepared).value();
  }
  return {};
}

Status Units::add(Unit unit, std::int64_t owner, const std::vector<UnitEvent>& events) {
  using Key = std::tuple<int, std::string, std::string, std::string, int, std::int64_t, int>;
  std::map<Key, const UnitEvent*> kept;
  for (const UnitEvent& event : events) {
    if (!event.day) continue;
    for (Dyad& dyad : dyads_of(event.parties)) {
      const UnitEvent*& best = kept[{event.report, event.type, std::move(dyad.first), std::move(dyad.second),
                                     dyad.direction, *event.day, event.standing}];
      const auto size = [](const UnitEvent& e) {
        return std::tuple(std::abs(e.plover_score), e.plover_score, e.goldstein);
      };
      if (best == nullptr || size(*best) < size(event)) best = &event;
    }
  }
  const int number = static_cast<int>(unit);
  for (const auto& [key, event] : kept) {
    const auto& [report, type, first, second, direction, day, standing] = key;
    insert_.bind(1, number).bind(2, owner).bind(3, report).bind(4, type).bind(5, first).bind(6, second);
    insert_.bind(7, direction).bind(8, day).bind(9, standing).bind(10, event->quad).bind(11, event->plover_score);
    if (Status status = insert_.bind(12, event->goldstein).run(); !status) return status;
    add_day_.bind(1, number).bind(2, first).bind(3, second).bind(4, day).bind(5, direction).bind(6, event->quad);
    add_day_.bind(7, standing).bind(8, event->plover_score);
    if (Status status = add_day_.bind(9, event->goldstein).run(); !status) return status;
  }
  return {};
}

Status Units::remove(Unit unit, std::int64_t owner) {
  const int number = static_cast<int>(unit);
  rows_.bind(1, number).bind(2, owner);
  for (;;) {
    const Result<bool> row = rows_.step();
    if (!row) return row.error();
    if (!*row) break;
    for (Statement* statement : {&take_from_day_, &drop_empty_day_})
      statement->bind(1, number)
          .bind(2, rows_.text(0))
          .bind(3, rows_.text(1))
          .bind(4, rows_.integer(2))
          .bind(5, rows_.integer(3))
          .bind(6, rows_.integer(4))
          .bind(7, rows_.integer(5));
    take_from_day_.bind(8, rows_.integer(6)).bind(9, rows_.integer(7));
    for (Statement* statement : {&take_from_day_, &drop_empty_day_})
      if (Status status = statement->run(); !status) {
        rows_.reset();
        return status;
      }
  }
  return remove_.bind(1, number).bind(2, owner).run();
}

}  // namespace demarche::store
