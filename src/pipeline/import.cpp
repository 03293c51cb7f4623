#include <fmt/format.h>

#include <ctime>

#include "base/hash.h"
#include "base/limits.h"
#include "base/text.h"
#include "base/utf8.h"
#include "demarche/exchange.h"
#include "format/import_rows.h"
#include "pipeline/archive_impl.h"
#include "pipeline/clock.h"
#include "pipeline/engine_impl.h"
#include "query/imported.h"
#include "stages/ingest/byte_source.h"
#include "stages/ingest/charset.h"
#include "stages/ingest/input_buffer.h"
#include "store/imports.h"

namespace demarche {
namespace {

constexpr std::size_t batch_rows = 2000;
constexpr std::size_t line_bytes = 1u << 20;

ImportNames names_of(const Codebook& codebook) {
  const ExchangeTable& table = codebook.exchange();
  const OntologyTable& ontology = codebook.ontology();
  ImportNames names;
  names.country_of_name = [&table](std::string_view name) { return std::string(table.country_of_name(name)); };
  names.is_country = [&table](std::string_view code) { return !table.country_name(code).empty(); };
  names.is_cameo = [&](std::string_view code) { return !ontology.cameo(code).empty(); };
  names.plover_of = [&table](std::string_view cameo) -> std::optional<std::pair<EventType, std::string>> {
    const auto act = table.plover_of(cameo);
    if (!act) return std::nullopt;
    return std::pair(act->first, std::string(act->second));
  };
  return names;
}

class Import {
 public:
  Import(ImportReader reader, const OntologyTable& ontology, store::ImportWriter& writer, std::string set,
         std::string format, const std::function<void(const ImportReject&)>& on_reject)
      : reader_(std::move(reader)),
        ontology_(ontology),
        writer_(writer),
        set_(std::move(set)),
        format_(std::move(format)),
        on_reject_(on_reject) {}

  Status file(const std::string& path) {
    Result<ByteSource> source = open_file(path);
    if (!source) return source.error();
    InputBuffer input(decompressed(std::move(*source)));
    std::string line;
    std::uint64_t number = 0;
    for (;;) {
      const InputBuffer::Line state = input.next_line(line, line_bytes);
      if (state == InputBuffer::Line::end) break;
      ++number;
      const std::string origin = fmt::format("{}:{}", path, number);
      if (state == InputBuffer::Line::failed) {
        reject(path, input.error().message);
        break;
      }
      if (state == InputBuffer::Line::too_long) {
        reject(origin, fmt::format("the line is longer than {} bytes", line_bytes));
        continue;
      }
      if (line.ends_with('\r')) line.pop_back();
      if (trim(line).empty()) continue;
      if (!is_utf8(line)) line = decode(line).text;  // POLECAT's files are Latin-1
      if (number == 1) {
        const Result<bool> header = reader_.header(line);
        if (!header) return Error{header.error().code, fmt::format("{}: {}", path, header.error().message)};
        if (*header) continue;
      }
      if (Status status = row(line, origin); !status) return status;
    }
    if (number == 0) reject(path, "the file is empty");
    return flush();
  }

  ImportSummary summary;

 private:
  void reject(const std::string& origin, const std::string& message) {
    ++summary.rejects;
    on_reject_({origin, message});
  }

  Status row(const std::string& line, const std::string& origin) {
    Result<std::optional<ImportedEvent>> event = reader_.row(line);
    if (!event) {
      reject(origin, event.error().message);
      return {};
    }
    if (!*event) return {};
    store::ImportRow made;
    made.event = std::move(**event);
    made.record_id = "im-" + sha256_hex(fmt::format("{}\n{}\n{}", set_, format_, made.event.native_id)).substr(0, 16);
    made.json = imported_record(made.event, set_, format_, made.record_id);
    // Series sum the score of the PLOVER type that a code stands for; the record keeps what its source gave.
    if (!made.event.plover_score && made.event.type)
      made.event.plover_score = ontology_.plover_score(*made.event.type, made.event.mode);
    rows_.push_back(std::move(made));
    return rows_.size() < batch_rows ? Status() : flush();
  }

  Status flush() {
    if (rows_.empty()) return {};
    const auto added = writer_.add(rows_, utc_now());
    if (!added) return added.error();
    rows_.clear();
    summary.added += added->added;
    summary.skipped += added->skipped;
    summary.suppressed += added->suppressed;
    return {};
  }

  ImportReader reader_;
  const OntologyTable& ontology_;
  store::ImportWriter& writer_;
  const std::string set_, format_;
  const std::function<void(const ImportReject&)>& on_reject_;
  std::vector<store::ImportRow> rows_;
};

}  // namespace

Result<ImportSummary> import_events(Archive& archive, const Engine& engine, const std::string& format,
                                    const std::string& name, const std::vector<std::string>& paths,
                                    const std::function<void(const ImportReject&)>& on_reject) {
  auto reader = ImportReader::of(format, names_of(*engine.impl().codebook));
  if (!reader)
    return Error{ErrorCode::usage,
                 fmt::format("unknown format \"{}\": icews, gdelt, polecat, phoenix or events", format)};
  const std::string set = name.empty() ? format : name;
  if (set == "own") return Error{ErrorCode::usage, "\"own\" means the archive's own events: choose another --name"};
  auto writer = store::ImportWriter::open(archive.path(), set, format);
  if (!writer) return writer.error();
  Import import(std::move(*reader), engine.impl().codebook->ontology(), **writer, set, format, on_reject);
  for (const std::string& path : paths)
    if (Status status = import.file(path); !status) return status.error();
  return import.summary;
}

Result<std::vector<ImportedSet>> imported_sets(const Archive& archive) {
  const auto database = archive.impl().read();
  if (!database) return database.error();
  return query::imported_sets(**database);
}

Result<std::uint64_t> remove_import(Archive& archive, const std::string& name) {
  return store::remove_import_set(archive.path(), name);
}

Status imported_events(const Archive& archive, const std::string& name, const Filter& filter, const Output& output) {
  const auto database = archive.impl().read();
  if (!database) return database.error();
  std::string block;
  Status status = query::stream_imported(**database, name, filter, [&](std::string_view json) -> Status {
    (block += json) += '\n';
    if (block.size() < (1u << 16)) return {};
    Status written = output(block);
    block.clear();
    return written;
  });
  return status && !block.empty() ? output(block) : status;
}

Result<Relation> imported_relation(const Archive& archive, const std::string& name, const std::string& first,
                                   const std::string& second, Period period, const Filter& filter) {
  const auto database = archive.impl().read();
  if (!database) return database.error();
  return query::imported_relation(**database, name, first, second, period, filter);
}

}  // namespace demarche
