// Where requests are taken, tried out, executed, refused and lifted: one transaction each.
//
// An execution is a state machine that the archive remembers: after its one transaction the rows are gone and the
// request is 'purging'; once the write-ahead log is emptied it is 'done', and only then acknowledged. Whatever kills
// the process in between, the next one that opens the archive for writing goes on from there.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "store/request.h"

namespace demarche::store {

/// A document that a request meets, for people.
struct DocumentLine {
  std::string source, article, title;
  std::optional<std::int64_t> published;
  std::int64_t versions = 0, events = 0, statements = 0;
  bool held = false;
};

struct Effect {
  std::int64_t request_id = 0;  // 0: tried out only
  std::int64_t document_count = 0;
  std::vector<DocumentLine> documents;  // when tried out: the first few
  std::vector<TallyRow> tally;
  std::vector<CellChange> cells;  // when tried out: the first few
  std::int64_t cell_count = 0;
  std::vector<DerivedLine> derived;
};

class RequestDesk {
 public:
  /// Called inside each transaction right before its end: stories and incidents are made anew there.
  using BeforeCommit = std::function<Status(const Database&)>;

  static Result<std::unique_ptr<RequestDesk>> open(const std::string& path, std::string software,
                                                   BeforeCommit before_commit, int busy_timeout_ms = 30000);

  Result<std::int64_t> receive(const NewRequest& request, const std::string& now);
  /// What the request would do; changes nothing.
  Result<Effect> try_out(const NewRequest& request, const std::string& now);
  /// Receives and executes at once. When nothing fits the scope: not_found.
  Result<Effect> execute(const NewRequest& request, const std::string& now);
  /// Executes an open request. Not for Verb::correct.
  Result<Effect> accept(std::int64_t id, const std::string& now);
  Status refuse(std::int64_t id, const std::string& reason, const std::string& now);
  /// Puts held documents back and lets removed pages be added again. Says how many documents came back.
  Result<std::int64_t> lift(std::int64_t id, const std::string& reason, const std::string& now);
  /// Goes on with what was interrupted.
  Status finish();

  const Database& database() const { return *database_; }

 private:
  RequestDesk(std::unique_ptr<Database> database, std::string software, BeforeCommit before_commit)
      : database_(std::move(database)), software_(std::move(software)), before_commit_(std::move(before_commit)) {}
  Result<Effect> run(Request& request, const Secrets& secrets, const std::string& now, bool trial);
  Status record(const Request& request, const Secrets& secrets, const std::string& now);
  Result<std::vector<DocumentLine>> lines(const std::vector<std::int64_t>& documents) const;

  std::unique_ptr<Database> database_;
  std::string software_;
  BeforeCommit before_commit_;
};

/// For a correction, inside the transaction that writes its version: notes which version it made, with its request (a
/// new one when `id` is 0) and an entry in the ledger. Gives the request's id; an error when no new version was made.
Result<std::int64_t> record_correction(const Database& archive, std::int64_t id, const NewRequest& request,
                                       std::int64_t document_id, const std::string& note, const std::string& now,
                                       std::string_view software);

}  // namespace demarche::store
