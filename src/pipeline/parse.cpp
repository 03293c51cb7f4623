// `demarche parse`: sentences, words, tags, trees and names as CoNLL-U, of texts or of given words.
#include <fmt/format.h>

#include "demarche/engine.h"
#include "format/conllu.h"
#include "format/records.h"
#include "pipeline/coder.h"
#include "pipeline/each_document.h"
#include "pipeline/ordered_run.h"
#include "pipeline/verbatim.h"

namespace demarche {
namespace {

Result<ConlluOptions> layers_of(const RunOptions& options) {
  ConlluOptions out{.names = false};
  for (const std::string& layer : options.layers) {
    if (layer == "names") {
      out.names = true;
    } else if (layer != "none") {
      return Error{ErrorCode::usage, fmt::format("no layer \"{}\": --layers takes names or none", layer)};
    }
  }
  return out;
}

class ParseWorker {
 public:
  ParseWorker(const Engine::Impl& engine, IngestOptions ingest_with, ConlluOptions options)
      : engine_(engine), coder_(engine), ingest_with_(ingest_with), options_(options) {}

  std::unique_ptr<BatchResult> work(Batch batch) {
    auto result = std::make_unique<BatchResult>();
    for (auto& item : batch) {
      if (const Reject* reject = std::get_if<Reject>(&item)) {
        refuse(*reject, *result);
      } else if (Record& record = std::get<Record>(item); format_of(record) == InputFormat::conllu) {
        given_words(record, *result);
      } else {
        text(std::move(record), *result);
      }
    }
    return result;
  }

 private:
  InputFormat format_of(const Record& record) const {
    return record.format == InputFormat::automatic ? ingest_with_.format : record.format;
  }

  // In CoNLL-U a reject is a comment, so that the rest of the output stays what it is.
  static void refuse(const Reject& reject, BatchResult& result) {
    result.output += "# reject = ";
    write_reject(result.output, reject);
    ++result.summary.rejects;
  }

  void given_words(const Record& record, BatchResult& result) {
    const ConlluBlock block = read_conllu(record.bytes);
    // "path:120" is where the block starts; problems count lines from there.
    const std::size_t colon = record.origin.rfind(':');
    const std::string path = record.origin.substr(0, colon);
    const std::uint64_t start =
        colon == std::string::npos ? 1 : std::strtoull(record.origin.c_str() + colon + 1, nullptr, 10);
    for (const ConlluProblem& problem : block.problems)
      refuse({fmt::format("{}:{}", path, start + problem.line - 1), "", ErrorCode::bad_input, problem.message}, result);
    if (block.sentences.empty()) return;
    Syntax syntax;
    Names names;
    engine_.annotator->annotate(block.text, block.tokens, scratch_, syntax, names);
    write_conllu(result.output, block, syntax, names, options_);
    ++result.summary.documents;
  }

  void text(Record record, BatchResult& result) {
    ingested_.clear();
    ingest_verbatim(std::move(record), ingest_with_, ingested_);
    for (Ingested& one : ingested_) {
      if (const Reject* reject = std::get_if<Reject>(&one)) {
        refuse(*reject, result);
        continue;
      }
      if (const Notice* notice = std::get_if<Notice>(&one)) {
        refuse(reject_of(*notice), result);
        continue;
      }
      const Coded coded = coder_.parse(std::move(std::get<Document>(one)));
      write_conllu(result.output, coded.document, coded.tokens, coded.syntax, coded.names, options_);
      ++result.summary.documents;
    }
  }

  const Engine::Impl& engine_;
  Coder coder_;
  IngestOptions ingest_with_;
  ConlluOptions options_;
  AnnotateScratch scratch_;
  std::vector<Ingested> ingested_;
};

}  // namespace

Result<RunSummary> parse(const Engine& engine, const RunOptions& options, const Output& output) {
  const Result<IngestOptions> ingest_with = ingest_options(options);
  if (!ingest_with) return ingest_with.error();
  const Result<ConlluOptions> layers = layers_of(options);
  if (!layers) return layers.error();
  const auto make_worker = [&]() -> OrderedRun::Work {
    return [worker = std::make_shared<ParseWorker>(engine.impl(), *ingest_with, *layers)](Batch batch) {
      return worker->work(std::move(batch));
    };
  };
  const auto emit = [&](BatchResult& result) { return result.output.empty() ? Status() : output(result.output); };
  return OrderedRun(options, make_worker, emit).run();
}

}  // namespace demarche
