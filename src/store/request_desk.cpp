#include "store/request_desk.h"

#include <fmt/format.h>

#include "store/ledger.h"
#include "store/removal.h"
#include "store/schema.h"

namespace demarche::store {
namespace {

constexpr std::size_t lines_shown = 1000;

Status check_open(const Database& archive, const Request& request) {
  if (request.state == "open") return {};
  return Error{ErrorCode::usage,
               fmt::format("{}: request {} is {} already", archive.path(), request.id, request.state)};
}

Error nothing_fits(const Database& archive) {
  return {ErrorCode::not_found, fmt::format("{}: no document fits; demarche requests open notes a request that cannot "
                                            "be met yet",
                                            archive.path())};
}

}  // namespace

Result<std::unique_ptr<RequestDesk>> RequestDesk::open(const std::string& path, std::string software,
                                                       BeforeCommit before_commit, int busy_timeout_ms) {
  auto database = open_archive(path, Database::Mode::read_write, busy_timeout_ms);
  if (!database) return database.error();
  return std::unique_ptr<RequestDesk>(
      new RequestDesk(std::move(database).value(), std::move(software), std::move(before_commit)));
}

Result<std::int64_t> RequestDesk::receive(const NewRequest& request, const std::string& now) {
  Transaction transaction(*database_);
  if (Status status = transaction.begin(); !status) return status.error();
  const auto id = insert_request(*database_, request, now);
  if (!id) return id;
  if (Status status = transaction.commit(); !status) return status.error();
  return id;
}

Result<Effect> RequestDesk::try_out(const NewRequest& request, const std::string& now) {
  const auto secrets = Secrets::open(database_->path(), Secrets::Missing::ephemeral);
  if (!secrets) return secrets.error();
  Transaction transaction(*database_);  // never committed
  if (Status status = transaction.begin(); !status) return status.error();
  const auto id = insert_request(*database_, request, now);
  if (!id) return id.error();
  auto row = read_request(*database_, *id);
  if (!row) return row.error();
  auto effect = run(*row, *secrets, now, true);
  if (effect) effect->request_id = 0;
  return effect;
}

Result<Effect> RequestDesk::execute(const NewRequest& request, const std::string& now) {
  const auto secrets = Secrets::open(database_->path(), Secrets::Missing::make);
  if (!secrets) return secrets.error();
  Transaction transaction(*database_);
  if (Status status = transaction.begin(); !status) return status.error();
  const auto id = insert_request(*database_, request, now);
  if (!id) return id.error();
  auto row = read_request(*database_, *id);
  if (!row) return row.error();
  auto effect = run(*row, *secrets, now, false);
  if (!effect) return effect;
  if (effect->document_count == 0) return nothing_fits(*database_);
  if (Status status = transaction.commit(); !status) return status.error();
  if (Status status = finish(); !status) return status.error();
  return effect;
}

Result<Effect> RequestDesk::accept(std::int64_t id, const std::string& now) {
  const auto secrets = Secrets::open(database_->path(), Secrets::Missing::make);
  if (!secrets) return secrets.error();
  Transaction transaction(*database_);
  if (Status status = transaction.begin(); !status) return status.error();
  auto row = read_request(*database_, id);
  if (!row) return row.error();
  if (Status status = check_open(*database_, *row); !status) return status.error();
  if (row->verb == Verb::correct)
    return Error{ErrorCode::usage,
                 fmt::format("request {} asks for a correction: demarche correct --request {} makes it", id, id)};
  auto effect = run(*row, *secrets, now, false);
  if (!effect) return effect;
  if (Status status = transaction.commit(); !status) return status.error();
  if (Status status = finish(); !status) return status.error();
  return effect;
}

Result<Effect> RequestDesk::run(Request& request, const Secrets& secrets, const std::string& now, bool trial) {
  const auto documents = documents_in(*database_, request.scope, secrets);
  if (!documents) return documents.error();
  Effect effect;
  effect.request_id = request.id;
  effect.document_count = static_cast<std::int64_t>(documents->size());
  if (trial) {
    auto shown = lines(*documents);
    if (!shown) return shown.error();
    effect.documents = std::move(shown).value();
  }
  auto removal = Removal::prepare(*database_, secrets);
  if (!removal) return removal.error();
  Tally tally(*database_);
  if (Status status = tally.begin(); !status) return status.error();
  if (Status status = removal->remove(request, *documents, now); !status) return status.error();
  if (before_commit_)
    if (Status status = before_commit_(*database_); !status) return status.error();
  auto rows = tally.end();
  if (!rows) return rows.error();
  effect.tally = std::move(rows).value();
  if (trial) {
    const auto count = tally.cell_count();
    if (!count) return count.error();
    effect.cell_count = *count;
    auto cells = tally.cells(lines_shown);
    if (!cells) return cells.error();
    effect.cells = std::move(cells).value();
    auto derived = tally.derived();
    if (!derived) return derived.error();
    effect.derived = std::move(derived).value();
  }
  if (Status status = tally.clear(); !status) return status.error();
  request.documents = effect.document_count;
  request.tally = effect.tally;
  if (Status status = record(request, secrets, now); !status) return status.error();
  return effect;
}

Status RequestDesk::record(const Request& request, const Secrets& secrets, const std::string& now) {
  auto update = database_->prepare(
      "UPDATE request SET state = 'purging', decided_at = ?2, documents = ?3, scope_hash = ?4 WHERE id = ?1");
  if (!update) return update.error();
  update->bind(1, request.id).bind(2, now).bind(3, request.documents);
  update->bind_blob(4, bytes_of(secrets.commit(canonical(request.scope))));
  if (Status status = update->run(); !status) return status;
  auto tally = database_->prepare("INSERT INTO request_tally (request_id, name, gone, came) VALUES (?1,?2,?3,?4)");
  if (!tally) return tally.error();
  for (const TallyRow& row : request.tally)
    if (Status status = tally->bind(1, request.id).bind(2, row.name).bind(3, row.gone).bind(4, row.came).run(); !status)
      return status;
  return append_to_ledger(*database_, request.id, ledger_entry(request, "executed", now, secrets, software_));
}

Status RequestDesk::refuse(std::int64_t id, const std::string& reason, const std::string& now) {
  const auto secrets = Secrets::open(database_->path(), Secrets::Missing::make);
  if (!secrets) return secrets.error();
  Transaction transaction(*database_);
  if (Status status = transaction.begin(); !status) return status;
  const auto request = read_request(*database_, id);
  if (!request) return request.error();
  if (Status status = check_open(*database_, *request); !status) return status;
  auto update = database_->prepare("UPDATE request SET state = 'refused', decided_at = ?2, reason = ?3 WHERE id = ?1");
  if (!update) return update.error();
  if (Status status = update->bind(1, id).bind(2, now).bind(3, reason).run(); !status) return status;
  if (Status status = append_to_ledger(*database_, id, ledger_entry(*request, "refused", now, *secrets, software_));
      !status)
    return status;
  return transaction.commit();
}

Result<std::int64_t> RequestDesk::lift(std::int64_t id, const std::string& reason, const std::string& now) {
  const auto secrets = Secrets::open(database_->path(), Secrets::Missing::fail);
  if (!secrets) return secrets.error();
  Transaction transaction(*database_);
  if (Status status = transaction.begin(); !status) return status.error();
  const auto request = read_request(*database_, id);
  if (!request) return request.error();
  if (request->state != "done" || request->verb == Verb::correct)
    return Error{ErrorCode::usage, fmt::format("{}: request {} is {} ({}): only an executed removal can be lifted",
                                               database_->path(), id, request->state, name_of(request->verb))};
  auto removal = Removal::prepare(*database_, *secrets);
  if (!removal) return removal.error();
  const auto back = removal->lift(*request, now);
  if (!back) return back;
  if (before_commit_)
    if (Status status = before_commit_(*database_); !status) return status.error();
  auto update = database_->prepare("UPDATE request SET state = 'lifted', reason = ?2 WHERE id = ?1");
  if (!update) return update.error();
  if (Status status = update->bind(1, id).bind(2, reason).run(); !status) return status.error();
  if (Status status = append_to_ledger(*database_, id, ledger_entry(*request, "lifted", now, *secrets, software_));
      !status)
    return status.error();
  if (Status status = transaction.commit(); !status) return status.error();
  return back;
}

Status RequestDesk::finish() {
  return finish_purges(*database_);
}

Result<std::vector<DocumentLine>> RequestDesk::lines(const std::vector<std::int64_t>& documents) const {
  auto select = database_->prepare(
      "SELECT s.name, d.article, v.title, v.published, (SELECT count(*) FROM version o WHERE o.document_id = d.id), "
      "(SELECT count(*) FROM event_mention m WHERE m.version_id = v.id), "
      "(SELECT count(*) FROM statement_mention m WHERE m.version_id = v.id), h.document_id IS NOT NULL "
      "FROM document d JOIN source s ON s.id = d.source_id LEFT JOIN version v ON v.document_id = d.id AND v.current = "
      "1 LEFT JOIN hold h ON h.document_id = d.id WHERE d.id = ?1");
  if (!select) return select.error();
  std::vector<DocumentLine> out;
  for (std::int64_t document : documents) {
    if (out.size() == lines_shown) break;
    const Result<bool> row = select->bind(1, document).step();
    if (!row) return row.error();
    if (*row)
      out.push_back({std::string(select->text(0)), std::string(select->text(1)), std::string(select->text(2)),
                     select->integer_or_null(3), select->integer(4), select->integer(5), select->integer(6),
                     select->integer(7) == 1});
    select->reset();
  }
  return out;
}

Result<std::int64_t> record_correction(const Database& archive, std::int64_t id, const NewRequest& request,
                                       std::int64_t document_id, const std::string& note, const std::string& now,
                                       std::string_view software) {
  const auto secrets = Secrets::open(archive.path(), Secrets::Missing::make);
  if (!secrets) return secrets.error();
  auto version = archive.prepare(
      "SELECT v.id FROM version v WHERE v.document_id = ?1 AND v.current = 1 AND v.run_id = (SELECT max(id) FROM run)");
  if (!version) return version.error();
  const Result<bool> row = version->bind(1, document_id).step();
  if (!row) return row.error();
  if (!*row) return Error{ErrorCode::usage, "nothing would change: the archive holds this text, title and day already"};
  const std::int64_t version_id = version->integer(0);
  version->reset();
  if (id == 0) {
    const auto made = insert_request(archive, request, now);
    if (!made) return made;
    id = *made;
  }
  auto update = archive.prepare(
      "UPDATE request SET state = 'done', decided_at = ?2, done_at = ?2, documents = 1, scope_hash = ?3 WHERE id = ?1");
  if (!update) return update.error();
  update->bind(1, id).bind(2, now).bind_blob(3, bytes_of(secrets->commit(canonical(request.scope))));
  if (Status status = update->run(); !status) return status.error();
  auto insert = archive.prepare("INSERT INTO correction (version_id, request_id, note) VALUES (?1,?2,?3)");
  if (!insert) return insert.error();
  if (Status status = insert->bind(1, version_id).bind(2, id).bind(3, note).run(); !status) return status.error();
  const auto done = read_request(archive, id);
  if (!done) return done.error();
  if (Status status = append_to_ledger(archive, id, ledger_entry(*done, "executed", now, *secrets, software)); !status)
    return status.error();
  return id;
}

}  // namespace demarche::store
