// Offices that the text says somebody takes, leaves or holds: "promoted to foreign minister from his post as
// ambassador", "was sworn in as president", "resigned as defence minister", "succeeded X as premier".
//
// A record needs a verb of office in an actual clause, a person, words of office and the country they belong to;
// where one is missing nothing is written. Elections and appointments stay no events.
#pragma once

#include "stages/extract/tree.h"
#include "types/document.h"
#include "types/findings.h"
#include "types/mentions.h"
#include "types/tokens.h"

namespace demarche {

/// Fills findings.offices.
void find_offices(const Document& document, const Tokens& tokens, const Tree& tree, const Mentions& mentions,
                  Findings& findings);

}  // namespace demarche
