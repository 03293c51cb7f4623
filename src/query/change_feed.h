// The list of changes as records: what to put in, replace and take away to follow an archive.
//
// A version in the list stands for its article, statements and events; here it is spelt out. What is gone by now is
// passed over: its tombstones come later. Works in short read transactions.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "store/database.h"

namespace demarche::query {

struct ChangeLine {
  std::int64_t cursor = 0;  // going on from here misses nothing and repeats as little as can be
  std::string op;           // insert, update, delete
  std::string kind;
  std::string id;
  std::string at;
  std::string reason;
  std::string record;  // JSON; "" when it is gone or has none
};

struct FeedEnd {
  std::int64_t cursor = 0;
  std::uint64_t lines = 0;
  bool more = false;
};

/// `kind` "": all. Stops after the change that brings the lines to `limit` (0: none).
Result<FeedEnd> stream_changes(const store::Database& archive, std::int64_t since, std::string_view kind,
                               std::uint64_t limit, const std::function<Status(const ChangeLine&)>& on_line);

}  // namespace demarche::query
