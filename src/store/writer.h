// The one way into an archive: documents go in by batches, a batch a transaction.
//
// What add() acknowledged is on disk (WAL, synchronous FULL: it survives a killed process and a power cut); a batch
// that was interrupted left nothing. A version whose hash is known is skipped, another hash becomes the current
// version; the daily sums are changed in the same transaction. Never reads the clock: the caller says when.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "store/database.h"
#include "store/keep_text.h"
#include "store/stored.h"
#include "store/suppression.h"
#include "types/coded.h"

namespace demarche::store {

/// What goes in together.
struct WriteBatch {
  std::vector<StoredDocument> documents;
  std::vector<StoredReject> rejects;
  std::uint64_t skipped = 0;     // documents that the caller left out because they are held
  std::uint64_t suppressed = 0;  // documents that the caller left out because they were removed on request
};

/// A version coded anew: the same content, other records.
struct Recoded {
  std::int64_t version_id = 0;  // the coding it takes the place of
  StoredDocument document;
};

struct Added {
  std::uint64_t versions = 0;    // written
  std::uint64_t replaced = 0;    // of these, new versions of documents that were there
  std::uint64_t skipped = 0;     // known already, with those of the batch
  std::uint64_t suppressed = 0;  // removed on request, with those of the batch
  std::uint64_t events = 0;      // in the versions written
  std::uint64_t statements = 0;
};

/// Work that belongs into the transaction of a batch, after its documents: regrouping.
using BeforeCommit = std::function<Status(const Database&)>;

class Writer {
 public:
  /// Makes the archive where there is none when `create`.
  static Result<std::unique_ptr<Writer>> open(const std::string& path, bool create, int busy_timeout_ms = 30000);
  ~Writer();

  /// Starts the run that the next batches belong to; `now` is UTC, "2026-01-31T12:00:00Z".
  Status begin_run(const Versions& coder, const std::string& input, const std::string& now);
  Result<Added> add(const WriteBatch& batch, const std::string& now);
  Status finish_run(const std::string& now);
  /// New codings take the place of those shown, in one transaction; one that is shown no longer is left alone. Only for
  /// versions whose whole text is kept. Added::versions counts them.
  Result<Added> recode(const std::vector<Recoded>& versions, const std::string& now);
  /// From now on, and for those who are not told otherwise; a new Writer does as the archive was told last.
  Status keep_text(KeepText keep);
  /// From now on done before each batch is acknowledged; its failure undoes the batch.
  void before_commit(BeforeCommit work);

  const Database& database() const;

 private:
  class Impl;
  explicit Writer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// Asks a reading connection whether a version is held, so that it need not be coded again.
class KnownVersions {
 public:
  static Result<std::unique_ptr<KnownVersions>> open(const std::string& path);
  Result<bool> holds(const DocumentKey& key);
  /// Removed on request and not to be added again.
  Result<bool> suppressed(const DocumentKey& key, std::string_view url, std::uint64_t copy_key) {
    return suppression_.holds(key, url, copy_key);
  }

 private:
  KnownVersions(std::unique_ptr<Database> database, Statement find)
      : database_(std::move(database)), find_(std::move(find)) {}
  std::unique_ptr<Database> database_;
  Statement find_;
  Suppression suppression_;
};

}  // namespace demarche::store
