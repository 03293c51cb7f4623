// A text field of a JSON object read in this room.
#pragma once

#include <simdjson.h>

#include <string>
#include <string_view>

namespace demarche {

/// "" where the field is missing or no text.
inline std::string text_of(simdjson::dom::element object, std::string_view key) {
  std::string_view value;
  return object[key].get(value) == simdjson::SUCCESS ? std::string(value) : std::string();
}

}  // namespace demarche
