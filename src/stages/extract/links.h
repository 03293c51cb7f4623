// Links between events and statements of one sentence, where a connective says that one brought about, answers,
// conditions, aims at or offsets the other.
//
// The connective's clause gives one end, the clause that it hangs on the other. An end is the event nearest below in
// the tree, else the statement that says it. Nothing is inferred from order or from time alone: "after" links only
// where its clause provokes ("after the attack" does not).
#pragma once

#include "stages/extract/tree.h"
#include "types/findings.h"
#include "types/tokens.h"

namespace demarche {

/// Fills findings.links from findings.events and findings.statements.
void find_links(const Tokens& tokens, const Tree& tree, Findings& findings);

}  // namespace demarche
