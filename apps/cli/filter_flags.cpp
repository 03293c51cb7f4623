#include "filter_flags.h"

#include <algorithm>
#include <cctype>

namespace demarche::cli {

Filter filter_of(const Invocation& invocation) {
  Filter filter;
  filter.actor = invocation.text("--actor");
  filter.recipient = invocation.text("--recipient");
  filter.party = invocation.text("--party");
  filter.type = invocation.text("--type");
  filter.quad = invocation.text("--quad");
  filter.since = invocation.text("--since");
  filter.until = invocation.text("--until");
  filter.article = invocation.text("--article");
  filter.source = invocation.text("--source");
  filter.newness = invocation.text("--newness");
  filter.factuality = invocation.text("--factuality");
  filter.min_confidence = invocation.thousandths("--min-confidence");
  filter.as_of = invocation.text("--as-of");
  filter.unit = invocation.text("--unit");
  filter.limit = invocation.count("--limit", 0);
  return filter;
}

// "rus" is RUS; what holds a colon stands as it is.
std::string party_code(std::string code) {
  if (code.size() == 3)
    std::transform(code.begin(), code.end(), code.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return code;
}

}  // namespace demarche::cli
