#include <cstddef>
#include <cstdint>
#include <string>

#include "base/check.h"
#include "base/utf8.h"
#include "stages/segment/segment.h"

// Any bytes, repaired as ingest does, give words that ascend within the text and sentences that hold them all.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text = demarche::repair_utf8(std::string_view(reinterpret_cast<const char*>(data), size));
  const demarche::Tokens tokens = demarche::segment(text);
  std::uint32_t at = 0, word = 0;
  for (const demarche::Word& w : tokens.words) {
    DM_CHECK(w.span.begin >= at && w.span.end > w.span.begin && w.span.end <= text.size());
    at = w.span.end;
  }
  for (const demarche::Sentence& s : tokens.sentences) {
    DM_CHECK(s.first == word && s.last > s.first);
    word = s.last;
  }
  DM_CHECK(word == tokens.words.size());
  return 0;
}
