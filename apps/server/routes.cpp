#include "routes.h"

#include <algorithm>
#include <iterator>

#include "handlers.h"

namespace demarche::server {
namespace {

constexpr std::string_view event_filters =
    "party actor recipient type quad factuality newness since until source article min_confidence as_of";
constexpr std::string_view event_list =
    "party actor recipient type quad factuality newness since until source article min_confidence as_of limit after";
constexpr std::string_view statement_list = "party actor recipient since until source article as_of limit after";
constexpr std::string_view incident_list =
    "party actor recipient type quad factuality newness since until article limit after";
constexpr std::string_view context = "type quad factuality newness since until source min_confidence";
constexpr std::string_view series = "type quad factuality newness since until source min_confidence period unit as_of";

constexpr Route routes[] = {
    {"/", "html json", "", "newest events, the dyads that moved most, search", home},
    {"/search", "html json", "q limit", "parties by code or name, articles by the words of their headline",
     search_page},
    {"/relation/{A}/{B}", "html json csv svg", series, "the series of two parties", relation_page},
    {"/relation/{A}/{B}/events", "json csv jsonl manifest.json", event_list,
     "its events: those that the series counts, and those beside them", relation_events},
    {"/relation/{A}/{B}/statements", "json csv jsonl manifest.json", statement_list,
     "what each says to the other, or reports about an event between them", relation_statements},
    {"/relation/{A}/{B}/incidents", "json jsonl", incident_list, "its incidents", relation_incidents},
    {"/relation/{A}/{B}/context", "json", context, "who initiates, of which types, and other dyads of the two",
     relation_context_data},
    {"/events", "html json csv jsonl manifest.json", event_list, "events by any filter, newest first", events_page},
    {"/events/facets", "json", event_filters,
     "counts by type, class, factuality, newness, publication and year for the same filters", events_facets},
    {"/event/{ID}", "html json", "", "one event: its evidence, and why it was coded so", event_page},
    {"/statements", "html json csv jsonl manifest.json", statement_list, "statements by any filter, newest first",
     statements_page},
    {"/statement/{ID}", "html json", "", "one statement", statement_page},
    {"/incidents", "html json jsonl", incident_list, "incidents by any filter, newest first", incidents_page},
    {"/incident/{ID}", "html json", "", "one incident with its mentions, report by report", incident_page},
    {"/stories", "html json jsonl", "since until article limit after", "stories, newest first", stories_page},
    {"/story/{ID}", "html json", "", "one story: its articles, who copied whom", story_page},
    {"/articles", "html json csv jsonl manifest.json", "party source since until article limit after",
     "articles, newest first", articles_page},
    {"/article/{ID}", "html json", "document", "one article: its text with every span marked", article_page},
    {"/actors", "html json", "", "parties, those with most events first", actors_page},
    {"/actor/{CODE}", "html json", "since until", "one party: with whom, and its newest events", actor_page},
    {"/dyads", "html json csv", "since until", "pairs of parties, those with most events first", dyads_page},
    {"/network", "html json", "since until", "the pairs of a span of time as nodes and edges", network_data},
    {"/places", "html json", "since until", "where the new events of a span of time happened", places_page},
    {"/sources", "html json csv", "", "publications: volume by month, first and last seen, copies", sources_page},
    {"/brief/{A}/{B}", "html json txt md", "date", "what happened between two parties up to a day, for publication",
     brief_view},
    {"/briefs", "atom", "pair", "a feed of briefs: of one pair, or of the pairs that moved most", brief_feed},
    {"/requests", "html json", "article",
     "the form for asking for a change or a removal; as json, for the administrator: all", requests_page, false, false},
    {"/requests", "html json", "",
     "files a request: `verb` (correct, withdraw, erase, restrict), `address` or `article`, `contact`, `ground`",
     file_request, true, false},
    {"/request/{KEY}", "html json", "", "what became of a request, for whoever filed it", request_page, false, false},
    {"/request/{KEY}/receipt", "json", "", "its signed receipt, once it is decided", request_receipt, false, false},
    {"/admin/requests/{N}/{ACT}", "html json", "", "`accept`, `refuse` or `lift` it, the latter two with a `reason`",
     decide_request, true, false},
    {"/methods", "html json", "", "how it is made, and from what", methods_page},
    {"/export", "html", "", "every download", export_page},
    {"/admin", "html json", "", "sign in and out", admin_page, false, false},
    {"/admin/sign-in", "html", "", "form with `token`: gives the administrator's cookie", admin_sign_in, true, false},
    {"/admin/sign-out", "html", "", "ends the administrator's session", admin_sign_out, true, false},
    {"/health", "txt", "", "\"ok\" when the archive can be read", health, false, false},
    {"/metrics", "txt", "", "counts and times in the format of Prometheus", metrics, false, false},
    {"/openapi", "json", "", "this table as an OpenAPI document", openapi},
    {"/assets/{name}", "html json svg txt", "", "script and style of the pages", asset, false, false},
};

bool fits(const Route& route, const std::vector<std::string>& steps, std::vector<std::string>& names) {
  const auto wanted = words_of(route.path, '/');
  if (wanted.size() != steps.size()) return false;
  names.clear();
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (wanted[i].front() == '{') {
      if (steps[i].empty()) return false;
      names.push_back(steps[i]);
    } else if (wanted[i] != steps[i]) {
      return false;
    }
  }
  return true;
}

}  // namespace

std::vector<std::string_view> words_of(std::string_view list, char separator) {
  std::vector<std::string_view> out;
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(separator), list.size());
    if (end > 0) out.push_back(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return out;
}

std::span<const Route> all_routes() {
  return routes;
}

const Route* find_route(const std::vector<std::string>& steps, bool posts, std::vector<std::string>& names) {
  for (const Route& route : routes)
    if (route.posts == posts && fits(route, steps, names)) return &route;
  return nullptr;
}

bool has_form(const Route& route, std::string_view form) {
  const auto forms = words_of(route.forms, ' ');
  return std::find(forms.begin(), forms.end(), form.empty() ? "html" : form) != forms.end();
}

}  // namespace demarche::server
