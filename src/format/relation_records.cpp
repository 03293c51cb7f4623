#include "demarche/relation_records.h"

#include <fmt/format.h>

#include <array>
#include <iterator>
#include <string_view>

#include "base/json.h"
#include "format/csv.h"

namespace demarche {
namespace {

constexpr std::array<std::string_view, 4> count_names = {"verbal_cooperation", "material_cooperation",
                                                         "verbal_conflict", "material_conflict"};
constexpr std::array<std::string_view, 4> period_names = {"week", "month", "quarter", "year"};

std::int64_t whole(std::uint64_t number) {
  return static_cast<std::int64_t>(number);
}

}  // namespace

std::string relation_json(const Relation& relation) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().field("kind", "relation").field("first", relation.first).field("second", relation.second);
  json.field("period", period_names[static_cast<std::size_t>(relation.period)]);
  if (!relation.unit.empty()) json.field("unit", std::string_view(relation.unit));
  json.key("points").begin_array();
  for (const RelationPoint& point : relation.points) {
    json.begin_object().field("period", point.period).field("start", point.start).field("events", whole(point.events));
    json.field("other_events", whole(point.other_events));
    json.field("unconfirmed_events", whole(point.unconfirmed_events));
    for (std::size_t c = 0; c < count_names.size(); ++c) json.field(count_names[c], whole(point.counts[c]));
    json.key("plover_score").thousandths(point.score_thousandths);
    json.key("goldstein").thousandths(point.goldstein_thousandths);
    json.field("articles", whole(point.articles)).end_object();
  }
  json.end_array().end_object();
  out += '\n';
  return out;
}

std::string relation_csv(const Relation& relation) {
  std::string out = "first,second,period,start,events,other_events,unconfirmed_events";
  for (const std::string_view name : count_names) fmt::format_to(std::back_inserter(out), ",{}", name);
  out += ",plover_score,goldstein,articles\n";
  for (const RelationPoint& point : relation.points) {
    append_csv_field(out, relation.first);
    out += ',';
    append_csv_field(out, relation.second);
    fmt::format_to(std::back_inserter(out), ",{},{},{},{},{}", point.period, point.start, point.events,
                   point.other_events, point.unconfirmed_events);
    for (const std::uint64_t count : point.counts) fmt::format_to(std::back_inserter(out), ",{}", count);
    fmt::format_to(std::back_inserter(out), ",{},{},{}\n", thousandths_text(point.score_thousandths),
                   thousandths_text(point.goldstein_thousandths), point.articles);
  }
  return out;
}

}  // namespace demarche
