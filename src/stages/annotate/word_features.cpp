#include "stages/annotate/word_features.h"

#include <utf8proc.h>

#include "base/hash.h"
#include "base/text.h"
#include "base/utf8.h"

namespace demarche {
namespace {

// What typographic text writes for an ASCII sign.
char32_t plain_sign(char32_t c) {
  if (c < 0x2010 || c > 0x2033) return c == 0xA0 ? ' ' : c == 0xB4 ? '\'' : c;
  if (c <= 0x2015) return '-';
  if (c >= 0x2018 && c <= 0x201B) return '\'';
  if (c >= 0x201C && c <= 0x201F) return '"';
  return c == 0x2032 ? '\'' : c == 0x2033 ? '"' : c;
}

char32_t lower(char32_t c) {
  if (c < 0x80) return static_cast<unsigned char>(to_ascii_lower(static_cast<char>(c)));
  return static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(c)));
}

char32_t shape_of(char32_t c) {
  if (c < 0x80) {
    const char b = static_cast<char>(c);
    return is_ascii_upper(b) ? U'X' : is_ascii_lower(b) ? U'x' : is_ascii_digit(b) ? U'd' : c;
  }
  const auto p = static_cast<utf8proc_int32_t>(c);
  return utf8proc_isupper(p) ? U'X' : utf8proc_islower(p) ? U'x' : c;
}

constexpr std::array<std::uint32_t, feature_count> first_rows() {
  std::array<std::uint32_t, feature_count> first{};
  for (std::size_t i = 1; i < feature_count; ++i) first[i] = first[i - 1] + feature_rows[i - 1];
  return first;
}

std::uint32_t row_of(std::size_t feature, std::string_view piece) {
  static constexpr auto first = first_rows();
  return first[feature] + static_cast<std::uint32_t>(hash64(piece, feature + 1) & (feature_rows[feature] - 1));
}

}  // namespace

void append_normal_form(std::string_view form, std::string& out) {
  for (std::size_t at = 0; at < form.size();) append_utf8(out, lower(plain_sign(decode_utf8(form, at))));
}

std::uint32_t shape_row(std::string_view form) {
  std::string shape;
  char32_t last = 0;
  int run = 0;
  for (std::size_t at = 0; at < form.size() && shape.size() < 16;) {
    const char32_t c = shape_of(plain_sign(decode_utf8(form, at)));
    run = c == last ? run + 1 : 1;
    last = c;
    if (run <= 3) append_utf8(shape, c);
  }
  return row_of(shape_feature, shape);
}

FeatureRows features_of(std::string_view form) {
  std::string norm;
  append_normal_form(form, norm);
  for (char& c : norm)
    if (is_ascii_digit(c)) c = '0';
  // Starts of the first three and the last four characters.
  std::size_t prefix = 0;
  for (int i = 0; i < 3 && prefix < norm.size(); ++i) decode_utf8(norm, prefix);
  std::array<std::size_t, 5> suffix{norm.size(), norm.size(), norm.size(), norm.size(), norm.size()};
  for (std::size_t i = 1; i < suffix.size(); ++i) {
    std::size_t at = suffix[i - 1];
    if (at > 0) --at;
    while (at > 0 && (static_cast<unsigned char>(norm[at]) & 0xC0) == 0x80) --at;
    suffix[i] = at;
  }
  const std::string_view all = norm;
  return {row_of(0, all),
          row_of(1, all),
          row_of(2, all.substr(0, prefix)),
          row_of(3, all.substr(suffix[4])),
          row_of(4, all.substr(suffix[3])),
          row_of(5, all.substr(suffix[2])),
          shape_row(form)};
}

}  // namespace demarche
