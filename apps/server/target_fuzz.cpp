// Any bytes as a target, a form and a cookie: never a crash, never text that is not UTF-8, the same answer twice.
#include <cstdint>
#include <cstdlib>

#include "parameters.h"
#include "target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace demarche::server;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto target = parse_target(bytes);
  if (target) {
    for (const std::string& step : target->steps)
      if (step == "..") std::abort();
    Question question;
    const auto first = read_question(target->parameters,
                                     "actor recipient party type quad since until article source "
                                     "newness factuality min_confidence limit after period unit as_of date q document",
                                     question);
    Question again;
    const auto second = read_question(target->parameters,
                                      "actor recipient party type quad since until article source "
                                      "newness factuality min_confidence limit after period unit as_of date q document",
                                      again);
    if (first.has_value() != second.has_value()) std::abort();
  }
  (void)parse_fields(bytes);
  (void)cookie_value(bytes, "demarche");
  return 0;
}
