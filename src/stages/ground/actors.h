// Actor mentions: names, titles, descriptions, pronouns and demonyms resolved to codes.
#pragma once

#include "codebook/codebook.h"
#include "types/document.h"
#include "types/mentions.h"
#include "types/names.h"
#include "types/tokens.h"

namespace demarche {

/// Fills actors, mentions, at_word and covering of `out`.
void find_actors(const Document& document, const Tokens& tokens, const Syntax& syntax, const Names& names,
                 const Codebook& codebook, Mentions& out);

}  // namespace demarche
