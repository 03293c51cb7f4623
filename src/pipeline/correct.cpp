#include "pipeline/correct.h"

#include <fmt/format.h>

#include "base/utf8.h"
#include "format/records.h"
#include "pipeline/archive_stored.h"
#include "pipeline/clock.h"
#include "pipeline/coder.h"
#include "pipeline/regroup.h"
#include "pipeline/request_stored.h"
#include "store/request_desk.h"
#include "store/writer.h"

namespace demarche {
namespace {

using store::Database;

struct Held {
  Document document;
  store::DocumentKey key;
  std::string kept;  // what is kept of its text
};

Result<std::int64_t> only_document(const Database& archive, const store::Scope& scope) {
  const auto secrets = store::Secrets::open(archive.path(), store::Secrets::Missing::make);
  if (!secrets) return secrets.error();
  const auto documents = store::documents_in(archive, scope, *secrets);
  if (!documents) return documents.error();
  if (documents->size() == 1) return documents->front();
  return Error{documents->empty() ? ErrorCode::not_found : ErrorCode::usage,
               documents->empty()
                   ? fmt::format("{}: no document fits", archive.path())
                   : fmt::format("{}: {} documents fit; a correction is of one: add --article or --source",
                                 archive.path(), documents->size())};
}

Result<Held> current_version(const Database& archive, std::int64_t document) {
  auto select = archive.prepare(
      "SELECT s.name, d.article, d.address, v.origin, v.url, v.title, v.published, v.category, v.publisher, "
      "v.language, "
      "v.text, v.kept, v.id FROM document d JOIN source s ON s.id = d.source_id JOIN version v ON v.document_id = d.id "
      "AND v.current = 1 WHERE d.id = ?1");
  if (!select) return select.error();
  const Result<bool> row = select->bind(1, document).step();
  if (!row) return row.error();
  if (!*row)
    return Error{ErrorCode::usage,
                 fmt::format("{}: the document is withdrawn or restricted: lift that request first", archive.path())};
  Held out;
  out.key = {std::string(select->text(0)), std::string(select->text(1)), std::string(select->text(2)), ""};
  Document& d = out.document;
  d.id = out.key.article;
  std::string* const texts[] = {&d.origin, &d.url, &d.title};
  for (int i = 0; i < 3; ++i) *texts[i] = select->text(3 + i);
  if (const auto day = select->integer_or_null(6)) d.published = Day(static_cast<std::int32_t>(*day));
  std::string* const more[] = {&d.category, &d.publisher, &d.language, &d.text, &out.kept};
  for (int i = 0; i < 5; ++i) *more[i] = select->text(7 + i);
  auto cited =
      archive.prepare("SELECT ifnull(number, 0), url FROM cited_source WHERE version_id = ?1 ORDER BY position");
  if (!cited) return cited.error();
  cited->bind(1, select->integer(12));
  for (;;) {
    const Result<bool> source = cited->step();
    if (!source) return source.error();
    if (!*source) return out;
    d.sources.push_back({static_cast<int>(cited->integer(0)), std::string(cited->text(1))});
  }
}

Status apply(const CorrectionForm& correction, Held& held) {
  Document& d = held.document;
  if (held.kept != "all" && !correction.text)
    return Error{ErrorCode::usage, "of this article the archive does not keep the whole text: give the corrected one"};
  if (correction.text) d.text = repair_utf8(*correction.text);
  if (correction.title) d.title = repair_utf8(*correction.title);
  if (correction.url) d.url = repair_utf8(*correction.url);
  if (correction.category) d.category = repair_utf8(*correction.category);
  if (correction.published) {
    d.published = Day::parse(*correction.published);
    if (!d.published)
      return Error{ErrorCode::usage, fmt::format("\"{}\" is not a day: write YYYY-MM-DD", *correction.published)};
  }
  if (d.text.empty()) return Error{ErrorCode::usage, "the corrected text is empty: withdraw or erase the article"};
  return {};
}

}  // namespace

Result<std::int64_t> correct_article(const Engine::Impl& engine, const std::string& path, const Database& archive,
                                     const RequestForm& form, const CorrectionForm& correction, std::int64_t id) {
  store::NewRequest request;
  if (id == 0) {
    auto made = stored(form);
    if (!made) return made.error();
    request = std::move(made).value();
  } else {
    const auto open = store::read_request(archive, id);
    if (!open) return open.error();
    if (open->state != "open" || open->verb != store::Verb::correct)
      return Error{ErrorCode::usage, fmt::format("request {} is {} ({}): only an open request to correct can be met so",
                                                 id, open->state, name_of(open->verb))};
    request.scope = open->scope;
  }
  request.verb = store::Verb::correct;
  const auto document = only_document(archive, request.scope);
  if (!document) return document.error();
  auto held = current_version(archive, *document);
  if (!held) return held.error();
  if (Status status = apply(correction, *held); !status) return status.error();
  store::StoredDocument coded;
  {
    Coder coder(engine);
    const std::string hash = document_version(held->document);
    coded = stored(coder.code(std::move(held->document)), *engine.codebook, engine.versions);
    coded.key = held->key;
    coded.key.hash = hash;
  }
  const std::string now = utc_now();
  auto writer = store::Writer::open(path, false);
  if (!writer) return writer.error();
  // The version, its request and the ledger's entry are there together or not at all.
  std::int64_t done = id;
  (*writer)->before_commit([&](const Database& database) -> Status {
    if (Status status = regroup(database); !status) return status;
    const auto recorded =
        store::record_correction(database, id, request, *document, correction.note, now, DEMARCHE_VERSION);
    if (!recorded) return recorded.error();
    done = *recorded;
    return {};
  });
  if (Status status = (*writer)->begin_run(engine.versions, "demarche correct", now); !status) return status.error();
  store::WriteBatch batch;
  batch.documents.push_back(std::move(coded));
  const auto added = (*writer)->add(batch, now);
  if (!added) return added.error();
  if (Status status = (*writer)->finish_run(utc_now()); !status) return status.error();
  return done;
}

}  // namespace demarche
