// How likely an event mention is one that a trained coder would have coded, in thousandths.
//
// A small logistic model over what the frame and the tree show: type and part of speech, where the parties stand,
// factuality, how the event noun hangs. Weights were fitted on gold/train without its reserved articles; all arithmetic
// is in integers.
#pragma once

#include <cstdint>

#include "stages/extract/circumstance.h"
#include "stages/extract/frame_match.h"
#include "stages/extract/tree.h"
#include "types/findings.h"

namespace demarche {

/// Below this a mention is not reported.
inline constexpr std::uint16_t least_confidence = 300;

std::uint16_t confidence_of(const Match& match, const EventMention& event, const Modality& modality, const Tree& tree,
                            const Tokens& tokens, const Mentions& mentions);

}  // namespace demarche
