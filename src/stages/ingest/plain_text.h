// Plain text -> title, day, category, body and cited sources.
//
// Text without page furniture is kept whole: a paragraph a line, hard-wrapped paragraphs joined. A page layout is told
// by its head (a line that is a date with at most a category and labels) or by its tail (a source list, offers of
// contact or removal); then the head, the headline and the tail are taken out of the body. Sentences are never judged.
#pragma once

#include <string_view>

#include "stages/ingest/charset.h"
#include "types/document.h"

namespace demarche {

/// Fills title, published, category, publisher, url, sources, text and raw_map.
void read_plain_text(const Decoded& page, Document& document);

}  // namespace demarche
