#include "format/import_rows.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>

#include "base/json.h"
#include "base/text.h"
#include "format/icews_sectors.h"

namespace demarche {
namespace {

Error wrong(std::string message) {
  return {ErrorCode::bad_input, std::move(message)};
}

std::string_view present(std::string_view value) {
  value = trim(value);
  return value == "NULL" || value == "None" || value == "NA" || value == "---" ? std::string_view() : value;
}

std::optional<std::int64_t> thousandths(std::string_view text) {
  double value = 0;
  text = present(text);
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc() || end != text.data() + text.size() || !(std::abs(value) < 1e6))
    return std::nullopt;
  return std::llround(value * 1000);
}

// "2018-06-01", "20180601", "6/1/2018" (month first, as one year of ICEWS has it).
std::optional<Day> day_of(std::string_view text) {
  text = present(text);
  if (const auto day = Day::parse(text)) return day;
  int parts[3] = {};
  if (text.size() == 8 && text.find_first_not_of("0123456789") == std::string_view::npos)
    return Day::parse(fmt::format("{}-{}-{}", text.substr(0, 4), text.substr(4, 2), text.substr(6)));
  const std::vector<std::string_view> pieces = split(text, '/');
  if (pieces.size() != 3) return std::nullopt;
  for (std::size_t i = 0; i < 3; ++i) {
    const auto [end, error] = std::from_chars(pieces[i].data(), pieces[i].data() + pieces[i].size(), parts[i]);
    if (error != std::errc() || end != pieces[i].data() + pieces[i].size()) return std::nullopt;
  }
  return Day::valid(parts[2], parts[0], parts[1]) ? std::optional(Day::of(parts[2], parts[0], parts[1])) : std::nullopt;
}

// CAMEO's types where PLOVER has another name: its MED are journalists, its HLH is PLOVER's MED.
std::string_view sector_of_cameo(std::string_view type) {
  if (type == "MED") return "JRN";
  if (type == "HLH") return "MED";
  constexpr std::array same = {"GOV", "LEG", "JUD", "MIL", "COP", "SPY", "PTY", "OPP", "REB",
                               "UAF", "CVL", "BUS", "CRM", "EDU", "LAB", "REF", "ELI", "AGR"};
  for (const std::string_view one : same)
    if (one == type) return one;
  return {};
}

std::string_view body_of(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 12> bodies = {
      {{"United Nations", "IGO:UN"},
       {"UNO", "IGO:UN"},
       {"European Union", "IGO:EU"},
       {"EEC", "IGO:EU"},
       {"EUR", "IGO:EU"},
       {"North Atlantic Treaty Organization", "IGO:NATO"},
       {"NAT", "IGO:NATO"},
       {"African Union", "IGO:AU"},
       {"Organization for Security and Cooperation in Europe", "IGO:OSCE"},
       {"SCE", "IGO:OSCE"},
       {"International Atomic Energy Agency", "IGO:IAEA"},
       {"IAE", "IGO:IAEA"}}};
  for (const auto& [key, code] : bodies)
    if (key == name) return code;
  return {};
}

std::string with_sector(std::string country, std::string_view sector) {
  return sector.empty() ? country : country + ":" + std::string(sector);
}

}  // namespace

std::optional<ImportReader> ImportReader::of(std::string_view format, ImportNames names) {
  constexpr std::array<std::pair<std::string_view, Format>, 5> formats = {{{"icews", Format::icews},
                                                                           {"gdelt", Format::gdelt},
                                                                           {"polecat", Format::polecat},
                                                                           {"phoenix", Format::phoenix},
                                                                           {"events", Format::events}}};
  for (const auto& [name, value] : formats)
    if (name == format) return ImportReader(value, std::move(names));
  return std::nullopt;
}

Result<bool> ImportReader::header(std::string_view line) {
  if (line.starts_with("\xEF\xBB\xBF")) line.remove_prefix(3);
  const Cells cells = split(line, '\t');
  columns_.clear();
  count_ = cells.size();
  switch (format_) {
    case Format::events:
      return false;
    case Format::gdelt:
      if (count_ != 61 && count_ != 58 && count_ != 57)
        return wrong(
            fmt::format("not GDELT events: {} columns between tabs, where 61 (2.0) or 57 and 58 (1.0) belong", count_));
      return trim(cells[0]) == "GLOBALEVENTID";
    case Format::phoenix:
      if (count_ != 26)
        return wrong(fmt::format("not Phoenix events: {} columns between tabs, where 26 belong", count_));
      return trim(cells[0]) == "EventID";
    case Format::icews:
    case Format::polecat:
      break;
  }
  for (std::size_t i = 0; i < cells.size(); ++i) columns_.emplace(std::string(trim(cells[i])), i);
  if (columns_.contains("Event Intensity") && !columns_.contains("Intensity"))
    columns_["Intensity"] = columns_["Event Intensity"];
  constexpr std::array icews_needs = {"Event ID", "Event Date", "Source Name", "Target Name", "CAMEO Code"};
  constexpr std::array polecat_needs = {"Event ID", "Event Date", "Event Type", "Actor Country", "Recipient Country"};
  for (const char* needed : format_ == Format::icews ? icews_needs : polecat_needs)
    if (!columns_.contains(needed))
      return wrong(fmt::format("not {} events: the first line names no column \"{}\"",
                               format_ == Format::icews ? "ICEWS" : "POLECAT", needed));
  return true;
}

