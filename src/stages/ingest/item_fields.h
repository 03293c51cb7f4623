// Small fields that feeds, messages and tables share.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/day.h"

namespace demarche {

/// The day of "2022-12-31T09:00:00Z", "20221231T090000Z", "Sat, 31 Dec 2022 10:30 GMT", "12/31/2022" and the like, as
/// written: no change of time zone. Nothing when there is none.
std::optional<Day> day_written(std::string_view value);

/// The host of an address, without "www.": "example.org"; "" when it has none.
std::string host_of(std::string_view address);

}  // namespace demarche
