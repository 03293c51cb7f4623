// Any bytes as a WARC or ARC file: framing, damage and what follows it, HTTP, content codings, and the pages within.
#include <cstdint>
#include <string>

#include "base/check.h"
#include "base/utf8.h"
#include "stages/ingest/byte_source.h"
#include "stages/ingest/ingest.h"
#include "stages/ingest/warc_stream.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace demarche;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto look = [bytes](std::uint64_t offset, std::size_t n) {
    return offset >= bytes.size() ? std::string() : std::string(bytes.substr(offset, n));
  };
  for (const bool has_places : {true, false}) {
    WarcStream stream(bytes_of(bytes), has_places ? WarcStream::Look(look) : WarcStream::Look());
    std::size_t items = 0;
    while (std::optional<WarcItem> item = stream.next()) {
      // Each item uses up bytes: more items than bytes would be an endless loop.
      DM_CHECK(++items <= size + 1);
      DM_CHECK(item->damage.has_value() == item->bytes.empty());
      std::vector<Ingested> out;
      ingest(Record{item->bytes, "fuzz", "fuzz", InputFormat::warc}, {}, out);
      DM_CHECK(!out.empty());
      for (const Ingested& one : out)
        if (const Document* document = std::get_if<Document>(&one))
          DM_CHECK(is_utf8(document->text) && is_utf8(document->id) && is_utf8(document->url));
    }
  }
  return 0;
}
