// Plain text -> title, date, category, body and cited sources.
#pragma once

#include <string_view>

#include "types/document.h"

namespace demarche {

/// Fills the document from well-formed UTF-8.
void read_plain_text(std::string_view text, Document& document);

}  // namespace demarche
