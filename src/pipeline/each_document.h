// From a batch of records to its documents and rejects, in order: what every run shares.
#pragma once

#include <utility>
#include <variant>
#include <vector>

#include "pipeline/ordered_run.h"

namespace demarche {

using Take = void (*)(Record, const IngestOptions&, std::vector<Ingested>&);

/// Turns each item of a batch into documents, rejects and notices with `take` and hands them on one by one.
template <typename OnDocument, typename OnReject, typename OnNotice>
void each_document(Batch batch, Take take, const IngestOptions& options, const OnDocument& on_document,
                   const OnReject& on_reject, const OnNotice& on_notice) {
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
      } else if (Notice* notice = std::get_if<Notice>(&one)) {
        on_notice(std::move(*notice));
      } else {
        on_document(std::move(std::get<Document>(one)));
      }
    }
  }
}

/// A notice where there is no archive to act on: nothing to code, and said so.
Reject reject_of(const Notice& notice);

/// The same for runs that keep nothing: a notice is a reject there.
template <typename OnDocument, typename OnReject>
void each_document(Batch batch, Take take, const IngestOptions& options, const OnDocument& on_document,
                   const OnReject& on_reject) {
  each_document(std::move(batch), take, options, on_document, on_reject,
                [&](const Notice& notice) { on_reject(reject_of(notice)); });
}

}  // namespace demarche
