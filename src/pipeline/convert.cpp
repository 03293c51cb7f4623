#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <set>

#include "base/file.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/text.h"
#include "demarche/exchange.h"
#include "format/csv.h"
#include "format/export.h"
#include "format/export_stata.h"
#include "pipeline/archive_impl.h"
#include "pipeline/clock.h"
#include "pipeline/engine_impl.h"
#include "pipeline/export_file.h"
#include "query/export_article.h"
#include "query/records.h"

namespace demarche {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t block_bytes = 1u << 16;

// A file that gets its name when it is whole, or the caller's output.
class Sink {
 public:
  Sink(std::string folder, std::string name, std::size_t columns, const Output& output)
      : folder_(std::move(folder)), output_(output) {
    file.name = std::move(name);
    file.columns = columns;
  }
  Status open() {
    if (folder_.empty()) return {};
    stream_.open(path(".part"), std::ios::binary | std::ios::trunc);
    return stream_ ? Status() : failed();
  }
  std::string buffer;
  ConvertedFile file;

  Status flush(bool last = false) {
    if (buffer.size() < block_bytes && !last) return {};
    file.bytes += buffer.size();
    Status status;
    if (folder_.empty()) {
      if (!buffer.empty()) status = output_(buffer);
    } else {
      stream_.write(buffer.data(), static_cast<std::streamsize>(buffer.size()));
      if (!stream_) status = failed();
    }
    buffer.clear();
    return status;
  }
  Status close() {
    if (Status status = flush(true); !status || folder_.empty()) return status;
    stream_.close();
    if (!stream_) return failed();
    Result<std::string> bytes = read_file(path(".part"), std::size_t{1} << 40);
    if (!bytes) return bytes.error();
    file.sha256 = sha256_hex(*bytes);
    std::error_code error;
    fs::rename(path(".part"), path(""), error);
    return error ? failed() : Status();
  }

 private:
  std::string path(const char* ending) const { return (fs::path(folder_) / (file.name + ending)).string(); }
  Status failed() const {
    return Error{ErrorCode::io, fmt::format("cannot write {}: {}", path(""), std::strerror(errno))};
  }

  std::string folder_;
  const Output& output_;
  std::ofstream stream_;
};

class Converter {
 public:
  Converter(const Engine& engine, const ConvertOptions& options, const Output& output)
      : options_(options), output_(output), format_(find_export_format(options.as)) {
    const ExchangeTable& table = engine.impl().codebook->exchange();
    names_.state_code = [&table](std::string_view system, std::string_view country, Day day) {
      return std::string(table.state_code(system, country, day));
    };
    names_.country_name = [&table](std::string_view country) { return std::string(table.country_name(country)); };
    names_.cameo_label = [&table](std::string_view cameo) { return std::string(table.cameo_label(cameo)); };
  }

  Status open() {
    if (!options_.folder.empty()) {
      std::error_code error;
      fs::create_directories(options_.folder, error);
      if (error) return Error{ErrorCode::io, fmt::format("cannot make {}: {}", options_.folder, error.message())};
    }
    if (format_ != nullptr) {
      for (const ExportTable& table : format_->tables) {
        if (Status status = add_sink(std::string(table.file), table.columns.size()); !status) return status;
        if (table.header) append_header(table, sinks_.back()->buffer);
        if (options_.folder.empty()) break;  // the main table alone
      }
      return {};
    }
    if (options_.as == "csv") {
      Result<CsvTable> table = CsvTable::of("event");
      if (!table) return table.error();
      csv_ = std::move(*table);
      std::string header;
      csv_->append_header(header);
      if (Status status = add_sink("events.csv", split(header, ',').size()); !status) return status;
      sinks_[0]->buffer = options_.excel ? "\xEF\xBB\xBF" + spreadsheet_csv(header) : header;
      return {};
    }
    if (options_.as == "plover") return add_sink("plover.jsonl", 0);
    if (options_.as == "stata") return add_sink("events.dta", StataFile::texts + StataFile::numbers);
    if (options_.as == "graphml") return add_sink("relations.graphml", 0);
    return Error{ErrorCode::usage,
                 fmt::format("unknown format \"{}\": one of {}", options_.as, fmt::join(convert_formats(), ", "))};
  }

