// Actors: parties in the world, as codes of the contract ("RUS:GOV", "IGO:UN", "IMG:ISIS", "UNK").
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace demarche {

enum class Sector : std::uint8_t {
  GOV,
  LEG,
  JUD,
  MIL,
  COP,
  SPY,
  PTY,
  OPP,
  REB,
  PRM,
  UAF,
  CVL,
  JRN,
  BUS,
  CRM,
  EDU,
  LAB,
  MED,
  REF,
  ELI,
  AGR,
  REL,
  SOC,
  PRE
};
inline constexpr std::array<std::string_view, 24> sector_names = {
    "GOV", "LEG", "JUD", "MIL", "COP", "SPY", "PTY", "OPP", "REB", "PRM", "UAF", "CVL",
    "JRN", "BUS", "CRM", "EDU", "LAB", "MED", "REF", "ELI", "AGR", "REL", "SOC", "PRE"};
constexpr std::string_view name_of(Sector s) {
  return sector_names[static_cast<std::size_t>(s)];
}

enum class NamedAs : std::uint8_t { country, body, person, group, collective };
inline constexpr std::array<std::string_view, 5> named_as_names = {"country", "body", "person", "group", "collective"};
constexpr std::string_view name_of(NamedAs n) {
  return named_as_names[static_cast<std::size_t>(n)];
}

struct Actor {
  std::string code;             // "RUS:GOV", "IGO:EU", "UNK"; never empty
  std::string name;             // "Vladimir Putin", "Russia", "Knesset"; "" when only described
  std::string wikidata;         // "" when unknown
  std::vector<Sector> sectors;  // the first stands in the code
  NamedAs named_as = NamedAs::group;

  /// "RUS" of "RUS:GOV"; international codes whole ("IGO:UN"); "" for UNK.
  std::string_view country() const;
};

/// The part of a code that series count by: see Actor::country().
std::string_view country_of_code(std::string_view code);

}  // namespace demarche
