#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/day.h"
#include "query/browse.h"
#include "query/dyad_select.h"
#include "query/names.h"
#include "query/statements_between.h"
#include "types/ontology.h"

namespace demarche::query {
namespace {

using store::Database;
using store::Statement;

// Pairs are few and their days many: from pair to pair by the primary key, then only the days that are asked for.
class DyadSums {
 public:
  static Result<DyadSums> make(const Database& archive) {
    DyadSums out;
    auto next = archive.prepare(
        "SELECT first, second FROM dyad_day WHERE (first, second) > (?1, ?2) ORDER BY first, second LIMIT 1");
    if (!next) return next.error();
    auto sum = archive.prepare(
        "SELECT quad, sum(events), sum(plover_score), min(day), max(day) FROM dyad_day "
        "WHERE first = ?1 AND second = ?2 AND day BETWEEN ?3 AND ?4 AND standing = 0 GROUP BY quad");
    if (!sum) return sum.error();
    out.next_ = std::move(next).value();
    out.sum_ = std::move(sum).value();
    return out;
  }

  /// Moves `dyad` to the pair after it; false at the end.
  Result<bool> next(DyadSummary& dyad) {
    next_.bind(1, dyad.first).bind(2, dyad.second);
    const Result<bool> row = next_.step();
    if (!row || !*row) return row;
    dyad = {};
    dyad.first = next_.text(0);
    dyad.second = next_.text(1);
    next_.reset();
    return true;
  }

  Status sum(DyadSummary& dyad, std::int64_t since, std::int64_t until) {
    sum_.bind(1, dyad.first).bind(2, dyad.second).bind(3, since).bind(4, until);
    std::int64_t first = until, last = since;
    for (;;) {
      const Result<bool> row = sum_.step();
      if (!row) return row.error();
      if (!*row) break;
      const auto events = static_cast<std::uint64_t>(sum_.integer(1));
      dyad.events += events;
      (sum_.integer(0) <= 2 ? dyad.cooperation : dyad.conflict) += events;
      dyad.score_thousandths += sum_.integer(2);
      first = std::min(first, sum_.integer(3));
      last = std::max(last, sum_.integer(4));
    }
    if (dyad.events == 0) return {};
    dyad.first_day = Day(static_cast<std::int32_t>(first)).iso();
    dyad.last_day = Day(static_cast<std::int32_t>(last)).iso();
    return {};
  }

 private:
  Statement next_, sum_;
};

Status name_parties(Names& names, DyadSummary& dyad) {
  for (const auto& [code, name] :
       {std::pair{&dyad.first, &dyad.first_name}, std::pair{&dyad.second, &dyad.second_name}}) {
    const auto found = names.of(*code);
    if (!found) return found.error();
    *name = *found;
  }
  return {};
}

Result<std::vector<DyadSummary>> sums_between(const Database& archive, std::int64_t since, std::int64_t until) {
  auto sums = DyadSums::make(archive);
  if (!sums) return sums.error();
  std::vector<DyadSummary> out;
  DyadSummary dyad;
  for (;;) {
    const Result<bool> more = sums->next(dyad);
    if (!more) return more.error();
    if (!*more) return out;
    if (Status status = sums->sum(dyad, since, until); !status) return status.error();
    if (dyad.events > 0) out.push_back(dyad);
  }
}

Status name_all(const Database& archive, std::vector<DyadSummary>& dyads) {
  auto names = Names::make(archive);
  if (!names) return names.error();
  for (DyadSummary& dyad : dyads)
    if (Status status = name_parties(*names, dyad); !status) return status;
  return {};
}

void most_events_first(std::vector<DyadSummary>& dyads) {
  std::stable_sort(dyads.begin(), dyads.end(),
                   [](const DyadSummary& a, const DyadSummary& b) { return a.events > b.events; });
}

}  // namespace

Result<std::vector<DyadSummary>> dyads(const Database& archive, const std::string& since, const std::string& until) {
  Filter days;
  days.since = since;
  days.until = until;
  const auto range = day_range(days);
  if (!range) return range.error();
  store::Snapshot snapshot(archive);
  if (Status status = snapshot.begin(); !status) return status.error();
  auto out = sums_between(archive, range->first, range->second);
  if (!out) return out;
  if (Status status = name_all(archive, *out); !status) return status.error();
  most_events_first(*out);
  return out;
}

Result<std::vector<MovedDyad>> moved_dyads(const Database& archive, int days, std::size_t limit) {
  store::Snapshot snapshot(archive);
  if (Status status = snapshot.begin(); !status) return status.error();
  const auto last = archive.integer("SELECT ifnull(max(day), 0) FROM article_day");
  if (!last) return last.error();
  auto sums = DyadSums::make(archive);
  if (!sums) return sums.error();
  std::vector<MovedDyad> out;
  MovedDyad dyad;
  for (;;) {
    const Result<bool> more = sums->next(dyad.recent);
    if (!more) return more.error();
    if (!*more) break;
    if (dyad.recent.first == dyad.recent.second) continue;
    dyad.before = dyad.recent;
    Status status = sums->sum(dyad.recent, *last - days + 1, *last);
    if (status) status = sums->sum(dyad.before, *last - 2 * days + 1, *last - days);
    if (!status) return status.error();
    if (dyad.recent.events + dyad.before.events > 0) out.push_back(dyad);
  }
  const auto moved = [](const MovedDyad& one) {
    return std::abs(one.recent.score_thousandths - one.before.score_thousandths);
  };
  std::stable_sort(out.begin(), out.end(), [&](const MovedDyad& a, const MovedDyad& b) { return moved(a) > moved(b); });
  if (out.size() > limit) out.resize(limit);
  auto names = Names::make(archive);
  if (!names) return names.error();
  for (MovedDyad& one : out) {
    Status status = name_parties(*names, one.recent);
    if (status) status = name_parties(*names, one.before);
    if (!status) return status.error();
  }
  return out;
}

Result<std::vector<ActorSummary>> actors(const Database& archive) {
  store::Snapshot snapshot(archive);
  if (Status status = snapshot.begin(); !status) return status.error();
  auto next = archive.prepare("SELECT min(country) FROM event_party WHERE country > ?1");
  if (!next) return next.error();
  std::map<std::string, std::uint64_t> events;
  for (std::string country;;) {
    next->bind(1, country);
    const Result<bool> row = next->step();
    if (!row) return row.error();
    if (!*row || next->is_null(0)) break;
    country = next->text(0);
    events[country] = 0;
    next->reset();
  }
  next->reset();
  const auto pairs =
      sums_between(archive, std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::int32_t>::max());
  if (!pairs) return pairs.error();
  for (const DyadSummary& pair : *pairs) {
    events[pair.first] += pair.events;
    if (pair.second != pair.first) events[pair.second] += pair.events;
  }
  auto names = Names::make(archive);
  if (!names) return names.error();
  auto documents = archive.prepare("SELECT count(DISTINCT document_id) FROM event_party WHERE country = ?1");
  if (!documents) return documents.error();
  std::vector<ActorSummary> out;
  for (const auto& [code, count] : events) {
    const auto name = names->of(code);
    if (!name) return name.error();
    documents->bind(1, code);
    if (const Result<bool> counted = documents->step(); !counted) return counted.error();
    out.push_back({code, *name, static_cast<std::uint64_t>(documents->integer(0)), count});
    documents->reset();
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const ActorSummary& a, const ActorSummary& b) { return a.events > b.events; });
  return out;
}

