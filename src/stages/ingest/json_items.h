// Articles in JSON: JSON Feed 1.x and IPTC ninjs 1.x and 2.x -> documents and signals.
#pragma once

#include <string_view>
#include <vector>

#include "stages/ingest/ingest.h"

namespace demarche {

/// {"version":"https://jsonfeed.org/version/1.1","items":[...]}
void read_json_feed(const Record& record, std::string_view text, const IngestOptions& options,
                    std::vector<Ingested>& out);

/// One ninjs object, an array of them, or one a line. pubstatus canceled and withheld, and an embargo later than the
/// version, become signals.
void read_ninjs(const Record& record, std::string_view text, const IngestOptions& options, std::vector<Ingested>& out);

}  // namespace demarche
