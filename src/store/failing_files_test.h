// A file system of the tests' own: passes everything on to the real one until the call that shall fail.
#pragma once

#include <sqlite3.h>

#include <list>

namespace demarche::store {

enum class Fault { none, full, io, half, sync };

// One at a time: SQLite's hooks are plain functions.
struct Disk {
  Fault fault = Fault::none;
  int calls_left = 0;
  bool lasting = false;  // fails from then on, as a full disk does; else once
  bool failed = false;

  bool fails(Fault kind) {
    if (fault != kind) return false;
    if (failed) return lasting;
    if (--calls_left > 0) return false;
    return failed = true;
  }
};
inline Disk disk;

// SQLite has several tables of functions, one a kind of file; each is copied once, with our two functions in it.
struct Methods {
  sqlite3_io_methods ours;
  const sqlite3_io_methods* real;
};
inline std::list<Methods> tables;

inline const sqlite3_io_methods* real_of(sqlite3_file* file) {
  for (const Methods& m : tables)
    if (file->pMethods == &m.ours) return m.real;
  return nullptr;
}

inline int write_hook(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 at) {
  if (disk.fails(Fault::full)) return SQLITE_FULL;
  if (disk.fails(Fault::io)) return SQLITE_IOERR_WRITE;
  if (disk.fails(Fault::half)) {
    real_of(file)->xWrite(file, bytes, size / 2, at);
    return SQLITE_FULL;
  }
  return real_of(file)->xWrite(file, bytes, size, at);
}

inline int sync_hook(sqlite3_file* file, int flags) {
  return disk.fails(Fault::sync) ? SQLITE_IOERR_FSYNC : real_of(file)->xSync(file, flags);
}

inline int open_hook(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out_flags) {
  sqlite3_vfs* real = sqlite3_vfs_find("unix");
  const int code = real->xOpen(real, name, file, flags, out_flags);
  if (code != SQLITE_OK || file->pMethods == nullptr) return code;
  for (const Methods& m : tables)
    if (m.real == file->pMethods) {
      file->pMethods = &m.ours;
      return code;
    }
  Methods& m = tables.emplace_back(Methods{*file->pMethods, file->pMethods});
  m.ours.xWrite = write_hook;
  m.ours.xSync = sync_hook;
  file->pMethods = &m.ours;
  return code;
}

/// Registers the file system for as long as it lives.
class FailingFiles {
 public:
  FailingFiles() {
    disk = Disk();
    vfs_ = *sqlite3_vfs_find("unix");
    vfs_.zName = "failing";
    vfs_.xOpen = open_hook;
    vfs_.pNext = nullptr;
    sqlite3_vfs_register(&vfs_, 1);
  }
  ~FailingFiles() {
    sqlite3_vfs_unregister(&vfs_);
    sqlite3_vfs_register(sqlite3_vfs_find("unix"), 1);
  }
  FailingFiles(const FailingFiles&) = delete;
  FailingFiles& operator=(const FailingFiles&) = delete;

 private:
  sqlite3_vfs vfs_{};
};

}  // namespace demarche::store