std::string_view ImportReader::get(const Cells& cells, std::string_view column) const {
  const auto found = columns_.find(column);
  return found == columns_.end() ? std::string_view() : present(cells[found->second]);
}

Result<std::optional<ImportedEvent>> ImportReader::row(std::string_view line) const {
  if (format_ == Format::events) return record(line);
  const Cells cells = split(line, '\t');
  if (cells.size() != count_) return wrong(fmt::format("the line has {} cells, the others {}", cells.size(), count_));
  Result<ImportedEvent> event = format_ == Format::icews     ? icews(cells)
                                : format_ == Format::gdelt   ? gdelt(cells)
                                : format_ == Format::polecat ? polecat(cells)
                                                             : phoenix(cells);
  if (!event) return event.error();
  if (!event->day) return wrong("the event has no day that can be read");
  if (event->native_id.empty()) return wrong("the event has no id");
  if (event->parties.empty()) return wrong("the event names neither an actor nor a recipient");
  return std::optional(std::move(*event));
}

std::optional<Error> ImportReader::take_cameo(std::string_view code, ImportedEvent& event) const {
  code = present(code);
  if (code.empty()) return wrong("the event has no CAMEO code");
  if (!names_.is_cameo(code)) return wrong(fmt::format("\"{}\" is no CAMEO code", code.substr(0, 20)));
  event.cameo = code;
  if (const auto act = names_.plover_of(code)) {
    event.type = act->first;
    event.mode = act->second;
  }
  return std::nullopt;
}

std::string ImportReader::cameo_party(std::string_view country, std::string_view group, std::string_view type) const {
  country = present(country);
  const std::string_view sector = sector_of_cameo(present(type));
  if (const std::string_view body = body_of(present(group)); !body.empty()) return std::string(body);
  std::string code(country == "ROM" ? "ROU" : country == "TMP" ? "TLS" : country);
  if (code.empty() || !names_.is_country(code)) return "UNK";
  return with_sector(std::move(code), sector);
}

std::string ImportReader::icews_party(std::string_view name, std::string_view sectors, std::string_view country) const {
  const std::string code = names_.country_of_name(country);
  std::string_view sector;
  bool international = false;
  for (const std::string_view word : split(sectors, ',')) {
    if (sector.empty()) sector = sector_of_icews(trim(word));
    international |= trim(word) == "International Government Organization";
  }
  // "Russia" of the Russian Federation is the state itself.
  if (!code.empty()) return with_sector(code, names_.country_of_name(trim(name)) == code ? "GOV" : sector);
  if (const std::string_view body = body_of(trim(name)); !body.empty()) return std::string(body);
  return international ? "IGO:other" : "UNK";
}

Result<ImportedEvent> ImportReader::icews(const Cells& cells) const {
  ImportedEvent event;
  event.day = day_of(get(cells, "Event Date"));
  // The id alone is not unique in the published files.
  if (event.day && !get(cells, "Event ID").empty())
    event.native_id = fmt::format("{}@{}", get(cells, "Event ID"), event.day->iso());
  if (const auto error = take_cameo(get(cells, "CAMEO Code"), event)) return *error;
  event.goldstein = thousandths(get(cells, "Intensity"));
  for (const bool recipient : {false, true}) {
    const std::string side = recipient ? "Target" : "Source";
    const std::string_view name = get(cells, side + " Name"), country = get(cells, side + " Country");
    if (!name.empty() || !country.empty())
      event.parties.push_back(
          {recipient, icews_party(name, get(cells, side + " Sectors"), country), std::string(name)});
  }
  event.publisher = get(cells, "Publisher");
  for (const char* column : {"City", "Province", "Country"})
    if (event.place.empty()) event.place = get(cells, column);
  event.place_country = names_.country_of_name(get(cells, "Country"));
  event.latitude = thousandths(get(cells, "Latitude"));
  event.longitude = thousandths(get(cells, "Longitude"));
  return event;
}

Result<ImportedEvent> ImportReader::gdelt(const Cells& cells) const {
  ImportedEvent event;
  event.native_id = present(cells[0]);
  event.day = day_of(cells[1]);
  if (const auto error = take_cameo(cells[26], event)) return *error;
  event.goldstein = thousandths(cells[30]);
  for (const bool recipient : {false, true}) {
    const std::size_t at = recipient ? 15 : 5;
    if (present(cells[at]).empty() && present(cells[at + 1]).empty()) continue;
    event.parties.push_back(
        {recipient, cameo_party(cells[at + 2], cells[at + 3], cells[at + 7]), std::string(present(cells[at + 1]))});
  }
  // 2.0 has a second level of areas, 1.0 has none; the address is the last column where there is one.
  const bool second = count_ == 61;
  const std::size_t place = second ? 51 : 49;
  event.place = present(cells[place + 1]);
  event.latitude = thousandths(cells[place + (second ? 5 : 4)]);
  event.longitude = thousandths(cells[place + (second ? 6 : 5)]);
  if (count_ != 57) event.address = present(cells.back());
  return event;
}

