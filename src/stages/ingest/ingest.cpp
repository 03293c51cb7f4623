#include "stages/ingest/ingest.h"

#include <fmt/format.h>

#include "base/limits.h"
#include "base/text.h"
#include "base/utf8.h"
#include "stages/ingest/jsonl.h"
#include "stages/ingest/plain_text.h"

namespace demarche {
namespace {

Reject reject(const Record& record, ErrorCode reason, std::string message) {
  return {record.origin, record.name, reason, std::move(message)};
}

void ingest_jsonl(Record& record, const IngestOptions& options, std::vector<Ingested>& out) {
  const auto add = [&](std::string& line, const std::string& origin, const std::string& id) {
    auto result = read_jsonl_line(line, origin, id);
    if (Document* document = std::get_if<Document>(&result)) {
      if (!document->published) document->published = options.reference;
      out.emplace_back(std::move(*document));
    } else {
      out.emplace_back(std::move(std::get<Reject>(result)));
    }
  };
  if (record.bytes.find('\n') == std::string::npos) return add(record.bytes, record.origin, record.name);
  std::size_t number = 0;
  for (const std::string_view piece : split(record.bytes, '\n')) {
    ++number;
    if (trim(piece).empty()) continue;
    std::string line(piece);
    add(line, fmt::format("{}:{}", record.origin, number), fmt::format("{}:{}", record.name, number));
  }
}

Ingested ingest_page(Record& record, const IngestOptions& options) {
  if (trim(record.bytes).empty()) return reject(record, ErrorCode::no_text, "the file is empty");
  if (!is_utf8(record.bytes) || record.bytes.find('\0') != std::string::npos)
    return reject(record, ErrorCode::bad_input, "not text");
  Document document;
  document.id = record.name;
  document.origin = record.origin;
  read_plain_text(record.bytes, document);
  if (document.text.size() > limits::text_bytes) return reject(record, ErrorCode::too_large, "the text is too long");
  if (!document.published) document.published = options.reference;
  return document;
}

}  // namespace

void ingest(Record record, const IngestOptions& options, std::vector<Ingested>& out) {
  const InputFormat format = record.format == InputFormat::automatic ? options.format : record.format;
  if (format == InputFormat::jsonl) {
    ingest_jsonl(record, options, out);
  } else if (format == InputFormat::conllu) {
    out.emplace_back(reject(record, ErrorCode::bad_input, "CoNLL-U holds no article: only parse reads it"));
  } else {
    out.emplace_back(ingest_page(record, options));
  }
}

}  // namespace demarche
