#include "query/page_key.h"

#include <fmt/format.h>

#include <charconv>
#include <limits>

#include "base/text.h"

namespace demarche::query {
namespace {

bool parse_number(std::string_view text, std::int64_t& out) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  return error == std::errc() && end == text.data() + text.size() && !text.empty();
}

}  // namespace

std::string page_key_text(const PageKey& key) {
  return fmt::format("{}.{}.{}", key.day ? std::to_string(*key.day) : "-", key.id, key.position);
}

Result<PageKey> parse_page_key(std::string_view after) {
  PageKey key;
  if (after.empty()) {
    key.day = std::numeric_limits<std::int32_t>::max();
    key.id = key.position = std::numeric_limits<std::int64_t>::max();
    return key;
  }
  const auto parts = split(after, '.');
  std::int64_t day = 0;
  const bool sound = parts.size() == 3 && (parts[0] == "-" || parse_number(parts[0], day)) &&
                     parse_number(parts[1], key.id) && parse_number(parts[2], key.position);
  if (!sound) return Error{ErrorCode::usage, "\"after\" is no key: take it from the field next of the page before"};
  if (parts[0] != "-") key.day = day;
  return key;
}

}  // namespace demarche::query
