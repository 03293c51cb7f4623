#include "stages/ingest/item_fields.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "stages/ingest/day_text.h"

namespace demarche {

std::optional<Day> day_written(std::string_view value) {
  value = trim(value).substr(0, 100);
  if (const auto day = Day::parse(value)) return day;
  const std::string_view digits = value.substr(0, 8);
  if (digits.size() == 8 && std::all_of(digits.begin(), digits.end(), is_ascii_digit)) {
    if (const auto day =
            Day::parse(fmt::format("{}-{}-{}", digits.substr(0, 4), digits.substr(4, 2), digits.substr(6))))
      return day;
  }
  if (const auto found = find_day(value)) return found->day;
  return std::nullopt;
}

std::string host_of(std::string_view address) {
  const std::size_t scheme = address.find("://");
  if (scheme == std::string_view::npos) return {};
  address.remove_prefix(scheme + 3);
  std::string host = ascii_lower(address.substr(0, address.find_first_of("/?#")));
  if (const std::size_t user = host.rfind('@'); user != std::string::npos) host.erase(0, user + 1);
  if (const std::size_t port = host.find(':'); port != std::string::npos) host.resize(port);
  if (host.starts_with("www.")) host.erase(0, 4);
  return host;
}

}  // namespace demarche
