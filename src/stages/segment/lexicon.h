// The word lists of segmentation: abbreviations, prefixes that keep their hyphen, units, contractions, ends of
// addresses.
//
// One look-up a word: each listed word has a set of flags. Looked up in lower case, ASCII only.
#pragma once

#include <cstdint>
#include <string_view>

namespace demarche::segmenting {

enum Listed : std::uint16_t {
  listed_none = 0,
  title = 1 << 0,          // "Mr", "Gen": keeps its dot, a name follows, never ends a sentence
  abbreviation = 1 << 1,   // "Inc", "Sept": keeps its dot, may end a sentence
  prefix = 1 << 2,         // "anti-", "non-": written in one token with what follows its hyphen
  unit = 1 << 3,           // "km", "pm", "bn": stands apart from the number glued to it
  address_end = 1 << 4,    // "com", "org", "pdf": last part of a host or file name
  starter = 1 << 5,        // "The", "He", "But": a capital on it after an abbreviation starts a sentence
  clitic = 1 << 6,         // "'s", "'ll", without the apostrophe
  elided = 1 << 7,         // "'em", "'til": the apostrophe belongs to the word
  before_number = 1 << 8,  // "No", "p", "Art": an abbreviation only before a number
  capital_only = 1 << 10,  // "Mass", "Sat": an abbreviation only with a capital
  slashed = 1 << 9,        // "w/o", "l/c", looked up with its slash
};

std::uint16_t listed(std::string_view word);

/// Bytes of the first part of a contraction without apostrophe ("cannot" 3, "gonna" 3, "dont" 2), 0 for none.
std::uint32_t bare_contraction(std::string_view word);

}  // namespace demarche::segmenting
