// Record -> Document. Reads what users have (pages, JSONL, folders, compressed files, standard input) and keeps the
// article's parts apart from page furniture. Total: every record becomes documents or rejects, with a reason; never a
// crash, never code.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "types/document.h"

namespace demarche {

/// A Notice is a publisher's word about an article that is not in the record (see types/signal.h).
using Ingested = std::variant<Document, Reject, Notice>;

struct IngestOptions {
  InputFormat format = InputFormat::automatic;  // automatic: recognised from content
  std::optional<Day> reference;                 // publication day for input that gives none
  bool verbatim = false;      // pages too: text as it is decoded, nothing taken out, any language (parse, dates)
  bool any_language = false;  // pages and items in other languages are no rejects
};

/// Turns one record into the documents it holds (a JSONL line, a page). Does no I/O; safe to call from several threads.
void ingest(Record record, const IngestOptions& options, std::vector<Ingested>& out);

/// Walks files, folders (by byte order of names, each directory once) and "-", decompresses, splits JSONL, tables and
/// WARC into a record an article, and hands out records in order. What cannot be read comes as a Reject. Returns false
/// from `record` to stop.
class RecordReader {
 public:
  using OnRecord = std::function<bool(std::variant<Record, Reject>)>;
  /// `columns` says which column of a table holds what ("text=body,title=headline"); "": guessed from the header.
  RecordReader(std::vector<std::string> paths, InputFormat format, std::string columns = {})
      : paths_(std::move(paths)), format_(format), columns_(std::move(columns)) {}
  void run(const OnRecord& record);

 private:
  std::vector<std::string> paths_;
  InputFormat format_;
  std::string columns_;
};

}  // namespace demarche
