// IPTC NewsML-G2 -> documents and signals.
//
// A newsItem's text comes from its inline XML (NITF, XHTML) or inline data. pubStatus canceled and withheld, and an
// embargo later than the version, become signals; packages and concept items hold no text and are rejected with that
// reason.
#pragma once

#include <string_view>
#include <vector>

#include "stages/ingest/ingest.h"

namespace demarche {

void read_newsml(const Record& record, std::string_view text, const IngestOptions& options, std::vector<Ingested>& out);

}  // namespace demarche
