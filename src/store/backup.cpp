#include "store/backup.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "store/schema.h"

namespace demarche::store {
namespace {

namespace fs = std::filesystem;

constexpr int pages_a_step = 4096;         // 16 MB
constexpr int busy_steps = 600;            // of 50 ms each
constexpr std::uint64_t copies_begun = 3;  // then the rest is taken in one piece

Error trouble(const std::string& path, const char* what) {
  return Error{ErrorCode::io, fmt::format("{}: {}: {}", path, what, std::strerror(errno))};
}

Status sync(const std::string& path, int flags) {
  const int file = ::open(path.c_str(), flags);
  if (file < 0) return trouble(path, "cannot open it");
  const bool done = ::fsync(file) == 0;
  ::close(file);
  return done ? Status() : Status(trouble(path, "cannot write it to disk"));
}

struct Closed {
  void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
};

}  // namespace

// A member, because nobody else sees the handle.
Status Database::copy_pages(const std::string& to,
                            const std::function<void(std::uint64_t, std::uint64_t)>& progress) const {
  sqlite3* opened = nullptr;
  int code = sqlite3_open_v2(to.c_str(), &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
  const std::unique_ptr<sqlite3, Closed> target(opened);
  const auto failed = [&](int what) {
    if ((what & 0xFF) == SQLITE_FULL || (what & 0xFF) == SQLITE_IOERR || (what & 0xFF) == SQLITE_CANTOPEN)
      return Error{ErrorCode::io, fmt::format("{}: cannot write the copy ({})", to, sqlite3_errstr(what))};
    return error(what);
  };
  if (code != SQLITE_OK) return failed(code);
  // Synced once at the end: until then the file has a name that nobody takes for an archive.
  sqlite3_exec(target.get(), "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF", nullptr, nullptr, nullptr);
  sqlite3_backup* backup = sqlite3_backup_init(target.get(), "main", handle_, "main");
  if (backup == nullptr) return failed(sqlite3_extended_errcode(target.get()));
  std::uint64_t copied = 0;
  int waits = 0;
  do {
    const auto total = static_cast<std::uint64_t>(sqlite3_backup_pagecount(backup));
    code = sqlite3_backup_step(backup, total > 0 && copied > copies_begun * total ? -1 : pages_a_step);
    if (code == SQLITE_OK) copied += pages_a_step;
    if (code == SQLITE_BUSY || code == SQLITE_LOCKED) {
      if (++waits > busy_steps) break;
      sqlite3_sleep(50);
      code = SQLITE_OK;
    }
    const auto pages = static_cast<std::uint64_t>(sqlite3_backup_pagecount(backup));
    if (progress) progress(pages - static_cast<std::uint64_t>(sqlite3_backup_remaining(backup)), pages);
  } while (code == SQLITE_OK);
  const int finished = sqlite3_backup_finish(backup);
  if (code != SQLITE_DONE) return failed(code);
  return finished == SQLITE_OK ? Status() : Status(failed(finished));
}

Status copy_archive(const Database& from, const std::string& to, const CopyProgress& progress) {
  std::error_code ignored;
  if (to.empty()) return Error{ErrorCode::usage, "no file was named for the copy"};
  if (fs::exists(fs::symlink_status(to, ignored)))
    return Error{ErrorCode::usage, fmt::format("{} is there already; nothing was written: name another file", to)};
  const std::string part = to + ".part";
  for (const char* side : {"", "-wal", "-shm", "-journal"}) fs::remove(part + side, ignored);
  Status status = from.copy_pages(part, progress);
  if (status) status = sync(part, O_RDONLY);
  if (status) {
    const auto copy = open_archive_of_any_age(part);
    if (!copy) {
      status = copy.error();
    } else if (const auto sound = (*copy)->text("PRAGMA quick_check(1)"); !sound) {
      status = sound.error();
    } else if (*sound != "ok") {
      status =
          Error{ErrorCode::corrupt, fmt::format("{}: the copy is damaged as its original is ({}): demarche archive "
                                                "check says more",
                                                from.path(), *sound)};
    }
  }
  if (status && ::rename(part.c_str(), to.c_str()) != 0) status = trouble(to, "cannot give the copy its name");
  if (!status) {
    for (const char* side : {"", "-wal", "-shm", "-journal"}) fs::remove(part + side, ignored);
    return status;
  }
  const fs::path folder = fs::path(to).parent_path();
  return sync(folder.empty() ? "." : folder.string(), O_RDONLY | O_DIRECTORY);
}

Status compact(const Database& archive) {
  // The rewritten pages go through a temporary file, not through memory.
  if (Status status = archive.exec("PRAGMA temp_store=FILE; VACUUM"); !status) return status;
  auto checkpoint = archive.prepare("PRAGMA wal_checkpoint(TRUNCATE)");
  if (!checkpoint) return checkpoint.error();
  const Result<bool> row = checkpoint->step();
  if (!row) return row.error();
  if (*row && checkpoint->integer(0) != 0)
    return Error{ErrorCode::io,
                 fmt::format("{}: compacted, but a reader keeps the log from being emptied; run it again "
                             "when nobody reads",
                             archive.path())};
  return {};
}

}  // namespace demarche::store
