#include <fmt/format.h>

#include "base/day.h"
#include "base/text.h"
#include "query/browse.h"
#include "query/period.h"
#include "query/walk.h"

namespace demarche::query {
namespace {

using store::Database;

constexpr std::size_t headlines_looked_at = 20'000;

bool has_all_words(std::string_view title, const std::vector<std::string>& words) {
  const std::string lower = ascii_lower(title);
  for (const std::string& word : words)
    if (lower.find(word) == std::string::npos) return false;
  return true;
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> out;
  const std::string lower = ascii_lower(text);
  for (const std::string_view word : split(lower, ' '))
    if (!word.empty()) out.emplace_back(word);
  return out;
}

Status search_articles(const Database& archive, const std::vector<std::string>& words, std::size_t limit,
                       SearchResult& out) {
  auto rows = archive.prepare(fmt::format(
      "SELECT d.id, d.article, v.title, s.name, v.url, v.published FROM version v CROSS JOIN document d ON d.id = "
      "v.document_id CROSS JOIN source s ON s.id = d.source_id WHERE v.current = 1 ORDER BY v.published DESC LIMIT {}",
      headlines_looked_at + 1));
  if (!rows) return rows.error();
  for (std::size_t seen = 0; out.articles.size() < limit; ++seen) {
    const Result<bool> more = rows->step();
    if (!more) return more.error();
    if (!*more) return {};
    if (seen == headlines_looked_at) {
      out.complete = false;
      return {};
    }
    if (!has_all_words(rows->text(2), words)) continue;
    ArticleSummary one;
    one.document = rows->integer(0);
    one.article = rows->text(1);
    one.title = rows->text(2);
    one.publisher = rows->text(3);
    one.url = rows->text(4);
    if (const auto day = rows->integer_or_null(5)) one.published = Day(static_cast<std::int32_t>(*day)).iso();
    out.articles.push_back(std::move(one));
  }
  return {};
}

}  // namespace

Result<std::vector<SourceSummary>> sources(const Database& archive) {
  store::Snapshot snapshot(archive);
  if (Status status = snapshot.begin(); !status) return status.error();
  auto rows = archive.prepare(
      "SELECT s.id, s.name, strftime('%Y-%m', v.published * 86400, 'unixepoch') AS month, count(*), "
      "sum(v.counted = 0), min(v.published), max(v.published) FROM version v CROSS JOIN document d ON d.id = "
      "v.document_id CROSS JOIN source s ON s.id = d.source_id WHERE v.current = 1 GROUP BY s.id, month ORDER BY "
      "s.name, s.id, month");
  if (!rows) return rows.error();
  std::vector<SourceSummary> out;
  for (;;) {
    const Result<bool> more = rows->step();
    if (!more) return more.error();
    if (!*more) return out;
    if (out.empty() || out.back().id != rows->integer(0)) {
      out.emplace_back();
      out.back().id = rows->integer(0);
      out.back().name = rows->text(1);
    }
    SourceSummary& source = out.back();
    const auto articles = static_cast<std::uint64_t>(rows->integer(3));
    source.articles += articles;
    source.copies += static_cast<std::uint64_t>(rows->integer(4));
    if (rows->is_null(2)) continue;
    source.months.emplace_back(rows->text(2), articles);
    if (source.first_day.empty()) source.first_day = Day(static_cast<std::int32_t>(rows->integer(5))).iso();
    source.last_day = Day(static_cast<std::int32_t>(rows->integer(6))).iso();
  }
}

Result<std::vector<PlaceSummary>> places(const Database& archive, const std::string& since, const std::string& until) {
  Filter days;
  days.since = since;
  days.until = until;
  const auto range = day_range(days);
  if (!range) return range.error();
  auto rows = archive.prepare(
      "SELECT l.name, ifnull(l.country, ''), l.latitude, l.longitude, l.precision, count(*), sum(m.quad <= 2), "
      "sum(m.quad > 2) FROM event_place l JOIN event_mention m ON m.id = l.event_id JOIN version v ON v.id = "
      "m.version_id "
      "WHERE v.current = 1 AND v.counted = 1 AND m.newness = 'new' AND m.factuality = 'actual' AND m.series_day "
      "BETWEEN "
      "?1 AND ?2 GROUP BY 1, 2, 3, 4, 5 ORDER BY 6 DESC, 1, 2, 3, 4, 5 LIMIT 2000");
  if (!rows) return rows.error();
  rows->bind(1, range->first).bind(2, range->second);
  std::vector<PlaceSummary> out;
  for (;;) {
    const Result<bool> more = rows->step();
    if (!more) return more.error();
    if (!*more) return out;
    PlaceSummary& place = out.emplace_back();
    place.name = rows->text(0);
    place.country = rows->text(1);
    place.latitude = rows->integer_or_null(2);
    place.longitude = rows->integer_or_null(3);
    place.precision = rows->text(4);
    place.events = static_cast<std::uint64_t>(rows->integer(5));
    place.cooperation = static_cast<std::uint64_t>(rows->integer(6));
    place.conflict = static_cast<std::uint64_t>(rows->integer(7));
  }
}

Result<ArchiveTotals> totals(const Database& archive) {
  auto row = archive.prepare(
      "SELECT (SELECT ifnull(sum(articles), 0) FROM article_day), (SELECT count(*) FROM source), (SELECT min(day) FROM "
      "article_day), (SELECT max(day) FROM article_day), (SELECT at FROM change ORDER BY number DESC LIMIT 1)");
  if (!row) return row.error();
  if (const Result<bool> found = row->step(); !found) return found.error();
  ArchiveTotals out;
  out.articles = static_cast<std::uint64_t>(row->integer(0));
  out.sources = static_cast<std::uint64_t>(row->integer(1));
  if (const auto day = row->integer_or_null(2)) out.first_day = Day(static_cast<std::int32_t>(*day)).iso();
  if (const auto day = row->integer_or_null(3)) out.last_day = Day(static_cast<std::int32_t>(*day)).iso();
  out.vintage = row->text(4);
  return out;
}

Result<GoneRecord> gone(const Database& archive, const std::string& id) {
  auto row = archive.prepare(
      "SELECT at, reason FROM change WHERE record_id = ?1 AND op = 'delete' ORDER BY number DESC LIMIT 1");
  if (!row) return row.error();
  row->bind(1, id);
  const Result<bool> found = row->step();
  if (!found) return found.error();
  GoneRecord out;
  if (*found) out = {std::string(row->text(0)), std::string(row->text(1))};
  if (out.reason != "erased" && out.reason != "withdrawn")
    return Error{ErrorCode::not_found, fmt::format("nothing is known of {}", id)};
  return out;
}

Result<std::string> last_change_at(const Database& archive) {
  return archive.text("SELECT ifnull((SELECT at FROM change ORDER BY number DESC LIMIT 1), '')");
}

Result<SearchResult> search(const Database& archive, const std::string& text, std::size_t limit) {
  SearchResult out;
  const std::vector<std::string> words = words_of(text);
  if (words.empty()) return out;
  const auto parties = actors(archive);
  if (!parties) return parties.error();
  const std::string lower = ascii_lower(text);
  for (const ActorSummary& party : *parties) {
    if (out.parties.size() == limit) break;
    const std::string code = ascii_lower(party.code), name = ascii_lower(party.name);
    bool fits = code == lower || name.find(lower) != std::string::npos;
    for (const std::string& word : words) fits = fits || code == word || name == word;
    if (fits) out.parties.push_back(party);
  }
  store::Snapshot snapshot(archive);
  if (Status status = snapshot.begin(); !status) return status.error();
  if (Status status = search_articles(archive, words, limit, out); !status) return status.error();
  return out;
}

}  // namespace demarche::query
