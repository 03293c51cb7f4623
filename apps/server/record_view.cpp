#include "record_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace demarche::server {
namespace {

using view::Markup;
using view::percent_encoded;

// One stretch with the same marks all along.
void stretch(Markup& html, std::string_view text, const std::multiset<std::string>& roles,
             const std::multiset<std::string>& references, bool with_references) {
  if (text.empty()) return;
  if (roles.empty()) {
    html.text(text);
    return;
  }
  std::string role_list, reference_list;
  std::string_view last;
  for (const std::string& role : roles) {
    if (role == last) continue;
    last = role;
    (role_list += role_list.empty() ? "" : " ") += role;
  }
  for (const std::string& reference : references) (reference_list += reference_list.empty() ? "" : " ") += reference;
  if (with_references) {
    html.element("mark", {{"data-role", role_list}, {"data-refs", reference_list}}, text);
  } else {
    html.element("mark", {{"data-role", role_list}}, text);
  }
}

void source_line(Markup& html, const ListedRecord& record) {
  const Report& report = record.report;
  const auto line = html.in("p", {{"class", "soft"}});
  html.link(article_address(report.article, report.document), report.title.empty() ? report.article : report.title);
  if (!report.publisher.empty()) html.text(", " + report.publisher);
  if (!report.published.empty()) html.text(", " + report.published);
  if (!report.counted) html.text(" \xC2\xB7 a copy of another report, counted once");
}

}  // namespace

std::string article_address(const std::string& article, std::int64_t document) {
  std::string out = "/article/" + percent_encoded(article);
  for (const std::string_view ending : {"json", "csv", "jsonl", "svg", "txt", "md", "atom", "html"}) {
    const std::string dotted = fmt::format(".{}", ending);
    if (out.ends_with(dotted)) out.replace(out.size() - dotted.size(), 1, "%2E");
  }
  return document == 0 ? out : fmt::format("{}?document={}", out, document);
}

void marked_text(Markup& html, std::string_view text, const std::vector<Mark>& marks, bool references) {
  struct Edge {
    std::uint32_t at;
    bool begins;
    const Mark* mark;
  };
  std::vector<Edge> edges;
  for (const Mark& mark : marks) {
    if (mark.begin >= mark.end || mark.end > text.size()) continue;
    edges.push_back({mark.begin, true, &mark});
    edges.push_back({mark.end, false, &mark});
  }
  std::stable_sort(edges.begin(), edges.end(), [](const Edge& a, const Edge& b) { return a.at < b.at; });
  std::multiset<std::string> roles, refs;
  std::size_t from = 0;
  for (const Edge& edge : edges) {
    stretch(html, text.substr(from, edge.at - from), roles, refs, references);
    from = edge.at;
    const std::string reference = edge.mark->record + ":" + edge.mark->role;
    if (edge.begins) {
      roles.insert(edge.mark->role);
      refs.insert(reference);
    } else {
      roles.erase(roles.find(edge.mark->role));
      refs.erase(refs.find(reference));
    }
  }
  html.text(text.substr(from));
}

std::string parties_text(const ListedRecord& record, std::string_view role) {
  std::string out;
  for (const NamedParty& party : record.parties) {
    if (party.role != role) continue;
    (out += out.empty() ? "" : ", ") += party.code;
    if (!party.name.empty()) out += " " + party.name;
  }
  return out;
}

std::string coded_as(const ListedRecord& record) {
  return record.mode.empty() ? record.type : fmt::format("{} ({})", record.type, record.mode);
}

std::string factuality_words(const ListedRecord& record) {
  static const std::map<std::string_view, std::string_view> words = {{"actual", "reported as happened"},
                                                                     {"future", "planned or expected"},
                                                                     {"negated", "denied or said not to have happened"},
                                                                     {"hypothetical", "only supposed"},
                                                                     {"alleged", "alleged"}};
  const auto found = words.find(record.factuality);
  return std::string(found == words.end() ? std::string_view(record.factuality) : found->second);
}

void record_item(Markup& html, const ListedRecord& record) {
  const bool event = record.kind == "event";
  const auto item = html.in("li", {{"class", record.kind},
                                   {"id", record.id},
                                   {"data-quad", record.quad},
                                   {"data-factuality", event ? record.factuality : std::string("actual")},
                                   {"data-newness", record.newness}});
  {
    const auto line = html.in("p");
    html.link((event ? "/event/" : "/statement/") + record.id,
              record.report.day.empty() ? "undated" : record.report.day);
    html.text(" ");
    const std::string actors = parties_text(record, event ? "actor" : "speaker");
    const std::string others = parties_text(record, event ? "recipient" : "addressee");
    if (event) html.element("span", {{"class", "badge"}}, "coded as " + coded_as(record));
    html.text(actors.empty() ? "unnamed" : actors);
    if (!others.empty()) html.text((event ? " \xE2\x86\x92 " : " to ") + others);
    if (event) {
      html.text(" ");
      html.element("span", {{"class", "badge"}}, factuality_words(record));
      if (record.newness != "new") html.element("span", {{"class", "badge"}}, record.newness);
      const std::string word = parties_text(record, "attributed");
      if (!word.empty()) html.element("span", {{"class", "badge"}}, "according to " + word);
    }
  }
  {
    const auto quote = html.in("blockquote");
    if (record.report.sentence.empty()) {
      html.element("span", {{"class", "soft"}}, "The words of this sentence are not kept in this archive.");
    } else {
      marked_text(html, record.report.sentence, record.report.marks, false);
    }
  }
  source_line(html, record);
}

void record_list(Markup& html, const std::vector<ListedRecord>& records, std::string_view nothing) {
  if (records.empty()) {
    html.element("p", {}, nothing);
    return;
  }
  const auto list = html.in("ol", {{"class", "records"}});
  for (const ListedRecord& record : records) record_item(html, record);
}

void fact(Markup& html, std::string_view name, std::string_view value) {
  if (value.empty()) return;
  const auto row = html.in("tr");
  html.element("th", {{"scope", "row"}}, name);
  html.element("td", {}, value);
}

}  // namespace demarche::server
