// Events, statements and articles: pages, lists by key, and downloads in full.
#include <fmt/format.h>

#include "app.h"
#include "demarche/browse_records.h"
#include "handlers.h"
#include "record_view.h"
#include "respond.h"

namespace demarche::server {
namespace {

using view::Markup;
using RecordPage = Page<ListedRecord>;
using Ask = std::function<Result<RecordPage>(const PageRequest&)>;

// The records of a list in full, a few hundred at a time, as JSONL or CSV. The state lives as long as the download.
Response download(const Call& call, std::string kind, Ask ask) {
  struct State {
    PageRequest page{"", 500, true};
    bool first = true, done = false;
  };
  const bool csv = call.wants("csv");
  Response out;
  out.type = csv ? "text/csv; charset=utf-8" : "application/x-ndjson; charset=utf-8";
  out.headers.emplace_back("Content-Disposition",
                           fmt::format("attachment; filename=\"{}s.{}\"", kind, csv ? "csv" : "jsonl"));
  out.parts = [csv, kind = std::move(kind), ask = std::move(ask),
               state = std::make_shared<State>()]() -> Result<std::string> {
    while (!state->done) {
      const auto page = ask(state->page);
      if (!page) return page.error();
      state->page.after = page->next;
      state->done = page->next.empty();
      std::string lines;
      for (const ListedRecord& record : page->items) (lines += record.json) += '\n';
      std::string part = csv ? records_csv(kind, lines, state->first) : std::move(lines);
      state->first = false;
      if (!part.empty()) return part;
    }
    return std::string();
  };
  return out;
}

// What a download is, for whoever finds the file later.
Response manifest(const Call& call, std::string_view kind) {
  std::string filters;
  for (const auto& [name, value] : call.target.parameters) {
    if (name == "after" || name == "limit" || value.empty()) continue;
    filters += fmt::format("{}{}:{}", filters.empty() ? "" : ",", json_string(name), json_string(value));
  }
  const auto about = totals(call.app.archive());
  if (!about) return error_response(call, about.error());
  std::string address = twin_address(call, "jsonl");
  return json_response(fmt::format(
      "{{\"kind\":{},\"address\":{},\"filters\":{{{}}},\"vintage\":{},\"archive\":{},\"program\":{},\"citation\":{}}}",
      json_string(kind), json_string(call.app.base() + address), filters, json_string(about->vintage),
      totals_json(*about), json_string(fmt::format("demarche {}", DEMARCHE_VERSION)),
      json_string(fmt::format("{}s coded by Demarche {} from reports; archive as of {}; {}{}", kind, DEMARCHE_VERSION,
                              about->vintage, call.app.base(), address))));
}

Response json_page(const Call& call, const RecordPage& page) {
  std::vector<std::string> items;
  for (const ListedRecord& record : page.items) items.push_back(listed_json(record));
  return list_response(call, items, page.next);
}

void pager(Markup& html, const Call& call, const std::string& next) {
  const auto section = html.in("nav", {{"id", "pager"}, {"aria-label", "Pages of the list"}});
  if (!next.empty()) html.link(address_with(call, "after", next), "Older", {{"rel", "next"}});
}

void option(Markup& html, std::string_view value, const std::string& chosen) {
  if (value == chosen) {
    html.element("option", {{"value", std::string(value)}, {"selected", "selected"}}, value.empty() ? "any" : value);
  } else {
    html.element("option", {{"value", std::string(value)}}, value.empty() ? "any" : value);
  }
}

std::string given(const Call& call, std::string_view name) {
  for (const auto& [known, value] : call.target.parameters)
    if (known == name) return value;
  return {};
}

// A form of the parameters that a person would set, in the order of the route's list.
void filters(Markup& html, const Call& call, std::string_view names) {
  std::string action;
  for (const std::string& step : call.target.steps) action += '/' + view::percent_encoded(step);
  const auto section = html.in("section", {{"id", "filters"}});
  const auto form = html.in("form", {{"action", action}, {"method", "get"}});
  while (!names.empty()) {
    const std::size_t end = std::min(names.find(' '), names.size());
    const Parameter* const parameter = find_parameter(names.substr(0, end));
    names.remove_prefix(std::min(end + 1, names.size()));
    const std::string name(parameter->name);
    const auto label = html.in("label", {{"title", std::string(parameter->what)}});
    html.text(name + " ");
    if (parameter->choices.empty()) {
      html.element("input", {{"name", name},
                             {"type", parameter->type == "date" ? "date" : "text"},
                             {"value", given(call, name)},
                             {"maxlength", "200"}});
      continue;
    }
    const auto select = html.in("select", {{"name", name}});
    option(html, "", given(call, name));
    for (std::string_view choices = parameter->choices; !choices.empty();) {
      const std::size_t stop = std::min(choices.find(' '), choices.size());
      option(html, choices.substr(0, stop), given(call, name));
      choices.remove_prefix(std::min(stop + 1, choices.size()));
    }
  }
  html.element("button", {}, "Show");
}

void downloads(Markup& html, const Call& call) {
  const auto line = html.in("p", {{"class", "soft"}});
  html.text("The whole list: ");
  html.link(twin_address(call, "csv"), "CSV").text(", ");
  html.link(twin_address(call, "jsonl"), "JSONL").text(", ");
  html.link(twin_address(call, "manifest.json"), "manifest");
}

Response record_page(const Call& call, std::string_view kind, std::string_view title, std::string_view shown_filters,
                     const Ask& ask) {
  if (call.wants("csv") || call.wants("jsonl")) {
    // A wrong filter is an error and no empty file.
    if (const auto first = ask({"", 1, true}); !first) return error_response(call, first.error());
    return download(call, std::string(kind), ask);
  }
  if (call.wants("manifest.json")) return manifest(call, kind);
  const auto page = ask(call.question.page);
  if (!page) return error_response(call, page.error());
  if (call.wants("json")) return json_page(call, *page);
  Markup html;
  filters(html, call, shown_filters);
  {
    const auto items = html.in("section", {{"id", "items"}});
    record_list(html, page->items,
                page->next.empty() ? "Nothing fits." : "Nothing among the newest rows fits; older ones may.");
  }
  pager(html, call, page->next);
  downloads(html, call);
  return html_response(call, {std::string(title), std::string(call.target.steps[0]), "", false}, html);
}

}  // namespace

Response events_page(Call& call) {
  const Archive archive = call.app.archive();
  return record_page(
      call, "event", "Events", "party actor recipient type quad factuality newness since until source",
      [archive, filter = call.question.filter](const PageRequest& page) { return list_events(archive, filter, page); });
}

Response statements_page(Call& call) {
  const Archive archive = call.app.archive();
  return record_page(call, "statement", "Statements", "party actor recipient since until source",
                     [archive, filter = call.question.filter](const PageRequest& page) {
                       return list_statements(archive, filter, page);
                     });
}

Response relation_events(Call& call) {
  const Archive archive = call.app.archive();
  return record_page(call, "event", "Events", "",
                     [archive, filter = call.question.filter, names = call.names](const PageRequest& page) {
                       return list_relation_events(archive, names[0], names[1], filter, page);
                     });
}

Response relation_statements(Call& call) {
  const Archive archive = call.app.archive();
  return record_page(call, "statement", "Statements", "",
                     [archive, filter = call.question.filter, names = call.names](const PageRequest& page) {
                       return list_relation_statements(archive, names[0], names[1], filter, page);
                     });
}

Response events_facets(Call& call) {
  const auto facets = event_facets(call.app.archive(), call.question.filter);
  return facets ? json_response(facets_json(*facets)) : error_response(call, facets.error());
}

namespace {

Response download_articles(const Call& call) {
  struct State {
    PageRequest page{"", 500};
    bool first = true, done = false;
  };
  const bool csv = call.wants("csv");
  Response out;
  out.type = csv ? "text/csv; charset=utf-8" : "application/x-ndjson; charset=utf-8";
  out.headers.emplace_back("Content-Disposition",
                           fmt::format("attachment; filename=\"articles.{}\"", csv ? "csv" : "jsonl"));
  out.parts = [csv, archive = call.app.archive(), filter = call.question.filter,
               state = std::make_shared<State>()]() -> Result<std::string> {
    std::string part = csv && state->first ? articles_csv_header() : std::string();
    state->first = false;
    while (!state->done && part.size() < 4096) {
      const auto page = list_articles(archive, filter, state->page);
      if (!page) return page.error();
      state->page.after = page->next;
      state->done = page->next.empty();
      for (const ArticleSummary& one : page->items)
        part += csv ? article_csv_row(one) : article_summary_json(one) + '\n';
    }
    return part;
  };
  return out;
}

}  // namespace

Response articles_page(Call& call) {
  const auto page = list_articles(call.app.archive(), call.question.filter, call.question.page);
  if (!page) return error_response(call, page.error());
  if (call.wants("csv") || call.wants("jsonl")) return download_articles(call);
  if (call.wants("manifest.json")) return manifest(call, "article");
  if (call.wants("json")) {
    std::vector<std::string> items;
    for (const ArticleSummary& one : page->items) items.push_back(article_summary_json(one));
    return list_response(call, items, page->next);
  }
  Markup html;
  filters(html, call, "party source since until");
  {
    const auto items = html.in("section", {{"id", "items"}});
    const auto table = html.in("table");
    {
      const auto head = html.in("thead");
      const auto row = html.in("tr");
      for (const char* name : {"Published", "Headline", "Publication", "Events", "Statements"})
        html.element("th", {{"scope", "col"}}, name);
    }
    const auto body = html.in("tbody");
    for (const ArticleSummary& one : page->items) {
      const auto row = html.in("tr");
      html.element("td", {}, one.published);
      {
        const auto cell = html.in("td");
        html.link(article_address(one.article, one.document), one.title.empty() ? one.article : one.title);
      }
      html.element("td", {}, one.publisher);
      html.element("td", {{"class", "number"}}, std::to_string(one.events));
      html.element("td", {{"class", "number"}}, std::to_string(one.statements));
    }
  }
  pager(html, call, page->next);
  downloads(html, call);
  return html_response(call, {"Articles", "articles", "", false}, html);
}

}  // namespace demarche::server
