// Briefs as pages and as a feed.
#include <fmt/format.h>

#include <array>

#include "app.h"
#include "handlers.h"
#include "respond.h"
#include "view/brief.h"

namespace demarche::server {
namespace {

using view::Markup;
using view::percent_encoded;

constexpr std::size_t feed_days = 20;
constexpr std::size_t feed_pairs = 12;

std::string address_of(const std::string& first, const std::string& second, const std::string& day) {
  return fmt::format("/brief/{}/{}?date={}", percent_encoded(first), percent_encoded(second), day);
}

void entry(Markup& xml, const Call& call, const Brief& brief) {
  const auto one = xml.in("entry");
  const std::string address = call.app.base() + address_of(brief.first, brief.second, brief.date);
  xml.element("title", {}, view::brief_title(brief));
  // Ids last: they name the archive's own words, never the day on which somebody asked.
  xml.element("id", {}, fmt::format("urn:demarche:brief:{}:{}:{}", brief.first, brief.second, brief.date));
  xml.element("updated", {}, brief.vintage.empty() ? brief.date + "T00:00:00Z" : brief.vintage);
  xml.open("link", {{"rel", "alternate"}, {"href", address}}).close();
  xml.element("content", {{"type", "html"}}, view::brief_article(brief, {call.app.base() + "/requests"}).fragment());
}

}  // namespace

Response brief_view(Call& call) {
  const auto made = brief(call.app.archive(), call.names[0], call.names[1], {call.question.date, 20});
  if (!made) return error_response(call, made.error());
  if (call.wants("json")) return json_response(brief_json(*made));
  const view::BriefContact contact{call.app.base() + "/requests"};
  if (call.wants("txt")) return text_response("text/plain; charset=utf-8", view::brief_text(*made, contact));
  if (call.wants("md")) return text_response("text/markdown; charset=utf-8", view::brief_markdown(*made, contact));
  Markup html = view::brief_article(*made, contact);
  {
    const auto line = html.in("p", {{"class", "soft"}});
    html.text("Also as ");
    html.link(twin_address(call, "txt"), "text").text(", ");
    html.link(twin_address(call, "md"), "Markdown").text("; ");
    html.link(fmt::format("/briefs.atom?pair={}-{}", percent_encoded(call.names[0]), percent_encoded(call.names[1])),
              "feed");
  }
  return html_response(call, {view::brief_title(*made), "brief", "", false}, html);
}

Response brief_feed(Call& call) {
  std::vector<std::array<std::string, 3>> wanted;  // first, second, day
  const std::string& pair = call.question.pair;
  if (!pair.empty()) {
    const std::size_t dash = pair.find('-');
    if (dash == std::string::npos)
      return error_response(call, {ErrorCode::usage, "pair: write two parties with a dash between them, RUS-CHN"});
    const std::string first = pair.substr(0, dash), second = pair.substr(dash + 1);
    const auto days = brief_days(call.app.archive(), first, second, feed_days);
    if (!days) return error_response(call, days.error());
    for (const std::string& day : *days) wanted.push_back({first, second, day});
  } else {
    const auto moved = moved_dyads(call.app.archive(), 30, feed_pairs);
    if (!moved) return error_response(call, moved.error());
    for (const MovedDyad& one : *moved) wanted.push_back({one.recent.first, one.recent.second, ""});
  }
  Markup xml;
  {
    const auto feed = xml.in("feed", {{"xmlns", "http://www.w3.org/2005/Atom"}});
    const std::string vintage = vintage_of(call);
    xml.element("title", {}, pair.empty() ? "Demarche: briefs" : "Demarche: " + pair);
    xml.element("id", {}, "urn:demarche:briefs:" + pair);
    xml.element("updated", {}, vintage.empty() ? "1970-01-01T00:00:00Z" : vintage);
    xml.open("link", {{"rel", "self"}, {"href", call.app.base() + twin_address(call, "atom")}}).close();
    {
      const auto author = xml.in("author");
      xml.element("name", {}, "Demarche");
    }
    for (const auto& [first, second, day] : wanted) {
      const auto made = brief(call.app.archive(), first, second, {day, 5});
      if (!made) return error_response(call, made.error());
      entry(xml, call, *made);
    }
  }
  return text_response("application/atom+xml; charset=utf-8",
                       "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + xml.fragment());
}

}  // namespace demarche::server
