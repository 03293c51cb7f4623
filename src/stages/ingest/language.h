// Which language a text is in, well enough to turn away what is not English.
//
// Scripts are told by their letters; languages in Latin letters by their most frequent small words. A text with too few
// words to tell counts as English. Never used on JSONL, which is taken as it is.
#pragma once

#include <string_view>

namespace demarche {

struct Language {
  std::string_view code;  // ISO 639-1; "und" when only the script is known
  std::string_view name;  // "French", "a language in Cyrillic letters"
  bool english() const { return code == "en"; }
};

Language identify_language(std::string_view text);

}  // namespace demarche
