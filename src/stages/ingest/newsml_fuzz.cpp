// Any bytes as NewsML-G2.
#include "stages/ingest/format_fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using demarche::InputFormat;
  demarche::check_formats(data, size, {InputFormat::newsml});
  return 0;
}
