// Syntax, Mentions -> Findings: the political events and the reported statements of a document.
#pragma once

#include "codebook/codebook.h"
#include "stages/extract/events.h"
#include "types/document.h"
#include "types/findings.h"
#include "types/mentions.h"
#include "types/names.h"
#include "types/tokens.h"

namespace demarche {

Findings extract(const Document& document, const Tokens& tokens, const Syntax& syntax, const Names& names,
                 const Mentions& mentions, const Codebook& codebook, const ExtractModels& models = {});

}  // namespace demarche
