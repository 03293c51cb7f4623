// The key that a page of a list goes on from: the day and the numbers of its last row, newest first.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "demarche/result.h"

namespace demarche::query {

/// Rows go by day, then id, then position, all descending; rows without a day come last.
struct PageKey {
  std::optional<std::int64_t> day;
  std::int64_t id = 0;
  std::int64_t position = 0;
};

/// "18979.4711.3"; "-.12.0" without a day.
std::string page_key_text(const PageKey& key);
/// The key of `after`, before everything where it is empty; an error for what no page gave out.
Result<PageKey> parse_page_key(std::string_view after);

}  // namespace demarche::query
