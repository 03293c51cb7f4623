#include "store/removal.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.h"
#include "store/address.h"
#include "store/imports.h"
#include "store/words.h"

namespace demarche::store {
namespace {

std::string_view text_in(const DumpTable& table, const std::vector<DumpValue>& row, std::string_view column) {
  const auto at = std::find(table.columns.begin(), table.columns.end(), column);
  return at == table.columns.end() ? std::string_view()
                                   : row[static_cast<std::size_t>(at - table.columns.begin())].bytes;
}

std::optional<std::int64_t> integer_in(const DumpTable& table, const std::vector<DumpValue>& row,
                                       std::string_view column) {
  const auto at = std::find(table.columns.begin(), table.columns.end(), column);
  if (at == table.columns.end()) return std::nullopt;
  const DumpValue& value = row[static_cast<std::size_t>(at - table.columns.begin())];
  return value.kind == Statement::Kind::integer ? std::optional(value.integer) : std::nullopt;
}

std::string_view reason_of(Verb verb) {
  if (verb == Verb::erase) return "erased";
  return verb == Verb::withdraw ? "withdrawn" : "restricted";
}

template <typename Each>
Status each_row(Statement& statement, const Each& each) {
  for (;;) {
    const Result<bool> row = statement.step();
    if (!row) return row.error();
    if (!*row) return {};
    if (Status status = each(statement); !status) return status;
  }
}

}  // namespace

struct Removal::Names {
  std::set<std::string, std::less<>> articles, origins, addresses;
  std::set<std::int64_t> sources;
  std::vector<std::uint64_t> sequences;
  std::int64_t short_texts = 0;
};

Result<Removal> Removal::prepare(const Database& archive, const Secrets& secrets) {
  auto graph = RowGraph::read(archive);
  if (!graph) return graph.error();
  Removal out(archive, secrets, std::move(graph).value());
  if (Status status = out.sums_.prepare(archive); !status) return status.error();
  if (Status status = out.changes_.prepare(archive); !status) return status.error();
  if (Status status = out.touched_.prepare(archive); !status) return status.error();
  if (Status status = out.suppression_.prepare(archive); !status) return status.error();
  return out;
}

Status Removal::remove(const Request& request, const std::vector<std::int64_t>& documents, const std::string& now) {
  Names names;
  for (std::int64_t document : documents)
    if (Status status = remove_document(request, document, now, names); !status) return status;
  if (request.scope.whole_source())
    if (Status status = suppression_.suppress_source(request.id, request.scope.source); !status) return status;
  if (!request.scope.address.empty() && documents.empty()) {
    if (Status status = suppression_.suppress_version(request.id, request.scope.address, std::nullopt); !status)
      return status;
    if (Status status = remove_imported_of(*archive_, request.scope.address); !status) return status;
  }
  if (Status status = write_probe(request, names); !status) return status;
  return request.verb == Verb::erase ? forget_names(request, names) : Status();
}

Status Removal::remove_document(const Request& request, std::int64_t document, const std::string& now, Names& names) {
  auto find = archive_->prepare(
      "SELECT s.name, d.article, d.address, d.source_id, h.sealed, h.verb FROM document d JOIN source s ON s.id = "
      "d.source_id LEFT JOIN hold h ON h.document_id = d.id WHERE d.id = ?1");
  if (!find) return find.error();
  const Result<bool> found = find->bind(1, document).step();
  if (!found) return found.error();
  if (!*found) return {};
  const DocumentKey key{std::string(find->text(0)), std::string(find->text(1)), std::string(find->text(2)), ""};
  names.sources.insert(find->integer(3));
  const bool held = !find->is_null(4);
  // What is withdrawn is hidden enough for restrict.
  if (held && request.verb == Verb::restrict_) return {};
  RowDump dump;
  if (held) {
    const auto plain = secrets_->unseal(find->blob(4));
    auto parsed = plain ? RowDump::parse(*plain) : std::nullopt;
    if (!parsed)
      return Error{ErrorCode::corrupt, Secrets::path_beside(archive_->path()) +
                                           ": not the key that sealed the withdrawn pages; put it back"};
    dump = std::move(*parsed);
  } else {
    auto read = graph_.dump(document);
    if (!read) return read.error();
    dump = std::move(read).value();
  }
  find->reset();
  names.articles.insert(key.article);
  for (const std::string& address : {key.article, key.address})
    if (address.find("://") != std::string::npos) names.addresses.insert(normal_address(address));
  if (Status status = suppression_.suppress_document(request.id, key); !status) return status;
  if (Status status = note_texts(request, key.article, dump, names); !status) return status;
  if (!held)
    if (Status status = remove_versions(document, reason_of(request.verb), now); !status) return status;
  if (request.verb != Verb::erase) return hold(request, document, dump, now);
  auto drop = archive_->prepare("DELETE FROM document WHERE id = ?1");
  if (!drop) return drop.error();
  return drop->bind(1, document).run();
}

// Suppresses each version and notes what the residue scan shall look for. The article's id is no secret: downstream
// users are told it, so that they can remove the article too.
Status Removal::note_texts(const Request& request, std::string_view article, const RowDump& dump, Names& names) {
  const DumpTable* versions = dump.table("version");
  if (versions == nullptr) return {};
  const std::vector<std::uint64_t> told = all_sequences_of(article, secrets_->scan_key());
  const auto probe = [&](std::string_view text) {
    if (text.empty()) return;
    const auto sequences = sequences_of(text, secrets_->scan_key());
    names.short_texts += sequences.empty();
    for (std::uint64_t hash : sequences)
      if (std::find(told.begin(), told.end(), hash) == told.end()) names.sequences.push_back(hash);
  };
  for (const auto& row : versions->rows) {
    const std::string_view url = text_in(*versions, row, "url"), origin = text_in(*versions, row, "origin");
    if (Status status = suppression_.suppress_version(request.id, url, integer_in(*versions, row, "copy_key")); !status)
      return status;
    if (Status status = remove_imported_of(*archive_, url); !status) return status;
    probe(text_in(*versions, row, "title"));
    probe(text_in(*versions, row, "text"));
    if (request.verb != Verb::erase) continue;
    probe(url);
    probe(origin);
    names.origins.emplace(origin);
    if (!url.empty()) names.addresses.insert(normal_address(url));
  }
  return {};
}

Status Removal::remove_versions(std::int64_t document, std::string_view reason, const std::string& now) {
  struct Version {
    std::int64_t id = 0;
    bool current = false, counted = false;
    std::optional<std::int64_t> copy_key, published;
  };
  auto select = archive_->prepare(
      "SELECT id, current, counted, copy_key, published FROM version WHERE document_id = ?1 ORDER BY id");
  if (!select) return select.error();
  std::vector<Version> versions;
  Status status = each_row(select->bind(1, document), [&](const Statement& row) {
    versions.push_back(
        {row.integer(0), row.integer(1) == 1, row.integer(2) == 1, row.integer_or_null(3), row.integer_or_null(4)});
    return Status();
  });
  if (!status) return status;
  auto hide = archive_->prepare("UPDATE version SET current = 0 WHERE id = ?1");
  if (!hide) return hide.error();
  for (const Version& version : versions) {
    if (status = touched_.mark(version.id); !status) return status;
    if (version.current) {
      if (status = hide->bind(1, version.id).run(); !status) return status;
      if (status = sums_.remove(version.id, version.counted, version.copy_key, version.published); !status)
        return status;
    }
    if (status = changes_.erasing(version.id, &version == &versions.back(), reason, now); !status) return status;
  }
  auto drop = archive_->prepare("DELETE FROM version WHERE document_id = ?1");
  if (!drop) return drop.error();
  return drop->bind(1, document).run();
}

Status Removal::hold(const Request& request, std::int64_t document, const RowDump& dump, const std::string& now) {
  auto insert = archive_->prepare(
      "INSERT INTO hold (document_id, request_id, verb, held_at, sealed) VALUES (?1,?2,?3,?4,?5) "
      "ON CONFLICT DO UPDATE SET request_id = excluded.request_id, verb = excluded.verb, held_at = excluded.held_at");
  if (!insert) return insert.error();
  insert->bind(1, document).bind(2, request.id).bind(3, name_of(request.verb)).bind(4, now);
  return insert->bind_blob(5, secrets_->seal(dump.bytes())).run();
}

// Sources without documents, rejects and inputs of runs that name a removed page, other requests about it, statistics
// that hold samples of keys.
Status Removal::forget_names(const Request& request, const Names& names) {
  auto drop_source = archive_->prepare(
      "DELETE FROM source WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM document WHERE source_id = ?1)");
  if (!drop_source) return drop_source.error();
  for (std::int64_t source : names.sources)
    if (Status status = drop_source->bind(1, source).run(); !status) return status;

  // What other coders made of the same page.
  for (const std::string& address : names.addresses)
    if (Status status = remove_imported_of(*archive_, address); !status) return status;

  std::vector<std::int64_t> rejects, runs;
  std::vector<std::pair<std::int64_t, std::string>> scopes;
  auto select = archive_->prepare("SELECT id, origin, article FROM reject");
  if (!select) return select.error();
  Status status = each_row(*select, [&](const Statement& row) {
    if (names.origins.contains(row.text(1)) || (!row.text(2).empty() && names.articles.contains(row.text(2))))
      rejects.push_back(row.integer(0));
    return Status();
  });
  if (!status) return status;
  select = archive_->prepare("SELECT id, input FROM run");
  if (!select) return select.error();
  status = each_row(*select, [&](const Statement& row) {
    const auto named = [&](const std::string& origin) {
      return !origin.empty() && row.text(1).find(origin) != std::string_view::npos;
    };
    if (std::any_of(names.origins.begin(), names.origins.end(), named)) runs.push_back(row.integer(0));
    return Status();
  });
  if (!status) return status;
  select = archive_->prepare("SELECT request_id, field, value FROM request_scope");
  if (!select) return select.error();
  status = each_row(*select, [&](const Statement& row) {
    const bool address = row.text(1) == "address" && names.addresses.contains(normal_address(row.text(2)));
    if (row.integer(0) == request.id || address || (row.text(1) == "article" && names.articles.contains(row.text(2))))
      scopes.emplace_back(row.integer(0), row.text(1));
    return Status();
  });
  if (!status) return status;
  auto drop_reject = archive_->prepare("DELETE FROM reject WHERE id = ?1");
  auto drop_input = archive_->prepare("UPDATE run SET input = '(removed on request)' WHERE id = ?1");
  auto drop_scope = archive_->prepare("DELETE FROM request_scope WHERE request_id = ?1 AND field = ?2");
  for (const auto* prepared : {&drop_reject, &drop_input, &drop_scope})
    if (!*prepared) return prepared->error();
  for (std::int64_t id : rejects)
    if (status = drop_reject->bind(1, id).run(); !status) return status;
  for (std::int64_t id : runs)
    if (status = drop_input->bind(1, id).run(); !status) return status;
  for (const auto& [id, field] : scopes)
    if (status = drop_scope->bind(1, id).bind(2, field).run(); !status) return status;
  const auto statistics = archive_->integer("SELECT count(*) FROM sqlite_schema WHERE name = 'sqlite_stat4'");
  if (!statistics) return statistics.error();
  return *statistics == 0 ? Status() : archive_->exec("DELETE FROM sqlite_stat4");
}

Status Removal::write_probe(const Request& request, Names& names) {
  std::sort(names.sequences.begin(), names.sequences.end());
  names.sequences.erase(std::unique(names.sequences.begin(), names.sequences.end()), names.sequences.end());
  std::string hashes;
  for (std::uint64_t hash : names.sequences)
    for (int i = 0; i < 8; ++i) hashes += static_cast<char>(hash >> (8 * i));
  auto insert = archive_->prepare(
      "INSERT INTO residue_probe (request_id, key_id, sequences, short_texts, hashes) VALUES (?1,?2,?3,?4,?5)");
  if (!insert) return insert.error();
  insert->bind(1, request.id).bind_blob(2, secrets_->scan_key_id());
  insert->bind(3, static_cast<std::int64_t>(names.sequences.size())).bind(4, names.short_texts);
  return insert->bind_blob(5, hashes).run();
}

Result<std::int64_t> Removal::lift(const Request& request, const std::string& now) {
  if (Status status = archive_->exec("PRAGMA defer_foreign_keys=ON"); !status) return status.error();
  auto select = archive_->prepare("SELECT document_id, sealed FROM hold WHERE request_id = ?1 ORDER BY document_id");
  if (!select) return select.error();
  std::vector<std::pair<std::int64_t, std::string>> held;
  Status status = each_row(select->bind(1, request.id), [&](const Statement& row) {
    held.emplace_back(row.integer(0), row.blob(1));
    return Status();
  });
  if (!status) return status.error();
  auto drop = archive_->prepare("DELETE FROM hold WHERE document_id = ?1");
  if (!drop) return drop.error();
  for (const auto& [document, sealed] : held) {
    const auto plain = secrets_->unseal(sealed);
    const auto dump = plain ? RowDump::parse(*plain) : std::nullopt;
    if (!dump)
      return Error{ErrorCode::corrupt, Secrets::path_beside(archive_->path()) +
                                           ": not the key that sealed the withdrawn pages; put it back"};
    if (status = drop->bind(1, document).run(); !status) return status.error();
    if (status = restore(document, *dump, now); !status) return status.error();
  }
  if (status = suppression_.lift(request.id); !status) return status.error();
  auto forget = archive_->prepare("DELETE FROM residue_probe WHERE request_id = ?1");
  if (!forget) return forget.error();
  if (request.verb != Verb::erase)
    if (status = forget->bind(1, request.id).run(); !status) return status.error();
  return static_cast<std::int64_t>(held.size());
}

Status Removal::restore(std::int64_t document, const RowDump& dump, const std::string& now) {
  if (Status status = graph_.restore(dump, document); !status) return status;
  auto current = archive_->prepare(
      "SELECT id, ifnull(copy_key, 0), published FROM version WHERE document_id = ?1 AND current = 1");
  if (!current) return current.error();
  const Result<bool> row = current->bind(1, document).step();
  if (!row) return row.error();
  if (!*row) return {};
  const std::int64_t version = current->integer(0), copy_key = current->integer(1);
  const auto published = current->integer_or_null(2);
  current->reset();
  if (Status status = sums_.add(version, copy_key, published); !status) return status;
  if (Status status = touched_.mark(version); !status) return status;
  // Its records are no longer among those that as-of questions pass over.
  auto dig_up = archive_->prepare(
      "UPDATE change SET shown_from = NULL, shown_until = NULL WHERE shown_until IS NOT NULL AND reason IN "
      "('withdrawn', 'restricted') AND (record_id IN (SELECT m.record_id FROM event_mention m JOIN version v ON v.id = "
      "m.version_id WHERE v.document_id = ?1) OR record_id IN (SELECT m.record_id FROM statement_mention m JOIN "
      "version v ON v.id = m.version_id WHERE v.document_id = ?1) OR (kind = 'article' AND record_id = (SELECT article "
      "FROM document WHERE id = ?1)))");
  if (!dig_up) return dig_up.error();
  if (Status status = dig_up->bind(1, document).run(); !status) return status;
  return changes_.shown(version, std::nullopt, "restored", now);
}

Status finish_purges(const Database& archive) {
  const auto waiting = archive.integer("SELECT count(*) FROM request WHERE state = 'purging'");
  if (!waiting) return waiting.error();
  if (*waiting == 0) return {};
  const auto busy = archive.integer("PRAGMA wal_checkpoint(TRUNCATE)");
  if (!busy) return busy.error();
  if (*busy != 0)
    return Error{
        ErrorCode::io,
        fmt::format("{}: removed, but another program still reads the archive's log; close it and run demarche "
                    "requests finish --archive {}",
                    archive.path(), archive.path())};
  return archive.exec(
      "UPDATE request SET state = 'done', done_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now') WHERE state = 'purging'");
}

}  // namespace demarche::store
