// Where an event happened, as its clause says: a locative phrase ("in Aleppo", "near the Syrian city of Aleppo"), what
// an assault hits ("shelled Kharkiv"), where a visit goes, or a dateline that fits the event's parties.
//
// Only words that say where are looked at, so a capital that stands for its government is no place here.
#pragma once

#include <vector>

#include "stages/extract/tree.h"
#include "types/findings.h"

namespace demarche {

void place_events(std::string_view text, const Tokens& tokens, const Tree& tree, const Mentions& mentions,
                  std::vector<EventMention>& events);

}  // namespace demarche
