#include <cstddef>
#include <cstdint>

#include "base/check.h"
#include "format/conllu.h"

// Whatever the bytes: the words ascend within the text, and what was read and written again reads the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const demarche::ConlluBlock block = demarche::read_conllu(bytes);
  std::uint32_t at = 0;
  for (const demarche::Word& word : block.tokens.words) {
    DM_CHECK(word.span.begin >= at && word.span.end > word.span.begin && word.span.end <= block.text.size());
    at = word.span.end;
  }
  std::string written;
  demarche::write_conllu(written, block, {}, {}, {});
  const demarche::ConlluBlock again = demarche::read_conllu(written);
  DM_CHECK(again.problems.empty());
  DM_CHECK(again.text == block.text);
  DM_CHECK(again.sentences.size() == block.sentences.size());
  return 0;
}