  Status event(const ExportEvent& event, bool counted, std::string_view json) {
    const bool series = counted && event.newness == "new" && event.factuality == "actual";
    const bool cameo = format_ != nullptr && format_->needs_cameo && event.cameo.size() < 2;
    const bool day = format_ == nullptr ? options_.as == "plover" : format_->needs_day;
    const bool dyadic = format_ == nullptr ? options_.as == "stata" : format_->dyadic;
    if (!series && !options_.all) return ++summary.not_counted, Status();
    if (cameo) return ++summary.without_cameo, Status();
    if (day && !event.day()) return ++summary.undated, Status();
    if (dyadic && event.actors.empty() && event.recipients.empty()) return ++summary.without_parties, Status();
    ++summary.events;
    roots_.insert(event.cameo.substr(0, 2));
    if (format_ != nullptr) {
      rows(event);
    } else if (options_.as == "csv") {
      std::string line(json), row;
      line += '\n';
      csv_->append_rows(row, line);
      sinks_[0]->buffer += options_.excel ? spreadsheet_csv(row) : row;
      ++sinks_[0]->file.rows;
    } else if (options_.as == "plover") {
      append_plover(sinks_[0]->buffer, event, names_);
      ++sinks_[0]->file.rows;
    } else if (options_.as == "stata") {
      each_pair(event, [&](const ExportRow& row) { stata_.add(row); });
    } else {
      graph_.add(event, names_);
    }
    for (const auto& sink : sinks_)
      if (Status status = sink->flush(); !status) return status;
    return {};
  }

  Status close() {
    if (options_.as == "stata") {
      Result<std::string> file = stata_.finish();
      if (!file) return file.error();
      sinks_[0]->buffer = std::move(*file);
      sinks_[0]->file.rows = stata_.rows();
    }
    if (options_.as == "graphml") sinks_[0]->buffer = graph_.finish();
    for (const auto& sink : sinks_) {
      if (Status status = sink->close(); !status) return status;
      summary.files.push_back(sink->file);
    }
    return {};
  }

  ConvertSummary summary;
  /// The first two digits of the codes written.
  const std::set<std::string>& roots() const { return roots_; }

 private:
  Status add_sink(std::string name, std::size_t columns) {
    sinks_.push_back(std::make_unique<Sink>(options_.folder, std::move(name), columns, output_));
    return sinks_.back()->open();
  }

  static void append_header(const ExportTable& table, std::string& out) {
    bool first = true;
    for (const ExportColumn& column : table.columns) {
      if (!first) out += '\t';
      first = false;
      out += column.name;
    }
    out += '\n';
  }

  template <typename Each>
  void each_pair(const ExportEvent& event, const Each& each) {
    std::size_t row = 0;
    for (const auto& [actor, recipient] : pairs_of(event))
      each(ExportRow{event, actor, recipient, number_of_id(event.id, row++), names_});
  }

  void rows(const ExportEvent& event) {
    const auto write = [&](const ExportRow& row) {
      for (std::size_t i = 0; i < sinks_.size(); ++i) {
        append_row(sinks_[i]->buffer, format_->tables[i], row);
        ++sinks_[i]->file.rows;
      }
    };
    if (format_->dyadic) return each_pair(event, write);
    write(ExportRow{event, nullptr, nullptr, number_of_id(event.id, 0), names_});
  }

