// The content codings of HTTP: gzip, deflate, br, zstd; within a limit, so that a bomb is a reject.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "demarche/result.h"

namespace demarche {

/// `coding` as in Content-Encoding: one name, or several in the order they were applied. Unknown ones, damage and
/// output beyond the limit are errors. "identity", "none" and "" change nothing.
Result<std::string> decode_content(std::string bytes, std::string_view coding, std::size_t limit_bytes);

/// Chunked transfer coding. What does not begin like a chunk is taken as it is: archives often keep the header of a
/// body that was joined already. A body that ends within a chunk keeps what came.
std::string join_chunks(std::string_view body);

}  // namespace demarche
