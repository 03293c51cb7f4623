#include "store/address.h"

#include "base/text.h"

namespace demarche::store {
namespace {

int hex_digit(char c) {
  if (is_ascii_digit(c)) return c - '0';
  const char low = to_ascii_lower(c);
  return low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

bool unreserved(int c) {
  const char ch = static_cast<char>(c);
  return c < 128 && (is_ascii_alpha(ch) || is_ascii_digit(ch) || ch == '-' || ch == '.' || ch == '_' || ch == '~');
}

// Percent signs: decoded where the character needs none, else in upper case.
std::string decoded(std::string_view part) {
  constexpr char digits[] = "0123456789ABCDEF";
  std::string out;
  for (std::size_t i = 0; i < part.size(); ++i) {
    const int high = part[i] == '%' && i + 2 < part.size() ? hex_digit(part[i + 1]) : -1;
    const int low = high >= 0 ? hex_digit(part[i + 2]) : -1;
    if (low < 0) {
      out += part[i];
      continue;
    }
    const int value = high * 16 + low;
    if (unreserved(value)) {
      out += static_cast<char>(value);
    } else {
      ((out += '%') += digits[high]) += digits[low];
    }
    i += 2;
  }
  return out;
}

bool tracks(std::string_view parameter) {
  const std::string name = ascii_lower(parameter.substr(0, parameter.find('=')));
  return name.starts_with("utm_") || name == "fbclid" || name == "gclid";
}

}  // namespace

std::string normal_address(std::string_view address) {
  address = trim(address);
  address = address.substr(0, address.find('#'));
  std::string_view port;
  if (const std::size_t scheme = address.find("://"); scheme != std::string_view::npos) {
    const std::string name = ascii_lower(address.substr(0, scheme));
    if (name != "http" && name != "https") return decoded(address);
    port = name == "http" ? ":80" : ":443";
    address.remove_prefix(scheme + 3);
  } else if (address.starts_with("//")) {
    address.remove_prefix(2);
  }
  const std::size_t host_end = std::min(address.find_first_of("/?"), address.size());
  std::string_view authority = address.substr(0, host_end);
  if (const std::size_t user = authority.rfind('@'); user != std::string_view::npos) authority.remove_prefix(user + 1);
  std::string out = ascii_lower(authority);
  if (!port.empty() && out.ends_with(port)) out.resize(out.size() - port.size());
  if (out.starts_with("www.")) out.erase(0, 4);
  std::string_view rest = address.substr(host_end);
  const std::size_t question = std::min(rest.find('?'), rest.size());
  std::string path = decoded(rest.substr(0, question));
  while (path.ends_with('/')) path.pop_back();
  out += path;
  if (question >= rest.size()) return out;
  char before = '?';
  for (std::string_view parameter : split(rest.substr(question + 1), '&')) {
    if (parameter.empty() || tracks(parameter)) continue;
    out += before;
    out += decoded(parameter);
    before = '&';
  }
  return out;
}

}  // namespace demarche::store
