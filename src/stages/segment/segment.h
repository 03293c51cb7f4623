// Document -> Tokens: sentences and the words of Universal Dependencies, by rules that need no model of the language
// beyond abbreviation lists. Total: any well-formed UTF-8 gives tokens, within the limits of base/limits.h.
#pragma once

#include <string_view>

#include "types/tokens.h"

namespace demarche {

Tokens segment(std::string_view text);

}  // namespace demarche
