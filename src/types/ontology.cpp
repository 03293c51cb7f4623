#include "types/ontology.h"

namespace demarche {

std::optional<EventType> parse_event_type(std::string_view name) {
  for (std::size_t i = 0; i < event_type_names.size(); ++i)
    if (event_type_names[i] == name) return static_cast<EventType>(i);
  return std::nullopt;
}

}  // namespace demarche
