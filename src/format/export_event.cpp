#include "format/export_event.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <cmath>

#include "base/hash.h"
#include "base/text.h"
#include "types/actor.h"

namespace demarche {
namespace {

using simdjson::dom::element;

std::string text_at(element from, const char* key) {
  std::string_view s;
  return from[key].get_string().get(s) == simdjson::SUCCESS ? std::string(s) : std::string();
}

std::optional<std::int64_t> thousandths_at(element from, const char* key) {
  double value = 0;
  if (from[key].get_double().get(value) != simdjson::SUCCESS) return std::nullopt;
  return std::llround(value * 1000);
}

std::optional<std::int64_t> integer_at(element from, const char* key) {
  std::int64_t value = 0;
  if (from[key].get_int64().get(value) != simdjson::SUCCESS) return std::nullopt;
  return value;
}

std::optional<std::int64_t> at(element from, const char* key, std::size_t index) {
  std::int64_t value = 0;
  if (from[key].at(index).get_int64().get(value) != simdjson::SUCCESS) return std::nullopt;
  return value;
}

ExportParty party_of(element from) {
  ExportParty out;
  out.code = text_at(from, "code");
  out.name = text_at(from, "name");
  out.wikidata = text_at(from, "wikidata");
  out.named_as = text_at(from, "named_as");
  out.text = text_at(from, "text");
  out.begin = at(from, "span", 0);
  out.state = out.named_as == "country";
  simdjson::dom::array sectors;
  if (from["sectors"].get_array().get(sectors) == simdjson::SUCCESS)
    for (const element one : sectors)
      if (std::string_view s; one.get_string().get(s) == simdjson::SUCCESS) out.sectors.emplace_back(s);
  return out;
}

std::vector<ExportParty> parties_at(element from, const char* key) {
  std::vector<ExportParty> out;
  simdjson::dom::array list;
  if (from[key].get_array().get(list) == simdjson::SUCCESS)
    for (const element one : list) out.push_back(party_of(one));
  return out;
}

void read_place(element record, ExportEvent& event) {
  element place;
  if (record["place"].get(place) != simdjson::SUCCESS || place.is_null()) return;
  event.place = ExportPlace{text_at(place, "text"),
                            text_at(place, "name"),
                            text_at(place, "country"),
                            text_at(place, "precision"),
                            thousandths_at(place, "latitude"),
                            thousandths_at(place, "longitude")};
}

void read_size(element record, ExportEvent& event) {
  element size;
  if (record["size"].get(size) != simdjson::SUCCESS || size.is_null()) return;
  for (const char* kind : {"dead", "injured", "arrested", "participants"}) {
    element count;
    if (size[kind].get(count) != simdjson::SUCCESS || count.is_null()) continue;
    if (const auto low = integer_at(count, "low")) event.size.push_back({kind, *low, integer_at(count, "high")});
  }
}

}  // namespace

std::string_view ExportParty::country() const {
  return country_of_code(code);
}

bool ExportParty::is_state_code() const {
  const std::string_view c = country();
  return c.size() == 3 && c != "UNK" && c != "IGO" && c != "NGO" && c != "IMG" && c != "MNC" && c != "ISM";
}

bool read_export_event(std::string_view json, ExportEvent& event) {
  static thread_local simdjson::dom::parser parser;
  element record;
  if (parser.parse(json.data(), json.size()).get(record) != simdjson::SUCCESS || text_at(record, "kind") != "event")
    return false;
  event = {};
  event.id = text_at(record, "id");
  event.article.id = text_at(record, "article");
  event.section = text_at(record, "section");
  event.type = text_at(record, "type");
  event.mode = text_at(record, "mode");
  event.cameo = text_at(record, "cameo");
  event.quad = text_at(record, "quad");
  event.factuality = text_at(record, "factuality");
  event.newness = text_at(record, "newness");
  event.tense = text_at(record, "tense");
  event.rule = text_at(record, "rule");
  event.plover_score = thousandths_at(record, "plover_score").value_or(0);
  event.goldstein = thousandths_at(record, "goldstein");
  event.confidence = thousandths_at(record, "confidence").value_or(0);
  event.actors = parties_at(record, "actors");
  event.recipients = parties_at(record, "recipients");
  element part;
  if (record["attributed_to"].get(part) == simdjson::SUCCESS && !part.is_null()) {
    event.attributed_to = party_of(part);
    event.statement = text_at(part, "statement");
  }
  if (record["date"].get(part) == simdjson::SUCCESS && !part.is_null()) {
    event.start = Day::parse(text_at(part, "start"));
    event.end = Day::parse(text_at(part, "end"));
    event.dated_by_text = text_at(part, "basis") == "text";
  }
  if (record["trigger"].get(part) == simdjson::SUCCESS) {
    event.trigger = text_at(part, "text");
    event.trigger_begin = at(part, "span", 0).value_or(0);
  }
  if (record["versions"].get(part) == simdjson::SUCCESS) {
    event.engine = text_at(part, "engine");
    event.model = text_at(part, "model");
    event.codebook = text_at(part, "codebook");
  }
  event.sentence_begin = at(record, "sentence", 0).value_or(0);
  event.sentence_end = at(record, "sentence", 1).value_or(0);
  read_place(record, event);
  read_size(record, event);
  return true;
}

std::string decimal(std::int64_t thousandths) {
  std::string out =
      fmt::format("{}{}.{:03}", thousandths < 0 ? "-" : "", std::abs(thousandths) / 1000, std::abs(thousandths) % 1000);
  while (out.back() == '0') out.pop_back();
  if (out.back() == '.') out.pop_back();
  return out;
}

std::uint64_t number_of_id(std::string_view id, std::size_t row) {
  return hash64(id, row) >> 11;  // 53 bits
}

std::string cell(std::string_view text) {
  std::string out;
  for (const char c : text) out += c == '\t' || c == '\n' || c == '\r' || c == '\0' ? ' ' : c;
  return out;
}

}  // namespace demarche
