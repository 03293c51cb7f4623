// Any bytes through decompression, recognition, decoding and extraction. Crashes are one thing; the promises of a
// Document are checked as well.
#include <cstdint>
#include <string>

#include "base/check.h"
#include "base/utf8.h"
#include "stages/ingest/byte_source.h"
#include "stages/ingest/ingest.h"
#include "stages/ingest/input_buffer.h"

namespace demarche {
namespace {

constexpr std::size_t enough = 1u << 20;  // of what a small input decompresses to

void check_document(const Document& document, std::size_t raw_size) {
  DM_CHECK(is_utf8(document.text));
  DM_CHECK(is_utf8(document.title) && is_utf8(document.category) && is_utf8(document.publisher) &&
           is_utf8(document.url));
  std::size_t text_end = 0;
  for (const RawPiece& piece : document.raw_map) {
    DM_CHECK(piece.text_begin >= text_end);
    text_end = std::size_t{piece.text_begin} + piece.length;
    DM_CHECK(text_end <= document.text.size());
    DM_CHECK(std::size_t{piece.raw_begin} + piece.raw_length <= raw_size);
  }
}

void run(const std::string& bytes, InputFormat format, bool verbatim) {
  std::vector<Ingested> out;
  IngestOptions options;
  options.verbatim = verbatim;
  ingest(Record{bytes, "fuzz", "fuzz", format}, options, out);
  const bool blank = bytes.find_first_not_of(" \t\r\n\v\f") == std::string::npos;
  DM_CHECK(!out.empty() || (format == InputFormat::jsonl && blank));
  for (const Ingested& one : out)
    if (const Document* document = std::get_if<Document>(&one)) check_document(*document, bytes.size());
}

}  // namespace
}  // namespace demarche

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace demarche;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  InputBuffer lines(decompressed(bytes_of(bytes)));
  lines.peek();
  std::string line;
  for (int n = 0; n < 1000 && lines.next_line(line, 4096) <= InputBuffer::Line::too_long; ++n) {
  }
  InputBuffer whole(decompressed(bytes_of(bytes)));
  Result<std::string> unpacked = whole.rest(enough);
  const std::string content = unpacked ? std::move(*unpacked) : std::string(bytes);
  for (const InputFormat format : {InputFormat::automatic, InputFormat::text, InputFormat::html, InputFormat::jsonl})
    run(content, format, false);
  run(content, InputFormat::automatic, true);
  return 0;
}
