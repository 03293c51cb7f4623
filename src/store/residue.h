// Is anything left of what was removed? Looks for the word sequences of a request in the archive's file and log, page
// by page, in every export that the archive knows of and in every backup that is named.
//
// A sequence that stands in what the archive still keeps (a quotation in another page, a near copy) is no residue and
// is left out, and counted. What cannot be decoded counts as a failure: it might hold anything. Only reads.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "store/page_file.h"
#include "store/secrets.h"

namespace demarche::store {

struct FileScan {
  std::string path;
  std::string kind;        // archive, backup, export
  std::string form;        // sqlite, text, gzip, zstd, zip; missing: no such file any more
  std::int64_t bytes = 0;  // looked at, decompressed
  PageCounts pages;
  std::int64_t found = 0;               // sequences met
  std::vector<std::string> where;       // the first few
  std::vector<std::string> unreadable;  // what does not decode
};

struct ResidueScan {
  std::int64_t sequences = 0;    // of the removed texts
  std::int64_t kept = 0;         // of these, in what the archive still keeps
  std::int64_t short_texts = 0;  // removed texts of less than six words, not looked for
  std::vector<FileScan> files;
  bool clean() const;
};

/// Backups may be archives or any file that holds one compressed.
Result<ResidueScan> scan_residue(const std::string& archive_path, std::int64_t request_id,
                                 const std::vector<std::string>& backups);

}  // namespace demarche::store
