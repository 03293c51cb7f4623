// UTF-8: validation, decoding, repair, and the conversion from bytes to code points.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.h"

namespace demarche {

/// True for well-formed UTF-8 without surrogates or values above U+10FFFF.
bool is_utf8(std::string_view bytes);

/// Decodes the code point that starts at `at` and moves `at` past it. Malformed bytes give U+FFFD and one byte of
/// progress.
char32_t decode_utf8(std::string_view text, std::size_t& at);

void append_utf8(std::string& out, char32_t code_point);

/// Well-formed text: every malformed byte becomes U+FFFD.
std::string repair_utf8(std::string_view bytes);

std::size_t count_code_points(std::string_view text);

/// Byte offset to code point offset, for outputs. Constant time for ASCII texts, a short scan otherwise.
class CodePoints {
 public:
  explicit CodePoints(std::string_view text);
  std::uint32_t at(std::uint32_t byte) const;
  Span of(Span bytes) const { return {at(bytes.begin), at(bytes.end)}; }

 private:
  static constexpr std::uint32_t block = 64;
  std::string_view text_;
  std::vector<std::uint32_t> before_;  // code points before each block; empty when the text is ASCII
};

/// Code point offset to byte offset (for inputs that count code points); the text's size when it lies beyond the end.
std::uint32_t byte_of_code_point(std::string_view text, std::uint32_t code_point);

}  // namespace demarche
