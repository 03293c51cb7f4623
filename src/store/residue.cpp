#include "store/residue.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "store/decoded_file.h"
#include "store/schema.h"
#include "store/words.h"

namespace demarche::store {
namespace {

constexpr std::size_t places_named = 10;

struct Probe {
  HashSet sequences;
  std::int64_t all = 0, kept = 0, short_texts = 0;
};

// One value at a time: its words as they are, and once more with JSON and XML escapes undone.
class Looker {
 public:
  Looker(const HashSet& wanted, std::string_view key) : wanted_(wanted), words_(key) {}

  template <typename OnFound>
  void look(std::string_view bytes, const OnFound& on_found) {
    const auto note = [&](std::uint64_t hash) {
      if (wanted_.holds(hash)) on_found(hash);
    };
    words_.feed(bytes, note);
    words_.finish(note);
    if (bytes.find('\\') == std::string_view::npos && bytes.find('&') == std::string_view::npos) return;
    unescape(bytes, plain_);
    words_.feed(plain_, note);
    words_.finish(note);
  }

 private:
  const HashSet& wanted_;
  WordSequences words_;
  std::string plain_;
};

Result<Probe> read_probe(const Database& archive, std::int64_t request_id, const Secrets& secrets) {
  auto select =
      archive.prepare("SELECT key_id, sequences, short_texts, hashes FROM residue_probe WHERE request_id = ?1");
  if (!select) return select.error();
  const Result<bool> row = select->bind(1, request_id).step();
  if (!row) return row.error();
  if (!*row)
    return Error{ErrorCode::not_found,
                 fmt::format("{}: request {} removed nothing that could be looked for (demarche requests show {})",
                             archive.path(), request_id, request_id)};
  if (select->blob(0) != secrets.scan_key_id())
    return Error{ErrorCode::corrupt, fmt::format("{}: not the key with which request {} was executed; put it back",
                                                 Secrets::path_beside(archive.path()), request_id)};
  Probe out;
  const std::string_view bytes = select->blob(3);
  std::vector<std::uint64_t> hashes(bytes.size() / 8);
  for (std::size_t i = 0; i < hashes.size() * 8; ++i)
    hashes[i / 8] |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[i])) << (8 * (i % 8));
  out.all = static_cast<std::int64_t>(hashes.size());
  out.short_texts = select->integer(2);
  out.sequences = HashSet(std::move(hashes));
  return out;
}

// Sequences that also stand in the texts, titles and addresses that are kept are no trace of what was removed.
Status leave_out_kept(const Database& archive, std::string_view key, Probe& probe) {
  std::vector<std::uint64_t> kept;
  Looker looker(probe.sequences, key);
  for (const char* sql :
       {"SELECT title, text, url, origin, category, publisher FROM version", "SELECT url FROM cited_source",
        "SELECT article, address FROM document", "SELECT name FROM source",
        "SELECT origin, article, message FROM reject", "SELECT input FROM run"}) {
    auto select = archive.prepare(sql);
    if (!select) return select.error();
    for (;;) {
      const Result<bool> row = select->step();
      if (!row) return row.error();
      if (!*row) break;
      for (int c = 0; c < select->columns(); ++c)
        looker.look(select->text(c), [&](std::uint64_t hash) { kept.push_back(hash); });
    }
  }
  std::sort(kept.begin(), kept.end());
  kept.erase(std::unique(kept.begin(), kept.end()), kept.end());
  std::vector<std::uint64_t> rest;
  std::set_difference(probe.sequences.hashes().begin(), probe.sequences.hashes().end(), kept.begin(), kept.end(),
                      std::back_inserter(rest));
  probe.kept = static_cast<std::int64_t>(kept.size());
  probe.sequences = HashSet(std::move(rest));
  return {};
}

void look_into(FileScan& out, Looker& looker, const std::string& where, std::string_view bytes) {
  out.bytes += static_cast<std::int64_t>(bytes.size());
  bool named = false;
  looker.look(bytes, [&](std::uint64_t) {
    ++out.found;
    if (!named && out.where.size() < places_named) out.where.push_back(where);
    named = true;
  });
}

Status scan_pages(FileScan& out, Looker& looker) {
  auto file = PageFile::open(out.path);
  if (!file) return file.error();
  const auto counts =
      file->scan([&](const std::string& where, std::string_view bytes) { look_into(out, looker, where, bytes); });
  if (!counts) return counts.error();
  out.pages = *counts;
  out.unreadable = file->problems();
  return {};
}

void scan_file(FileScan& out, Looker& looker) {
  std::error_code missing;
  if (!std::filesystem::exists(out.path, missing)) {
    out.form = "missing";
    if (out.kind != "export") out.unreadable.push_back("no such file");
    return;
  }
  const FileForm form = form_of(out.path);
  out.form = name_of(form);
  const Status status = form == FileForm::sqlite
                            ? scan_pages(out, looker)
                            : decode_file(out.path, form, [&](const std::string& where, std::string_view bytes) {
                                look_into(out, looker, where, bytes);
                              });
  if (!status) out.unreadable.push_back(status.error().message);
}

Result<std::vector<std::string>> exports_of(const Database& archive) {
  auto select = archive.prepare("SELECT DISTINCT path FROM export WHERE path NOT IN ('', '-') ORDER BY path");
  if (!select) return select.error();
  std::vector<std::string> out;
  for (;;) {
    const Result<bool> row = select->step();
    if (!row) return row.error();
    if (!*row) return out;
    out.emplace_back(select->text(0));
  }
}

}  // namespace

bool ResidueScan::clean() const {
  return std::all_of(files.begin(), files.end(),
                     [](const FileScan& file) { return file.found == 0 && file.unreadable.empty(); });
}

Result<ResidueScan> scan_residue(const std::string& archive_path, std::int64_t request_id,
                                 const std::vector<std::string>& backups) {
  auto archive = open_archive(archive_path, Database::Mode::read_only);
  if (!archive) return archive.error();
  const auto secrets = Secrets::open(archive_path, Secrets::Missing::fail);
  if (!secrets) return secrets.error();
  // What a writer adds meanwhile stays out of the file's pages that we read until we are done.
  Snapshot snapshot(**archive);
  if (Status status = snapshot.begin(); !status) return status.error();
  auto probe = read_probe(**archive, request_id, *secrets);
  if (!probe) return probe.error();
  if (Status status = leave_out_kept(**archive, secrets->scan_key(), *probe); !status) return status.error();
  ResidueScan out;
  out.sequences = probe->all;
  out.kept = probe->kept;
  out.short_texts = probe->short_texts;
  out.files.push_back({archive_path, "archive", "", 0, {}, 0, {}, {}});
  const auto exports = exports_of(**archive);
  if (!exports) return exports.error();
  for (const std::string& path : *exports) out.files.push_back({path, "export", "", 0, {}, 0, {}, {}});
  for (const std::string& path : backups) out.files.push_back({path, "backup", "", 0, {}, 0, {}, {}});
  Looker looker(probe->sequences, secrets->scan_key());
  for (FileScan& file : out.files) scan_file(file, looker);
  return out;
}

}  // namespace demarche::store
