// Commands that answer a question a line: relate and place. Reads JSONL, rejects lines that are no question, answers
// the rest in input order at any number of threads.
#pragma once

#include <simdjson.h>

#include <memory>
#include <string>

#include "format/records.h"
#include "pipeline/coder.h"
#include "pipeline/ordered_run.h"

namespace demarche {

/// `read(parser, record)` gives a Result of a question, `answer(coder, question)` its line. Both are called from
/// several threads at once, with a parser and a coder of the thread's own.
template <typename Read, typename Answer>
Result<RunSummary> question_run(const Engine::Impl& impl, const RunOptions& options, const Output& output,
                                const Read& read, const Answer& answer) {
  const auto make_worker = [&]() -> OrderedRun::Work {
    return [&, coder = std::make_shared<Coder>(impl), parser = std::make_shared<simdjson::dom::parser>()](Batch batch) {
      auto result = std::make_unique<BatchResult>();
      const auto reject = [&](const Reject& line) {
        write_reject(result->output, line);
        ++result->summary.rejects;
      };
      for (auto& item : batch) {
        const Record* record = std::get_if<Record>(&item);
        if (record == nullptr) {
          reject(std::get<Reject>(item));
          continue;
        }
        auto question = read(*parser, *record);
        if (!question) {
          reject({record->origin, "", question.error().code, question.error().message});
          continue;
        }
        result->output += answer(*coder, *question);
        ++result->summary.documents;
      }
      return result;
    };
  };
  RunOptions lines = options;
  lines.input_format = "jsonl";
  const auto emit = [&](BatchResult& result) { return result.output.empty() ? Status() : output(result.output); };
  return OrderedRun(lines, make_worker, emit).run();
}

}  // namespace demarche
