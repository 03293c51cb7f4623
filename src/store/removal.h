// Takes documents out of an archive, or puts held ones back: the work of withdraw, erase, restrict and lift, inside the
// transaction of whoever calls it.
//
// All three verbs delete every row of the documents, so that no query can forget to look away; withdraw and restrict
// keep them sealed. Whatever names a removed page elsewhere (rejects, inputs of runs, other requests) goes with it.
// Afterwards the archive holds what one would hold that never saw the documents.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "store/changes.h"
#include "store/request.h"
#include "store/row_dump.h"
#include "store/sums.h"
#include "store/suppression.h"
#include "store/touched.h"

namespace demarche::store {

class Removal {
 public:
  static Result<Removal> prepare(const Database& archive, const Secrets& secrets);

  /// Documents are rows of document. Not for Verb::correct.
  Status remove(const Request& request, const std::vector<std::int64_t>& documents, const std::string& now);
  /// Puts back what the request holds, and takes its suppression away. Says how many documents came back.
  Result<std::int64_t> lift(const Request& request, const std::string& now);

 private:
  struct Names;  // what the removed documents are called elsewhere
  explicit Removal(const Database& archive, const Secrets& secrets, RowGraph graph)
      : archive_(&archive), secrets_(&secrets), graph_(std::move(graph)) {}

  Status remove_document(const Request& request, std::int64_t document, const std::string& now, Names& names);
  Status remove_versions(std::int64_t document, std::string_view reason, const std::string& now);
  Status note_texts(const Request& request, std::string_view article, const RowDump& dump, Names& names);
  Status hold(const Request& request, std::int64_t document, const RowDump& dump, const std::string& now);
  Status forget_names(const Request& request, const Names& names);
  Status write_probe(const Request& request, Names& names);
  Status restore(std::int64_t document, const RowDump& dump, const std::string& now);

  const Database* archive_;
  const Secrets* secrets_;
  RowGraph graph_;
  Sums sums_;
  Changes changes_;
  Touched touched_;
  Suppression suppression_;
};

/// Empties the write-ahead log, so that nothing of what was deleted is left in it, and says so in the requests that
/// waited for that. An error when a reader keeps the log for longer than the busy timeout.
Status finish_purges(const Database& archive);

}  // namespace demarche::store
