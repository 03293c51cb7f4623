// The archive's schema and its versions.
//
// A file is an archive when its application_id says so; user_version is the schema's number. Opening for writing brings
// an older file forward, one migration a transaction, so that an interrupted upgrade leaves a whole older schema.
// Reading never changes a file. Never goes backwards: a newer file is refused with the advice to update.
#pragma once

#include <memory>
#include <span>
#include <string>

#include "store/database.h"

namespace demarche::store {

inline constexpr std::int64_t application_id = 0x444D4152;  // "DMAR"

/// migrations[n] takes a file from schema n to n + 1; the first makes an empty file an archive.
std::span<const char* const> migrations();
inline int schema_version() {
  return static_cast<int>(migrations().size());
}

/// Opens an archive and checks that it is one. Mode::create makes it where there is none.
Result<std::unique_ptr<Database>> open_archive(const std::string& path, Database::Mode mode,
                                               int busy_timeout_ms = 5000);
/// For reading what all schemas have alike: an older archive is opened as it is, to be copied.
Result<std::unique_ptr<Database>> open_archive_of_any_age(const std::string& path);
/// The same against other migrations, for tests of the upgrade itself.
Result<std::unique_ptr<Database>> open_archive(const std::string& path, Database::Mode mode, int busy_timeout_ms,
                                               std::span<const char* const> steps);

}  // namespace demarche::store
