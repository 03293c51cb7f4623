// The text of a piece of HTML that is an article already: what a feed or a news message carries.
#pragma once

#include <string>
#include <string_view>

namespace demarche {

/// Paragraphs joined by "\n", captions and scripts left out. Plain text comes back with its lines as paragraphs.
std::string html_fragment_text(std::string_view html);

}  // namespace demarche
