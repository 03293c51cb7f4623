// Where bytes come from: a file, standard input or memory, decompressed on the way.
//
// A ByteSource is pulled: each call fills a buffer, 0 means the end. gzip (several members too) and zstd (several
// frames) are told by their first bytes, never by a name. What came before damage is delivered first; the error comes
// with the next call. Nothing is ever held whole.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "demarche/result.h"

namespace demarche {

/// Fills up to `size` bytes at `out` and returns how many; 0 at the end, and again after it.
using ByteSource = std::function<Result<std::size_t>(char* out, std::size_t size)>;

/// The bytes of a file as they are; "-" is standard input.
Result<ByteSource> open_file(const std::string& path);
ByteSource bytes_of(std::string_view bytes);

/// The same bytes, or what they hold when they are gzip or zstd.
ByteSource decompressed(ByteSource source);

}  // namespace demarche
