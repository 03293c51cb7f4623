// Small helpers over bytes. ASCII rules only: nothing here depends on a locale.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace demarche {

constexpr bool is_ascii_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
constexpr bool is_ascii_lower(char c) {
  return c >= 'a' && c <= 'z';
}
constexpr bool is_ascii_alpha(char c) {
  return is_ascii_upper(c) || is_ascii_lower(c);
}
constexpr bool is_ascii_digit(char c) {
  return c >= '0' && c <= '9';
}
constexpr bool is_ascii_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}
constexpr char to_ascii_lower(char c) {
  return is_ascii_upper(c) ? static_cast<char>(c + 32) : c;
}

std::string ascii_lower(std::string_view s);
std::string_view trim(std::string_view s);
/// The pieces between separators; an empty string gives one empty piece.
std::vector<std::string_view> split(std::string_view s, char separator);
bool equals_ignoring_case(std::string_view a, std::string_view b);

}  // namespace demarche
