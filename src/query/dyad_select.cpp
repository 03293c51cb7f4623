#include "query/dyad_select.h"

#include <fmt/format.h>

#include "types/actor.h"

namespace demarche::query {

Result<DyadSelect> dyad_select(const std::string& first, const std::string& second, const Filter& filter) {
  DyadSelect out;
  for (const std::string* code : {&first, &second}) {
    if (Status status = check_code(*code); !status) return status.error();
    if (country_of_code(*code).empty())
      return Error{ErrorCode::usage, fmt::format("{} has no relations: it stands for any unknown party", *code)};
  }
  const auto moment = Moment::of(filter.as_of);
  if (!moment) return moment.error();
  out.moment = *moment;
  const auto days = day_range(filter);
  if (!days) return days.error();
  // The days of the pair, not of the event: the index on them makes a short stretch of a long relation cheap.
  Filter rest = filter;
  rest.since.clear();
  rest.until.clear();
  auto conditions = event_conditions(rest);
  if (!conditions) return conditions.error();
  out.conditions = std::move(conditions).value();
  if (!filter.since.empty()) out.conditions.add("p.day >= ?", days->first);
  if (!filter.until.empty()) out.conditions.add("p.day <= ?", days->second);
  out.first = country_of_code(first);
  out.second = country_of_code(second);
  // "RUS:MIL" narrows the dyad of Russia to events in which its armed forces take part.
  bool narrowed = false;
  for (const std::string* code : {&first, &second}) {
    if (country_of_code(*code).size() == code->size()) continue;
    add_party(out.conditions, "event_party", "'actor','recipient'", *code);
    narrowed = true;
  }
  if (out.second < out.first) std::swap(out.first, out.second);
  if (!filter.article.empty())
    out.conditions.add(
        "m.version_id IN (SELECT v.id FROM version v JOIN document d ON d.id = v.document_id WHERE d.article = ?)",
        filter.article);
  out.sums_suffice = moment->now() && !narrowed && filter.actor.empty() && filter.recipient.empty() &&
                     filter.party.empty() && filter.type.empty() && filter.quad.empty() && filter.article.empty() &&
                     filter.source.empty() && filter.newness.empty() && filter.factuality.empty() &&
                     filter.min_confidence <= 0;
  return out;
}

}  // namespace demarche::query
