#include "stages/segment/characters.h"

#include <utf8proc.h>

#include <array>

#include "base/text.h"
#include "base/utf8.h"

namespace demarche::segmenting {
namespace {

constexpr Kind classify_ascii(unsigned char c) {
  if (c <= ' ' || c == 0x7F) return Kind::space;
  if (c >= '0' && c <= '9') return Kind::digit;
  if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) return Kind::letter;
  switch (c) {
    case '.':
    case '!':
    case '?':
      return Kind::stop;
    case '\'':
    case '`':
      return Kind::apostrophe;
    case '"':
      return Kind::quote;
    case '-':
      return Kind::hyphen;
    case '(':
    case '[':
    case '{':
      return Kind::open;
    case ')':
    case ']':
    case '}':
      return Kind::close;
    case ',':
    case ';':
    case ':':
      return Kind::mark;
    case '$':
      return Kind::currency;
    case '_':
      return Kind::underscore;
    default:
      return Kind::symbol;
  }
}

constexpr std::array<Kind, 128> make_ascii() {
  std::array<Kind, 128> kinds{};
  for (unsigned char c = 0; c < 128; ++c) kinds[c] = classify_ascii(c);
  return kinds;
}
constexpr std::array<Kind, 128> ascii_kinds = make_ascii();

Kind kind_of_category(char32_t code) {
  switch (utf8proc_category(static_cast<utf8proc_int32_t>(code))) {
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
      return Kind::space;
    case UTF8PROC_CATEGORY_SC:
      return Kind::currency;
    case UTF8PROC_CATEGORY_PD:
      return Kind::dash;
    case UTF8PROC_CATEGORY_PS:
      return Kind::open;
    case UTF8PROC_CATEGORY_PE:
      return Kind::close;
    case UTF8PROC_CATEGORY_PI:
    case UTF8PROC_CATEGORY_PF:
      return Kind::quote;
    case UTF8PROC_CATEGORY_PO:
    case UTF8PROC_CATEGORY_PC:
      return Kind::mark;
    case UTF8PROC_CATEGORY_SM:
    case UTF8PROC_CATEGORY_SO:
    case UTF8PROC_CATEGORY_SK:
      return Kind::symbol;
    case UTF8PROC_CATEGORY_CF:
      return Kind::invisible;
    default:
      return Kind::letter;
  }
}

}  // namespace

Kind ascii_kind(unsigned char c) {
  return ascii_kinds[c & 0x7F];
}

Kind wide_kind(char32_t code) {
  switch (code) {
    case 0xFEFF:  // byte order mark
    case 0x85:
      return Kind::space;
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case 0x201B:
    case 0xB4:
    case 0x2032:
      return Kind::apostrophe;
    case 0x2026:
      return Kind::ellipsis;
    case 0x2010:
    case 0x2011:
      return Kind::hyphen;
    case 0x3002:
    case 0xFF01:
    case 0xFF0E:
    case 0xFF1F:
      return Kind::stop;
    case 0xFFFD:
      return Kind::letter;
    default:
      break;
  }
  if (code < 0x2000) {
    // Latin, Greek and Cyrillic letters, the usual case, without a table look-up.
    if (code >= 0xC0 && code != 0xD7 && code != 0xF7 && code < 0x2B0) return Kind::letter;
    if (code >= 0x370 && code < 0x530 && code != 0x37E && code != 0x387) return Kind::letter;
  }
  if (code >= 0xFE00 && code <= 0xFE0F) return Kind::invisible;    // variation selectors
  if (code >= 0x1F3FB && code <= 0x1F3FF) return Kind::invisible;  // skin tones
  return kind_of_category(code);
}

Character character_at(std::string_view text, std::uint32_t at) {
  const auto c = static_cast<unsigned char>(text[at]);
  if (c < 0x80) return {c, ascii_kinds[c], 1};
  std::size_t next = at;
  const char32_t code = decode_utf8(text, next);
  return {code, wide_kind(code), static_cast<std::uint32_t>(next - at)};
}

std::uint32_t character_before(std::string_view text, std::uint32_t at) {
  std::uint32_t begin = at - 1;
  while (begin > 0 && at - begin < 4 && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80) --begin;
  return begin;
}

bool is_upper(char32_t code) {
  if (code < 0x80) return is_ascii_upper(static_cast<char>(code));
  const auto category = utf8proc_category(static_cast<utf8proc_int32_t>(code));
  return category == UTF8PROC_CATEGORY_LU || category == UTF8PROC_CATEGORY_LT;
}

bool is_lower(char32_t code) {
  if (code < 0x80) return is_ascii_lower(static_cast<char>(code));
  return utf8proc_category(static_cast<utf8proc_int32_t>(code)) == UTF8PROC_CATEGORY_LL;
}

}  // namespace demarche::segmenting
