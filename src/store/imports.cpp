#include "store/imports.h"

#include <fmt/format.h>

#include "store/address.h"
#include "store/schema.h"
#include "types/actor.h"

namespace demarche::store {

Result<std::unique_ptr<ImportWriter>> ImportWriter::open(const std::string& path, const std::string& name,
                                                         const std::string& format) {
  auto opened = open_archive(path, Database::Mode::create, 30000);
  if (!opened) return opened.error();
  std::unique_ptr<ImportWriter> out(new ImportWriter());
  out->database_ = std::move(*opened);
  out->name_ = name;
  out->format_ = format;
  if (Status status = out->prepare(); !status) return status.error();
  return out;
}

// The set is made with its first events, so that a file of another kind leaves nothing behind.
Status ImportWriter::find_set(bool create) {
  auto set = database_->prepare("SELECT id, format FROM import_set WHERE name = ?1");
  if (!set) return set.error();
  const Result<bool> there = set->bind(1, name_).step();
  if (!there) return there.error();
  if (*there) {
    set_ = set->integer(0);
    if (set->text(1) == format_) return {};
    return Error{ErrorCode::usage, fmt::format("the imported set \"{}\" holds {} events: give these another --name",
                                               name_, set->text(1))};
  }
  if (!create) return {};
  auto insert = database_->prepare("INSERT INTO import_set (name, format) VALUES (?1, ?2)");
  if (!insert) return insert.error();
  if (Status status = insert->bind(1, name_).bind(2, format_).run(); !status) return status;
  set_ = database_->last_id();
  return {};
}

Status ImportWriter::prepare() {
  if (Status status = find_set(false); !status) return status;
  const std::pair<Statement*, const char*> statements[] = {
      {&find_, "SELECT 1 FROM imported_event WHERE set_id = ?1 AND native_id = ?2"},
      {&insert_event_,
       "INSERT INTO imported_event (set_id, native_id, record_id, imported_at, day, type, quad, plover_score, "
       "goldstein, "
       "address, json) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"},
      {&insert_party_,
       "INSERT INTO imported_party (event_id, role, position, code, country) VALUES (?1, ?2, ?3, ?4, ?5)"}};
  for (const auto& [statement, sql] : statements) {
    auto prepared = database_->prepare(sql);
    if (!prepared) return prepared.error();
    *statement = std::move(prepared).value();
  }
  return suppression_.prepare(*database_);
}

Status ImportWriter::insert(const ImportRow& row, const std::string& address, const std::string& now) {
  const ImportedEvent& event = row.event;
  insert_event_.bind(1, set_).bind(2, event.native_id).bind(3, row.record_id).bind(4, now);
  insert_event_.bind(5, event.day ? std::optional<std::int64_t>(event.day->count()) : std::nullopt);
  insert_event_.bind_or_null(6, event.type ? name_of(*event.type) : std::string_view());
  insert_event_.bind(
      7, event.type ? std::optional<std::int64_t>(static_cast<std::int64_t>(quad_of(*event.type)) + 1) : std::nullopt);
  insert_event_.bind(8, event.plover_score).bind(9, event.goldstein).bind_or_null(10, address).bind(11, row.json);
  if (Status status = insert_event_.run(); !status) return status;
  const std::int64_t id = database_->last_id();
  int positions[2] = {};
  for (const ImportedParty& party : event.parties) {
    insert_party_.bind(1, id).bind(2, std::string_view(party.recipient ? "recipient" : "actor"));
    insert_party_.bind(3, positions[party.recipient]++).bind(4, party.code);
    insert_party_.bind_or_null(5, country_of_code(party.code));
    if (Status status = insert_party_.run(); !status) return status;
  }
  return {};
}

Result<ImportAdded> ImportWriter::add(const std::vector<ImportRow>& rows, const std::string& now) {
  ImportAdded out;
  Transaction transaction(*database_);
  if (Status status = transaction.begin(); !status) return status.error();
  if (Status status = find_set(true); !status) return status.error();
  for (const ImportRow& row : rows) {
    const Result<bool> held = find_.bind(1, set_).bind(2, row.event.native_id).step();
    if (!held) return held.error();
    find_.reset();
    if (*held) {
      ++out.skipped;
      continue;
    }
    if (!row.event.address.empty()) {
      const DocumentKey key{row.event.publisher, row.event.address, "", ""};
      const Result<bool> removed = suppression_.holds(key, row.event.address, 0);
      if (!removed) return removed.error();
      if (*removed) {
        ++out.suppressed;
        continue;
      }
    }
    if (Status status = insert(row, normal_address(row.event.address), now); !status) return status.error();
    ++out.added;
  }
  if (Status status = transaction.commit(); !status) return status.error();
  return out;
}

Result<std::uint64_t> remove_import_set(const std::string& path, const std::string& name) {
  auto opened = open_archive(path, Database::Mode::read_write, 30000);
  if (!opened) return opened.error();
  const Database& archive = **opened;
  Transaction transaction(archive);
  if (Status status = transaction.begin(); !status) return status.error();
  auto count = archive.prepare(
      "SELECT (SELECT count(*) FROM imported_event e WHERE e.set_id = s.id) FROM import_set s WHERE s.name = ?1");
  if (!count) return count.error();
  const Result<bool> there = count->bind(1, name).step();
  if (!there) return there.error();
  if (!*there) return Error{ErrorCode::not_found, fmt::format("{} has no imported set \"{}\"", path, name)};
  const auto events = static_cast<std::uint64_t>(count->integer(0));
  count->reset();
  auto drop = archive.prepare("DELETE FROM import_set WHERE name = ?1");
  if (!drop) return drop.error();
  if (Status status = drop->bind(1, name).run(); !status) return status.error();
  if (Status status = transaction.commit(); !status) return status.error();
  return events;
}

Status remove_imported_of(const Database& archive, std::string_view address) {
  const std::string normal = normal_address(address);
  if (normal.empty()) return {};
  auto drop = archive.prepare("DELETE FROM imported_event WHERE address = ?1");
  if (!drop) return drop.error();
  return drop->bind(1, normal).run();
}

}  // namespace demarche::store
