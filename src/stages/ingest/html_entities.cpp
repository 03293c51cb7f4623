#include "stages/ingest/html_entities.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.h"
#include "base/utf8.h"

namespace demarche {
namespace {

constexpr std::string_view list =
#include "stages/ingest/html_entities.inc"
    ;

struct Entity {
  std::string_view name;  // with its ";" where it must have one
  std::string_view code_points;
};

// Sorted as the list is.
const std::vector<Entity>& entities() {
  static const std::vector<Entity> all = [] {
    std::vector<Entity> out;
    for (const std::string_view entry : split(list, ' '))
      if (const std::size_t sign = entry.find('='); sign != std::string_view::npos)
        out.push_back({entry.substr(0, sign), entry.substr(sign + 1)});
    return out;
  }();
  return all;
}

void append_code_points(std::string& out, std::string_view code_points) {
  for (const std::string_view one : split(code_points, '+')) {
    char32_t value = 0;
    for (const char c : one) value = value * 16 + static_cast<char32_t>(is_ascii_digit(c) ? c - '0' : c - 'A' + 10);
    append_utf8(out, value);
  }
}

constexpr std::size_t longest_name = 33;

// Windows-1252 where pages write its bytes as numbers.
constexpr std::array<char32_t, 32> windows_1252 = {0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                   0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
                                                   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                   0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

// The bytes used of "&#8211;" or "&#x2013;" at the start of `s`; 0 when it is none.
std::size_t numeric(std::string_view s, std::string& out) {
  const bool hex = s.size() > 2 && (s[2] == 'x' || s[2] == 'X');
  std::size_t at = hex ? 3 : 2;
  const std::size_t begin = at;
  char32_t value = 0;
  for (; at < s.size(); ++at) {
    const char c = to_ascii_lower(s[at]);
    const bool digit = is_ascii_digit(c);
    if (!digit && !(hex && c >= 'a' && c <= 'f')) break;
    if (value < 0x110000) value = value * (hex ? 16 : 10) + static_cast<char32_t>(digit ? c - '0' : c - 'a' + 10);
  }
  if (at == begin) return 0;
  if (at < s.size() && s[at] == ';') ++at;
  if (value >= 0x80 && value < 0xA0) value = windows_1252[value - 0x80];
  const bool none = value == 0 || value >= 0x110000 || (value >= 0xD800 && value < 0xE000);
  append_utf8(out, none ? 0xFFFD : value);
  return at;
}

// The longest name that stands behind "&".
std::size_t named(std::string_view s, bool in_attribute, std::string& out) {
  std::size_t length = 1;
  while (length < s.size() && length <= longest_name && (is_ascii_alpha(s[length]) || is_ascii_digit(s[length])))
    ++length;
  if (length < s.size() && s[length] == ';') ++length;
  for (; length > 2; --length) {
    const std::string_view name = s.substr(1, length - 1);
    const auto found = std::lower_bound(entities().begin(), entities().end(), name,
                                        [](const Entity& entity, std::string_view n) { return entity.name < n; });
    if (found == entities().end() || found->name != name) continue;
    const char next = length < s.size() ? s[length] : '\0';
    if (in_attribute && !name.ends_with(';') && (next == '=' || is_ascii_alpha(next) || is_ascii_digit(next))) return 0;
    append_code_points(out, found->code_points);
    return length;
  }
  return 0;
}

}  // namespace

void append_decoded(std::string& out, std::string_view text, bool in_attribute) {
  while (!text.empty()) {
    const std::size_t at = std::min(text.find('&'), text.size());
    out += text.substr(0, at);
    text.remove_prefix(at);
    if (text.size() < 2) break;
    std::size_t used = 0;
    if (text[1] == '#') {
      used = numeric(text, out);
    } else if (is_ascii_alpha(text[1])) {
      used = named(text, in_attribute, out);
    }
    if (used == 0) {
      out += '&';
      used = 1;
    }
    text.remove_prefix(used);
  }
  out += text;
}

}  // namespace demarche
