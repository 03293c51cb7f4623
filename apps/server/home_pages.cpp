// The first page, search, how it is made, every download.
#include <fmt/format.h>

#include <algorithm>

#include "app.h"
#include "demarche/browse_records.h"
#include "demarche/groups.h"
#include "handlers.h"
#include "record_view.h"
#include "respond.h"
#include "tables.h"

namespace demarche::server {
namespace {

using view::Markup;
using view::percent_encoded;

constexpr int moved_days = 30;

void moved_table(Markup& html, const std::vector<MovedDyad>& moved) {
  const auto section = html.in("section", {{"id", "moved"}});
  html.element("h2", {}, "Relations that moved most");
  html.element(
      "p", {{"class", "soft"}},
      fmt::format("The last {} days that the archive has reports of, beside the {} before.", moved_days, moved_days));
  const auto table = html.in("table");
  header_row(html, {"Between", "Events", "Before", "Score", "Before"});
  const auto body = html.in("tbody");
  for (const MovedDyad& one : moved) {
    const auto row = html.in("tr");
    {
      const auto cell = html.in("td");
      dyad_link(html, one.recent);
    }
    number_cell(html, one.recent.events);
    number_cell(html, one.before.events);
    for (const DyadSummary* side : {&one.recent, &one.before}) {
      const std::int64_t tenths = side->score_thousandths / 100;
      html.element("td", {{"class", "number"}},
                   fmt::format("{}{}.{}", tenths < 0 ? "-" : "", std::abs(tenths) / 10, std::abs(tenths) % 10));
    }
  }
}

}  // namespace

Response home(Call& call) {
  const Archive& archive = call.app.archive();
  Filter happened;
  happened.newness = "new";
  happened.factuality = "actual";
  const auto events = list_events(archive, happened, {"", 20});
  if (!events) return error_response(call, events.error());
  const auto happenings = list_incidents(archive, happened, {"", 12});
  if (!happenings) return error_response(call, happenings.error());
  const auto moved = moved_dyads(archive, moved_days, 12);
  if (!moved) return error_response(call, moved.error());
  const auto sums = totals(archive);
  if (!sums) return error_response(call, sums.error());
  const auto counts = call.app.counts();
  if (!counts) return error_response(call, counts.error());
  std::string totals = totals_json(*sums);
  totals.pop_back();
  totals += fmt::format(",\"events\":{},\"statements\":{}}}", counts->events, counts->statements);
  if (call.wants("json"))
    return json_response(fmt::format("{{\"events\":{},\"moved\":{},\"incidents\":{},\"totals\":{},\"vintage\":{}}}",
                                     array_of(events->items, listed_json), array_of(*moved, moved_json),
                                     array_of(happenings->items, [](const ListedGroup& one) { return one.json; }),
                                     totals, json_string(sums->vintage)));
  Markup html;
  html.element("p", {},
               sums->articles == 0
                   ? std::string("This archive holds no dated report yet: demarche add PATH --archive FILE codes some.")
                   : fmt::format("{} reports of {} publications, {} to {}: {} events, {} statements.", sums->articles,
                                 sums->sources, sums->first_day, sums->last_day, counts->events, counts->statements));
  moved_table(html, *moved);
  {
    const auto section = html.in("section", {{"id", "newest"}});
    html.element("h2", {}, "Newest events");
    record_list(html, events->items, "None yet.");
  }
  return html_response(call, {"Who did what to whom, and on whose word", "home", "", false}, html);
}

Response search_page(Call& call) {
  const auto found =
      search(call.app.archive(), call.question.text, std::min<std::size_t>(call.question.page.limit, 50));
  if (!found) return error_response(call, found.error());
  if (call.wants("json"))
    return json_response(fmt::format("{{\"actors\":{},\"articles\":{},\"complete\":{}}}",
                                     array_of(found->parties, actor_json),
                                     array_of(found->articles, article_summary_json), found->complete));
  Markup html;
  {
    const auto section = html.in("section", {{"id", "items"}});
    html.element("h2", {}, "Parties");
    const auto list = html.in("ul");
    // Two words that are each a party are a relation.
    if (found->parties.size() >= 2) {
      const auto item = html.in("li");
      DyadSummary pair;
      pair.first = found->parties[0].code;
      pair.second = found->parties[1].code;
      pair.first_name = found->parties[0].name;
      pair.second_name = found->parties[1].name;
      dyad_link(html, pair);
    }
    for (const ActorSummary& one : found->parties) {
      const auto item = html.in("li");
      html.link("/actor/" + percent_encoded(one.code), fmt::format("{} {}", one.code, one.name));
    }
  }
  {
    const auto section = html.in("section");
    html.element("h2", {}, "Headlines");
    const auto list = html.in("ul");
    for (const ArticleSummary& one : found->articles) {
      const auto item = html.in("li");
      html.link(article_address(one.article, one.document), one.title);
      html.text(fmt::format(" {} {}", one.publisher, one.published));
    }
  }
  return html_response(call, {"Search", "search", "", false}, html);
}

Response methods_page(Call& call) {
  const auto info = call.app.counts();
  if (!info) return error_response(call, info.error());
  if (call.wants("json"))
    return json_response(fmt::format(
        "{{\"program\":{},\"schema\":{},\"sqlite\":{},\"documents\":{},\"versions\":{},\"events\":{},\"statements\":{},"
        "\"rejects\":{},\"first_day\":{},\"last_day\":{}}}",
        json_string(DEMARCHE_VERSION), info->schema, json_string(info->sqlite), info->documents, info->versions,
        info->events, info->statements, info->rejects, json_string(info->first_day), json_string(info->last_day)));
  Markup html;
  html.element("p", {},
               "A program reads each report, finds the sentences in which somebody does or says something to somebody, "
               "and codes them by PLOVER's types. Each record keeps its words: who, the act, to whom, when, on whose "
               "word, and the rule that joined them. What somebody claims, plans or denies is never counted as "
               "happened. Exact copies of a report are counted once.");
  {
    const auto section = html.in("section", {{"id", "about"}});
    html.element("h2", {}, "This archive");
    const auto table = html.in("table");
    fact(html, "Program", fmt::format("Demarche {}", DEMARCHE_VERSION));
    fact(html, "Documents", std::to_string(info->documents));
    fact(html, "Versions", std::to_string(info->versions));
    fact(html, "Events", std::to_string(info->events));
    fact(html, "Statements", std::to_string(info->statements));
    fact(html, "Could not be read", std::to_string(info->rejects));
    fact(html, "Published", fmt::format("{} to {}", info->first_day, info->last_day));
  }
  return html_response(call, {"Methods", "methods", "", false}, html);
}

Response export_page(Call& call) {
  Markup html;
  {
    const auto section = html.in("section", {{"id", "items"}});
    html.element(
        "p", {},
        "Every list comes in full. The same filters as on its page go into the address; the manifest says what "
        "a file holds and how to cite it.");
    const auto list = html.in("ul");
    for (const std::string_view name : {"events", "statements", "articles"}) {
      const auto item = html.in("li");
      html.text(fmt::format("{}: ", name));
      for (const std::string_view form : {"csv", "jsonl", "manifest.json"}) {
        html.link(fmt::format("/{}.{}", name, form), form == "manifest.json" ? "manifest" : form);
        html.text(" ");
      }
    }
    for (const std::string_view name : {"dyads", "sources"}) {
      const auto item = html.in("li");
      html.text(fmt::format("{}: ", name));
      html.link(fmt::format("/{}.csv", name), "csv");
    }
    const auto item = html.in("li");
    html.text("For programs: ");
    html.link("/openapi.json", "OpenAPI document");
  }
  return html_response(call, {"Export", "export", "", false}, html);
}

}  // namespace demarche::server
