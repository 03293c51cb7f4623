// GDELT 2.0: the events table (61 columns) and the mentions table (16). Source of the columns: GDELT Event
// Codebook 2.0.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "format/export_codes.h"

namespace demarche {
namespace {

std::string capitals(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (is_ascii_lower(c)) c = static_cast<char>(c - 32);
  return out;
}

std::string type_at(const ExportParty& party, std::size_t index) {
  std::vector<std::string> types;
  for (const std::string& sector : shown_sectors(party))
    if (const std::string_view type = cameo_type(sector); !type.empty()) types.emplace_back(type);
  return index < types.size() ? types[index] : std::string();
}

// GDELT's own approximation, which never reaches 1.
std::string fraction_date(Day day) {
  const CivilDate date = day.civil();
  return fmt::format("{}.{:04}", date.year, std::min((date.month * 30 + date.day) * 10000 / 365, 9999));
}

std::string geo_type(const ExportEvent& event) {
  if (!event.place) return {};
  const bool america = event.place->country == "USA";
  if (event.place->precision == "country") return "1";
  if (event.place->precision == "city") return america ? "3" : "4";
  return america ? "2" : "5";
}

std::string full_name(const ExportRow& r) {
  if (!r.event.place) return {};
  const std::string country = r.names.country_name(r.event.place->country);
  return r.event.place->name == country || country.empty() ? r.event.place->name : r.event.place->name + ", " + country;
}

std::string place_fips(const ExportRow& r) {
  return r.event.place ? r.names.state_code("fips", r.event.place->country, *r.event.day()) : std::string();
}

std::string added(const ExportEvent& event) {
  std::string out;
  for (const char c : event.article.recorded_at)
    if (is_ascii_digit(c)) out += c;
  return out;
}

std::string source_name(const ExportArticle& article) {
  const std::size_t scheme = article.address.find("://");
  if (scheme == std::string::npos) return article.publisher;
  std::string host = article.address.substr(scheme + 3);
  host.resize(std::min(host.find_first_of("/:?#"), host.size()));
  return host.starts_with("www.") ? host.substr(4) : host;
}

std::string offset(const ExportParty* party) {
  return party == nullptr || !party->begin ? "-1" : std::to_string(*party->begin);
}

std::string extras(const ExportEvent& event) {
  return fmt::format("id={};factuality={};newness={};attributed_to={};section={};sentence={}-{}", event.id,
                     event.factuality, event.newness, event.attributed_to ? event.attributed_to->code : "",
                     event.section, event.sentence_begin, event.sentence_end);
}

constexpr ExportColumn event_columns[] = {
    {"GLOBALEVENTID", "53 bits of a hash of our id and the row",
     []([[maybe_unused]] const ExportRow& r) -> std::string { return std::to_string(r.number); }},
    {"SQLDATE", "first day of the event, else of publication",
     []([[maybe_unused]] const ExportRow& r) -> std::string { return compact_day(*r.event.day()); }},
    {"MonthYear", "the same, YYYYMM",
     []([[maybe_unused]] const ExportRow& r) -> std::string { return compact_day(*r.event.day()).substr(0, 6); }},
    {"Year", "the same, YYYY",
     []([[maybe_unused]] const ExportRow& r) -> std::string { return compact_day(*r.event.day()).substr(0, 4); }},
    {"FractionDate", "the same, year and (month * 30 + day) / 365",
     []([[maybe_unused]] const ExportRow& r) -> std::string { return fraction_date(*r.event.day()); }},
    {"Actor1Code",
     "the actor: country, or class and body, and type in CAMEO codes; a state that acts as a state is bare",
     []([[maybe_unused]] const ExportRow& r) -> std::string {
       if (r.actor == nullptr) return {};
       return cameo_actor(*r.actor);
     }},
    {"Actor1Name", "the actor: its name in capitals, else the words that stand for it",
     []([[maybe_unused]] const ExportRow& r) -> std::string {
       if (r.actor == nullptr) return {};
       return capitals(name_or_text(*r.actor));
     }},
    {"Actor1CountryCode", "ISO 3166 alpha-3 as CAMEO has it (ROM, TMP)",
     []([[maybe_unused]] const ExportRow& r) -> std::string {
       if (r.actor == nullptr) return {};
       return cameo_country(*r.actor);
     }},
    {"Actor1KnownGroupCode", "UNO, EEC, NAT, SCE, IAE",
     []([[maybe_unused]] const ExportRow& r) -> std::string {
       if (r.actor == nullptr) return {};
       return std::string(cameo_group(*r.actor));
     }},
    {"Actor1EthnicCode", "", []([[maybe_unused]] const ExportRow& r) -> std::string { return {}; }},
    {"Actor1Religion1Code", "", []([[maybe_unused]] const ExportRow& r) -> std::string { return {}; }},
    {"Actor1Religion2Code", "", []([[maybe_unused]] const ExportRow& r) -> std::string { return {}; }},
    {"Actor1Type1Code", "the sectors as CAMEO types, in order: JRN is MED, MED is HLH",
     []([[maybe_unused]] const ExportRow& r) -> std::string {
       if (r.actor == nullptr) return {};
       return type_at(*r.actor, 0);
     }},
    {"Actor1Type2Code", "as Type1Code",
     []([[maybe_unused]] const ExportRow& r) -> std::string {
       if (r.actor == nullptr) return {};
       return type_at(*r.actor, 1);
     }},
    {"Actor1Type3Code", "as Type1Code",
     []([[maybe_unused]] const ExportRow& r) -> std::string {
       if (r.actor == nullptr) return {};
       return type_at(*r.actor, 2);
     }},
    {"Actor2Code",
     "the recipient: country, or class and body, and type in CAMEO codes; a state that acts as a state is bare",
     []([[maybe_unused]] const ExportRow& r) -> std::string {
       if (r.recipient == nullptr) return {};
       return cameo_actor(*r.recipient);
     }},
    {"Actor2Name", "the recipient: its name in capitals, else the words that stand for it",
     []([[maybe_unused]] const ExportRow& r) -> std::string {
       if (r.recipient == nullptr) return {};
       return capitals(name_or_text(*r.recipient));
     }},
    {"Actor2CountryCode", "ISO 3166 alpha-3 as CAMEO has it (ROM, TMP)",
     []([[maybe_unused]] const ExportRow& r) -> std::string {
       if (r.recipient == nullptr) return {};
       return cameo_country(*r.recipient);
     }},
    {"Actor2KnownGroupCode", "UNO, EEC, NAT, SCE, IAE",
     []([[maybe_unused]] const ExportRow& r) -> std::string {
       if (r.recipient == nullptr) return {};
       return std::string(cameo_group(*r.recipient));
     }},
    {"Actor2EthnicCode", "", []([[maybe_unused]] const ExportRow& r) -> std::string { return {}; }},
    {"Actor2Religion1Code", "", []([[maybe_unused]] const ExportRow& r) -> std::string { return {}; }},
    {"Actor2Religion2Code", "", []([[maybe_unused]] const ExportRow& r) -> std::string { return {}; }},
    {"Actor2Type1Code", "the sectors as CAMEO types, in order: JRN is MED, MED is HLH",
     []([[maybe_unused]] const ExportRow& r) -> std::string {
       if (r.recipient == nullptr) return {};
       return type_at(*r.recipient, 0);
     }},
    {"Actor2Type2Code", "as Type1Code",
     []([[maybe_unused]] const ExportRow& r) -> std::string {
       if (r.recipient == nullptr) return {};
       return type_at(*r.recipient, 1);
     }},
    {"Actor2Type3Code", "as Type1Code",
     []([[maybe_unused]] const ExportRow& r) -> std::string {
       if (r.recipient == nullptr) return {};
       return type_at(*r.recipient, 2);
     }},
    {"IsRootEvent", "1: in the headline or the first paragraph",
     []([[maybe_unused]] const ExportRow& r) -> std::string {
       return r.event.section == "title" || r.event.sentence_begin < r.event.article.lead_length ? "1" : "0";
     }},
    {"EventCode", "cameo", []([[maybe_unused]] const ExportRow& r) -> std::string { return r.event.cameo; }},
    {"EventBaseCode", "its first three digits",
     []([[maybe_unused]] const ExportRow& r) -> std::string { return r.event.cameo.substr(0, 3); }},
    {"EventRootCode", "its first two digits",
     []([[maybe_unused]] const ExportRow& r) -> std::string { return r.event.cameo.substr(0, 2); }},
    {"QuadClass", "by the root, as GDELT has it: 01-05, 06-09, 10-14, 15-20",
     []([[maybe_unused]] const ExportRow& r) -> std::string { return std::string(1, quad_gdelt(r.event.cameo)); }},
    {"GoldsteinScale", "by the code, in the lineage of GDELT and Phoenix",
     []([[maybe_unused]] const ExportRow& r) -> std::string { return goldstein_phoenix(r.event); }},
    {"NumMentions", "1: a row is one mention; copies and other reports have rows of their own",
     []([[maybe_unused]] const ExportRow& r) -> std::string { return "1"; }},
    {"NumSources", "1", []([[maybe_unused]] const ExportRow& r) -> std::string { return "1"; }},
    {"NumArticles", "1", []([[maybe_unused]] const ExportRow& r) -> std::string { return "1"; }},
    {"AvgTone", "", []([[maybe_unused]] const ExportRow& r) -> std::string { return {}; }},
    {"Actor1Geo_Type", "", []([[maybe_unused]] const ExportRow& r) -> std::string { return {}; }},
    {"Actor1Geo_FullName", "", []([[maybe_unused]] const ExportRow& r) -> std::string { return {}; }},
    {"Actor1Geo_CountryCode", "", []([[maybe_unused]] const ExportRow& r) -> std::string { return {}; }},
    {"Actor1Geo_ADM1Code", "", []([[maybe_unused]] const ExportRow& r) -> std::string { return {}; }},
    {"Actor1Geo_ADM2Code", "", []([[maybe_unused]] const ExportRow& r) -> std::string { return {}; }},
    {"Actor1Geo_Lat", "", []([[maybe_unused]] const ExportRow& r) -> std::string { return {}; }},
    {"Actor1Geo_Long", "", []([[maybe_unused]] const ExportRow& r) -> std::string { return {}; }},
    {"Actor1Geo_FeatureID", "", []([[maybe_unused]] const ExportRow& r) -> std::string { return {}; }},
    {"Actor2Geo_Type", "", []([[maybe_unused]] const ExportRow& r) -> std::string { return {}; }},
    {"Actor2Geo_FullName", "", []([[maybe_unused]] const ExportRow& r) -> std::string { return {}; }},
    {"Actor2Geo_CountryCode", "", []([[maybe_unused]] const ExportRow& r) -> std::string { return {}; }},
    {"Actor2Geo_ADM1Code", "", []([[maybe_unused]] const ExportRow& r) -> std::string { return {}; }},
    {"Actor2Geo_ADM2Code", "", []([[maybe_unused]] const ExportRow& r) -> std::string { return {}; }},
    {"Actor2Geo_Lat", "", []([[maybe_unused]] const ExportRow& r) -> std::string { return {}; }},
    {"Actor2Geo_Long", "", []([[maybe_unused]] const ExportRow& r) -> std::string { return {}; }},
    {"Actor2Geo_FeatureID", "", []([[maybe_unused]] const ExportRow& r) -> std::string { return {}; }},
    {"ActionGeo_Type", "place: 1 country, 2 area and 3 city in the United States, 5 area and 4 city elsewhere",
     []([[maybe_unused]] const ExportRow& r) -> std::string { return geo_type(r.event); }},
    {"ActionGeo_FullName", "place: name, country",
     []([[maybe_unused]] const ExportRow& r) -> std::string { return full_name(r); }},
    {"ActionGeo_CountryCode", "FIPS 10-4 code of the place's country",
     []([[maybe_unused]] const ExportRow& r) -> std::string { return place_fips(r); }},
    {"ActionGeo_ADM1Code", "", []([[maybe_unused]] const ExportRow& r) -> std::string { return {}; }},
    {"ActionGeo_ADM2Code", "", []([[maybe_unused]] const ExportRow& r) -> std::string { return {}; }},
    {"ActionGeo_Lat", "latitude of the place",
     []([[maybe_unused]] const ExportRow& r) -> std::string {
       if (!r.event.place) return {};
       return coordinate(r.event.place->latitude);
     }},
    {"ActionGeo_Long", "longitude of the place",
     []([[maybe_unused]] const ExportRow& r) -> std::string {
       if (!r.event.place) return {};
       return coordinate(r.event.place->longitude);
     }},
    {"ActionGeo_FeatureID", "", []([[maybe_unused]] const ExportRow& r) -> std::string { return {}; }},
    {"DATEADDED", "when the archive took the article, UTC",
     []([[maybe_unused]] const ExportRow& r) -> std::string { return added(r.event); }},
    {"SOURCEURL", "url of the article",
     []([[maybe_unused]] const ExportRow& r) -> std::string { return r.event.article.address; }},
};

constexpr ExportColumn mention_columns[] = {
    {"GLOBALEVENTID", "as in the events",
     []([[maybe_unused]] const ExportRow& r) -> std::string { return std::to_string(r.number); }},
    {"EventTimeDate", "when the archive took the article, UTC",
     []([[maybe_unused]] const ExportRow& r) -> std::string { return added(r.event); }},
    {"MentionTimeDate", "the same", []([[maybe_unused]] const ExportRow& r) -> std::string { return added(r.event); }},
    {"MentionType", "1 where the article has an address, else 2",
     []([[maybe_unused]] const ExportRow& r) -> std::string { return r.event.article.address.empty() ? "2" : "1"; }},
    {"MentionSourceName", "host of the address, else the publisher",
     []([[maybe_unused]] const ExportRow& r) -> std::string { return source_name(r.event.article); }},
    {"MentionIdentifier", "url of the article, else its id",
     []([[maybe_unused]] const ExportRow& r) -> std::string {
       return r.event.article.address.empty() ? r.event.article.id : r.event.article.address;
     }},
    {"SentenceID", "number of the sentence among those with events or statements, from 1",
     []([[maybe_unused]] const ExportRow& r) -> std::string {
       return std::to_string(r.event.article.sentence_number);
     }},
    {"Actor1CharOffset", "of the actor's mention, code points of the article's text; -1: not named in it",
     []([[maybe_unused]] const ExportRow& r) -> std::string { return offset(r.actor); }},
    {"Actor2CharOffset", "of the recipient's mention",
     []([[maybe_unused]] const ExportRow& r) -> std::string { return offset(r.recipient); }},
    {"ActionCharOffset", "of the words that tell the act",
     []([[maybe_unused]] const ExportRow& r) -> std::string { return std::to_string(r.event.trigger_begin); }},
    {"InRawText", "1: texts are never rewritten",
     []([[maybe_unused]] const ExportRow& r) -> std::string { return "1"; }},
    {"Confidence", "confidence in per cent",
     []([[maybe_unused]] const ExportRow& r) -> std::string { return std::to_string((r.event.confidence + 5) / 10); }},
    {"MentionDocLen", "length of the text in code points",
     []([[maybe_unused]] const ExportRow& r) -> std::string { return std::to_string(r.event.article.text_length); }},
    {"MentionDocTone", "", []([[maybe_unused]] const ExportRow& r) -> std::string { return {}; }},
    {"MentionDocTranslationInfo", "empty: nothing is translated",
     []([[maybe_unused]] const ExportRow& r) -> std::string { return {}; }},
    {"Extras", "our id; factuality; newness; on whose word; offsets of the sentence",
     []([[maybe_unused]] const ExportRow& r) -> std::string { return extras(r.event); }},
};

constexpr ExportTable tables[] = {{"events", "gdelt.export.CSV", event_columns, false, ""},
                                  {"mentions", "gdelt.mentions.CSV", mention_columns, false, ""}};

}  // namespace

const ExportFormat gdelt_format = {
    "gdelt", "GDELT 2.0: tables of events and mentions, tabs, no header", true, true, true, tables};

}  // namespace demarche
