// What kind of character stands where: the few classes that word and sentence rules ask for.
//
// Letters are everything that no other class names, so that every script and every unassigned code point has a class.
#pragma once

#include <cstdint>
#include <string_view>

namespace demarche::segmenting {

enum class Kind : std::uint8_t {
  space,
  letter,
  digit,
  invisible,  // zero width: belongs to the word it stands in or after
  stop,       // . ! ?
  ellipsis,
  apostrophe,  // ' ’ ` and their like
  quote,       // " “ ” « »
  hyphen,      // - and the hyphens of Unicode
  dash,        // – —
  open,        // ( [ {
  close,       // ) ] }
  mark,        // , ; : and other punctuation that stands alone
  currency,
  symbol,  // everything else that stands alone
  underscore,
};

struct Character {
  char32_t code = 0;
  Kind kind = Kind::space;
  std::uint32_t size = 0;  // bytes
};

Kind ascii_kind(unsigned char c);
Kind wide_kind(char32_t code);

/// The character that starts at `at`, which must lie inside `text`.
Character character_at(std::string_view text, std::uint32_t at);

inline Kind kind_at(std::string_view text, std::uint32_t at) {
  return character_at(text, at).kind;
}

/// The byte where the character before `at` starts; `at` must not be 0.
std::uint32_t character_before(std::string_view text, std::uint32_t at);

/// Rough, for sentence starts: ASCII, Latin, Greek and Cyrillic capitals; letters without case are neither.
bool is_upper(char32_t code);
bool is_lower(char32_t code);

}  // namespace demarche::segmenting
