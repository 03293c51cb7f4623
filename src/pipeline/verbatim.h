// Input that parse and dates take as it is: no extraction, no normalisation, offsets refer to the user's own text.
#pragma once

#include "stages/ingest/ingest.h"

namespace demarche {

/// Like ingest(), but plain text becomes a Document with exactly the record's text, in any language; text that is not
/// UTF-8 is decoded first. HTML still gives the article's text.
void ingest_verbatim(Record record, const IngestOptions& options, std::vector<Ingested>& out);

}  // namespace demarche
