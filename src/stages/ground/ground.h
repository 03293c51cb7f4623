// Syntax, Names -> Mentions: who the words stand for (actors, offices at the document's date, coreference) and which
// days the date expressions mean.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "codebook/codebook.h"
#include "types/document.h"
#include "types/mentions.h"
#include "types/names.h"
#include "types/tokens.h"

namespace demarche {

Mentions ground(const Document& document, const Tokens& tokens, const Syntax& syntax, const Names& names,
                const Codebook& codebook);

}  // namespace demarche
