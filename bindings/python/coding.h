// What a run of coding gives to Python: tables of the kinds asked for, the lines themselves if wanted, and counts.
#pragma once

#include <nanobind/nanobind.h>

#include <memory>
#include <string>
#include <vector>

#include "arrow_input.h"
#include "demarche/engine.h"
#include "table.h"

namespace demarche::python {

struct Coding {
  std::vector<std::shared_ptr<Table>> tables;
  std::string jsonl;
  bool keep_jsonl = false;
  RunSummary summary;

  void take(std::string_view lines, std::int64_t page);
  void add(const RunSummary& part);
  void finish();
};

/// A stream of batches of pages that another program hands over.
class PageStream {
 public:
  /// Takes the stream out of a capsule of the Arrow C stream interface.
  PageStream(nanobind::capsule capsule, const PageColumns& columns);
  PageStream(const PageStream&) = delete;
  PageStream& operator=(const PageStream&) = delete;
  ~PageStream();

  /// Codes the next batch; false when there is none.
  bool code_next(const Engine& engine, const RunOptions& options, bool published_form, bool signatures, Coding& coding,
                 nanobind::object progress);

 private:
  Result<bool> next(ArrowArray* batch);

  ArrowArrayStream stream_{};
  std::unique_ptr<PageReader> reader_;
  std::int64_t pages_ = 0;  // of earlier batches
};

void bind_coding(nanobind::module_& module);
void bind_signatures(nanobind::module_& module);
void bind_archive(nanobind::module_& module);

}  // namespace demarche::python
