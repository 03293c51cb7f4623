#include "query/walk.h"

#include <fmt/format.h>

#include <limits>

namespace demarche::query {
namespace {

using store::Database;
using store::Statement;

// The rows below a key: of dated rows those of the day and earlier days, of undated rows those below the number.
std::string below(const WalkSql& sql, bool dated) {
  if (dated)
    return fmt::format(
        "{0} <= ? AND {0} >= {3} AND ({0} < ? OR {1} < ? OR ({1} = ? AND {2} < ?)) ORDER BY {0} DESC, {1} DESC, {2} "
        "DESC",
        sql.day, sql.id, sql.position, sql.since);
  return fmt::format("{0} IS NULL AND ({1} < ? OR ({1} = ? AND {2} < ?)) ORDER BY {1} DESC, {2} DESC", sql.day, sql.id,
                     sql.position);
}

Result<Statement> prepare(const Database& archive, const WalkSql& sql, const PageKey& key) {
  std::string text = sql.select;
  text.replace(text.find("{key}"), 5, below(sql, key.day.has_value()));
  auto rows = archive.prepare(text);
  if (!rows) return rows;
  bind(*rows, 1, sql.values);
  int at = static_cast<int>(sql.values.size()) + 1;
  if (key.day) {
    rows->bind(at++, *key.day);
    rows->bind(at++, *key.day);
  }
  rows->bind(at++, key.id);
  rows->bind(at++, key.id);
  rows->bind(at, key.position);
  return rows;
}

}  // namespace

Status WalkSql::set_days(const Filter& filter) {
  const auto range = day_range(filter);
  if (!range) return range.error();
  since = range->first;
  until = range->second;
  return {};
}

Result<Page<WalkRow>> walk(const Database& archive, const WalkSql& sql, const PageRequest& request,
                           std::size_t look_at) {
  auto start = parse_page_key(request.after);
  if (!start) return start.error();
  PageKey key = *start;
  if (key.day && *key.day > sql.until)
    key = {sql.until, std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::int64_t>::max()};
  Page<WalkRow> out;
  std::size_t seen = 0;
  for (;;) {
    auto rows = prepare(archive, sql, key);
    if (!rows) return rows.error();
    for (;;) {
      const Result<bool> more = rows->step();
      if (!more) return more.error();
      if (!*more) break;
      if (out.items.size() == request.limit || seen++ == look_at) {
        out.next = page_key_text(key);
        return out;
      }
      key = {rows->integer_or_null(1), rows->integer(2), rows->integer(3)};
      if (rows->integer(4) != 0) out.items.push_back({rows->integer(0), key});
    }
    if (!key.day || sql.bounded()) return out;
    key = {std::nullopt, std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::int64_t>::max()};
  }
}

}  // namespace demarche::query
