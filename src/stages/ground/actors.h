// Actor mentions: names, titles, descriptions, pronouns and demonyms resolved to codes.
//
// Three steps: names of the table in the text (actor_hits), the phrases that form a party (actor_phrases), what each
// stands for (actor_resolve). Total: any tree and any names give mentions. Never decides who acts and who receives:
// extract/ does.
#pragma once

#include "codebook/codebook.h"
#include "types/document.h"
#include "types/mentions.h"
#include "types/names.h"
#include "types/tokens.h"

namespace demarche {

/// Fills actors, mentions, at_word, covering, salient and salient_mentions of `out`.
void find_actors(const Document& document, const Tokens& tokens, const Syntax& syntax, const Names& names,
                 const Codebook& codebook, Mentions& out);

}  // namespace demarche
