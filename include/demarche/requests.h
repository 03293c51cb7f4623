// Requests to change or remove: correct, withdraw, erase, restrict; proof of what was removed.
//
//   auto desk = demarche::Requests::open("news.db");
//   demarche::RequestForm form;
//   form.verb = demarche::RequestVerb::erase;
//   form.scope.address = "https://gazette.example/2023/talks";
//   auto trial = desk->try_out(form);     // what would go, what would change
//   auto done = desk->execute(form);      // acknowledged: the bytes are gone
//   auto scan = demarche::verify_removal("news.db", done->request, {});
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "demarche/engine.h"
#include "demarche/result.h"

namespace demarche {

enum class RequestVerb {
  correct,   // another text, title or day; the older version is kept
  withdraw,  // hidden everywhere, sealed, said so in public; can be lifted
  erase,     // bytes gone, all versions
  restrict_  // not shown, not counted, not exported, not said in public; can be lifted
};
const char* verb_name(RequestVerb verb);

/// Documents that fit all fields that are given; days are "YYYY-MM-DD", both ends included.
struct RequestScope {
  std::string address;  // of a page, in any spelling
  std::string article;  // id in the records
  std::string source;   // publisher, or host
  std::string party;    // actor code or its beginning
  std::string name;     // of a person or party, in a record, a title or a text
  std::string since, until;
  bool copies = false;  // exact copies elsewhere as well
};

struct RequestForm {
  RequestVerb verb = RequestVerb::erase;
  RequestScope scope;
  std::string contact;  // who asks
  std::string ground;   // why
  std::string due;      // day; "": in a month
};

/// Rows of a table that went and came.
struct RequestRows {
  std::string table;
  std::int64_t gone = 0, came = 0;
};

struct RequestInfo {
  std::int64_t id = 0;
  RequestVerb verb = RequestVerb::erase;
  std::string state;  // open, purging, done, refused, lifted
  std::string received_at, due, contact, ground;
  std::string signal;                                      // kind of publisher's signal that made it; "": a person
  std::vector<std::pair<std::string, std::string>> scope;  // field and value; none after an erasure
  std::string decided_at, reason, done_at;
  std::optional<std::int64_t> documents;
  std::vector<RequestRows> rows;
};

struct RequestDocument {
  std::string source, article, title;
  std::string published;  // "" when not known
  std::int64_t versions = 0, events = 0, statements = 0;
  bool held = false;  // withdrawn or restricted already
};

/// A day of a pair's series that changes.
struct SeriesCell {
  std::string first, second, day;
  std::string direction;  // "both", "to" (first acts upon second), "from"
  std::string quad;
  std::string standing;  // "new", "ongoing", "unconfirmed"
  std::int64_t events_before = 0, events_after = 0;
  std::int64_t score_before = 0, score_after = 0;  // sum of PLOVER scores, thousandths
};

/// A story or incident that changes or goes.
struct DerivedChange {
  std::string kind;    // "story", "incident"
  std::string change;  // "goes", "changes", "comes"
  std::string id;
  std::int64_t evidence_before = 0, evidence_after = 0;  // documents of a story, mentions of an incident
};

struct RemovalEffect {
  std::int64_t request = 0;  // 0: tried out
  std::int64_t document_count = 0;
  std::vector<RequestDocument> documents;  // tried out: the first thousand
  std::vector<RequestRows> rows;
  std::int64_t cell_count = 0;
  std::vector<SeriesCell> cells;  // tried out: the first thousand
  std::vector<DerivedChange> derived;
};

/// What shall stand in the new version; nothing: as before.
struct CorrectionForm {
  std::optional<std::string> text, title, published, url, category;
  std::string note;  // what was changed, for readers
};

class Requests {
 public:
  static Result<Requests> open(const std::string& archive_path);

  Result<std::int64_t> receive(const RequestForm&);
  /// Changes nothing. Not for corrections.
  Result<RemovalEffect> try_out(const RequestForm&);
  /// Receives and executes; not_found when nothing fits. When it returns, the rows and their bytes are gone.
  Result<RemovalEffect> execute(const RequestForm&);
  Result<RemovalEffect> accept(std::int64_t id);
  Status refuse(std::int64_t id, const std::string& reason);
  /// Puts back what is held and lets removed pages be added again: documents that came back.
  Result<std::int64_t> lift(std::int64_t id, const std::string& reason);
  /// Goes on with what was interrupted.
  Status finish();
  /// Codes the corrected article as a new version; `id` of an open request, or 0. Exactly one document must fit.
  Result<RequestInfo> correct(const Engine&, const RequestForm&, const CorrectionForm&, std::int64_t id = 0);

  /// `state` "": all.
  Result<std::vector<RequestInfo>> list(const std::string& state) const;
  Result<RequestInfo> show(std::int64_t id) const;

  struct Impl;

 private:
  std::shared_ptr<Impl> impl_;
};

/// {"kind":"request",...} without line end.
std::string request_json(const RequestInfo& request);
/// {"kind":"removal",...} without line end.
std::string effect_json(const RemovalEffect& effect);

struct ScannedFile {
  std::string path;
  std::string kind;        // archive, export, backup
  std::string form;        // sqlite, text, gzip, zstd, zip, missing
  std::int64_t bytes = 0;  // looked at
  std::int64_t pages = 0, cells = 0, free_pages = 0, log_frames = 0;
  std::int64_t found = 0;          // word sequences of the removed texts
  std::vector<std::string> where;  // the first few
  std::vector<std::string> unreadable;
};

struct ScanReport {
  std::int64_t request = 0;
  std::int64_t sequences = 0;    // word sequences of the removed texts
  std::int64_t kept = 0;         // of these, in what the archive still keeps: not looked for
  std::int64_t short_texts = 0;  // removed texts of less than six words: not looked for
  std::vector<ScannedFile> files;
  bool clean = false;  // nothing found, everything decoded
};

/// Decodes every page of the archive and its log, every registered export, every backup.
Result<ScanReport> verify_removal(const std::string& archive_path, std::int64_t request,
                                  const std::vector<std::string>& backups);
std::string scan_json(const ScanReport& report);

/// A signed receipt of an executed request, JSON. `scan` may be null; `backup_horizon`: day by which no backup from
/// before is left, "" when nobody says.
Result<std::string> make_receipt(const std::string& archive_path, std::int64_t request, const ScanReport* scan,
                                 const std::string& backup_horizon);

struct ReceiptCheck {
  std::string fingerprint;  // of the key that signed
  std::string archive;      // identity
  std::int64_t request = 0;
  std::string verb, executed_at, issued_at, software;
  std::int64_t documents = 0;
  std::string scan;  // "clean", "not clean", "none"
  std::string backup_horizon;
};

/// Offline: the signature, the entry's place in the ledger, the roots before and after. corrupt with the reason when
/// one does not hold.
Result<ReceiptCheck> check_receipt(const std::string& receipt);

}  // namespace demarche
