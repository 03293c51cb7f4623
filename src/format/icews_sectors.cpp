#include "format/icews_sectors.h"

#include <array>
#include <utility>

namespace demarche {
namespace {

// The first of each sector is what we write. Words as the published files have them.
constexpr std::array<std::pair<std::string_view, std::string_view>, 45> words = {{
    {"GOV", "Government"},
    {"GOV", "Executive"},
    {"GOV", "Executive Office"},
    {"GOV", "Cabinet"},
    {"GOV", "Foreign Ministry"},
    {"GOV", "Defense / Security Ministry"},
    {"LEG", "Legislative / Parliamentary"},
    {"LEG", "Lower House"},
    {"LEG", "Upper House"},
    {"LEG", "Unicameral"},
    {"JUD", "Judicial"},
    {"JUD", "Legal"},
    {"MIL", "Military"},
    {"MIL", "Army"},
    {"MIL", "Navy"},
    {"MIL", "Air Force"},
    {"MIL", "Marines"},
    {"COP", "Police"},
    {"SPY", "Military Intelligence"},
    {"SPY", "Intelligence Ministry"},
    {"PTY", "Parties"},
    {"OPP", "Opposition Major Party (Out Of Government)"},
    {"OPP", "Opposition Minor Party (Out Of Government)"},
    {"OPP", "Dissident"},
    {"OPP", "Protestors / Popular Opposition / Mobs"},
    {"REB", "Rebel"},
    {"REB", "Insurgents"},
    {"REB", "Separatists"},
    {"UAF", "Unidentified Forces"},
    {"UAF", "Organized Violent"},
    {"CVL", "General Population / Civilian / Social"},
    {"CVL", "Social"},
    {"JRN", "Media"},
    {"JRN", "News"},
    {"BUS", "Business"},
    {"CRM", "Criminals / Gangs"},
    {"EDU", "Education"},
    {"LAB", "Labor"},
    {"MED", "Medical / Health"},
    {"REF", "Refugees / Displaced"},
    {"ELI", "Elite"},
    {"AGR", "Agricultural"},
    {"REL", "National Religious"},
    {"REL", "International Religious"},
    {"SOC", "Nongovernmental Organizations / Activists"},
}};

}  // namespace

std::string_view icews_sector(std::string_view sector) {
  for (const auto& [ours, theirs] : words)
    if (ours == sector) return theirs;
  return {};
}

std::string_view sector_of_icews(std::string_view word) {
  for (const auto& [ours, theirs] : words)
    if (theirs == word) return ours;
  if (word.ends_with(" Ministry")) return "GOV";
  return {};
}

}  // namespace demarche
