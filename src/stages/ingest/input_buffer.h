// Lines, or all of what is left, from a ByteSource, with a look at the beginning before deciding which.
//
// Memory stays at one buffer and one line. A line beyond the limit is passed over without being held.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stages/ingest/byte_source.h"

namespace demarche {

class InputBuffer {
 public:
  explicit InputBuffer(ByteSource source);

  /// The first bytes, as many as the source has up to 64 KiB. Call before anything else is taken.
  std::string_view peek();

  enum class Line { whole, too_long, end, failed };
  /// The next line without its "\n"; `line` has some spare capacity behind it, for simdjson. After `failed` see
  /// error().
  Line next_line(std::string& line, std::size_t limit_bytes);

  /// All that is left; an error when it is more than the limit or the source fails.
  Result<std::string> rest(std::size_t limit_bytes);

  const Error& error() const { return *error_; }

 private:
  bool refill();  // false at the end or on failure

  ByteSource source_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0, end_ = 0;
  bool ended_ = false;
  std::optional<Error> error_;
};

}  // namespace demarche
