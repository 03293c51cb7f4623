#include "query/names.h"

#include "query/browse.h"
#include "types/actor.h"

namespace demarche::query {

Result<Names> Names::make(const store::Database& archive) {
  // A country is named where it acts as a state; the first rows of the index hold such a one, or none do.
  auto select = archive.prepare(
      "SELECT name FROM (SELECT code, name, named_as FROM event_party WHERE country = ?1 LIMIT 2000) "
      "WHERE name <> '' AND (code = ?2 OR (code = ?2 || ':GOV' AND named_as = 'country')) LIMIT 1");
  if (!select) return select.error();
  Names out;
  out.select_ = std::move(select).value();
  return out;
}

Result<std::string> Names::of(const std::string& code) {
  if (const auto known = known_.find(code); known != known_.end()) return known->second;
  select_.bind(1, country_of_code(code)).bind(2, code);
  const Result<bool> row = select_.step();
  if (!row) return row.error();
  std::string name(*row ? select_.text(0) : std::string_view());
  select_.reset();
  known_.emplace(code, name);
  return name;
}

Result<std::string> party_name(const store::Database& archive, const std::string& code) {
  auto names = Names::make(archive);
  if (!names) return names.error();
  return names->of(code);
}

}  // namespace demarche::query
