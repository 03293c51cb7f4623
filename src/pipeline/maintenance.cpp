#include "demarche/maintenance.h"

#include <filesystem>

#include "base/sha256.h"
#include "pipeline/clock.h"
#include "pipeline/export_file.h"
#include "query/vintage.h"
#include "store/backup.h"
#include "store/schema.h"

namespace demarche {
namespace {

using store::Database;

std::uint64_t size_of(const std::string& path) {
  std::uint64_t bytes = 0;
  for (const char* part : {"", "-wal"}) {
    std::error_code missing;
    const auto size = std::filesystem::file_size(path + part, missing);
    if (!missing) bytes += size;
  }
  return bytes;
}

}  // namespace

Result<BackupReport> backup_archive(const std::string& archive, const std::string& to, const WorkProgress& progress) {
  ExportManifest entry;
  std::vector<std::int64_t> versions;
  {
    const auto database = store::open_archive_of_any_age(archive);
    if (!database) return database.error();
    if (Status status = store::copy_archive(**database, to, progress); !status) return status.error();
  }
  BackupReport report;
  report.bytes = size_of(to);
  const auto hash = sha256_of_file(to);
  if (!hash) return hash.error();
  report.sha256 = *hash;
  {
    // What the copy holds is asked of the copy: the archive may have changed meanwhile.
    const auto copy = store::open_archive(to, Database::Mode::read_only);
    if (!copy) {
      report.warning = copy.error().message;
      return report;
    }
    auto vintage = query::vintage(**copy, {});
    if (!vintage) return vintage.error();
    entry.vintage = std::move(vintage).value();
    auto rows = (*copy)->prepare("SELECT id FROM version ORDER BY id");
    if (!rows) return rows.error();
    for (;;) {
      const Result<bool> row = rows->step();
      if (!row) return row.error();
      if (!*row) break;
      versions.push_back(rows->integer(0));
    }
  }
  entry.path = to;
  entry.form = "backup";
  entry.query = "{\"command\":\"archive backup\"}";
  entry.written_at = utc_now();
  entry.records = versions.size();
  entry.bytes = report.bytes;
  entry.sha256 = report.sha256;
  report.warning = register_file(archive, entry, std::move(versions));
  return report;
}

Status restore_archive(const std::string& backup, const std::string& archive, const WorkProgress& progress) {
  const auto database = store::open_archive_of_any_age(backup);
  if (!database) return database.error();
  return store::copy_archive(**database, archive, progress);
}

Result<CompactReport> compact_archive(const std::string& archive) {
  const auto database = store::open_archive(archive, Database::Mode::read_write, 30000);
  if (!database) return database.error();
  CompactReport report;
  report.bytes_before = size_of(archive);
  if (Status status = store::compact(**database); !status) return status.error();
  report.bytes_after = size_of(archive);
  return report;
}

Result<UpgradeReport> upgrade_archive(const std::string& archive) {
  UpgradeReport report;
  {
    const auto before = Database::open(archive, Database::Mode::read_only);
    if (!before) return before.error();
    const auto schema = (*before)->integer("PRAGMA user_version");
    if (!schema) return schema.error();
    report.schema_before = static_cast<int>(*schema);
  }
  const auto database = store::open_archive(archive, Database::Mode::read_write, 30000);
  if (!database) return database.error();
  report.schema_after = store::schema_version();
  return report;
}

}  // namespace demarche
