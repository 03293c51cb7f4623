// From a batch of records to its documents and rejects, in order: what every run shares.
#pragma once

#include <utility>
#include <variant>
#include <vector>

#include "pipeline/ordered_run.h"

namespace demarche {

using Take = void (*)(Record, const IngestOptions&, std::vector<Ingested>&);

/// Turns each item of a batch into documents and rejects with `take` and hands them on one by one.
template <typename OnDocument, typename OnReject>
void each_document(Batch batch, Take take, const IngestOptions& options, const OnDocument& on_document,
                   const OnReject& on_reject) {
  std::vector<Ingested> ingested;
  for (auto& item : batch) {
    ingested.clear();
    if (Reject* reject = std::get_if<Reject>(&item)) {
      ingested.emplace_back(std::move(*reject));
    } else {
      take(std::move(std::get<Record>(item)), options, ingested);
    }
    for (Ingested& one : ingested) {
      if (Reject* reject = std::get_if<Reject>(&one)) {
        on_reject(std::move(*reject));
      } else {
        on_document(std::move(std::get<Document>(one)));
      }
    }
  }
}

}  // namespace demarche
