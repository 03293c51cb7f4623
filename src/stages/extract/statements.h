// Reported speech: who said what, by which cue, quoted or not.
//
// The cue words of codebooks/speech are looked up on the dependency tree and their clauses become contents; quotation
// marks are read apart from the tree (quotes.h) and meet the cues of their own sentence; what stands in quotation marks
// without a cue takes its speaker from the same quotation, from the one before, or from the sentence beside it. One
// statement for each sentence of content. Never judges whether the content is true.
#pragma once

#include <string_view>
#include <vector>

#include "codebook/codebook.h"
#include "types/document.h"
#include "types/findings.h"
#include "types/mentions.h"
#include "types/names.h"
#include "types/tokens.h"

namespace demarche {

/// Statements in order of their content; one a sentence of content.
std::vector<Statement> find_statements(const Document& document, const Tokens& tokens, const Syntax& syntax,
                                       const Names& names, const Mentions& mentions, const Codebook& codebook);

/// The same on bare layers, which is all it needs.
std::vector<Statement> find_statements(std::string_view text, const Tokens& tokens, const Syntax& syntax,
                                       const Mentions& mentions, const CueTable& cues);

}  // namespace demarche
