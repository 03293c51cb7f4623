// Text and attribute values of XML.
#pragma once

#include <string>
#include <string_view>

namespace demarche {

/// Escapes markup; control characters that XML cannot hold are left out.
std::string xml_text(std::string_view text);

}  // namespace demarche
