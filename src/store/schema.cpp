#include "store/schema.h"

#include <fmt/format.h>

#include <array>

#include "store/removal.h"
#include "store/schema_browse.h"
#include "store/schema_imports.h"
#include "store/schema_requests.h"
#include "store/schema_sql.h"
#include "store/schema_stories.h"
#include "store/schema_vintages.h"

namespace demarche::store {
namespace {

constexpr std::array<const char*, 6> shipped = {schema_1,      schema_vintages, schema_stories,
                                                schema_browse, schema_requests, schema_imports};

Status prepare_writer(const Database& database) {
  // FULL: what a commit acknowledged survives a power cut. The checkpoint limit keeps the log at some 16 MB.
  return database.exec(
      "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"
      "PRAGMA wal_autocheckpoint=4000; PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY");
}

// A step may make a table anew. Dropping the old one must not delete the rows that hang on it, so foreign keys are off
// meanwhile (SQLite allows that only outside a transaction) and checked before each commit.
Status migrate(const Database& database, std::size_t from, std::span<const char* const> steps) {
  if (from >= steps.size()) return {};
  if (Status status = database.exec("PRAGMA foreign_keys=OFF"); !status) return status;
  for (std::size_t step = from; step < steps.size(); ++step) {
    Transaction transaction(database);
    if (Status status = transaction.begin(); !status) return status;
    // Another writer may have done this step while we waited for the lock.
    const auto now = database.integer("PRAGMA user_version");
    if (!now) return now.error();
    if (*now > static_cast<std::int64_t>(step)) continue;
    if (Status status = database.exec(steps[step]); !status) return status;
    const auto broken = database.integer("SELECT count(*) FROM pragma_foreign_key_check");
    if (!broken) return broken.error();
    if (*broken != 0)
      return Error{ErrorCode::corrupt, fmt::format("{}: {} rows of schema {} hang on rows that are not there; restore "
                                                   "a backup (demarche archive check says more)",
                                                   database.path(), *broken, step)};
    if (Status status =
            database.exec(fmt::format("PRAGMA application_id={}; PRAGMA user_version={}", application_id, step + 1));
        !status)
      return status;
    if (Status status = transaction.commit(); !status) return status;
  }
  return database.exec("PRAGMA foreign_keys=ON");
}

}  // namespace

std::span<const char* const> migrations() {
  return shipped;
}

Result<std::unique_ptr<Database>> open_archive(const std::string& path, Database::Mode mode, int busy_timeout_ms) {
  auto opened = open_archive(path, mode, busy_timeout_ms, shipped);
  if (!opened || mode == Database::Mode::read_only) return opened;
  // A removal that was interrupted between its transaction and the emptying of the log. Where a reader keeps the log,
  // the next one who opens tries again.
  const auto waiting = (*opened)->integer("SELECT count(*) FROM request WHERE state = 'purging'");
  if (!waiting) return waiting.error();
  if (*waiting > 0) static_cast<void>(finish_purges(**opened).ok());
  return opened;
}

namespace {

// A file that is an archive, or (mode create) may become one, and its schema's number: 0 when it is blank.
struct Looked {
  std::unique_ptr<Database> database;
  std::int64_t version = 0;
};

Result<Looked> look_at(const std::string& path, Database::Mode mode, int busy_timeout_ms, std::int64_t newest) {
  auto opened = Database::open(path, mode, busy_timeout_ms);
  if (!opened) return opened.error();
  const Database& database = **opened;
  const auto look = [&](const char* sql, std::int64_t& value) -> Status {
    const auto found = database.integer(sql);
    if (found) value = *found;
    return found ? Status() : Status(found.error());
  };
  std::int64_t application = 0, version = 0, tables = 0;
  {
    // All three at one moment: somebody else may be making this archive just now.
    Snapshot snapshot(database);
    Status status = snapshot.begin();
    if (status) status = look("SELECT count(*) FROM sqlite_schema", tables);
    if (status) status = look("PRAGMA application_id", application);
    if (status) status = look("PRAGMA user_version", version);
    if (!status) return status.error();
  }

  const bool blank = application == 0 && version == 0 && tables == 0;
  if (blank && mode != Database::Mode::create)
    return Error{ErrorCode::corrupt, fmt::format("{}: not a Demarche archive (the file is empty)", path)};
  if (!blank && application != application_id)
    return Error{ErrorCode::corrupt,
                 fmt::format("{}: not a Demarche archive (an SQLite file of another program)", path)};
  if (version > newest)
    return Error{ErrorCode::io,
                 fmt::format("{}: made by a newer Demarche (schema {}; this program knows {}): update the "
                             "program",
                             path, version, newest)};
  return Looked{std::move(opened).value(), version};
}

}  // namespace

Result<std::unique_ptr<Database>> open_archive_of_any_age(const std::string& path) {
  auto looked = look_at(path, Database::Mode::read_only, 5000, schema_version());
  if (!looked) return looked.error();
  return std::move(looked->database);
}

Result<std::unique_ptr<Database>> open_archive(const std::string& path, Database::Mode mode, int busy_timeout_ms,
                                               std::span<const char* const> steps) {
  const auto newest = static_cast<std::int64_t>(steps.size());
  auto looked = look_at(path, mode, busy_timeout_ms, newest);
  if (!looked) return looked.error();
  const std::int64_t version = looked->version;
  std::unique_ptr<Database>& opened = looked->database;
  if (mode == Database::Mode::read_only) {
    if (version < newest)
      return Error{ErrorCode::io,
                   fmt::format("{}: made by an older Demarche (schema {}; this program needs {}): demarche "
                               "archive upgrade brings it forward",
                               path, version, newest)};
    return std::move(opened);
  }
  if (Status status = prepare_writer(*opened); !status) return status.error();
  if (Status status = migrate(*opened, static_cast<std::size_t>(version), steps); !status) return status.error();
  return std::move(opened);
}

}  // namespace demarche::store
