// One spelling for one address, so that a request finds the page however its address was written down.
//
//   normal_address("https://WWW.Gazette.example:443/news/a%7Eb/?utm_source=x#top") == "gazette.example/news/a~b"
#pragma once

#include <string>
#include <string_view>

namespace demarche::store {

/// Without scheme, "www.", default port, fragment, last slash and parameters that only track; host in lower case,
/// percent signs only where needed. "" stays "".
std::string normal_address(std::string_view address);

}  // namespace demarche::store
