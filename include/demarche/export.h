// Files written from an archive, and how they stay true: manifests, the list of exports, the feed of changes.
//
// A file is written beside its name and renamed when it is whole; FILE.manifest.json says what it holds, and the
// archive remembers it, so that a removal can say which files hold copies of what it removes.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "demarche/archive.h"
#include "demarche/result.h"

namespace demarche {

/// What an exported file is.
struct ExportManifest {
  std::string path;
  std::string form;        // jsonl, csv, replication, backup, ...
  std::string query;       // the command and its filters, a JSON object
  std::string written_at;  // UTC
  Vintage vintage;
  std::uint64_t records = 0;
  std::uint64_t bytes = 0;
  std::string sha256;   // of the file's bytes
  std::string warning;  // the file is sound, but the archive could not be told of it; "": it was
};
/// One JSON object, with a line end.
std::string manifest_json(const ExportManifest& manifest);

enum class ExportKind { events, statements, replication };

/// Writes `path`, its manifest beside it, and enters it in the archive's list. `csv` is for events and statements.
/// Replication is JSONL: articles without words (address, day, hashes, length), statements and events with offsets in
/// the place of words: see rehydrate.
Result<ExportManifest> export_file(const Archive& archive, ExportKind kind, const Filter& filter, bool csv,
                                   const std::string& path);
/// The same records to an output that is not remembered.
Status export_records(const Archive& archive, ExportKind kind, const Filter& filter, bool csv, const Output& output);

struct RegisteredExport {
  std::int64_t id = 0;
  std::string written_at, path, form, query, sha256;
  std::uint64_t cursor = 0, records = 0, bytes = 0;
};
/// Everything written from this archive, oldest first.
Result<std::vector<RegisteredExport>> exports_of(const Archive& archive);

struct RehydrateSummary {
  std::uint64_t articles = 0;        // of the replication file
  std::uint64_t matched = 0;         // found among the pages, with the same text
  std::uint64_t changed = 0;         // found by id, but with another text
  std::uint64_t pages = 0;           // read
  std::uint64_t rejects = 0;         // pages that could not be read
  std::uint64_t records = 0;         // written, with their words
  std::vector<std::string> missing;  // ids of articles that were not matched, in the file's order, at most 1,000
};
/// Puts the words back into a replication file's records from the user's own copies of the pages (options.paths): by id
/// and hash, else by the hash of the text alone. Records come out as `demarche events` and `statements` print them,
/// article by article in the order of the pages.
Result<RehydrateSummary> rehydrate(const std::string& replication_file, const RunOptions& options,
                                   const Output& output);

struct ChangesOptions {
  std::uint64_t since = 0;  // number of the last change that is known already
  std::uint64_t limit = 0;  // at most about so many lines; 0: all
  std::string kind;         // event, statement, article, story, incident; "": all
};
struct ChangesSummary {
  std::uint64_t cursor = 0;  // give it as `since` next time
  std::uint64_t lines = 0;
  bool more = false;  // `limit` ended it
};
/// What appeared, changed or disappeared since a cursor, in order, one JSON object a line: {"cursor","op":
/// "insert"|"update"|"delete","kind","id","at","reason","record"}. Applying lines twice does no harm: insert and update
/// put the record under its id, delete takes it away.
Result<ChangesSummary> changes(const Archive& archive, const ChangesOptions& options, const Output& output);
/// The same as an Atom feed (RFC 4287) with deletions as tombstones (RFC 6721).
Result<ChangesSummary> changes_atom(const Archive& archive, const ChangesOptions& options, const Output& output);

}  // namespace demarche
