// The address of a request taken apart: steps of the path, the form that is asked for, parameters.
//
// Everything is decoded once and must be UTF-8. What no address of this server looks like (a step "..", a broken %, a
// NUL) is no target at all. Linear in its length.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http.h"

namespace demarche::server {

struct Target {
  std::vector<std::string> steps;  // "/relation/RUS/CHN.json" gives relation, RUS, CHN
  std::string form;                // "json"; "" for none: a page
  Fields parameters;
};

std::optional<Target> parse_target(std::string_view target);
/// "a=1&b=2" as of forms and queries; nothing for what is not.
std::optional<Fields> parse_fields(std::string_view encoded);
/// The cookie with this name out of a Cookie header, "" for none.
std::string cookie_value(std::string_view header, std::string_view name);
/// The forms that end an address.
bool is_form(std::string_view ending);

}  // namespace demarche::server
