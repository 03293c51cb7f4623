#include "pipeline/each_document.h"

#include <fmt/format.h>

namespace demarche {

Reject reject_of(const Notice& notice) {
  const Signal& signal = notice.signal;
  return {notice.origin, signal.target, ErrorCode::no_text,
          fmt::format("a notice, not an article: {}{}{} ({}); demarche add acts on it", name_of(signal.kind),
                      signal.address.empty() ? "" : ", ", signal.address, signal.note)};
}

}  // namespace demarche
