// What every reader of pages, feeds and messages does last: is it an article that can be coded?
#pragma once

#include "stages/ingest/ingest.h"

namespace demarche {

/// The document, or why it is none: no text, too long, not in English. Fills in the language and the reference day.
/// `what` names it in messages: "page", "item".
Ingested finished(Document document, const IngestOptions& options, std::string_view what);

}  // namespace demarche
