// ICEWS coded events (20 columns) and the Phoenix data of the Open Event Data Alliance (26 columns).
#include "format/export_codes.h"
#include "format/icews_sectors.h"

namespace demarche {
namespace {

std::string sectors(const ExportParty& party) {
  std::vector<std::string> out;
  for (const std::string& sector : party.sectors)
    if (const std::string_view word = icews_sector(sector); !word.empty()) out.emplace_back(word);
  return joined(out, ",");
}

std::string country(const ExportRow& r, std::string_view code) {
  if (code.empty()) return {};
  const std::string own = r.names.state_code("icews", code, *r.event.day());
  return own.empty() ? r.names.country_name(code) : own;
}

std::string place_if(const ExportEvent& event, std::string_view precision) {
  return is_precise(event, precision) ? event.place->name : std::string();
}

std::string entity(const ExportParty& party) {
  const std::string state = cameo_country(party);
  if (!state.empty() || party.code == "UNK") return state;
  return party.code.substr(0, 3);
}

std::string role(const ExportParty& party, std::size_t index) {
  const std::vector<std::string> all = shown_sectors(party);
  return index < all.size() ? std::string(cameo_type(all[index])) : std::string();
}

std::string attribute(const ExportParty& party) {
  std::vector<std::string> out;
  if (const std::string_view group = cameo_group(party); !group.empty()) out.emplace_back(group);
  for (std::size_t i = 1; i < shown_sectors(party).size(); ++i)
    if (const std::string type = role(party, i); !type.empty()) out.push_back(type);
  return joined(out, ";");
}

constexpr ExportColumn icews_columns[] = {
    {"Event ID", "53 bits of a hash of our id and the row",
     []([[maybe_unused]] const ExportRow& r) -> std::string { return std::to_string(r.number); }},
    {"Event Date", "first day of the event, else of publication",
     []([[maybe_unused]] const ExportRow& r) -> std::string { return r.event.day()->iso(); }},
    {"Source Name", "name of the actor, else the words that stand for it",
     []([[maybe_unused]] const ExportRow& r) -> std::string {
       if (r.actor == nullptr) return {};
       return std::string(name_or_text(*r.actor));
     }},
    {"Source Sectors", "its sectors in ICEWS' words, by commas",
     []([[maybe_unused]] const ExportRow& r) -> std::string {
       if (r.actor == nullptr) return {};
       return sectors(*r.actor);
     }},
    {"Source Country", "name of its country as ICEWS has it; empty for bodies of several countries",
     []([[maybe_unused]] const ExportRow& r) -> std::string {
       if (r.actor == nullptr) return {};
       return country(r, r.actor->is_state_code() ? r.actor->country() : std::string_view());
     }},
    {"Event Text", "CAMEO's label of the code",
     []([[maybe_unused]] const ExportRow& r) -> std::string { return r.names.cameo_label(r.event.cameo); }},
    {"CAMEO Code", "cameo", []([[maybe_unused]] const ExportRow& r) -> std::string { return r.event.cameo; }},
    {"Intensity", "Goldstein value, ICEWS lineage",
     []([[maybe_unused]] const ExportRow& r) -> std::string { return goldstein_icews(r.event); }},
    {"Target Name", "name of the recipient, else the words that stand for it",
     []([[maybe_unused]] const ExportRow& r) -> std::string {
       if (r.recipient == nullptr) return {};
       return std::string(name_or_text(*r.recipient));
     }},
    {"Target Sectors", "its sectors in ICEWS' words, by commas",
     []([[maybe_unused]] const ExportRow& r) -> std::string {
       if (r.recipient == nullptr) return {};
       return sectors(*r.recipient);
     }},
    {"Target Country", "name of its country as ICEWS has it; empty for bodies of several countries",
     []([[maybe_unused]] const ExportRow& r) -> std::string {
       if (r.recipient == nullptr) return {};
       return country(r, r.recipient->is_state_code() ? r.recipient->country() : std::string_view());
     }},
    {"Story ID", "53 bits of a hash of the article's id",
     []([[maybe_unused]] const ExportRow& r) -> std::string {
       return std::to_string(number_of_id(r.event.article.id, 0));
     }},
    {"Sentence Number", "number of the sentence among those with events or statements, from 1",
     []([[maybe_unused]] const ExportRow& r) -> std::string {
       return std::to_string(r.event.article.sentence_number);
     }},
    {"Publisher", "publisher",
     []([[maybe_unused]] const ExportRow& r) -> std::string { return r.event.article.publisher; }},
    {"City", "place, when it is a city",
     []([[maybe_unused]] const ExportRow& r) -> std::string { return place_if(r.event, "city"); }},
    {"District", "", []([[maybe_unused]] const ExportRow& r) -> std::string { return {}; }},
    {"Province", "place, when it is an area",
     []([[maybe_unused]] const ExportRow& r) -> std::string { return place_if(r.event, "area"); }},
    {"Country", "country of the place as ICEWS names it",
     []([[maybe_unused]] const ExportRow& r) -> std::string {
       return r.event.place ? country(r, r.event.place->country) : std::string();
     }},
    {"Latitude", "latitude of the place",
     []([[maybe_unused]] const ExportRow& r) -> std::string {
       return r.event.place ? coordinate(r.event.place->latitude) : std::string();
     }},
    {"Longitude", "longitude of the place",
     []([[maybe_unused]] const ExportRow& r) -> std::string {
       return r.event.place ? coordinate(r.event.place->longitude) : std::string();
     }},
};

constexpr ExportColumn phoenix_columns[] = {
    {"EventID", "number of the row's hash and the version of the program",
     []([[maybe_unused]] const ExportRow& r) -> std::string {
       return std::to_string(r.number) + "_" + r.event.engine;
     }},
    {"Date", "first day of the event, else of publication, YYYYMMDD",
     []([[maybe_unused]] const ExportRow& r) -> std::string { return compact_day(*r.event.day()); }},
    {"Year", "the same",
     []([[maybe_unused]] const ExportRow& r) -> std::string { return compact_day(*r.event.day()).substr(0, 4); }},
    {"Month", "the same",
     []([[maybe_unused]] const ExportRow& r) -> std::string { return compact_day(*r.event.day()).substr(4, 2); }},
    {"Day", "the same",
     []([[maybe_unused]] const ExportRow& r) -> std::string { return compact_day(*r.event.day()).substr(6, 2); }},
    {"SourceActorFull", "CAMEO code of the actor",
     []([[maybe_unused]] const ExportRow& r) -> std::string {
       if (r.actor == nullptr) return {};
       return cameo_actor(*r.actor);
     }},
    {"SourceActorEntity", "its country, or IGO, NGO, IMG, MNC",
     []([[maybe_unused]] const ExportRow& r) -> std::string {
       if (r.actor == nullptr) return {};
       return entity(*r.actor);
     }},
    {"SourceActorRole", "its first sector as a CAMEO type",
     []([[maybe_unused]] const ExportRow& r) -> std::string {
       if (r.actor == nullptr) return {};
       return role(*r.actor, 0);
     }},
    {"SourceActorAttribute", "its other sectors, by semicolons; the body of an IGO",
     []([[maybe_unused]] const ExportRow& r) -> std::string {
       if (r.actor == nullptr) return {};
       return attribute(*r.actor);
     }},
    {"TargetActorFull", "CAMEO code of the recipient",
     []([[maybe_unused]] const ExportRow& r) -> std::string {
       if (r.recipient == nullptr) return {};
       return cameo_actor(*r.recipient);
     }},
    {"TargetActorEntity", "its country, or IGO, NGO, IMG, MNC",
     []([[maybe_unused]] const ExportRow& r) -> std::string {
       if (r.recipient == nullptr) return {};
       return entity(*r.recipient);
     }},
    {"TargetActorRole", "its first sector as a CAMEO type",
     []([[maybe_unused]] const ExportRow& r) -> std::string {
       if (r.recipient == nullptr) return {};
       return role(*r.recipient, 0);
     }},
    {"TargetActorAttribute", "its other sectors, by semicolons; the body of an IGO",
     []([[maybe_unused]] const ExportRow& r) -> std::string {
       if (r.recipient == nullptr) return {};
       return attribute(*r.recipient);
     }},
    {"EventCode", "cameo", []([[maybe_unused]] const ExportRow& r) -> std::string { return r.event.cameo; }},
    {"EventRootCode", "its first two digits",
     []([[maybe_unused]] const ExportRow& r) -> std::string { return r.event.cameo.substr(0, 2); }},
    {"QuadClass", "penta class by the root: 01 02 are 0; 03-05 1; 06-08 2; 09-13 and 16 3; the others 4",
     []([[maybe_unused]] const ExportRow& r) -> std::string { return std::string(1, penta_phoenix(r.event.cameo)); }},
    {"GoldsteinScore", "by the code, in the lineage of Phoenix",
     []([[maybe_unused]] const ExportRow& r) -> std::string { return goldstein_phoenix(r.event); }},
    {"Issues", "", []([[maybe_unused]] const ExportRow& r) -> std::string { return {}; }},
    {"Lat", "latitude of the place",
     []([[maybe_unused]] const ExportRow& r) -> std::string {
       return r.event.place ? coordinate(r.event.place->latitude) : std::string();
     }},
    {"Lon", "longitude of the place",
     []([[maybe_unused]] const ExportRow& r) -> std::string {
       return r.event.place ? coordinate(r.event.place->longitude) : std::string();
     }},
    {"LocationName", "place, when it is a city",
     []([[maybe_unused]] const ExportRow& r) -> std::string { return place_if(r.event, "city"); }},
    {"StateName", "place, when it is an area",
     []([[maybe_unused]] const ExportRow& r) -> std::string { return place_if(r.event, "area"); }},
    {"CountryCode", "country of the place, ISO 3166 alpha-3",
     []([[maybe_unused]] const ExportRow& r) -> std::string {
       return r.event.place ? r.event.place->country : std::string();
     }},
    {"SentenceID", "id of the article and number of the sentence",
     []([[maybe_unused]] const ExportRow& r) -> std::string {
       return r.event.article.id + "_" + std::to_string(r.event.article.sentence_number);
     }},
    {"URLs", "url of the article",
     []([[maybe_unused]] const ExportRow& r) -> std::string { return r.event.article.address; }},
    {"NewsSources", "publisher",
     []([[maybe_unused]] const ExportRow& r) -> std::string { return r.event.article.publisher; }},
};

constexpr ExportTable icews_tables[] = {{"events", "icews.events.tab", icews_columns, true, ""}};
constexpr ExportTable phoenix_tables[] = {{"events", "phoenix.events.txt", phoenix_columns, false, ""}};

}  // namespace

const ExportFormat icews_format = {"icews", "ICEWS coded events: tabs, header", true, true, true, icews_tables};
const ExportFormat phoenix_format = {
    "phoenix", "Phoenix (Open Event Data Alliance): tabs, no header", true, true, true, phoenix_tables};

}  // namespace demarche
