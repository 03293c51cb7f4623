// Any bytes as exports of press archives.
#include "stages/ingest/format_fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using demarche::InputFormat;
  demarche::check_formats(data, size, {InputFormat::lexisnexis, InputFormat::factiva});
  return 0;
}
