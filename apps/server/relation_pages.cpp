// The relation of two parties: series, chart, evidence, context.
#include <fmt/format.h>

#include <algorithm>

#include "app.h"
#include "demarche/browse_records.h"
#include "demarche/relation_records.h"
#include "handlers.h"
#include "record_view.h"
#include "respond.h"
#include "view/chart.h"

namespace demarche::server {
namespace {

using view::Markup;

constexpr std::string_view period_words[] = {"week", "month", "quarter", "year"};

struct View {
  Relation relation;
  std::string first_name, second_name;

  std::string both() const {
    return fmt::format("{} and {}", first_name.empty() ? relation.first : first_name,
                       second_name.empty() ? relation.second : second_name);
  }
};

Result<View> read(const Call& call) {
  const Question& q = call.question;
  auto relation = call.app.archive().relation(call.names[0], call.names[1], q.period, q.filter);
  if (!relation) return relation.error();
  View out{std::move(*relation), {}, {}};
  for (const auto& [code, name] :
       {std::pair{&call.names[0], &out.first_name}, std::pair{&call.names[1], &out.second_name}}) {
    auto found = party_name(call.app.archive(), *code);
    if (!found) return found.error();
    *name = std::move(*found);
  }
  return out;
}

Response as_json(const Call& call, const View& view) {
  std::string out = relation_json(view.relation);
  out.erase(out.rfind('}'));
  const std::string vintage = vintage_of(call);
  out += fmt::format(",\"names\":{{{}:{},{}:{}}}{},\"outside_events\":{},\"vintage\":{}}}", json_string(call.names[0]),
                     json_string(view.first_name), json_string(call.names[1]), json_string(view.second_name),
                     view.relation.unit.empty() ? ",\"unit\":\"events\"" : "", view.relation.outside_events,
                     vintage.empty() ? "null" : json_string(vintage));
  return json_response(std::move(out));
}

view::ChartText chart_text(const Call& call, const View& view) {
  const std::string vintage = vintage_of(call);
  return {fmt::format("{}: events as coded from reports, by {}", view.both(),
                      period_words[static_cast<std::size_t>(call.question.period)]),
          fmt::format("Demarche {}{}{}. New events reported as happened; a coding, not a statement of fact.",
                      DEMARCHE_VERSION, vintage.empty() ? "" : ", archive as of ", vintage)};
}

void controls(Markup& html, const Call& call) {
  const auto section = html.in("section", {{"id", "controls"}, {"aria-label", "Length of a period"}});
  html.text("By ");
  for (std::size_t i = 0; i < std::size(period_words); ++i) {
    if (i > 0) html.text(", ");
    const bool chosen = static_cast<std::size_t>(call.question.period) == i;
    const std::string target = address_with(call, "period", period_words[i]);
    chosen ? html.link(target, period_words[i], {{"aria-current", "true"}}) : html.link(target, period_words[i]);
  }
  html.text(". Also as ");
  html.link(twin_address(call, "csv"), "CSV").text(", ");
  html.link(twin_address(call, "svg"), "SVG").text(", ");
  html.link(twin_address(call, "json"), "JSON").text(".");
}

void series(Markup& html, const Relation& relation) {
  const auto section = html.in("section");
  html.element("h2", {}, "The numbers");
  const auto table = html.in("table", {{"id", "series"}});
  html.element("caption", {{"class", "soft"}},
               "New events reported as happened, both directions. Beside them: ongoing or told as background; planned, "
               "denied or alleged.");
  {
    const auto head = html.in("thead");
    const auto row = html.in("tr");
    html.element("th", {{"scope", "col"}}, "Period");
    for (const char* name : {"Cooperation in words", "in deeds", "Conflict in words", "in deeds", "PLOVER score",
                             "Ongoing or background", "Unconfirmed", "Articles"})
      html.element("th", {{"scope", "col"}, {"class", "number"}}, name);
  }
  const auto body = html.in("tbody");
  for (auto point = relation.points.rbegin(); point != relation.points.rend(); ++point) {
    const auto row = html.in("tr");
    html.element("th", {{"scope", "row"}}, point->period);
    const auto number = [&](auto n) { html.element("td", {{"class", "number"}}, fmt::format("{}", n)); };
    for (const std::uint64_t count : point->counts) number(count);
    const std::int64_t tenths = std::abs(point->score_thousandths) / 100;
    number(fmt::format("{}{}.{}", point->score_thousandths < 0 ? "-" : "", tenths / 10, tenths % 10));
    number(point->other_events);
    number(point->unconfirmed_events);
    number(point->articles);
  }
}

void context(Markup& html, const RelationContext& context) {
  const auto section = html.in("section", {{"id", "context"}});
  html.element("h2", {}, "Who acts, and how");
  {
    const auto table = html.in("table");
    fact(html, fmt::format("{} towards {}", context.first, context.second), std::to_string(context.from_first));
    fact(html, fmt::format("{} towards {}", context.second, context.first), std::to_string(context.from_second));
    fact(html, "both together", std::to_string(context.between));
    for (const auto& type : context.types) fact(html, type.type, std::to_string(type.events));
  }
  if (context.comparable.empty()) return;
  html.element("h2", {}, "Other dyads of the two");
  const auto list = html.in("ul");
  for (const DyadSummary& dyad : context.comparable) {
    const auto item = html.in("li");
    html.link(fmt::format("/relation/{}/{}", view::percent_encoded(dyad.first), view::percent_encoded(dyad.second)),
              fmt::format("{} and {}", dyad.first, dyad.second));
    html.text(fmt::format(": {} events", dyad.events));
  }
}

Response as_page(const Call& call, const View& view) {
  const auto events =
      list_relation_events(call.app.archive(), call.names[0], call.names[1], call.question.filter, {"", 20});
  if (!events) return error_response(call, events.error());
  const auto about = relation_context(call.app.archive(), call.names[0], call.names[1], call.question.filter);
  if (!about) return error_response(call, about.error());
  const auto said = list_relation_statements(call.app.archive(), call.names[0], call.names[1], {}, {"", 10});
  if (!said) return error_response(call, said.error());
  Markup html;
  controls(html, call);
  {
    const auto chart = html.in("section", {{"id", "chart"}});
    html.append(relation_chart(view.relation, chart_text(call, view)));
  }
  const std::string pair = view::percent_encoded(call.names[0]) + "/" + view::percent_encoded(call.names[1]);
  {
    const auto section = html.in("section", {{"id", "evidence"}});
    html.element("h2", {}, "The newest evidence");
    record_list(html, events->items, "No report of this archive has an event between the two in these days.");
    html.link("/relation/" + pair + "/events.csv", "All of it as CSV").text(" ");
    html.link("/brief/" + pair, "As a brief");
  }
  {
    const auto section = html.in("section", {{"id", "statements"}});
    html.element("h2", {}, "What each says");
    record_list(html, said->items, "No statement of either side is about the other.");
  }
  series(html, view.relation);
  context(html, *about);
  return html_response(call, {view.both(), "relation", "", false}, html);
}

}  // namespace

Response relation_page(Call& call) {
  if (call.names[0] == call.names[1])
    return error_response(call, {ErrorCode::usage, "a relation is between two parties: name two"});
  const auto view = read(call);
  if (!view) return error_response(call, view.error());
  if (call.wants("json")) return as_json(call, *view);
  if (call.wants("csv")) return text_response("text/csv; charset=utf-8", relation_csv(view->relation));
  if (call.wants("svg"))
    return text_response("image/svg+xml", relation_chart_file(view->relation, chart_text(call, *view)));
  return as_page(call, *view);
}

Response relation_context_data(Call& call) {
  const auto about = relation_context(call.app.archive(), call.names[0], call.names[1], call.question.filter);
  return about ? json_response(context_json(*about)) : error_response(call, about.error());
}

}  // namespace demarche::server
