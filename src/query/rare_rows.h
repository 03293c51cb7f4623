// Mentions that a filter's rarest value leads to, when they are few: then they are sorted instead of walking all.
#pragma once

#include <string>

#include "demarche/archive.h"
#include "store/database.h"

namespace demarche::query {

struct RareRows {
  std::string sql;  // "SELECT ... id" of mentions with one "?"; "" when everything must be walked
  std::string value;
  /// "(sql) x CROSS JOIN event_mention m ON m.id = x.id"
  std::string from(const std::string& mention) const;
};

Result<RareRows> rare_rows(const store::Database& archive, bool events, const Filter& filter);

}  // namespace demarche::query
