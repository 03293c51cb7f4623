// POLECAT (40 columns): an event a row, several parties by semicolons, "None" for what is missing.
#include "base/text.h"
#include "format/export_codes.h"

namespace demarche {
namespace {

template <typename Part>
std::string each(const std::vector<ExportParty>& parties, const Part& part) {
  std::vector<std::string> out;
  for (const ExportParty& party : parties)
    if (std::string value = part(party); !value.empty()) out.push_back(std::move(value));
  return joined(out, ";");
}

std::string plover_country(const ExportParty& party) {
  const std::string_view country = party.country();
  if (country == "IGO:UN") return "UNO";
  if (country == "IGO:EU") return "EUR";
  return std::string(country.substr(0, 3));
}

std::string cow(const ExportRow& r, const ExportParty& party) {
  return party.is_state_code() ? r.names.state_code("cow", party.country(), *r.event.day()) : std::string();
}

std::string quad(std::string_view name) {
  std::string out(name);
  for (char& c : out) c = c == '-' ? ' ' : is_ascii_lower(c) ? static_cast<char>(c - 32) : c;
  return out;
}

constexpr ExportColumn columns[] = {
    {"Event ID", "our id", []([[maybe_unused]] const ExportRow& r) -> std::string { return r.event.id; }},
    {"Event Date", "first day of the event, else of publication",
     []([[maybe_unused]] const ExportRow& r) -> std::string { return r.event.day()->iso(); }},
    {"Event Type", "type", []([[maybe_unused]] const ExportRow& r) -> std::string { return r.event.type; }},
    {"Event Mode", "mode", []([[maybe_unused]] const ExportRow& r) -> std::string { return r.event.mode; }},
    {"Intensity", "plover_score",
     []([[maybe_unused]] const ExportRow& r) -> std::string { return decimal(r.event.plover_score); }},
    {"Quad Code", "quad in capitals",
     []([[maybe_unused]] const ExportRow& r) -> std::string { return quad(r.event.quad); }},
    {"Contexts", "", []([[maybe_unused]] const ExportRow& r) -> std::string { return {}; }},
    {"Actor Name", "names, by semicolons",
     []([[maybe_unused]] const ExportRow& r) -> std::string {
       return each(r.event.actors, [](const ExportParty& p) { return p.name; });
     }},
    {"Actor Country", "countries as PLOVER writes them: ISO 3166 alpha-3, UNO, EUR, IGO, NGO, IMG, MNC, ISM",
     []([[maybe_unused]] const ExportRow& r) -> std::string { return each(r.event.actors, plover_country); }},
    {"Actor COW", "number of the country in the Correlates of War list on the day of the event",
     []([[maybe_unused]] const ExportRow& r) -> std::string {
       return each(r.event.actors, [&](const ExportParty& p) { return cow(r, p); });
     }},
    {"Primary Actor Sector", "the first sector",
     []([[maybe_unused]] const ExportRow& r) -> std::string {
       return each(r.event.actors,
                   [](const ExportParty& p) { return p.sectors.empty() ? std::string() : p.sectors.front(); });
     }},
    {"Actor Sectors", "all sectors",
     []([[maybe_unused]] const ExportRow& r) -> std::string {
       return each(r.event.actors, [](const ExportParty& p) { return joined(p.sectors, ";"); });
     }},
    {"Actor Title", "", []([[maybe_unused]] const ExportRow& r) -> std::string { return {}; }},
    {"Actor Name Raw", "the words of the text that stand for it",
     []([[maybe_unused]] const ExportRow& r) -> std::string {
       return each(r.event.actors, [](const ExportParty& p) { return p.text; });
     }},
    {"Wikipedia Actor ID", "", []([[maybe_unused]] const ExportRow& r) -> std::string { return {}; }},
    {"Recipient Name", "names, by semicolons",
     []([[maybe_unused]] const ExportRow& r) -> std::string {
       return each(r.event.recipients, [](const ExportParty& p) { return p.name; });
     }},
    {"Recipient Country", "countries as PLOVER writes them: ISO 3166 alpha-3, UNO, EUR, IGO, NGO, IMG, MNC, ISM",
     []([[maybe_unused]] const ExportRow& r) -> std::string { return each(r.event.recipients, plover_country); }},
    {"Recipient COW", "number of the country in the Correlates of War list on the day of the event",
     []([[maybe_unused]] const ExportRow& r) -> std::string {
       return each(r.event.recipients, [&](const ExportParty& p) { return cow(r, p); });
     }},
    {"Primary Recipient Sector", "the first sector",
     []([[maybe_unused]] const ExportRow& r) -> std::string {
       return each(r.event.recipients,
                   [](const ExportParty& p) { return p.sectors.empty() ? std::string() : p.sectors.front(); });
     }},
    {"Recipient Sectors", "all sectors",
     []([[maybe_unused]] const ExportRow& r) -> std::string {
       return each(r.event.recipients, [](const ExportParty& p) { return joined(p.sectors, ";"); });
     }},
    {"Recipient Title", "", []([[maybe_unused]] const ExportRow& r) -> std::string { return {}; }},
    {"Recipient Name Raw", "the words of the text that stand for it",
     []([[maybe_unused]] const ExportRow& r) -> std::string {
       return each(r.event.recipients, [](const ExportParty& p) { return p.text; });
     }},
    {"Wikipedia Recipient ID", "", []([[maybe_unused]] const ExportRow& r) -> std::string { return {}; }},
    {"Placename", "name of the place",
     []([[maybe_unused]] const ExportRow& r) -> std::string {
       return r.event.place ? r.event.place->name : std::string();
     }},
    {"City", "the same, when it is a city",
     []([[maybe_unused]] const ExportRow& r) -> std::string {
       return is_precise(r.event, "city") ? r.event.place->name : std::string();
     }},
    {"District", "", []([[maybe_unused]] const ExportRow& r) -> std::string { return {}; }},
    {"Province", "the same, when it is an area",
     []([[maybe_unused]] const ExportRow& r) -> std::string {
       return is_precise(r.event, "area") ? r.event.place->name : std::string();
     }},
    {"Country", "country of the place, ISO 3166 alpha-3",
     []([[maybe_unused]] const ExportRow& r) -> std::string {
       return r.event.place ? r.event.place->country : std::string();
     }},
    {"Latitude", "latitude of the place",
     []([[maybe_unused]] const ExportRow& r) -> std::string {
       return r.event.place ? coordinate(r.event.place->latitude) : std::string();
     }},
    {"Longitude", "longitude of the place",
     []([[maybe_unused]] const ExportRow& r) -> std::string {
       return r.event.place ? coordinate(r.event.place->longitude) : std::string();
     }},
    {"GeoNames ID", "", []([[maybe_unused]] const ExportRow& r) -> std::string { return {}; }},
    {"Raw Placename", "the words of the text",
     []([[maybe_unused]] const ExportRow& r) -> std::string {
       return r.event.place ? r.event.place->text : std::string();
     }},
    {"Feature Type", "", []([[maybe_unused]] const ExportRow& r) -> std::string { return {}; }},
    {"Source", "publisher",
     []([[maybe_unused]] const ExportRow& r) -> std::string { return r.event.article.publisher; }},
    {"Publication Date", "day of publication",
     []([[maybe_unused]] const ExportRow& r) -> std::string {
       return r.event.article.published ? r.event.article.published->iso() : std::string();
     }},
    {"Story People", "", []([[maybe_unused]] const ExportRow& r) -> std::string { return {}; }},
    {"Story Organizations", "", []([[maybe_unused]] const ExportRow& r) -> std::string { return {}; }},
    {"Story Locations", "", []([[maybe_unused]] const ExportRow& r) -> std::string { return {}; }},
    {"Language", "ISO 639-1",
     []([[maybe_unused]] const ExportRow& r) -> std::string { return r.event.article.language; }},
    {"Version", "engine, model, codebook",
     []([[maybe_unused]] const ExportRow& r) -> std::string {
       return r.event.engine + " " + r.event.model + " " + r.event.codebook;
     }},
};

constexpr ExportTable tables[] = {{"events", "polecat.events.txt", columns, true, "None"}};

}  // namespace

const ExportFormat polecat_format = {"polecat", "POLECAT: tabs, header", false, false, true, tables};

}  // namespace demarche
