#include "query/rare_rows.h"

#include <fmt/format.h>

#include <vector>

#include "types/actor.h"

namespace demarche::query {
namespace {

constexpr std::int64_t few = 5'000;

// Codes that stand for more than one value of the country column ("IGO") lead nowhere.
bool is_one_country(std::string_view country) {
  constexpr std::string_view classes[] = {"IGO", "NGO", "IMG", "MNC", "ISM"};
  for (const std::string_view one : classes)
    if (country.starts_with(one)) return false;
  return country.size() == 3;
}

}  // namespace

std::string RareRows::from(const std::string& mention) const {
  return fmt::format("({}) x CROSS JOIN {} ON m.id = x.id", sql, mention);
}

Result<RareRows> rare_rows(const store::Database& archive, bool events, const Filter& filter) {
  const std::string_view name = events ? "event" : "statement";
  std::vector<RareRows> ways;
  if (!filter.article.empty())
    ways.push_back({fmt::format("SELECT rm.id FROM document rd CROSS JOIN version rv ON rv.document_id = rd.id CROSS "
                                "JOIN {}_mention rm ON rm.version_id = rv.id WHERE rd.article = ?",
                                name),
                    filter.article});
  for (const std::string* code : {&filter.actor, &filter.recipient, &filter.party})
    if (const std::string_view country = country_of_code(*code); is_one_country(country))
      ways.push_back(
          {fmt::format("SELECT DISTINCT {0}_id AS id FROM {0}_party WHERE country = ?", name), std::string(country)});
  if (!filter.source.empty())
    ways.push_back({fmt::format("SELECT rm.id FROM source rs CROSS JOIN document rd ON rd.source_id = rs.id CROSS JOIN "
                                "version rv ON rv.document_id = rd.id CROSS JOIN {}_mention rm ON rm.version_id = "
                                "rv.id WHERE rs.name = ?",
                                name),
                    filter.source});
  RareRows best;
  std::int64_t least = few;
  for (RareRows& way : ways) {
    auto count = archive.prepare(fmt::format("SELECT count(*) FROM ({} LIMIT {})", way.sql, few + 1));
    if (!count) return count.error();
    count->bind(1, way.value);
    const Result<bool> row = count->step();
    if (!row) return row.error();
    if (count->integer(0) > least) continue;
    least = count->integer(0);
    best = std::move(way);
  }
  return best;
}

}  // namespace demarche::query
