// Drafts -> mentions with actors: offices at the document's date, persons by table, title and apposition, the country
// of a bare "police", and what pronouns and descriptions stand for. One pass in reading order over a short memory of
// what was mentioned, so time is linear; the document's own countries, weighed once before, settle what the sentence
// leaves open.
#pragma once

#include <vector>

#include "codebook/actor_table.h"
#include "stages/ground/actor_hits.h"
#include "stages/ground/actor_phrases.h"
#include "types/document.h"
#include "types/mentions.h"
#include "types/tokens.h"

namespace demarche {

void resolve_drafts(const Document& document, const Tokens& tokens, const Syntax& syntax, const ActorTable& table,
                    const Hits& hits, std::int32_t day, std::vector<Draft> drafts, Mentions& out);

}  // namespace demarche
