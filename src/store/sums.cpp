#include "store/sums.h"

#include <array>
#include <string>
#include <utility>
#include <vector>

#include "store/dyads.h"

namespace demarche::store {

Status Sums::prepare(const Database& database) {
  database_ = &database;
  const auto statements = std::to_array<std::pair<Statement*, const char*>>({
      // The first of the exact copies is the one that counts: by day of publication, then by source and article, so
      // that the order of adding never shows.
      {&copies_,
       "SELECT v.id, v.counted FROM version v JOIN document d ON d.id = v.document_id JOIN source s ON s.id = "
       "d.source_id "
       "WHERE v.copy_key = ?1 AND v.current = 1 ORDER BY v.published IS NULL, v.published, s.name, d.article, "
       "d.address"},
      {&set_counted_, "UPDATE version SET counted = ?2 WHERE id = ?1"},
      {&parties_of_version_,
       "SELECT m.id, m.series_day, m.quad, m.newness, m.factuality, m.plover_score, ifnull(m.goldstein, 0), p.role, "
       "p.code "
       "FROM event_mention m JOIN event_party p ON p.event_id = m.id WHERE m.version_id = ?1 AND p.role <> "
       "'attributed' "
       "ORDER BY m.position, p.role, p.position"},
      {&insert_dyad_, "INSERT INTO event_dyad (event_id, first, second, direction, day) VALUES (?1,?2,?3,?4,?5)"},
      {&add_dyad_day_,
       "INSERT INTO dyad_day (first, second, day, direction, quad, standing, events, plover_score, goldstein) "
       "VALUES (?1,?2,?3,?4,?5,?6,1,?7,?8) ON CONFLICT DO UPDATE SET events = events + 1, "
       "plover_score = plover_score + excluded.plover_score, goldstein = goldstein + excluded.goldstein"},
      {&dyads_of_version_,
       "SELECT p.first, p.second, p.day, p.direction, m.quad, m.newness, m.factuality, m.plover_score, "
       "ifnull(m.goldstein, 0) FROM event_mention m JOIN event_dyad p ON p.event_id = m.id "
       "WHERE m.version_id = ?1 AND p.day IS NOT NULL"},
      {&drop_last_of_dyad_day_,
       "DELETE FROM dyad_day WHERE first = ?1 AND second = ?2 AND day = ?3 AND direction = ?4 AND quad = ?5 "
       "AND standing = ?6 AND events = 1"},
      {&take_from_dyad_day_,
       "UPDATE dyad_day SET events = events - 1, plover_score = plover_score - ?7, goldstein = goldstein - ?8 "
       "WHERE first = ?1 AND second = ?2 AND day = ?3 AND direction = ?4 AND quad = ?5 AND standing = ?6"},
      {&drop_dyads_, "DELETE FROM event_dyad WHERE event_id IN (SELECT id FROM event_mention WHERE version_id = ?1)"},
      {&add_article_day_,
       "INSERT INTO article_day (day, articles) VALUES (?1, 1) ON CONFLICT DO UPDATE SET articles = articles + 1"},
      {&drop_last_of_article_day_, "DELETE FROM article_day WHERE day = ?1 AND articles = 1"},
      {&take_from_article_day_, "UPDATE article_day SET articles = articles - 1 WHERE day = ?1"},
  });
  for (const auto& [statement, sql] : statements) {
    auto prepared = database.prepare(sql);
    if (!prepared) return prepared.error();
    *statement = std::move(prepared).value();
  }
  return {};
}

Status Sums::add(std::int64_t version_id, std::int64_t copy_key, std::optional<std::int64_t> published) {
  if (published)
    if (Status status = add_article_day_.bind(1, *published).run(); !status) return status;
  return copy_key == 0 ? put_in(version_id) : settle_copies(copy_key);
}

Status Sums::remove(std::int64_t version_id, bool counted, std::optional<std::int64_t> copy_key,
                    std::optional<std::int64_t> published) {
  if (counted)
    if (Status status = take_out(version_id); !status) return status;
  if (copy_key)
    if (Status status = settle_copies(*copy_key); !status) return status;
  if (!published) return {};
  if (Status status = drop_last_of_article_day_.bind(1, *published).run(); !status) return status;
  return database_->changes() > 0 ? Status() : take_from_article_day_.bind(1, *published).run();
}

// Of the current exact copies that share a key the first counts and no other.
Status Sums::settle_copies(std::int64_t copy_key) {
  std::vector<std::pair<std::int64_t, bool>> copies;  // id, counted
  copies_.bind(1, copy_key);
  for (;;) {
    const Result<bool> row = copies_.step();
    if (!row) return row.error();
    if (!*row) break;
    copies.emplace_back(copies_.integer(0), copies_.integer(1) == 1);
  }
  for (std::size_t i = 1; i < copies.size(); ++i)
    if (copies[i].second)
      if (Status status = take_out(copies[i].first); !status) return status;
  return copies.empty() || copies.front().second ? Status() : put_in(copies.front().first);
}

Status Sums::take_out(std::int64_t version_id) {
  if (Status status = take_from_days(version_id); !status) return status;
  if (Status status = drop_dyads_.bind(1, version_id).run(); !status) return status;
  return set_counted_.bind(1, version_id).bind(2, 0).run();
}

struct Sums::Event {
  std::int64_t event_id = 0;
  std::optional<std::int64_t> day;
  std::int64_t quad = 0;
  int standing = 0;
  std::int64_t plover_score = 0;
  std::int64_t goldstein = 0;
  std::vector<StoredParty> parties;
};

// The pairs of a version's events, from its stored parties.
Status Sums::put_in(std::int64_t version_id) {
  std::vector<Event> events;
  Statement& row = parties_of_version_;
  row.bind(1, version_id);
  for (;;) {
    const Result<bool> more = row.step();
    if (!more) return more.error();
    if (!*more) break;
    if (events.empty() || events.back().event_id != row.integer(0))
      events.push_back({row.integer(0),
                        row.integer_or_null(1),
                        row.integer(2),
                        standing_of(row.text(3), row.text(4)),
                        row.integer(5),
                        row.integer(6),
                        {}});
    StoredParty party;
    party.role = row.text(7) == "actor" ? Role::actor : Role::recipient;
    party.code = row.text(8);
    events.back().parties.push_back(std::move(party));
  }
  for (const Event& event : events)
    if (Status status = put_in(event); !status) return status;
  return set_counted_.bind(1, version_id).bind(2, 1).run();
}

Status Sums::take_from_days(std::int64_t version_id) {
  Statement& row = dyads_of_version_;
  row.bind(1, version_id);
  for (;;) {
    const Result<bool> more = row.step();
    if (!more) return more.error();
    if (!*more) return {};
    for (Statement* statement : {&drop_last_of_dyad_day_, &take_from_dyad_day_})
      statement->bind(1, row.text(0))
          .bind(2, row.text(1))
          .bind(3, row.integer(2))
          .bind(4, row.integer(3))
          .bind(5, row.integer(4))
          .bind(6, standing_of(row.text(5), row.text(6)));
    take_from_dyad_day_.bind(7, row.integer(7)).bind(8, row.integer(8));
    Status status = drop_last_of_dyad_day_.run();
    if (status && database_->changes() == 0) status = take_from_dyad_day_.run();
    if (!status) {
      row.reset();
      return status;
    }
  }
}

Status Sums::put_in(const Event& event) {
  for (const Dyad& dyad : dyads_of(event.parties)) {
    insert_dyad_.bind(1, event.event_id).bind(2, dyad.first).bind(3, dyad.second).bind(4, dyad.direction);
    if (Status status = insert_dyad_.bind(5, event.day).run(); !status) return status;
    if (!event.day) continue;
    add_dyad_day_.bind(1, dyad.first).bind(2, dyad.second).bind(3, *event.day).bind(4, dyad.direction);
    add_dyad_day_.bind(5, event.quad).bind(6, event.standing).bind(7, event.plover_score);
    if (Status status = add_dyad_day_.bind(8, event.goldstein).run(); !status) return status;
  }
  return {};
}

}  // namespace demarche::store
