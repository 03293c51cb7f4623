// Fuzz target: any bytes give dates with ascending, disjoint spans and sane intervals.
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "stages/ground/dates.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  for (const auto& reference : {demarche::Day::parse("2022-12-31"), std::optional<demarche::Day>{}}) {
    std::uint32_t end = 0;
    for (const auto& date : demarche::find_dates(text, {}, {}, reference)) {
      DM_CHECK(end <= date.span.begin && date.span.begin < date.span.end && date.span.end <= size);
      DM_CHECK(date.interval.start <= date.interval.end);
      end = date.span.end;
    }
  }
  return 0;
}
