// One file, cut into records: a line of JSONL, a row of a table, a record of a WARC, a page, a whole feed.
#pragma once

#include <string>
#include <string_view>

#include "stages/ingest/ingest.h"

namespace demarche {

struct FileRecords {
  const std::string& path;  // "-": standard input
  InputFormat format;       // automatic: recognised
  const std::string& columns;
  const RecordReader::OnRecord& on_record;

  /// False: the receiver wants no more.
  bool run() const;
  bool reject(const std::string& origin, ErrorCode reason, std::string message, std::string id = {}) const;
};

/// The file's name without folder and compression: "a/page.html.gz" gives "page.html".
std::string_view uncompressed_name(std::string_view path);
/// ... and without the ending of a format that is read: "page".
std::string stem_of(std::string_view path);

}  // namespace demarche
