#include "stages/ingest/ingest.h"

namespace demarche {

void ingest(Record, const IngestOptions&, std::vector<Ingested>&) {}
void RecordReader::run(const OnRecord&) {}

}  // namespace demarche
