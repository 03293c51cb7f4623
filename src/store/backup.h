// A whole copy of an archive, made while others read and write; and the archive made small again.
//
// A copy appears under its name only when it is complete, checked and on disk: a process killed on the way leaves at
// most a file that ends in ".part". Copying holds the archive's read lock for a moment at a time; only when writers
// make it begin anew again and again does it take the rest in one piece.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "store/database.h"

namespace demarche::store {

/// Pages done and pages in all.
using CopyProgress = std::function<void(std::uint64_t, std::uint64_t)>;

/// `to` must not exist.
Status copy_archive(const Database& from, const std::string& to, const CopyProgress& progress);

/// Rewrites the file without free pages and empties its log. `archive` is open for writing; needs up to twice the
/// file's size on disk meanwhile.
Status compact(const Database& archive);

}  // namespace demarche::store
