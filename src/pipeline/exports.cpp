#include "store/exports.h"

#include <fmt/format.h>

#include "base/json.h"
#include "demarche/export.h"
#include "format/change_atom.h"
#include "pipeline/archive_impl.h"
#include "pipeline/export_file.h"
#include "pipeline/write_records.h"
#include "query/change_feed.h"
#include "query/replication.h"
#include "query/vintage.h"

namespace demarche {
namespace {

constexpr std::size_t block = 1 << 16;

const char* command_of(ExportKind kind) {
  return kind == ExportKind::events ? "events" : kind == ExportKind::statements ? "statements" : "replication";
}

Result<std::uint64_t> write_replication(const store::Database& archive, const Filter& filter, const Vintage& vintage,
                                        const Output& output, std::vector<std::int64_t>& versions) {
  std::string lines;
  {
    JsonWriter json(lines);
    json.begin_object().field("kind", "replication").field("archive", vintage.archive);
    json.field("identity", vintage.identity).field("cursor", static_cast<std::int64_t>(vintage.change)).key("as_of");
    json.value_or_null(vintage.now ? std::string_view() : std::string_view(vintage.moment)).end_object();
    lines += '\n';
  }
  std::uint64_t records = 0;
  Status status = query::stream_replication(
      archive, filter,
      [&](std::string_view line) {
        ++records;
        (lines += line) += '\n';
        if (lines.size() < block) return Status();
        Status written = output(lines);
        lines.clear();
        return written;
      },
      versions);
  if (status) status = output(lines);
  if (!status) return status.error();
  return records;
}

Result<std::uint64_t> write(const store::Database& archive, ExportKind kind, const Filter& filter, bool csv,
                            const Vintage& vintage, const Output& output, std::vector<std::int64_t>& versions) {
  if (kind == ExportKind::replication) return write_replication(archive, filter, vintage, output, versions);
  const auto records = kind == ExportKind::events ? query::RecordKind::event : query::RecordKind::statement;
  return write_records(archive, records, filter, csv, output, &versions);
}

}  // namespace

Result<ExportManifest> export_file(const Archive& archive, ExportKind kind, const Filter& filter, bool csv,
                                   const std::string& path) {
  const auto moment = query::Moment::of(filter.as_of);
  if (!moment) return moment.error();
  const auto database = archive.impl().read();
  if (!database) return database.error();
  const std::string form = kind == ExportKind::replication ? "replication" : csv ? "csv" : "jsonl";
  auto file = ExportFile::open(**database, *moment, path, form, query_json(command_of(kind), filter));
  if (!file) return file.error();
  const auto vintage = query::vintage(**database, *moment);
  if (!vintage) return vintage.error();
  std::vector<std::int64_t> versions;
  const auto records = write(
      **database, kind, filter, csv, *vintage, [&](std::string_view bytes) { return (*file)->write(bytes); }, versions);
  if (!records) return records.error();
  return (*file)->finish(*records, std::move(versions));
}

Status export_records(const Archive& archive, ExportKind kind, const Filter& filter, bool csv, const Output& output) {
  const auto moment = query::Moment::of(filter.as_of);
  if (!moment) return moment.error();
  const auto database = archive.impl().read();
  if (!database) return database.error();
  const auto vintage = query::vintage(**database, *moment);
  if (!vintage) return vintage.error();
  std::vector<std::int64_t> versions;
  const auto records = write(**database, kind, filter, csv, *vintage, output, versions);
  return records ? Status() : Status(records.error());
}

Result<std::vector<RegisteredExport>> exports_of(const Archive& archive) {
  const auto database = archive.impl().read();
  if (!database) return database.error();
  const auto rows = store::exports(**database);
  if (!rows) return rows.error();
  std::vector<RegisteredExport> out;
  for (const store::ExportRow& row : *rows)
    out.push_back({row.id, row.written_at, row.path, row.form, row.query, row.sha256,
                   static_cast<std::uint64_t>(row.cursor), static_cast<std::uint64_t>(row.records),
                   static_cast<std::uint64_t>(row.bytes)});
  return out;
}

namespace {

// Lines go out by the block.
template <typename Append>
Result<ChangesSummary> feed(const store::Database& archive, const ChangesOptions& options, std::string& lines,
                            const Output& output, const Append& append) {
  const auto end = query::stream_changes(archive, static_cast<std::int64_t>(options.since), options.kind, options.limit,
                                         [&](const query::ChangeLine& line) {
                                           append(lines, line);
                                           if (lines.size() < block) return Status();
                                           Status written = output(lines);
                                           lines.clear();
                                           return written;
                                         });
  if (!end) return end.error();
  return ChangesSummary{static_cast<std::uint64_t>(end->cursor), end->lines, end->more};
}

}  // namespace

Result<ChangesSummary> changes(const Archive& archive, const ChangesOptions& options, const Output& output) {
  const auto database = archive.impl().read();
  if (!database) return database.error();
  std::string lines;
  const auto end = feed(**database, options, lines, output, [](std::string& out, const query::ChangeLine& line) {
    JsonWriter json(out);
    json.begin_object().field("cursor", line.cursor).field("op", line.op).field("kind", line.kind);
    json.field("id", line.id).field("at", line.at).field("reason", line.reason).key("record");
    if (line.record.empty()) {
      json.null();
    } else {
      json.raw(line.record);
    }
    json.end_object();
    out += '\n';
  });
  if (!end) return end;
  if (Status status = lines.empty() ? Status() : output(lines); !status) return status.error();
  return end;
}

Result<ChangesSummary> changes_atom(const Archive& archive, const ChangesOptions& options, const Output& output) {
  const auto database = archive.impl().read();
  if (!database) return database.error();
  const auto vintage = query::vintage(**database, {});
  if (!vintage) return vintage.error();
  std::string lines;
  append_atom_head(
      lines, vintage->archive, vintage->identity,
      vintage->moment.empty() ? std::string_view("1970-01-01T00:00:00Z") : std::string_view(vintage->moment));
  const auto end = feed(**database, options, lines, output, [&](std::string& out, const query::ChangeLine& line) {
    append_atom_change(out, vintage->identity, {line.op, line.kind, line.id, line.at, line.reason, line.record});
  });
  if (!end) return end;
  append_atom_end(lines);
  if (Status status = output(lines); !status) return status.error();
  return end;
}

}  // namespace demarche
