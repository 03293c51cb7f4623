// PLOVER sectors and the words of ICEWS for them, both ways.
#pragma once

#include <string_view>

namespace demarche {

/// "Military" for "MIL"; "" where ICEWS has no such word.
std::string_view icews_sector(std::string_view sector);
/// "MIL" for "Military", "Army", "Navy"; "" for words that name no sector of PLOVER's (regions, creeds, parties'
/// wings).
std::string_view sector_of_icews(std::string_view word);

}  // namespace demarche
