// PLOVER's event types, modes and quad classes (manual draft 2.0) as enumerations. Scores and CAMEO codes are data:
// codebook/.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace demarche {

enum class EventType : std::uint8_t {
  AGREE,
  CONSULT,
  SUPPORT,
  CONCEDE,
  COOPERATE,
  AID,
  RETREAT,
  REQUEST,
  ACCUSE,
  REJECT,
  THREATEN,
  PROTEST,
  SANCTION,
  MOBILIZE,
  COERCE,
  ASSAULT
};
inline constexpr std::array<std::string_view, 16> event_type_names = {
    "AGREE",  "CONSULT", "SUPPORT",  "CONCEDE", "COOPERATE", "AID",      "RETREAT", "REQUEST",
    "ACCUSE", "REJECT",  "THREATEN", "PROTEST", "SANCTION",  "MOBILIZE", "COERCE",  "ASSAULT"};

enum class Quad : std::uint8_t { verbal_cooperation, material_cooperation, verbal_conflict, material_conflict };
inline constexpr std::array<std::string_view, 4> quad_names = {"verbal-cooperation", "material-cooperation",
                                                               "verbal-conflict", "material-conflict"};

constexpr std::string_view name_of(EventType t) {
  return event_type_names[static_cast<std::size_t>(t)];
}
constexpr std::string_view name_of(Quad q) {
  return quad_names[static_cast<std::size_t>(q)];
}
std::optional<EventType> parse_event_type(std::string_view name);

/// SANCTION is material conflict (our ruling where the manual contradicts itself).
constexpr Quad quad_of(EventType t) {
  if (t <= EventType::CONCEDE) return Quad::verbal_cooperation;
  if (t <= EventType::RETREAT) return Quad::material_cooperation;
  if (t <= EventType::THREATEN) return Quad::verbal_conflict;
  return Quad::material_conflict;
}

}  // namespace demarche
