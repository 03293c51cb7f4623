#include "pipeline/export_file.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "base/file.h"
#include "base/json.h"
#include "pipeline/clock.h"
#include "query/vintage.h"
#include "store/exports.h"
#include "store/schema.h"

namespace demarche {
namespace {

namespace fs = std::filesystem;

std::string absolute(const std::string& path) {
  std::error_code failed;
  const fs::path out = fs::absolute(path, failed).lexically_normal();
  return failed ? path : out.string();
}

}  // namespace

Error ExportFile::failed(const char* what) const {
  return Error{ErrorCode::io, fmt::format("{}: {}: {}", manifest_.path, what, std::strerror(errno))};
}

Result<std::unique_ptr<ExportFile>> ExportFile::open(const store::Database& archive, const query::Moment& moment,
                                                     const std::string& path, std::string form, std::string query) {
  std::unique_ptr<ExportFile> out(new ExportFile());
  std::error_code ignored;
  if (fs::is_directory(path, ignored)) return Error{ErrorCode::usage, fmt::format("{} is a folder: name a file", path)};
  if (fs::equivalent(path, archive.path(), ignored))
    return Error{ErrorCode::usage, fmt::format("{} is the archive itself: name another file", path)};
  auto vintage = query::vintage(archive, moment);
  if (!vintage) return vintage.error();
  out->archive_path_ = archive.path();
  out->manifest_.path = path;
  out->manifest_.form = std::move(form);
  out->manifest_.query = std::move(query);
  out->manifest_.written_at = utc_now();
  out->manifest_.vintage = std::move(vintage).value();
  out->part_ = path + ".part";
  out->file_ = std::fopen(out->part_.c_str(), "wb");
  if (out->file_ == nullptr) return out->failed("cannot write it");
  return out;
}

ExportFile::~ExportFile() {
  if (file_ == nullptr) return;
  std::fclose(file_);
  ::unlink(part_.c_str());
}

Status ExportFile::write(std::string_view bytes) {
  if (std::fwrite(bytes.data(), 1, bytes.size(), file_) != bytes.size()) return failed("cannot write it");
  hash_.add(bytes);
  manifest_.bytes += bytes.size();
  return {};
}

Result<ExportManifest> ExportFile::finish(std::uint64_t records, std::vector<std::int64_t> versions) {
  manifest_.records = records;
  manifest_.sha256 = hash_.hex();
  if (std::fflush(file_) != 0 || ::fsync(::fileno(file_)) != 0) return failed("cannot write it");
  std::fclose(file_);
  file_ = nullptr;
  // The archive knows of the file before it is there: a file that nobody knows of is worse than an entry without one.
  manifest_.warning = register_file(archive_path_, manifest_, std::move(versions));
  if (Status status = write_file(manifest_.path + ".manifest.json", manifest_json(manifest_)); !status) {
    ::unlink(part_.c_str());
    return status.error();
  }
  if (::rename(part_.c_str(), manifest_.path.c_str()) != 0) return failed("cannot give it its name");
  return manifest_;
}

std::string register_file(const std::string& archive_path, const ExportManifest& manifest,
                          std::vector<std::int64_t> versions) {
  const auto archive = store::open_archive(archive_path, store::Database::Mode::read_write, 30000);
  if (!archive) return archive.error().message;
  store::ExportRow row;
  row.written_at = manifest.written_at;
  row.path = absolute(manifest.path);
  row.form = manifest.form;
  row.query = manifest.query;
  row.cursor = static_cast<std::int64_t>(manifest.vintage.change);
  if (!manifest.vintage.now) row.as_of = manifest.vintage.moment;
  row.records = static_cast<std::int64_t>(manifest.records);
  row.bytes = static_cast<std::int64_t>(manifest.bytes);
  row.sha256 = manifest.sha256;
  const Status status = store::register_export(**archive, row, store::ranges_of(std::move(versions)));
  return status ? std::string() : status.error().message;
}

std::string query_json(std::string_view command, const Filter& filter) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().field("command", command);
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
    if (!value->empty()) json.field(name, std::string_view(*value));
  if (filter.min_confidence > 0) json.key("min_confidence").thousandths(filter.min_confidence);
  if (filter.limit > 0) json.field("limit", static_cast<std::int64_t>(filter.limit));
  json.end_object();
  return out;
}

std::string manifest_json(const ExportManifest& manifest) {
  std::string out;
  JsonWriter json(out);
  const Vintage& vintage = manifest.vintage;
  json.begin_object()
      .field("kind", "manifest")
      .field("file", std::string_view(fs::path(manifest.path).filename().string()));
  json.field("form", manifest.form).key("query").raw(manifest.query).field("written_at", manifest.written_at);
  json.field("records", static_cast<std::int64_t>(manifest.records));
  json.field("bytes", static_cast<std::int64_t>(manifest.bytes)).field("sha256", manifest.sha256);
  json.field("archive", vintage.archive).field("identity", vintage.identity);
  json.field("cursor", static_cast<std::int64_t>(vintage.change)).key("as_of");
  json.value_or_null(vintage.now ? std::string_view() : std::string_view(vintage.moment));
  json.key("coders").begin_array();
  for (const VintageCoder& coder : vintage.coders)
    json.begin_object()
        .field("engine", coder.engine)
        .field("model", coder.model)
        .field("codebook", coder.codebook)
        .field("articles", static_cast<std::int64_t>(coder.articles))
        .end_object();
  json.end_array().field("citation", std::string_view(citation(vintage))).end_object();
  return out += '\n';
}

}  // namespace demarche
