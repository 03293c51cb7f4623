// How many people an event killed, hurt, arrested or brought together, where its own clause says so.
//
// A number counts when it stands with the people of a verb ("killed at least 12 people") and that verb is the event's
// trigger or hangs on it in the tree. A number elsewhere in the sentence is never taken.
#pragma once

#include <optional>

#include "stages/extract/tree.h"
#include "types/findings.h"
#include "types/tokens.h"

namespace demarche {

/// Fills EventMention::size of findings.events.
void find_sizes(const Tokens& tokens, const Tree& tree, Findings& findings);

/// The number that counts the noun `word` ("between 10 and 15 people"), or that `word` is ("dozens were killed").
std::optional<Count> count_at(const Tokens& tokens, const Tree& tree, std::uint32_t word);

}  // namespace demarche
