// Looking after an archive: copies, the way back, less room, a newer schema.
//
// Each is all or nothing: killed at any point, the archive and the copy are as before or as after.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "demarche/result.h"

namespace demarche {

/// Done and all, in pages of the file; called now and then.
using WorkProgress = std::function<void(std::uint64_t, std::uint64_t)>;

struct BackupReport {
  std::uint64_t bytes = 0;
  std::string sha256;   // of the copy's bytes
  std::string warning;  // the copy is sound, but could not be entered in the archive's list of copies; "": it was
};

/// Copies an archive that others may be using to `to`, which must not exist, and enters the copy in the archive's list
/// of exports, so that a removal knows of it.
Result<BackupReport> backup_archive(const std::string& archive, const std::string& to, const WorkProgress& progress);
/// Copies a backup to `archive`, which must not exist.
Status restore_archive(const std::string& backup, const std::string& archive, const WorkProgress& progress);

struct CompactReport {
  std::uint64_t bytes_before = 0;
  std::uint64_t bytes_after = 0;
};
/// Gives back the room of what was deleted or replaced. Waits for other writers; needs free disk of twice the file.
Result<CompactReport> compact_archive(const std::string& archive);

struct UpgradeReport {
  int schema_before = 0;
  int schema_after = 0;
};
/// Brings an archive of an older Demarche forward.
Result<UpgradeReport> upgrade_archive(const std::string& archive);

}  // namespace demarche
