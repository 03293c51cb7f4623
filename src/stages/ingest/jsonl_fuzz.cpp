// Any bytes as a line of JSONL.
#include <cstdint>
#include <string>

#include "base/check.h"
#include "base/utf8.h"
#include "stages/ingest/jsonl.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace demarche;
  std::string line(reinterpret_cast<const char*>(data), size);
  looks_like_jsonl(line);
  const auto result = read_jsonl_line(line, "fuzz:1", "fuzz:1");
  if (const Document* document = std::get_if<Document>(&result)) {
    DM_CHECK(is_utf8(document->text) && !document->text.empty());
    DM_CHECK(is_utf8(document->id) && !document->id.empty());
    DM_CHECK(is_utf8(document->title));
    DM_CHECK(document->raw_map.empty());
  } else {
    DM_CHECK(!std::get<Reject>(result).message.empty());
  }
  return 0;
}
