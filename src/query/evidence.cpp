#include <fmt/format.h>

#include "query/dyad_select.h"
#include "query/relation.h"
#include "query/sentence_row.h"

namespace demarche::query {
namespace {

std::string select_sql(const DyadSelect& dyad) {
  return fmt::format(
      "SELECT {} FROM {} {} WHERE p.first = ?1 AND p.second = ?2{} ORDER BY p.day DESC, m.newness <> 'new', "
      "m.factuality <> 'actual', "
      "v.document_id DESC, m.position LIMIT ?",
      sentence_columns("p.day"), dyad.moment.pairs(), sentence_joins, dyad.conditions.sql);
}

}  // namespace

Result<std::vector<RelationSentence>> evidence(const store::Database& archive, const std::string& first,
                                               const std::string& second, const Filter& filter) {
  const auto dyad = dyad_select(first, second, filter);
  if (!dyad) return dyad.error();
  store::Snapshot snapshot(archive);
  if (Status status = snapshot.begin(); !status) return status.error();
  auto rows = archive.prepare(select_sql(*dyad));
  if (!rows) return rows.error();
  auto parties = prepare_parties(archive);
  if (!parties) return parties.error();
  rows->bind(1, dyad->first).bind(2, dyad->second);
  bind(*rows, 3, dyad->conditions.values);
  const std::int64_t limit = filter.limit == 0 ? -1 : static_cast<std::int64_t>(filter.limit);
  rows->bind(static_cast<int>(3 + dyad->conditions.values.size()), limit);
  std::vector<RelationSentence> out;
  for (;;) {
    const Result<bool> row = rows->step();
    if (!row) return row.error();
    if (!*row) return out;
    auto one = read_sentence(*rows, *parties);
    if (!one) return one.error();
    out.push_back(std::move(one).value());
  }
}

}  // namespace demarche::query
