#include <fmt/format.h>

#include <optional>

#include "demarche/engine.h"
#include "format/csv.h"
#include "format/records.h"
#include "pipeline/coded_records.h"
#include "pipeline/coder.h"
#include "pipeline/each_document.h"
#include "pipeline/ordered_run.h"
#include "pipeline/verbatim.h"
#include "stages/ground/dates.h"
#include "stages/segment/segment.h"

namespace demarche {
namespace {

// A run whose batches only make output: `make` gives each thread a function from document to appended output.
template <typename Make>
Result<RunSummary> output_run(const RunOptions& options, const Output& output, const Make& make, Take take = ingest) {
  const Result<IngestOptions> parsed = ingest_options(options);
  if (!parsed) return parsed.error();
  const IngestOptions ingest_with = *parsed;
  std::optional<CsvTable> csv;
  if (options.csv) {
    Result<CsvTable> table = CsvTable::of(options.kind);
    if (!table) return table.error();
    csv = std::move(*table);
    std::string header;
    csv->append_header(header);
    if (const Status written = output(header); !written) return written.error();
  }
  const auto make_worker = [&]() -> OrderedRun::Work {
    return [ingest_with, take, on_document = make()](Batch batch) mutable {
      auto result = std::make_unique<BatchResult>();
      each_document(
          std::move(batch), take, ingest_with,
          [&](Document document) {
            on_document(std::move(document), *result);
            ++result->summary.documents;
          },
          [&](const Reject& reject) {
            write_reject(result->output, reject);
            ++result->summary.rejects;
          });
      return result;
    };
  };
  const auto emit = [&](BatchResult& result) {
    if (csv) {
      std::string rows;
      csv->append_rows(rows, result.output);
      result.output = std::move(rows);
    }
    return result.output.empty() ? Status() : output(result.output);
  };
  return OrderedRun(options, make_worker, emit).run();
}

// The command makes one kind of record, which its CSV holds unless another was asked for.
RunOptions of_kind(RunOptions options, const char* kind) {
  if (options.kind.empty()) options.kind = kind;
  return options;
}

}  // namespace

Result<RunSummary> read(const RunOptions& options, const Output& output) {
  return output_run(of_kind(options, "article"), output, [] {
    return [](Document document, BatchResult& result) { write_article(result.output, document); };
  });
}

Result<RunSummary> dates(const Engine& engine, const RunOptions& options, const Output& output) {
  const auto make = [&] {
    return [coder = std::make_shared<Coder>(engine.impl())](Document document, BatchResult& result) {
      const Coded coded = coder->parse(std::move(document));
      const CodePoints points(coded.document.text);
      for (const DateMention& date :
           find_dates(coded.document.text, coded.tokens, coded.syntax, coded.document.published))
        write_date(result.output, coded.document, date, points);
    };
  };
  return output_run(of_kind(options, "date"), output, make, ingest_verbatim);
}

Result<RunSummary> code(const Engine& engine, const RunOptions& options, const Output& output) {
  const CodedRecords records(engine.impl(), options);
  return output_run(options, output, [&] {
    return [&records, coder = std::make_shared<Coder>(engine.impl())](Document document, BatchResult& result) {
      records.write(coder->code(std::move(document)), result.output, result.summary);
    };
  });
}

}  // namespace demarche
