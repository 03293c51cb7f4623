// Document -> Tokens: sentences and the words of Universal Dependencies, by rules, word lists and a small built-in
// model of sentence ends. Total: any well-formed UTF-8 gives tokens, within the limits of base/limits.h.
#pragma once

#include <string_view>

#include "types/tokens.h"

namespace demarche {

Tokens segment(std::string_view text);

}  // namespace demarche