  const ConvertOptions& options_;
  const Output& output_;
  const ExportFormat* format_;
  ExchangeNames names_;
  std::vector<std::unique_ptr<Sink>> sinks_;
  std::optional<CsvTable> csv_;
  StataFile stata_;
  GraphMl graph_;
  std::set<std::string> roots_;
};

void write_filter(JsonWriter& json, const Filter& filter) {
  json.key("filter").begin_object();
  const std::pair<const char*, const std::string*> fields[] = {{"actor", &filter.actor},
                                                               {"recipient", &filter.recipient},
                                                               {"party", &filter.party},
                                                               {"type", &filter.type},
                                                               {"quad", &filter.quad},
                                                               {"since", &filter.since},
                                                               {"until", &filter.until},
                                                               {"article", &filter.article},
                                                               {"source", &filter.source},
                                                               {"newness", &filter.newness},
                                                               {"factuality", &filter.factuality},
                                                               {"as_of", &filter.as_of}};
  for (const auto& [name, value] : fields)
    if (!value->empty()) json.field(name, *value);
  if (filter.min_confidence > 0) json.key("min_confidence").probability(filter.min_confidence);
  if (filter.limit > 0) json.field("limit", static_cast<std::int64_t>(filter.limit));
  json.end_object();
}

std::string manifest_of(const ConvertOptions& options, const Filter& filter, const ConvertSummary& summary,
                        const std::set<std::string>& roots, const Vintage& vintage) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().field("kind", "export").field("as", options.as).field("command", options.command);
  json.field("cite", std::string_view(citation(vintage))).field("archive", vintage.identity);
  json.field("change", static_cast<std::int64_t>(vintage.change)).field("moment", vintage.moment);
  write_filter(json, filter);
  json.key("holds").value(options.all ? "every event that fits the filter"
                                      : "new, actual events of articles that are no exact copies: what series count");
  json.key("events").value(static_cast<std::int64_t>(summary.events)).key("left_out").begin_object();
  json.field("not_counted", static_cast<std::int64_t>(summary.not_counted));
  json.field("without_cameo", static_cast<std::int64_t>(summary.without_cameo));
  json.field("undated", static_cast<std::int64_t>(summary.undated));
  json.field("without_parties", static_cast<std::int64_t>(summary.without_parties)).end_object();
  if (options.as == "gdelt" || options.as == "icews" || options.as == "phoenix") {
    json.key("absent_cameo_roots").begin_array();
    for (int root = 1; root <= 20; ++root)
      if (!roots.contains(fmt::format("{:02}", root))) json.value(fmt::format("{:02}", root));
    json.end_array().field(
        "about_cameo_roots",
        "01 (make public statement) is no PLOVER event and never stands here: statements are records "
        "of their own (demarche statements). 02 (appeal) stands here only where a REQUEST has such a "
        "code; PLOVER's own mapping drops it. Other roots are absent where no event has them.");
  }
  json.key("files").begin_array();
  for (const ConvertedFile& file : summary.files) {
    json.begin_object().field("name", file.name).field("rows", static_cast<std::int64_t>(file.rows));
    json.field("columns", static_cast<std::int64_t>(file.columns));
    json.field("bytes", static_cast<std::int64_t>(file.bytes)).field("sha256", file.sha256).end_object();
  }
  json.end_array().field("columns_explained", "docs/reference/formats.md").end_object();
  return out + "\n";
}

}  // namespace

std::vector<std::string> convert_formats() {
  return {"plover", "gdelt", "icews", "polecat", "phoenix", "csv", "stata", "graphml"};
}

std::string convert_reference() {
  return formats_markdown() +
         "\n## stata\n\nA Stata file (version 118), a row a pair of parties. Text is cut at 2,045 bytes.\n\n" +
         stata_markdown();
}

Result<ConvertSummary> convert(const Archive& archive, const Engine& engine, const Filter& filter,
                               const ConvertOptions& options, const Output& output) {
  Converter converter(engine, options, output);
  if (Status status = converter.open(); !status) return status.error();
  const auto database = archive.impl().read();
  if (!database) return database.error();
  const auto contexts_on = archive.impl().read();
  if (!contexts_on) return contexts_on.error();
  auto contexts = query::EventContexts::open(**contexts_on);
  if (!contexts) return contexts.error();
  ExportEvent event;
  std::vector<std::int64_t> versions;
  Status status = query::stream_records(
      **database, query::RecordKind::event, filter,
      [&](std::string_view json) -> Status {
        if (!read_export_event(json, event)) return Error{ErrorCode::corrupt, "an event record cannot be read"};
        const auto context = contexts->find(event.id);
        if (!context) return context.error();
        if (!*context) return {};  // removed meanwhile
        const query::EventContext& c = **context;
        event.article = {event.article.id, c.address,     c.publisher,   c.title,       c.category, c.language,
                         std::nullopt,     c.recorded_at, c.text_length, c.lead_length, c.sentence, c.sentence_number};
        if (c.published) event.article.published = Day(static_cast<std::int32_t>(*c.published));
        return converter.event(event, c.counted, json);
      },
      &versions);
  if (status) status = converter.close();
  if (!status) return status.error();
  if (!options.folder.empty()) {
    const Result<Vintage> vintage = archive.vintage(filter.as_of);
    if (!vintage) return vintage.error();
    const std::string path = (fs::path(options.folder) / "manifest.json").string();
    if (Status written = write_file(path, manifest_of(options, filter, converter.summary, converter.roots(), *vintage));
        !written)
      return written.error();
    // So that a removal can say where copies are.
    for (const ConvertedFile& file : converter.summary.files) {
      ExportManifest entry;
      entry.path = (fs::path(options.folder) / file.name).string();
      entry.form = options.as;
      entry.query = query_json("export", filter);
      entry.written_at = utc_now();
      entry.vintage = *vintage;
      entry.records = file.rows;
      entry.bytes = file.bytes;
      entry.sha256 = file.sha256;
      if (std::string why = register_file(archive.path(), entry, versions); !why.empty())
        converter.summary.warning = std::move(why);
    }
  }
  return converter.summary;
}

}  // namespace demarche