Result<ImportedEvent> ImportReader::polecat(const Cells& cells) const {
  ImportedEvent event;
  event.native_id = get(cells, "Event ID");
  event.day = day_of(get(cells, "Event Date"));
  const std::string_view type = get(cells, "Event Type");
  event.type = parse_event_type(type);
  if (!event.type) return wrong(fmt::format("\"{}\" is no PLOVER type", type.substr(0, 40)));
  event.mode = ascii_lower(get(cells, "Event Mode"));
  event.plover_score = thousandths(get(cells, "Intensity"));
  for (const bool recipient : {false, true}) {
    const std::string side = recipient ? "Recipient" : "Actor";
    const std::vector<std::string_view> countries = split(get(cells, side + " Country"), ';'),
                                        names = split(get(cells, side + " Name"), ';');
    const std::string_view sector = split(get(cells, "Primary " + side + " Sector"), ';')[0];
    for (std::size_t i = 0; i < countries.size(); ++i) {
      const std::string_view country = present(countries[i]);
      const std::string_view name = i < names.size() ? present(names[i]) : std::string_view();
      if (country.empty() && name.empty()) continue;
      std::string code = "UNK";
      if (const std::string_view body = body_of(country); !body.empty()) {
        code = body;
      } else if (names_.is_country(country)) {
        code = with_sector(std::string(country), present(sector).substr(0, 3));
      } else if (country == "IGO" || country == "NGO") {
        code = std::string(country) + ":other";
      }
      event.parties.push_back({recipient, std::move(code), std::string(name)});
    }
  }
  event.publisher = get(cells, "Source");
  event.place = get(cells, "Placename");
  event.place_country = names_.is_country(get(cells, "Country")) ? std::string(get(cells, "Country"))
                                                                 : names_.country_of_name(get(cells, "Country"));
  event.latitude = thousandths(get(cells, "Latitude"));
  event.longitude = thousandths(get(cells, "Longitude"));
  return event;
}

Result<ImportedEvent> ImportReader::phoenix(const Cells& cells) const {
  ImportedEvent event;
  event.native_id = present(cells[0]);
  event.day = day_of(cells[1]);
  if (const auto error = take_cameo(cells[13], event)) return *error;
  event.goldstein = thousandths(cells[16]);
  for (const bool recipient : {false, true}) {
    const std::size_t at = recipient ? 9 : 5;
    if (present(cells[at]).empty()) continue;
    event.parties.push_back(
        {recipient, cameo_party(cells[at + 1], cells[at + 3], cells[at + 2]), std::string(present(cells[at]))});
  }
  event.latitude = thousandths(cells[18]);
  event.longitude = thousandths(cells[19]);
  event.place = present(cells[20]);
  event.place_country = names_.is_country(present(cells[22])) ? std::string(present(cells[22])) : std::string();
  event.address = present(split(cells[24], ';')[0]);
  event.publisher = present(split(cells[25], ';')[0]);
  return event;
}

std::string imported_record(const ImportedEvent& event, std::string_view set, std::string_view format,
                            std::string_view id) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("imported").begin_object().field("set", set).field("format", format);
  json.field("id", event.native_id).end_object();
  if (!event.given.empty()) {
    // The record as it was given, behind the mark of where it comes from.
    json.end_object();
    const std::size_t open = event.given.find('{');
    const std::string_view rest = trim(std::string_view(event.given).substr(open + 1));
    out.pop_back();
    if (rest != "}") out += ',';
    out += rest;
    return out;
  }
  json.field("kind", "event").field("id", id).key("type").value_or_null(event.type ? name_of(*event.type) : "");
  json.key("mode").value_or_null(event.mode).key("cameo").value_or_null(event.cameo);
  json.key("quad").value_or_null(event.type ? name_of(quad_of(*event.type)) : "");
  const auto number = [&](const char* key, const std::optional<std::int64_t>& value) {
    json.key(key);
    if (value) {
      json.thousandths(*value);
    } else {
      json.null();
    }
  };
  number("plover_score", event.plover_score);
  number("goldstein", event.goldstein);
  for (const bool recipient : {false, true}) {
    json.key(recipient ? "recipients" : "actors").begin_array();
    for (const ImportedParty& party : event.parties)
      if (party.recipient == recipient)
        json.begin_object().field("code", party.code).field("name", party.name).end_object();
    json.end_array();
  }
  const std::string day = event.day ? event.day->iso() : std::string();
  json.key("date").begin_object().field("start", day).field("end", day).field("basis", "import").end_object();
  json.key("place");
  if (event.place.empty() && event.place_country.empty()) {
    json.null();
  } else {
    json.begin_object().field("name", event.place).key("country").value_or_null(event.place_country);
    number("latitude", event.latitude);
    number("longitude", event.longitude);
    json.end_object();
  }
  json.key("publisher").value_or_null(event.publisher).key("url").value_or_null(event.address).end_object();
  return out;
}

}  // namespace demarche
