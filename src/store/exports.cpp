#include "store/exports.h"

#include <algorithm>

namespace demarche::store {
namespace {

constexpr const char* columns =
    "SELECT e.id, e.written_at, e.path, e.form, e.query, e.cursor, e.as_of, e.records, e.bytes, e.sha256 FROM export "
    "e ";

Result<std::vector<ExportRow>> read(Statement& rows) {
  std::vector<ExportRow> out;
  for (;;) {
    const Result<bool> row = rows.step();
    if (!row) return row.error();
    if (!*row) return out;
    ExportRow one;
    one.id = rows.integer(0);
    one.written_at = rows.text(1);
    one.path = rows.text(2);
    one.form = rows.text(3);
    one.query = rows.text(4);
    one.cursor = rows.integer(5);
    one.as_of = rows.text(6);
    one.records = rows.integer(7);
    one.bytes = rows.integer(8);
    one.sha256 = rows.text(9);
    out.push_back(std::move(one));
  }
}

}  // namespace

VersionRanges ranges_of(std::vector<std::int64_t> versions) {
  std::sort(versions.begin(), versions.end());
  VersionRanges out;
  for (const std::int64_t version : versions) {
    if (!out.empty() && version <= out.back().second + 1) {
      out.back().second = version;
    } else {
      out.emplace_back(version, version);
    }
  }
  return out;
}

Status register_export(const Database& archive, const ExportRow& row, const VersionRanges& versions) {
  Transaction transaction(archive);
  if (Status status = transaction.begin(); !status) return status;
  auto replace = archive.prepare("DELETE FROM export WHERE path = ?1");
  if (!replace) return replace.error();
  if (Status status = replace->bind(1, row.path).run(); !status) return status;
  auto insert = archive.prepare(
      "INSERT INTO export (written_at, path, form, query, cursor, as_of, records, bytes, sha256) VALUES "
      "(?1,?2,?3,?4,?5,?6,?7,?8,?9)");
  if (!insert) return insert.error();
  insert->bind(1, row.written_at).bind(2, row.path).bind(3, row.form).bind(4, row.query).bind(5, row.cursor);
  insert->bind_or_null(6, row.as_of).bind(7, row.records).bind(8, row.bytes).bind(9, row.sha256);
  if (Status status = insert->run(); !status) return status;
  const std::int64_t id = archive.last_id();
  auto add = archive.prepare("INSERT INTO export_version (export_id, first, last) VALUES (?1,?2,?3)");
  if (!add) return add.error();
  for (const auto& [first, last] : versions)
    if (Status status = add->bind(1, id).bind(2, first).bind(3, last).run(); !status) return status;
  return transaction.commit();
}

Result<std::vector<ExportRow>> exports(const Database& archive) {
  auto rows = archive.prepare(std::string(columns) + "ORDER BY e.id");
  if (!rows) return rows.error();
  return read(*rows);
}

Result<std::vector<ExportRow>> exports_with(const Database& archive, std::int64_t version_id) {
  auto rows = archive.prepare(std::string(columns) +
                              "WHERE EXISTS (SELECT 1 FROM export_version v WHERE v.export_id = e.id AND v.first <= ?1 "
                              "AND v.last >= ?1) ORDER BY e.id");
  if (!rows) return rows.error();
  rows->bind(1, version_id);
  return read(*rows);
}

}  // namespace demarche::store
