#include "format/incident_records.h"

#include "base/json.h"

namespace demarche {
namespace {

void write_party(JsonWriter& json, const IncidentRecordParty& party) {
  json.begin_object().field("code", std::string_view(party.code)).field("name", std::string_view(party.name));
  json.field("named_as", std::string_view(party.named_as)).end_object();
}

void write_parties(JsonWriter& json, std::string_view key, const std::vector<IncidentRecordParty>& parties) {
  json.key(key).begin_array();
  for (const IncidentRecordParty& party : parties) write_party(json, party);
  json.end_array();
}

void write_place(JsonWriter& json, const IncidentRecordPlace& place) {
  json.begin_object().field("name", std::string_view(place.name));
  json.key("country").value_or_null(place.country);
  json.key("latitude");
  if (place.coordinates) {
    json.thousandths(place.coordinates->first).key("longitude").thousandths(place.coordinates->second);
  } else {
    json.null().key("longitude").null();
  }
  json.field("precision", std::string_view(place.precision)).end_object();
}

void write_account(JsonWriter& json, const IncidentRecordAccount& account) {
  json.begin_object().field("factuality", account.factuality).key("attributed_to");
  if (account.attributed_to) {
    write_party(json, *account.attributed_to);
  } else {
    json.null();
  }
  json.field("mentions", account.mentions).field("documents", account.documents);
  json.field("independent_reports", account.reports).end_object();
}

}  // namespace

std::string incident_json(const IncidentRecord& incident) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().field("kind", "incident").field("id", std::string_view(incident.id));
  json.field("type", incident.type).key("mode").value_or_null(incident.mode);
  json.field("quad", incident.quad).key("plover_score").thousandths(incident.plover_score);
  json.key("goldstein");
  if (incident.goldstein) {
    json.thousandths(*incident.goldstein);
  } else {
    json.null();
  }
  write_parties(json, "actors", incident.actors);
  write_parties(json, "recipients", incident.recipients);
  json.key("date");
  if (incident.date) {
    json.begin_object().field("start", std::string_view(incident.date->start.iso()));
    json.field("end", std::string_view(incident.date->end.iso()));
    json.field("basis", incident.dated_by_publication ? "publication" : "text").end_object();
  } else {
    json.null();
  }
  json.key("place");
  if (incident.place) {
    write_place(json, *incident.place);
  } else {
    json.null();
  }
  json.field("newness", incident.newness).field("factuality", incident.factuality).key("mentions").begin_array();
  for (const std::string& mention : incident.mentions) json.value(std::string_view(mention));
  json.end_array().field("documents", incident.documents).field("independent_reports", incident.reports);
  json.field("stories", incident.stories).key("accounts").begin_array();
  for (const IncidentRecordAccount& account : incident.accounts) write_account(json, account);
  json.end_array().end_object();
  return out;
}

}  // namespace demarche
