#include "stages/merge/copies.h"

#include <string>

#include "base/hash.h"
#include "base/text.h"
#include "base/utf8.h"

namespace demarche {
namespace {

// General punctuation (dashes, curly quotes, ellipsis, special spaces), no-break space, soft hyphen, byte order mark.
bool is_typography(char32_t c) {
  return (c >= 0x2000 && c <= 0x206F) || c == 0xA0 || c == 0xAD || c == 0xFEFF || c == 0xAB || c == 0xBB;
}

}  // namespace

std::uint64_t copy_key(std::string_view text) {
  std::string letters;
  letters.reserve(text.size());
  int words = 0;
  bool in_word = false;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const char32_t c = decode_utf8(text, at);
    const bool counts =
        c < 0x80 ? is_ascii_alpha(static_cast<char>(c)) || is_ascii_digit(static_cast<char>(c)) : !is_typography(c);
    if (counts) {
      words += !in_word;
      for (std::size_t i = begin; i < at; ++i) letters += to_ascii_lower(text[i]);
    }
    in_word = counts;
  }
  if (words < copy_least_words) return 0;
  const std::uint64_t key = hash64(letters);
  return key == 0 ? 1 : key;
}

}  // namespace demarche
