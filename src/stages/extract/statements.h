// Reported speech: who said what, by which cue, quoted or not.
#pragma once

#include <vector>

#include "types/document.h"
#include "types/findings.h"
#include "types/mentions.h"
#include "types/names.h"
#include "types/tokens.h"

namespace demarche {

/// Statements in order of their content; one a sentence of content.
std::vector<Statement> find_statements(const Document& document, const Tokens& tokens, const Syntax& syntax,
                                       const Names& names, const Mentions& mentions);

}  // namespace demarche
