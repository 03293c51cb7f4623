// What some bytes are, from the bytes alone: what is no text at all, and whether text is HTML.
#pragma once

#include <string>
#include <string_view>

namespace demarche {

/// "a PNG image", "a PDF document", "only zero bytes"; "" when the bytes may be text.
std::string binary_kind(std::string_view bytes);

/// True when decoded text holds so many control characters that it is none.
bool mostly_control(std::string_view text);

bool looks_like_html(std::string_view text);

}  // namespace demarche
