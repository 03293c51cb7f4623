// Who and what an archive holds: dyads, actors, the network, places, publications.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "app.h"
#include "demarche/browse_records.h"
#include "handlers.h"
#include "record_view.h"
#include "respond.h"
#include "tables.h"

namespace demarche::server {

using view::Markup;
using view::percent_encoded;

Response dyads_page(Call& call) {
  const auto all = dyads(call.app.archive(), call.question.filter.since, call.question.filter.until);
  if (!all) return error_response(call, all.error());
  if (call.wants("json")) return whole_list(call, *all, dyad_json);
  if (call.wants("csv")) return text_response("text/csv; charset=utf-8", dyads_csv(*all));
  Markup html;
  {
    const auto items = html.in("section", {{"id", "items"}});
    const auto table = html.in("table");
    header_row(html, {"Between", "Events", "Cooperation", "Conflict", "First", "Last"});
    const auto body = html.in("tbody");
    for (std::size_t i = 0; i < std::min<std::size_t>(all->size(), 500); ++i) {
      const DyadSummary& dyad = (*all)[i];
      if (dyad.first == dyad.second) continue;
      const auto row = html.in("tr");
      {
        const auto cell = html.in("td");
        dyad_link(html, dyad);
      }
      number_cell(html, dyad.events);
      number_cell(html, dyad.cooperation);
      number_cell(html, dyad.conflict);
      html.element("td", {}, dyad.first_day);
      html.element("td", {}, dyad.last_day);
    }
  }
  html.link(twin_address(call, "csv"), "All as CSV");
  return html_response(call, {"Dyads", "dyads", "", false}, html);
}

Response actors_page(Call& call) {
  const auto all = actors(call.app.archive());
  if (!all) return error_response(call, all.error());
  if (call.wants("json")) return whole_list(call, *all, actor_json);
  Markup html;
  const auto write = [&] {
    const auto items = html.in("section", {{"id", "items"}});
    const auto table = html.in("table");
    header_row(html, {"Party", "Code", "Events in its dyads"});
    const auto body = html.in("tbody");
    for (const ActorSummary& one : *all) {
      const auto row = html.in("tr");
      {
        const auto cell = html.in("td");
        html.link("/actor/" + percent_encoded(one.code), name_or_code(one.name, one.code));
      }
      html.element("td", {}, one.code);
      number_cell(html, one.events);
    }
  };
  write();
  return html_response(call, {"Actors", "actors", "", false}, html);
}

Response actor_page(Call& call) {
  const Archive& archive = call.app.archive();
  const std::string& code = call.names[0];
  Filter filter;
  filter.party = code;
  const auto events = list_events(archive, filter, {"", 20});
  if (!events) return error_response(call, events.error());
  const auto name = party_name(archive, code);
  if (!name) return error_response(call, name.error());
  auto partners = dyads(archive, call.question.filter.since, call.question.filter.until);
  if (!partners) return error_response(call, partners.error());
  std::erase_if(*partners, [&](const DyadSummary& d) { return d.first != code && d.second != code; });
  if (events->items.empty() && partners->empty() && name->empty())
    return error_response(call, {ErrorCode::not_found, fmt::format("no report of this archive names {}", code)});
  if (call.wants("json"))
    return json_response(fmt::format("{{\"code\":{},\"name\":{},\"dyads\":{},\"events\":{}}}", json_string(code),
                                     json_string(*name), array_of(*partners, dyad_json),
                                     array_of(events->items, listed_json)));
  Markup html;
  {
    const auto section = html.in("section", {{"id", "context"}});
    html.element("h2", {}, "With whom");
    const auto list = html.in("ul");
    for (std::size_t i = 0; i < std::min<std::size_t>(partners->size(), 50); ++i) {
      const DyadSummary& dyad = (*partners)[i];
      if (dyad.first == dyad.second) continue;
      const auto item = html.in("li");
      dyad_link(html, dyad);
      html.text(fmt::format(": {} events", dyad.events));
    }
  }
  {
    const auto section = html.in("section", {{"id", "items"}});
    html.element("h2", {}, "Newest events");
    record_list(html, events->items, "None.");
    html.link("/events?party=" + percent_encoded(code), "All of them");
  }
  return html_response(call, {fmt::format("{} ({})", name_or_code(*name, code), code), "actor", "", false}, html);
}

Response network_data(Call& call) {
  const Filter& days = call.question.filter;
  auto all = dyads(call.app.archive(), days.since, days.until);
  if (!all) return error_response(call, all.error());
  std::erase_if(*all, [](const DyadSummary& d) { return d.first == d.second; });
  if (all->size() > 1000) all->resize(1000);
  std::map<std::string, std::pair<std::string, std::uint64_t>> nodes;
  for (const DyadSummary& d : *all)
    for (const auto& [code, name] : {std::pair{&d.first, &d.first_name}, std::pair{&d.second, &d.second_name}}) {
      nodes[*code].first = *name;
      nodes[*code].second += d.events;
    }
  std::vector<std::string> node_list;
  for (const auto& [code, node] : nodes)
    node_list.push_back(fmt::format("{{\"code\":{},\"name\":{},\"events\":{}}}", json_string(code),
                                    json_string(node.first), node.second));
  const auto same = [](const std::string& one) { return one; };
  const std::string json = fmt::format(
      "{{\"since\":{},\"until\":{},\"nodes\":{},\"edges\":{}}}", days.since.empty() ? "null" : json_string(days.since),
      days.until.empty() ? "null" : json_string(days.until), array_of(node_list, same), array_of(*all, dyad_json));
  if (call.wants("json")) return json_response(json);
  Markup html;
  {
    const auto section = html.in("section", {{"id", "items"}});
    const auto table = html.in("table");
    header_row(html, {"Between", "Events", "Cooperation", "Conflict"});
    const auto body = html.in("tbody");
    for (std::size_t i = 0; i < std::min<std::size_t>(all->size(), 200); ++i) {
      const auto row = html.in("tr");
      {
        const auto cell = html.in("td");
        dyad_link(html, (*all)[i]);
      }
      number_cell(html, (*all)[i].events);
      number_cell(html, (*all)[i].cooperation);
      number_cell(html, (*all)[i].conflict);
    }
  }
  return html_response(call, {"Network", "network", "", false}, html);
}

Response places_page(Call& call) {
  const auto all = places(call.app.archive(), call.question.filter.since, call.question.filter.until);
  if (!all) return error_response(call, all.error());
  if (call.wants("json")) return whole_list(call, *all, place_json);
  Markup html;
  {
    const auto items = html.in("section", {{"id", "items"}});
    const auto table = html.in("table");
    header_row(html, {"Place", "Country", "Events", "Cooperation", "Conflict"});
    const auto body = html.in("tbody");
    for (std::size_t i = 0; i < std::min<std::size_t>(all->size(), 500); ++i) {
      const PlaceSummary& place = (*all)[i];
      const auto row = html.in("tr");
      html.element("td", {}, place.name);
      html.element("td", {}, place.country);
      number_cell(html, place.events);
      number_cell(html, place.cooperation);
      number_cell(html, place.conflict);
    }
  }
  return html_response(call, {"Places", "places", "", false}, html);
}

Response sources_page(Call& call) {
  const auto all = sources(call.app.archive());
  if (!all) return error_response(call, all.error());
  if (call.wants("json")) return whole_list(call, *all, source_json);
  if (call.wants("csv")) return text_response("text/csv; charset=utf-8", sources_csv(*all));
  Markup html;
  {
    const auto items = html.in("section", {{"id", "items"}});
    const auto table = html.in("table");
    header_row(html, {"Publication", "Articles", "Copies", "First", "Last"});
    const auto body = html.in("tbody");
    for (const SourceSummary& one : *all) {
      const auto row = html.in("tr");
      {
        const auto cell = html.in("td");
        html.link("/articles?source=" + percent_encoded(one.name), one.name.empty() ? "not named" : one.name);
      }
      number_cell(html, one.articles);
      number_cell(html, one.copies);
      html.element("td", {}, one.first_day);
      html.element("td", {}, one.last_day);
    }
  }
  html.link(twin_address(call, "csv"), "All as CSV");
  return html_response(call, {"Sources", "sources", "", false}, html);
}

}  // namespace demarche::server
