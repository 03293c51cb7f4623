// PLOVER's JSON Lines, manual 2.0, section "Data Fields".
#include <fmt/format.h>

#include "base/json.h"
#include "format/export_codes.h"

namespace demarche {
namespace {

// UNO, EUR, and the class of other international codes.
std::string plover_code(const ExportParty& party) {
  const std::string_view country = party.country();
  if (country == "IGO:UN") return "UNO";
  if (country == "IGO:EU") return "EUR";
  return std::string(country.substr(0, 3));
}

void write_party(JsonWriter& json, const ExportParty& party, const ExchangeNames& names) {
  json.begin_object().field("raw_text", party.text).field("entity_name", party.name);
  json.field("country", std::string_view(plover_code(party)));
  json.key("country_name").value_or_null(party.is_state_code() ? names.country_name(party.country()) : std::string());
  json.key("sector_code")
      .value_or_null(party.sectors.empty() ? std::string_view() : std::string_view(party.sectors[0]));
  json.key("other_sector_codes").begin_array();
  for (std::size_t i = 1; i < party.sectors.size(); ++i) json.value(party.sectors[i]);
  json.end_array().key("wikidata").value_or_null(party.wikidata).field("code", party.code).end_object();
}

void write_location(JsonWriter& json, const ExportEvent& event, const ExchangeNames& names) {
  json.key("event_loc");
  if (!event.place) {
    json.null();
    return;
  }
  const ExportPlace& place = *event.place;
  json.begin_object().field("extracted_place", place.text).field("resolved_place", place.name);
  const auto degrees = [&](const char* key, const std::optional<std::int64_t>& value) {
    json.key(key);
    if (value) {
      json.thousandths(*value);
    } else {
      json.null();
    }
  };
  degrees("lat", place.latitude);
  degrees("lon", place.longitude);
  json.key("city").value_or_null(place.precision == "city" ? place.name : "");
  json.key("province").value_or_null(place.precision == "area" ? place.name : "");
  json.key("country").value_or_null(names.country_name(place.country)).field("country_code", place.country);
  json.end_object();
}

void write_size(JsonWriter& json, const ExportEvent& event) {
  json.key("size");
  if (event.size.empty()) {
    json.null();
    return;
  }
  json.begin_object();
  for (const ExportCount& count : event.size) {
    json.key(count.kind).begin_object().field("low", count.low).key("high");
    if (count.high) {
      json.value(*count.high);
    } else {
      json.null();
    }
    json.end_object();
  }
  json.end_object();
}

int quad_number(std::string_view quad) {
  return quad == "verbal-cooperation" ? 1 : quad == "material-cooperation" ? 2 : quad == "verbal-conflict" ? 3 : 4;
}

}  // namespace

void append_plover(std::string& out, const ExportEvent& event, const ExchangeNames& names) {
  JsonWriter json(out);
  json.begin_object().field("id", event.id).field("date", std::string_view(event.day()->iso()));
  json.key("enddate").value_or_null(event.end && event.end != event.start ? event.end->iso() : std::string());
  json.key("actor").begin_array();
  for (const ExportParty& party : event.actors) write_party(json, party, names);
  json.end_array().key("recipient").begin_array();
  for (const ExportParty& party : event.recipients) write_party(json, party, names);
  json.end_array().key("event").begin_array().value(event.type).end_array();
  json.key("mode").begin_array();
  if (!event.mode.empty()) json.value(event.mode);
  json.end_array().key("context").begin_array().end_array();
  json.field("quad_code", quad_number(event.quad)).key("event_scale").thousandths(event.plover_score);
  json.key("event_text").begin_array().value(event.trigger).end_array();
  write_location(json, event, names);
  write_size(json, event);
  json.field("text", event.article.sentence).key("text_info").begin_object();
  json.field("sequence", event.article.sentence_number).field("start", event.sentence_begin);
  json.field("end", event.sentence_end).end_object();
  json.key("cite_info").begin_object().field("citation", event.article.id);
  json.key("url").value_or_null(event.article.address).key("title").value_or_null(event.article.title);
  json.key("language").value_or_null(event.article.language);
  json.key("publication").value_or_null(event.article.publisher);
  json.field("coder", std::string_view("Demarche " + event.engine + " " + event.model));
  json.field("codebook", event.codebook).end_object();
  json.key("comment").begin_object().field("cameo", event.cameo).field("factuality", event.factuality);
  json.field("newness", event.newness).key("attributed_to");
  json.value_or_null(event.attributed_to ? event.attributed_to->code : std::string());
  json.field("date_from", event.dated_by_text ? "text" : "publication");
  json.key("confidence").probability(static_cast<int>(event.confidence)).field("rule", event.rule).end_object();
  json.end_object();
  out += '\n';
}

}  // namespace demarche
