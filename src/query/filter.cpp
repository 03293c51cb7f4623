#include "query/filter.h"

#include <fmt/format.h>

#include <limits>
#include <span>

#include "base/day.h"
#include "base/text.h"
#include "types/findings.h"
#include "types/ontology.h"

namespace demarche::query {
namespace {

template <typename Names>
Status one_of(std::string_view what, std::string_view value, const Names& names) {
  std::string known;
  for (std::string_view name : names) {
    if (name == value) return {};
    known += known.empty() ? "" : ", ";
    known += name;
  }
  return Error{ErrorCode::usage, fmt::format("\"{}\" is no {}: {}", value, what, known)};
}

Status add_parties(Conditions& out, const Filter& filter, std::string_view table, std::string_view actor,
                   std::string_view recipient) {
  for (const std::string* code : {&filter.actor, &filter.recipient, &filter.party})
    if (!code->empty())
      if (Status status = check_code(*code); !status) return status;
  if (!filter.actor.empty()) add_party(out, table, actor, filter.actor);
  if (!filter.recipient.empty()) add_party(out, table, recipient, filter.recipient);
  if (!filter.party.empty()) add_party(out, table, fmt::format("{},{}", actor, recipient), filter.party);
  return {};
}

// Over the version of a mention m.
void add_source(Conditions& out, const Filter& filter) {
  if (filter.source.empty()) return;
  out.add(
      "EXISTS (SELECT 1 FROM version sv JOIN document sd ON sd.id = sv.document_id JOIN source ss ON ss.id = "
      "sd.source_id WHERE sv.id = m.version_id AND ss.name = ?)",
      filter.source);
}

Status add_days(Conditions& out, const Filter& filter, std::string_view column) {
  const auto range = day_range(filter);
  if (!range) return range.error();
  if (!filter.since.empty()) out.add(fmt::format("{} >= ?", column), range->first);
  if (!filter.until.empty()) out.add(fmt::format("{} <= ?", column), range->second);
  return {};
}

}  // namespace

Status check_code(std::string_view code) {
  bool sound = code.size() >= 3 && (code.size() == 3 || (code[3] == ':' && code.size() > 4));
  for (std::size_t i = 0; sound && i < 3; ++i) sound = is_ascii_upper(code[i]);
  if (sound) return {};
  return Error{ErrorCode::usage, fmt::format("\"{}\" is not an actor code: write RUS, RUS:GOV or IGO:UN", code)};
}

void add_party(Conditions& out, std::string_view table, std::string_view roles, const std::string& code) {
  const std::string_view owner = table == "event_party" ? "event_id" : "statement_id";
  out.add(
      fmt::format("EXISTS (SELECT 1 FROM {} p WHERE p.{} = m.id AND p.role IN ({}) AND (p.code = ? "
                  "OR (p.code > ? AND p.code < ?)))",
                  table, owner, roles));
  out.values.emplace_back(code);
  out.values.emplace_back(code + ":");
  out.values.emplace_back(code + ";");  // ';' follows ':'
}

Result<std::pair<std::int64_t, std::int64_t>> day_range(const Filter& filter) {
  std::pair<std::int64_t, std::int64_t> out = {std::numeric_limits<std::int32_t>::min(),
                                               std::numeric_limits<std::int32_t>::max()};
  for (const auto& [text, count] : {std::pair{&filter.since, &out.first}, std::pair{&filter.until, &out.second}}) {
    if (text->empty()) continue;
    const auto day = text->size() == 10 ? Day::parse(*text) : std::nullopt;
    if (!day) return Error{ErrorCode::usage, fmt::format("\"{}\" is not a day: write YYYY-MM-DD", *text)};
    *count = day->count();
  }
  return out;
}

Result<std::int64_t> quad_number(std::string_view name) {
  if (Status status = one_of("quad class", name, quad_names); !status) return status.error();
  std::int64_t number = 1;
  while (quad_names[static_cast<std::size_t>(number - 1)] != name) ++number;
  return number;
}

Result<Conditions> event_conditions(const Filter& filter) {
  Conditions out;
  if (!filter.type.empty()) {
    if (Status status = one_of("event type", filter.type, event_type_names); !status) return status.error();
    out.add("m.type = ?", filter.type);
  }
  if (!filter.quad.empty()) {
    const auto number = quad_number(filter.quad);
    if (!number) return number.error();
    out.add("m.quad = ?", *number);
  }
  if (!filter.newness.empty()) {
    if (Status status = one_of("newness", filter.newness, newness_names); !status) return status.error();
    out.add("m.newness = ?", filter.newness);
  }
  if (!filter.factuality.empty()) {
    if (Status status = one_of("factuality", filter.factuality, factuality_names); !status) return status.error();
    out.add("m.factuality = ?", filter.factuality);
  }
  if (filter.min_confidence > 0) out.add("m.confidence >= ?", static_cast<std::int64_t>(filter.min_confidence));
  if (Status status = add_days(out, filter, "m.series_day"); !status) return status.error();
  add_source(out, filter);
  if (Status status = add_parties(out, filter, "event_party", "'actor'", "'recipient'"); !status) return status.error();
  return out;
}

Result<Conditions> statement_conditions(const Filter& filter) {
  const std::pair<const char*, bool> events_only[] = {{"type", !filter.type.empty()},
                                                      {"quad class", !filter.quad.empty()},
                                                      {"newness", !filter.newness.empty()},
                                                      {"factuality", !filter.factuality.empty()},
                                                      {"confidence", filter.min_confidence > 0}};
  for (const auto& [what, given] : events_only)
    if (given) return Error{ErrorCode::usage, fmt::format("statements have no {}: this filter is for events", what)};
  Conditions out;
  if (Status status = add_days(out, filter, "v.published"); !status) return status.error();
  add_source(out, filter);
  if (Status status = add_parties(out, filter, "statement_party", "'speaker'", "'addressee'"); !status)
    return status.error();
  return out;
}

void bind(store::Statement& statement, int index, const std::vector<Value>& values) {
  for (const Value& value : values) std::visit([&](const auto& v) { statement.bind(index++, v); }, value);
}

}  // namespace demarche::query
