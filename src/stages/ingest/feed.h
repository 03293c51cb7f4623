// RSS (0.9x, 1.0, 2.0) and Atom feeds -> a document an item.
//
// An item's text is its full content where the feed carries it, else its summary. Atom's deleted-entry (RFC 6721)
// becomes a Notice of the feed that says so. The items before damage are read.
#pragma once

#include <string_view>
#include <vector>

#include "stages/ingest/ingest.h"

namespace demarche {

void read_feed(const Record& record, std::string_view text, const IngestOptions& options, std::vector<Ingested>& out);

}  // namespace demarche
