// Events in the columns of other projects, out of an archive and into it.
//
// Out: GDELT, ICEWS, POLECAT, Phoenix, PLOVER's JSON, CSV, Stata, GraphML, with a manifest that says what was left out
// and why. In: coded events from elsewhere, kept apart by origin and never summed with the archive's own.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "demarche/archive.h"

namespace demarche {

struct ConvertOptions {
  std::string as;       // one of convert_formats()
  std::string folder;   // where the files go; "": the main table goes to the output, without a manifest
  bool all = false;     // also what series do not count: not new, not actual, exact copies
  bool excel = false;   // csv: byte order mark, CR LF, formulas escaped
  std::string command;  // what the manifest says made it
};

struct ConvertedFile {
  std::string name;
  std::uint64_t rows = 0, columns = 0, bytes = 0;
  std::string sha256;
};

struct ConvertSummary {
  std::uint64_t events = 0;  // written
  std::vector<ConvertedFile> files;
  // Left out, each event under the first reason that holds.
  std::uint64_t not_counted = 0;  // not new, not actual, or of an exact copy
  std::uint64_t without_cameo = 0, undated = 0, without_parties = 0;
  std::string warning;  // the files are sound, but the archive could not be told of them; "": it was
};

/// "plover", "gdelt", "icews", "polecat", "phoenix", "csv", "stata", "graphml".
std::vector<std::string> convert_formats();

/// Writes the events that fit the filter. The engine names countries and codes.
Result<ConvertSummary> convert(const Archive& archive, const Engine& engine, const Filter& filter,
                               const ConvertOptions& options, const Output& output);

/// The reference page of all formats, in Markdown.
std::string convert_reference();

struct ImportSummary {
  std::uint64_t added = 0, skipped = 0;  // skipped: held already
  std::uint64_t suppressed = 0;          // their page was removed from this archive
  std::uint64_t rejects = 0;
};
struct ImportReject {
  std::string origin;  // file:line
  std::string message;
};

/// Reads coded events of `format` ("icews", "gdelt", "polecat", "phoenix", "events") into the archive under `name` (""
/// the format's). Safe to repeat: an event held already is skipped. Bad lines are rejects.
Result<ImportSummary> import_events(Archive& archive, const Engine& engine, const std::string& format,
                                    const std::string& name, const std::vector<std::string>& paths,
                                    const std::function<void(const ImportReject&)>& on_reject);

struct ImportedSet {
  std::string name, format;
  std::uint64_t events = 0;
  std::string first_day, last_day;
};
Result<std::vector<ImportedSet>> imported_sets(const Archive& archive);
/// Takes a set out again; the number of its events.
Result<std::uint64_t> remove_import(Archive& archive, const std::string& name);
/// Imported events as JSON lines; the filter's actor, recipient, party, type, quad, since, until and limit count.
Status imported_events(const Archive& archive, const std::string& name, const Filter& filter, const Output& output);
/// A relation from one imported set alone. `articles` of its points is 0: the set's corpus is not here.
Result<Relation> imported_relation(const Archive& archive, const std::string& name, const std::string& first,
                                   const std::string& second, Period period, const Filter& filter);

}  // namespace demarche
