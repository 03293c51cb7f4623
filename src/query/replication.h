// An archive without words: articles by address, day and hash, statements and events by offsets.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "demarche/archive.h"
#include "store/database.h"

namespace demarche::query {

/// Lines without line end: each article that has a record that fits, then its statements, then its events. Filters that
/// only events have leave the statements out. `versions` gets the rows of version that were written.
Status stream_replication(const store::Database& archive, const Filter& filter,
                          const std::function<Status(std::string_view)>& on_line, std::vector<std::int64_t>& versions);

}  // namespace demarche::query