namespace {

// How many events go which way, and of which type.
Status add_sums(const Database& archive, const DyadSelect& dyad, RelationContext& out) {
  auto rows = archive.prepare(fmt::format(
      "SELECT p.direction, m.type, count(*), m.quad FROM event_dyad p CROSS JOIN event_mention m ON m.id = p.event_id "
      "WHERE "
      "p.first = ?1 AND p.second = ?2 AND p.day IS NOT NULL AND m.newness = 'new' AND m.factuality = 'actual'{} GROUP "
      "BY "
      "1, 2 ORDER BY 2",
      dyad.conditions.sql));
  if (!rows) return rows.error();
  rows->bind(1, dyad.first).bind(2, dyad.second);
  bind(*rows, 3, dyad.conditions.values);
  for (;;) {
    const Result<bool> more = rows->step();
    if (!more) return more.error();
    if (!*more) break;
    const auto count = static_cast<std::uint64_t>(rows->integer(2));
    std::uint64_t* const ways[] = {&out.between, &out.from_first, &out.from_second};
    *ways[rows->integer(0)] += count;
    if (out.types.empty() || out.types.back().type != rows->text(1))
      out.types.push_back(
          {std::string(rows->text(1)), std::string(quad_names[static_cast<std::size_t>(rows->integer(3) - 1)]), 0});
    out.types.back().events += count;
  }
  std::stable_sort(out.types.begin(), out.types.end(),
                   [](const auto& a, const auto& b) { return a.events > b.events; });
  return {};
}

Status count_statements(const Database& archive, RelationContext& out) {
  auto rows = archive.prepare(fmt::format(
      "SELECT a.country, count(DISTINCT x.id) FROM ({}) x CROSS JOIN statement_party a ON a.statement_id = x.id AND "
      "a.role = 'speaker' AND a.country IN (?1, ?2) CROSS JOIN statement_mention m ON m.id = x.id CROSS JOIN version v "
      "ON v.id = m.version_id AND v.current = 1 GROUP BY a.country",
      statements_between));
  if (!rows) return rows.error();
  rows->bind(1, out.first).bind(2, out.second);
  for (;;) {
    const Result<bool> more = rows->step();
    if (!more) return more.error();
    if (!*more) return {};
    (rows->text(0) == out.first ? out.said_by_first : out.said_by_second) +=
        static_cast<std::uint64_t>(rows->integer(1));
  }
}

}  // namespace

Result<RelationContext> relation_context(const Database& archive, const std::string& first, const std::string& second,
                                         const Filter& filter) {
  const auto dyad = dyad_select(first, second, filter);
  if (!dyad) return dyad.error();
  const auto range = day_range(filter);
  if (!range) return range.error();
  store::Snapshot snapshot(archive);
  if (Status status = snapshot.begin(); !status) return status.error();
  RelationContext out;
  out.first = dyad->first;
  out.second = dyad->second;
  Status summed = add_sums(archive, *dyad, out);
  if (summed) summed = count_statements(archive, out);
  if (!summed) return summed.error();
  auto pairs = sums_between(archive, range->first, range->second);
  if (!pairs) return pairs.error();
  most_events_first(*pairs);
  for (const DyadSummary& pair : *pairs) {
    if (out.comparable.size() == 12) break;
    const bool shares =
        pair.first == out.first || pair.second == out.first || pair.first == out.second || pair.second == out.second;
    if (!shares || pair.first == pair.second || (pair.first == out.first && pair.second == out.second)) continue;
    out.comparable.push_back(pair);
  }
  if (Status status = name_all(archive, out.comparable); !status) return status.error();
  auto names = Names::make(archive);
  if (!names) return names.error();
  for (const auto& [code, name] : {std::pair{&out.first, &out.first_name}, std::pair{&out.second, &out.second_name}}) {
    const auto found = names->of(*code);
    if (!found) return found.error();
    *name = *found;
  }
  return out;
}

}  // namespace demarche::query
