#include "base/json.h"
#include "demarche/browse_records.h"
#include "demarche/groups.h"

namespace demarche {

std::string story_json(const StoryView& view) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().field("kind", "story").field("id", view.story.id).key("title").value_or_null(view.story.title);
  json.key("first_day").value_or_null(view.story.day).key("documents").begin_array();
  for (const StoryMember& member : view.members) {
    json.begin_object().field("article", member.article.article).field("role", member.role);
    json.key("of").value_or_null(member.of).key("score").probability(member.score).key("reasons").begin_array();
    std::string_view reasons = member.reasons;
    while (!reasons.empty()) {
      const std::size_t end = reasons.find("; ");
      json.value(reasons.substr(0, end));
      reasons.remove_prefix(end == std::string_view::npos ? reasons.size() : end + 2);
    }
    json.end_array().field("document", member.article.document);
    json.key("title").value_or_null(member.article.title).key("publisher").value_or_null(member.article.publisher);
    json.key("url").value_or_null(member.article.url).key("published").value_or_null(member.article.published);
    json.end_object();
  }
  json.end_array().field("independent_reports", static_cast<std::int64_t>(view.story.reports)).end_object();
  return out;
}

std::string incident_json(const IncidentView& view) {
  std::string out = view.incident.json;
  out.pop_back();
  out += ",\"events\":[";
  bool first = true;
  for (const ListedRecord& event : view.events) {
    if (!first) out += ',';
    first = false;
    out += listed_json(event);
  }
  out += "]}";
  return out;
}

}  // namespace demarche
