#include "base/json.h"
#include "demarche/brief.h"

namespace demarche {

std::string brief_json(const Brief& brief) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().field("kind", "brief").field("first", brief.first).field("second", brief.second);
  json.key("names").begin_object().field(brief.first, brief.first_name).field(brief.second, brief.second_name);
  json.end_object().field("date", brief.date).field("complete", brief.complete).key("entries").begin_array();
  for (const BriefEntry& entry : brief.entries) {
    json.begin_object().key("day").value_or_null(entry.day).field("type", entry.type).field("quad", entry.quad);
    json.key("headline").value_or_null(entry.headline).key("category").value_or_null(entry.category);
    json.key("sentences").begin_array();
    for (const BriefSentence& s : entry.sentences) {
      json.begin_object().field("event", s.record).field("text", s.text).key("speaker").value_or_null(s.speaker);
      json.field("coded", s.coded).field("factuality", s.told_as).field("source", s.source).end_object();
    }
    json.end_array().end_object();
  }
  json.end_array().key("sources").begin_array();
  for (const BriefSource& s : brief.sources) {
    json.begin_object().field("n", s.number).key("title").value_or_null(s.title);
    json.key("publisher").value_or_null(s.publisher).key("published").value_or_null(s.published);
    json.key("url").value_or_null(s.url).field("article", s.article).field("document", s.document).end_object();
  }
  json.end_array().key("vintage").value_or_null(brief.vintage).end_object();
  return out;
}

}  // namespace demarche
