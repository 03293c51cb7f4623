// Stories and incidents: lists, and one with what holds it up.
#include <fmt/format.h>

#include <functional>

#include "app.h"
#include "demarche/browse_records.h"
#include "demarche/groups.h"
#include "handlers.h"
#include "record_view.h"
#include "respond.h"

namespace demarche::server {
namespace {

using view::Markup;
using GroupPage = Page<ListedGroup>;
using Ask = std::function<Result<GroupPage>(const PageRequest&)>;

std::string parties_of(const ListedGroup& group, std::string_view role) {
  std::string out;
  for (const NamedParty& party : group.parties)
    if (party.role == role) (out += out.empty() ? "" : ", ") += party.code;
  return out;
}

std::string title_of(const ListedGroup& group) {
  if (group.kind == "story") return group.title.empty() ? group.id : group.title;
  const std::string others = parties_of(group, "recipient");
  return fmt::format("{}: coded as {}{}{}", parties_of(group, "actor"), group.type, others.empty() ? "" : " towards ",
                     others);
}

void group_item(Markup& html, const ListedGroup& group) {
  const auto item = html.in("li", {{"class", group.kind},
                                   {"id", group.id},
                                   {"data-quad", group.quad},
                                   {"data-factuality", group.factuality.empty() ? "actual" : group.factuality}});
  html.text((group.day.empty() ? std::string("undated") : group.day) + " ");
  html.link(fmt::format("/{}/{}", group.kind, group.id), title_of(group));
  html.text(fmt::format(" ({} articles, {} independent reports)", group.documents, group.reports));
  if (!group.factuality.empty() && group.factuality != "actual")
    html.element("span", {{"class", "badge"}}, group.factuality);
}

Response download(const Call& call, Ask ask) {
  struct State {
    PageRequest page{"", 500};
    bool done = false;
  };
  Response out;
  out.type = "application/x-ndjson; charset=utf-8";
  out.parts = [ask = std::move(ask), state = std::make_shared<State>()]() -> Result<std::string> {
    std::string lines;
    while (!state->done && lines.empty()) {
      const auto page = ask(state->page);
      if (!page) return page.error();
      state->page.after = page->next;
      state->done = page->next.empty();
      for (const ListedGroup& one : page->items) (lines += one.json) += '\n';
    }
    return lines;
  };
  out.headers.emplace_back("Content-Disposition",
                           fmt::format("attachment; filename=\"{}.jsonl\"", call.target.steps.back()));
  return out;
}

Response group_list(const Call& call, std::string_view title, const Ask& ask) {
  const auto page = ask(call.question.page);
  if (!page) return error_response(call, page.error());
  if (call.wants("jsonl")) return download(call, ask);
  if (call.wants("json")) {
    std::vector<std::string> items;
    for (const ListedGroup& one : page->items) {
      if (one.kind == "incident") {
        items.push_back(one.json);
        continue;
      }
      const auto full = story(call.app.archive(), one.id);
      if (!full) return error_response(call, full.error());
      items.push_back(story_json(*full));
    }
    return list_response(call, items, page->next);
  }
  Markup html;
  {
    const auto items = html.in("section", {{"id", "items"}});
    if (page->items.empty()) html.element("p", {}, "Nothing fits.");
    const auto list = html.in("ol", {{"class", "records"}});
    for (const ListedGroup& one : page->items) group_item(html, one);
  }
  {
    const auto nav = html.in("nav", {{"id", "pager"}, {"aria-label", "Pages of the list"}});
    if (!page->next.empty()) html.link(address_with(call, "after", page->next), "Older", {{"rel", "next"}});
  }
  return html_response(call, {std::string(title), call.target.steps[0], "", false}, html);
}

}  // namespace

Response stories_page(Call& call) {
  return group_list(call, "Stories",
                    [archive = call.app.archive(), filter = call.question.filter](const PageRequest& page) {
                      return list_stories(archive, filter, page);
                    });
}

Response incidents_page(Call& call) {
  return group_list(call, "Incidents",
                    [archive = call.app.archive(), filter = call.question.filter](const PageRequest& page) {
                      return list_incidents(archive, filter, page);
                    });
}

Response relation_incidents(Call& call) {
  return group_list(
      call, "Incidents",
      [archive = call.app.archive(), filter = call.question.filter, names = call.names](const PageRequest& page) {
        return list_relation_incidents(archive, names[0], names[1], filter, page);
      });
}

Response story_page(Call& call) {
  const auto found = story(call.app.archive(), call.names[0]);
  if (!found) return error_response(call, found.error());
  if (call.wants("json")) return json_response(story_json(*found));
  Markup html;
  html.element(
      "p", {},
      fmt::format("{} articles of the same news, of which {} are reports of their own; the others are copies or "
                  "rewrites and count with what they come from.",
                  found->story.documents, found->story.reports));
  {
    const auto section = html.in("section", {{"id", "items"}});
    const auto table = html.in("table");
    {
      const auto head = html.in("thead");
      const auto row = html.in("tr");
      for (const char* name : {"Article", "Publication", "Published", "Part", "Taken from", "Why"})
        html.element("th", {{"scope", "col"}}, name);
    }
    const auto body = html.in("tbody");
    for (const StoryMember& member : found->members) {
      const ArticleSummary& one = member.article;
      const auto row = html.in("tr");
      {
        const auto cell = html.in("td");
        html.link(article_address(one.article, one.document), one.title.empty() ? one.article : one.title);
      }
      for (const std::string* text : {&one.publisher, &one.published, &member.role, &member.of, &member.reasons})
        html.element("td", {}, *text);
    }
  }
  return html_response(call, {title_of(found->story), "story", "", false}, html);
}

Response incident_page(Call& call) {
  const auto found = incident(call.app.archive(), call.names[0]);
  if (!found) return error_response(call, found.error());
  if (call.wants("json")) return json_response(incident_json(*found));
  Markup html;
  html.element("p", {},
               fmt::format("Told by {} articles, {} of them independent reports. What is held for one happening; each "
                           "report's own words are below.",
                           found->incident.documents, found->incident.reports));
  {
    const auto section = html.in("section", {{"id", "items"}});
    record_list(html, found->events, "No report of this incident is shown any more.");
  }
  return html_response(call, {title_of(found->incident), "incident", "", false}, html);
}

}  // namespace demarche::server
