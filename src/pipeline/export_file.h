// A file being written from an archive: appears under its name only when whole, with a manifest beside it, and is
// entered in the archive's list of exports. Whatever writes files of records goes through here.
#pragma once

#include <cstdio>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/sha256.h"
#include "demarche/export.h"
#include "query/moment.h"
#include "store/database.h"

namespace demarche {

class ExportFile {
 public:
  /// `query`: a JSON object. Takes the vintage of `archive` now, before anything is read for the file: a change that
  /// comes while it is written is repeated by the feed, never missed.
  static Result<std::unique_ptr<ExportFile>> open(const store::Database& archive, const query::Moment& moment,
                                                  const std::string& path, std::string form, std::string query);
  ~ExportFile();
  ExportFile(const ExportFile&) = delete;
  ExportFile& operator=(const ExportFile&) = delete;

  Status write(std::string_view bytes);
  /// Syncs, renames, writes the manifest, registers. `versions`: whose records the file holds.
  Result<ExportManifest> finish(std::uint64_t records, std::vector<std::int64_t> versions);

 private:
  ExportFile() = default;
  Error failed(const char* what) const;

  std::string archive_path_;
  std::string part_;
  std::FILE* file_ = nullptr;
  Sha256 hash_;
  ExportManifest manifest_;
};

/// Enters a file in the archive's list; gives the reason why not as text, "" when it is done.
std::string register_file(const std::string& archive_path, const ExportManifest& manifest,
                          std::vector<std::int64_t> versions);

/// The filters of a query as the fields of a JSON object, after "command".
std::string query_json(std::string_view command, const Filter& filter);

}  // namespace demarche
