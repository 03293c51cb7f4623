// One article with every span marked; one event, one statement with why it was coded so.
#include <fmt/format.h>

#include <algorithm>

#include "app.h"
#include "demarche/browse_records.h"
#include "handlers.h"
#include "record_view.h"
#include "respond.h"

namespace demarche::server {
namespace {

using view::Markup;

// Each line of the body is a paragraph; its marks are cut out of those of the text.
void paragraphs(Markup& html, const ArticleView& article) {
  std::size_t next = 0;
  std::vector<Mark> open;  // reach beyond the paragraph before
  const std::string_view text = article.text;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    std::vector<Mark> here, later;
    const auto take = [&](const Mark& mark) {
      Mark part = mark;
      part.begin = static_cast<std::uint32_t>(std::max<std::size_t>(mark.begin, begin) - begin);
      part.end = static_cast<std::uint32_t>(std::min<std::size_t>(mark.end, end) - begin);
      here.push_back(part);
      if (mark.end > end) later.push_back(mark);
    };
    for (const Mark& mark : open) take(mark);
    for (; next < article.text_marks.size() && article.text_marks[next].begin < end; ++next)
      take(article.text_marks[next]);
    open = std::move(later);
    if (end > begin) {
      const auto paragraph = html.in("p");
      marked_text(html, text.substr(begin, end - begin), here, true);
    }
    begin = end + 1;
  }
}

void related(Markup& html, std::string_view title, const std::vector<ArticleSummary>& articles) {
  if (articles.empty()) return;
  html.element("h3", {}, title);
  const auto list = html.in("ul");
  for (const ArticleSummary& one : articles) {
    const auto item = html.in("li");
    html.link(article_address(one.article, one.document), one.title.empty() ? one.article : one.title);
    html.text(fmt::format(" {} {}", one.publisher, one.published));
  }
}

void about(Markup& html, const ArticleView& article) {
  const ArticleSummary& head = article.summary;
  const auto section = html.in("section", {{"id", "about"}});
  html.element("h2", {}, "About this report");
  {
    const auto table = html.in("table");
    fact(html, "Publication", head.publisher);
    fact(html, "Published", head.published);
    fact(html, "Category", head.category);
    if (!head.url.empty()) {
      const auto row = html.in("tr");
      html.element("th", {{"scope", "row"}}, "Address");
      const auto cell = html.in("td");
      html.link(head.url, head.url, {{"rel", "noreferrer nofollow"}});
    }
    fact(html, "Id", head.article);
    fact(html, "Recorded", article.version.recorded_at);
    fact(html, "Coded by",
         fmt::format("engine {}, model {}, codebook {}", article.engine, article.model, article.codebook));
    fact(html, "Text SHA-256", article.sha256);
    if (article.versions.size() > 1) fact(html, "Versions", std::to_string(article.versions.size()));
    if (!head.counted) fact(html, "Note", "an exact copy of another report: series count the other");
  }
  if (!article.sources.empty()) {
    html.element("h3", {}, "Sources that it names");
    const auto list = html.in("ul");
    for (const auto& [number, url] : article.sources) {
      const auto item = html.in("li");
      if (number) html.text(fmt::format("[{}] ", *number));
      html.link(url, url, {{"rel", "noreferrer nofollow"}});
    }
  }
  related(html, "The same text elsewhere", article.copies);
  related(html, "Other reports of the same id", article.others);
}

// Not there, or there no longer: the latter is said, but for what is restricted.
Response missing(const Call& call, const Error& error) {
  if (error.code == ErrorCode::not_found)
    if (const auto left = gone(call.app.archive(), call.names[0]))
      return problem(call.page(), 410, "gone",
                     fmt::format("{} was {} on request on {}", call.names[0], left->reason, left->at),
                     "copies of the data should follow: /changes says how");
  return error_response(call, error);
}

// "who", "to whom" ... as the archive explains it, line by line.
Response record_page(Call& call, std::string_view kind) {
  const auto found = record(call.app.archive(), call.names[0]);
  if (!found) return missing(call, found.error());
  if (found->kind != kind)
    return error_response(call, {ErrorCode::not_found, fmt::format("{} is no {}", call.names[0], kind)});
  const auto why = call.app.archive().explain(call.names[0]);
  if (!why) return error_response(call, why.error());
  if (call.wants("json")) {
    std::string out = listed_json(*found);
    out.pop_back();
    return json_response(out + ",\"explained\":" + json_string(*why) + "}");
  }
  Markup html;
  {
    const auto section = html.in("section", {{"id", "items"}});
    record_list(html, {*found}, "");
  }
  {
    const auto section = html.in("section", {{"id", "about"}});
    html.element("h2", {}, "Why it was coded so");
    html.element("pre", {}, *why);
  }
  const bool event = kind == "event";
  const std::string title = event ? fmt::format("{}: coded as {}", parties_text(*found, "actor"), coded_as(*found))
                                  : fmt::format("Statement of {}", parties_text(*found, "speaker"));
  return html_response(call, {title, std::string(kind), "", false}, html);
}

}  // namespace

Response event_page(Call& call) {
  return record_page(call, "event");
}
Response statement_page(Call& call) {
  return record_page(call, "statement");
}

Response article_page(Call& call) {
  const auto found = article(call.app.archive(), call.names[0], call.question.document);
  if (!found) return missing(call, found.error());
  if (call.wants("json")) return json_response(article_json(*found));
  const ArticleSummary& head = found->summary;
  Markup html;
  {
    const auto line = html.in("p", {{"class", "soft"}});
    html.text(fmt::format("{} {}", head.publisher, head.published));
  }
  {
    const auto section = html.in("section", {{"id", "text"}});
    if (!found->title_marks.empty()) {
      const auto line = html.in("p");
      html.element("span", {{"class", "soft"}}, "Headline: ");
      marked_text(html, head.title, found->title_marks, true);
    }
    if (found->text.empty()) {
      html.element("p", {{"class", "soft"}}, "The text of this report is not kept in this archive.");
    } else {
      paragraphs(html, *found);
    }
  }
  {
    const auto section = html.in("section", {{"id", "events"}});
    html.element("h2", {}, "Events coded from it");
    record_list(html, found->events, "None.");
  }
  {
    const auto section = html.in("section", {{"id", "statements"}});
    html.element("h2", {}, "Statements");
    record_list(html, found->statements, "None.");
  }
  about(html, *found);
  return html_response(call, {head.title.empty() ? head.article : head.title, "article", "", false}, html);
}

}  // namespace demarche::server
