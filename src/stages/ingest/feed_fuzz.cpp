// Any bytes as this format: whatever comes of it is a document with sound text, a notice or a reject.
#include <cstdint>
#include <string>

#include "base/check.h"
#include "base/utf8.h"
#include "stages/ingest/ingest.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace demarche;
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  for (const InputFormat format : {InputFormat::rss, InputFormat::atom}) {
    std::vector<Ingested> out;
    ingest(Record{bytes, "fuzz", "fuzz", format}, {}, out);
    DM_CHECK(!out.empty());
    for (const Ingested& one : out) {
      if (const Document* document = std::get_if<Document>(&one)) {
        DM_CHECK(is_utf8(document->text) && is_utf8(document->title) && is_utf8(document->id));
        DM_CHECK(is_utf8(document->url) && is_utf8(document->publisher) && is_utf8(document->category));
      } else if (const Notice* notice = std::get_if<Notice>(&one)) {
        DM_CHECK(!notice->signal.target.empty());
        DM_CHECK(is_utf8(notice->signal.target) && is_utf8(notice->signal.note) && is_utf8(notice->signal.when));
      }
    }
  }
  return 0;
}
