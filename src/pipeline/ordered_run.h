// Reads records, works on them in several threads and emits the results in input order.
//
// The calling thread reads and emits; workers take batches from a bounded queue. With one thread everything happens in
// the calling thread. Output never depends on the number of threads: batches are numbered and emitted by number.
#pragma once

#include <functional>
#include <string>
#include <variant>
#include <vector>

#include "demarche/engine.h"
#include "stages/ingest/ingest.h"

namespace demarche {

/// What became of a batch: its output and its share of the summary. Subclassed by `add`, which carries rows along.
struct BatchResult {
  virtual ~BatchResult() = default;
  std::string output;
  RunSummary summary;
};

using Batch = std::vector<std::variant<Record, Reject>>;

class OrderedRun {
 public:
  /// Makes a worker for one thread; the worker turns a batch into a result. Called once a thread.
  using Work = std::function<std::unique_ptr<BatchResult>(Batch)>;
  using MakeWorker = std::function<Work()>;
  /// Receives results in input order, in the calling thread. An error stops the run.
  using Emit = std::function<Status(BatchResult&)>;

  OrderedRun(const RunOptions& options, MakeWorker make_worker, Emit emit)
      : options_(options), make_worker_(std::move(make_worker)), emit_(std::move(emit)) {}

  Result<RunSummary> run();

 private:
  const RunOptions& options_;
  MakeWorker make_worker_;
  Emit emit_;
};

/// Parses the textual options that every run shares.
Result<IngestOptions> ingest_options(const RunOptions& options);

}  // namespace demarche
