#include "format/story_records.h"

#include "base/json.h"

namespace demarche {
namespace {

void write_reasons(JsonWriter& json, std::string_view reasons) {
  json.begin_array();
  while (!reasons.empty()) {
    const std::size_t end = reasons.find("; ");
    json.value(reasons.substr(0, end));
    reasons.remove_prefix(end == std::string_view::npos ? reasons.size() : end + 2);
  }
  json.end_array();
}

}  // namespace

std::string story_json(const StoryRecord& story) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().field("kind", "story").field("id", std::string_view(story.id));
  json.key("documents").begin_array();
  for (const StoryRecordDocument& document : story.documents) {
    json.begin_object().field("article", std::string_view(document.article));
    json.key("publisher").value_or_null(document.publisher);
    json.key("published").value_or_null(document.published ? document.published->iso() : std::string());
    json.field("role", document.role);
    json.key("of");
    if (document.of) {
      json.value(std::string_view(*document.of));
    } else {
      json.null();
    }
    json.key("score").probability(document.score);
    write_reasons(json.key("reasons"), document.reasons);
    json.end_object();
  }
  json.end_array().field("independent_reports", story.independent_reports).end_object();
  return out;
}

}  // namespace demarche
