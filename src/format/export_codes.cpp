#include "format/export_codes.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace demarche {

std::vector<std::string> shown_sectors(const ExportParty& party) {
  return party.state ? std::vector<std::string>() : party.sectors;
}

std::string_view cameo_type(std::string_view sector) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 19> types = {{{"GOV", "GOV"},
                                                                                    {"LEG", "LEG"},
                                                                                    {"JUD", "JUD"},
                                                                                    {"MIL", "MIL"},
                                                                                    {"COP", "COP"},
                                                                                    {"SPY", "SPY"},
                                                                                    {"PTY", "PTY"},
                                                                                    {"OPP", "OPP"},
                                                                                    {"REB", "REB"},
                                                                                    {"UAF", "UAF"},
                                                                                    {"CVL", "CVL"},
                                                                                    {"JRN", "MED"},
                                                                                    {"BUS", "BUS"},
                                                                                    {"CRM", "CRM"},
                                                                                    {"EDU", "EDU"},
                                                                                    {"LAB", "LAB"},
                                                                                    {"MED", "HLH"},
                                                                                    {"REF", "REF"},
                                                                                    {"ELI", "ELI"}}};
  for (const auto& [ours, theirs] : types)
    if (ours == sector) return theirs;
  return sector == "AGR" ? "AGR" : "";
}

std::string cameo_country(const ExportParty& party) {
  if (!party.is_state_code()) return {};
  const std::string_view code = party.country();
  return code == "ROU" ? "ROM" : code == "TLS" ? "TMP" : std::string(code);
}

std::string_view cameo_group(const ExportParty& party) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 5> groups = {
      {{"IGO:UN", "UNO"}, {"IGO:EU", "EEC"}, {"IGO:NATO", "NAT"}, {"IGO:OSCE", "SCE"}, {"IGO:IAEA", "IAE"}}};
  for (const auto& [ours, theirs] : groups)
    if (party.country() == ours) return theirs;
  return {};
}

std::string cameo_actor(const ExportParty& party) {
  if (party.code == "UNK" || party.code.empty()) return {};
  std::string out = cameo_country(party);
  if (out.empty()) out = std::string(party.code.substr(0, 3)) + std::string(cameo_group(party));
  const std::vector<std::string> sectors = shown_sectors(party);
  if (!sectors.empty()) out += cameo_type(sectors.front());
  return out;
}

int root_of(std::string_view cameo) {
  return cameo.size() < 2 ? 0 : (cameo[0] - '0') * 10 + (cameo[1] - '0');
}

char quad_gdelt(std::string_view cameo) {
  const int root = root_of(cameo);
  return root <= 5 ? '1' : root <= 9 ? '2' : root <= 14 ? '3' : '4';
}

char penta_phoenix(std::string_view cameo) {
  const int root = root_of(cameo);
  if (root <= 2) return '0';
  if (root <= 5) return '1';
  if (root <= 8) return '2';
  return root <= 13 || root == 16 ? '3' : '4';
}

std::string goldstein_icews(const ExportEvent& event) {
  return event.goldstein ? decimal(*event.goldstein) : std::string();
}

std::string goldstein_phoenix(const ExportEvent& event) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 6> differ = {
      {{"016", "3.4"}, {"124", "-5"}, {"1246", "-5"}, {"163", "-6.5"}, {"164", "-7"}, {"166", "-8"}}};
  for (const auto& [code, value] : differ)
    if (event.cameo == code) return std::string(value);
  return goldstein_icews(event);
}

std::string compact_day(Day day) {
  const CivilDate date = day.civil();
  return fmt::format("{:04}{:02}{:02}", date.year, date.month, date.day);
}

std::string coordinate(const std::optional<std::int64_t>& thousandths) {
  return thousandths ? decimal(*thousandths) : std::string();
}

std::string joined(const std::vector<std::string>& parts, std::string_view separator) {
  return fmt::format("{}", fmt::join(parts, separator));
}

std::string_view name_or_text(const ExportParty& party) {
  return party.name.empty() ? std::string_view(party.text) : std::string_view(party.name);
}

bool is_precise(const ExportEvent& event, std::string_view precision) {
  return event.place && event.place->precision == precision;
}

}  // namespace demarche
