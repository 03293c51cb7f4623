#include "types/actor.h"

namespace demarche {

std::string_view country_of_code(std::string_view code) {
  if (code.empty() || code.starts_with("UNK")) return {};
  if (code.starts_with("IGO") || code.starts_with("NGO") || code.starts_with("IMG") || code.starts_with("MNC") ||
      code.starts_with("ISM"))
    return code;
  return code.substr(0, code.find(':'));
}

std::string_view Actor::country() const {
  return country_of_code(code);
}

}  // namespace demarche
