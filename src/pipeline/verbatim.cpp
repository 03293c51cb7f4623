#include "pipeline/verbatim.h"

namespace demarche {

void ingest_verbatim(Record record, const IngestOptions& options, std::vector<Ingested>& out) {
  IngestOptions verbatim = options;
  verbatim.verbatim = true;
  ingest(std::move(record), verbatim, out);
}

}  // namespace demarche
