#include "pipeline/verbatim.h"

#include "base/limits.h"
#include "base/text.h"
#include "base/utf8.h"

namespace demarche {

void ingest_verbatim(Record record, const IngestOptions& options, std::vector<Ingested>& out) {
  const InputFormat format = record.format == InputFormat::automatic ? options.format : record.format;
  const std::string_view bytes = trim(record.bytes);
  const bool plain = format == InputFormat::text || (format == InputFormat::automatic && !bytes.starts_with('<'));
  if (!plain || bytes.empty() || record.bytes.find('\0') != std::string::npos || !is_utf8(record.bytes))
    return ingest(std::move(record), options, out);
  Document document;
  document.id = record.name;
  document.origin = record.origin;
  document.published = options.reference;
  document.text = std::move(record.bytes);
  out.emplace_back(std::move(document));
}

}  // namespace demarche
