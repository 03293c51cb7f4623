// The Engine: model and codebook, opened once, immutable, shared by threads.
//
//   auto engine = demarche::Engine::open();
//   if (!engine) { print(engine.error().message); return 3; }
//   demarche::RunOptions run;
//   run.paths = {"pages/"};
//   auto summary = demarche::code(*engine, run, [](std::string_view jsonl) { fwrite(...); return demarche::Status();
//   });
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "demarche/result.h"

namespace demarche {

struct EngineOptions {
  /// Folder with codebook.pack and the models. Empty: $DEMARCHE_DATA, else "data" beside the program, else
  /// ../share/demarche from the program.
  std::string data_folder;
  /// "turbo" (the only tier shipped so far); empty: the default.
  std::string tier;
};

/// The folder of models, codebook and pages that the options name, or the one that is used without them.
std::string data_folder(const EngineOptions& options = {});

class Engine {
 public:
  static Result<Engine> open(const EngineOptions& options = {});
  std::string engine_version() const;    // "0.1.0"
  std::string model_version() const;     // "turbo-1a2b3c4d5e6f"
  std::string codebook_version() const;  // "0f1e2d3c4b5a"
  std::string model_manifest() const;    // JSON: data, hashes, licences, command of training

  struct Impl;
  const Impl& impl() const { return *impl_; }

 private:
  std::shared_ptr<const Impl> impl_;
};

/// What a run reads. Defaults are the command line's.
struct RunOptions {
  std::vector<std::string> paths;  // files, folders, "-" for standard input
  std::string input_format;        // "text", "warc", "rss", ... (docs/reference/input-formats.md); "": recognised
  std::string columns;             // of tables: "text=body,title=headline"; "": guessed from the header
  bool any_language = false;       // for read: articles in other languages are no rejects
  std::string reference_day;       // "YYYY-MM-DD" where the input has no date; "": none
  unsigned threads = 1;
  bool csv = false;                             // csv needs kind
  std::string keep_text;                        // add: "all", "evidence", "none"; "": as the archive was told last
  std::string kind;                             // "event", "statement", "article": only these records; "": all
  int min_confidence = 0;                       // thousandths; events below are left out
  std::vector<std::string> layers = {"names"};  // for parse
  /// Called from one thread now and then: documents done, bytes read, total bytes (0: unknown).
  std::function<void(std::uint64_t, std::uint64_t, std::uint64_t)> progress;
};

struct RunSummary {
  std::uint64_t documents = 0;  // coded
  std::uint64_t rejects = 0;
  std::uint64_t events = 0;
  std::uint64_t statements = 0;
  std::uint64_t skipped = 0;       // add: already in the archive
  std::uint64_t suppressed = 0;    // add: removed on request or taken back by their publisher, and left out
  std::uint64_t withdrawn = 0;     // add: publishers' signals that withdrew or restricted what was held
  std::uint64_t requests = 0;      // add: publishers' signals that opened a request for a person
  std::uint64_t new_versions = 0;  // add: of the documents coded, those that replace an older version
  std::uint64_t bytes = 0;         // of records read
};

/// Receives whole lines, in input order whatever the threads. An error stops the run and comes back from it.
using Output = std::function<Status(std::string_view)>;

Result<RunSummary> read(const RunOptions&, const Output&);
Result<RunSummary> parse(const Engine&, const RunOptions&, const Output&);
Result<RunSummary> dates(const Engine&, const RunOptions&, const Output&);
Result<RunSummary> place(const Engine&, const RunOptions&, const Output&);
Result<RunSummary> relate(const Engine&, const RunOptions&, const Output&);
Result<RunSummary> code(const Engine&, const RunOptions&, const Output&);

/// Each layer and rule for a text: tokens, tags, tree, names, mentions, dates, frames tried, events, statements. Plain
/// text.
Result<std::string> explain_text(const Engine&, const std::string& text, const std::string& published);

}  // namespace demarche
