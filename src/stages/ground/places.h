// Which place of the world a name means: candidates of the place table, chosen by the countries that the document
// speaks of, by what stands beside the name ("Tripoli, Lebanon"), by the places around it and by how many people live
// there.
//
// A name means one place within a document. Only names that the name layer calls locations are looked at: a person's or
// an organisation's name is never a place. Whether a name stands for a government ("Washington said") is not asked
// here: extract/ takes an event's place only from words that say where.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "codebook/place_table.h"
#include "types/document.h"
#include "types/mentions.h"
#include "types/names.h"
#include "types/tokens.h"

namespace demarche {

/// The document's places, by span; `mentions` holds the actors already.
std::vector<PlaceMention> find_places(std::string_view text, const Tokens& tokens, const Names& names,
                                      const PlaceTable& table, const Mentions& mentions);

/// What the name at `asked` means among the document's other places; nothing when no table knows it and the text does
/// not say what holds it ("Xanten-Ost, Germany" gives the country).
std::optional<PlaceMention> place_at(std::string_view text, Span asked, const Tokens& tokens, const Names& names,
                                     const PlaceTable& table, const Mentions& mentions);

}  // namespace demarche
