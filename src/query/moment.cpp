#include "query/moment.h"

#include <fmt/format.h>

#include "base/day.h"
#include "base/text.h"

namespace demarche::query {
namespace {

// "T23:59:59Z" with numbers that a clock can show.
bool is_time(std::string_view text) {
  if (text.size() != 10 || text[0] != 'T' || text[3] != ':' || text[6] != ':' || text[9] != 'Z') return false;
  constexpr int limits[] = {24, 60, 60};
  for (std::size_t part = 0; part < 3; ++part) {
    const char tens = text[1 + 3 * part], ones = text[2 + 3 * part];
    if (!is_ascii_digit(tens) || !is_ascii_digit(ones)) return false;
    if ((tens - '0') * 10 + (ones - '0') >= limits[part]) return false;
  }
  return true;
}

}  // namespace

Result<Moment> Moment::of(std::string_view as_of) {
  if (as_of.empty()) return Moment();
  const bool day = as_of.size() >= 10 && Day::parse(as_of).has_value();
  if (day && as_of.size() == 10) return Moment(fmt::format("{}T23:59:59Z", as_of));
  if (day && is_time(as_of.substr(10))) return Moment(std::string(as_of));
  return Error{ErrorCode::usage,
               fmt::format("\"{}\" is no moment: write --as-of YYYY-MM-DD or YYYY-MM-DDTHH:MM:SSZ", as_of)};
}

// The moment consists of digits, hyphens, colons, T and Z (see of()), so that it may stand in the SQL itself.
std::string Moment::shown(std::string_view alias) const {
  if (now()) return fmt::format("{}.current = 1", alias);
  return fmt::format("({0}.recorded_at <= '{1}' AND ({0}.replaced_at IS NULL OR {0}.replaced_at > '{1}'))", alias, at_);
}

// The order of store/sums.cpp: by day of publication, then by source and article.
std::string Moment::counted(std::string_view alias) const {
  if (now()) return fmt::format("{}.counted = 1", alias);
  return fmt::format(
      "({0}.copy_key IS NULL OR NOT EXISTS (SELECT 1 FROM version o JOIN document od ON od.id = o.document_id "
      "JOIN source os ON os.id = od.source_id, document vd JOIN source vs ON vs.id = vd.source_id "
      "WHERE o.copy_key = {0}.copy_key AND o.id <> {0}.id AND {1} AND vd.id = {0}.document_id AND "
      "(o.published IS NULL, ifnull(o.published, 0), os.name, od.article, od.address) < "
      "({0}.published IS NULL, ifnull({0}.published, 0), vs.name, vd.article, vd.address)))",
      alias, shown("o"));
}

std::string Moment::pairs() const {
  if (now()) return "event_dyad p CROSS JOIN event_mention m ON m.id = p.event_id";
  // The rule of store/dyads.cpp as SQL: an actor on one side and a recipient on the other; without recipients, two of
  // the actors.
  return fmt::format(
      "(SELECT DISTINCT a.event_id, ?1 AS first, ?2 AS second, e.series_day AS day FROM event_party a "
      "CROSS JOIN event_mention e ON e.id = a.event_id CROSS JOIN version v ON v.id = e.version_id "
      "WHERE a.country = ?1 AND a.role <> 'attributed' AND EXISTS (SELECT 1 FROM event_party b "
      "WHERE b.event_id = a.event_id AND b.country = ?2 AND ((a.role = 'actor' AND b.role = 'recipient') OR "
      "(a.role = 'recipient' AND b.role = 'actor') OR (a.role = 'actor' AND b.role = 'actor' AND b.position <> "
      "a.position AND NOT EXISTS (SELECT 1 FROM event_party r WHERE r.event_id = a.event_id AND r.role = "
      "'recipient')))) AND {} AND {}) p CROSS JOIN event_mention m ON m.id = p.event_id",
      shown("v"), counted("v"));
}

}  // namespace demarche::query
