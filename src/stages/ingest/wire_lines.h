// Lines by which news agencies take back, hold or correct a report: "KILL: harbour-talks", "ATTENTION EDITORS: STORY
// WITHDRAWN", "HOLD FOR RELEASE", "(CORRECTS day of the meeting)".
//
// Only where such lines stand: in the headline and the first lines, at their beginning, in capitals. A report about a
// killing or a withdrawal of troops has none.
#pragma once

#include "types/document.h"

namespace demarche {

/// Appends the signals of the document's headline and first lines.
void read_wire_lines(Document& document);

}  // namespace demarche
