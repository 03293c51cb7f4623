// The list of files written from an archive: whose records each holds, so that a removal can say where copies are.
//
// Row numbers of versions are never used twice, so the list stays true when a version is gone.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "store/database.h"

namespace demarche::store {

struct ExportRow {
  std::int64_t id = 0;
  std::string written_at;  // UTC
  std::string path;        // absolute
  std::string form;
  std::string query;  // JSON
  std::int64_t cursor = 0;
  std::string as_of;  // "" for now
  std::int64_t records = 0;
  std::int64_t bytes = 0;
  std::string sha256;
};

using VersionRanges = std::vector<std::pair<std::int64_t, std::int64_t>>;
/// Sorted, apart; neighbours are one range.
VersionRanges ranges_of(std::vector<std::int64_t> versions);

/// In one transaction of its own. A file written anew under the same path takes the older entry's place.
Status register_export(const Database& archive, const ExportRow& row, const VersionRanges& versions);
/// Oldest first.
Result<std::vector<ExportRow>> exports(const Database& archive);
/// The exports that hold records of a version; call before or after it is gone.
Result<std::vector<ExportRow>> exports_with(const Database& archive, std::int64_t version_id);

}  // namespace demarche::store
