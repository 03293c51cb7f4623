// Character references of HTML: "&amp;", "&#8211;", "&eacute" -> characters.
#pragma once

#include <string>
#include <string_view>

namespace demarche {

/// Appends `text` with its references decoded. In an attribute's value a name without ";" stays when a letter, digit or
/// "=" follows, as in "?a=1&copy=2".
void append_decoded(std::string& out, std::string_view text, bool in_attribute);

}  // namespace demarche
