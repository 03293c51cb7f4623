#include "pipeline/regroup_check.h"

#include <fmt/format.h>
#include <stdlib.h>

#include <filesystem>

#include "pipeline/regroup.h"
#include "store/schema.h"

namespace demarche {
namespace {

constexpr std::size_t lines_a_kind = 10;

// A folder of its own for the second archive.
class Scratch {
 public:
  Scratch() {
    std::error_code ignored;
    std::string name = (std::filesystem::temp_directory_path(ignored) / "demarche-check-XXXXXX").string();
    if (::mkdtemp(name.data()) != nullptr) folder_ = name;
  }
  ~Scratch() {
    std::error_code ignored;
    if (!folder_.empty()) std::filesystem::remove_all(folder_, ignored);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  bool made() const { return !folder_.empty(); }
  std::string file() const { return folder_ + "/archive"; }

 private:
  std::string folder_;
};

// Texts stay where they are: grouping reads signatures.
constexpr const char* copy_sql =
    "INSERT INTO source SELECT * FROM checked.source;"
    "INSERT INTO document SELECT * FROM checked.document;"
    "INSERT INTO version (id, document_id, hash, current, recorded_at, run_id, coder_id, published, origin, text, "
    "sha256, counted) SELECT id, document_id, hash, 1, recorded_at, run_id, coder_id, published, '', '', sha256, 0 "
    "FROM checked.version WHERE current = 1;"
    "INSERT INTO signature SELECT g.* FROM checked.signature g JOIN version v ON v.id = g.version_id;"
    "INSERT INTO event_mention SELECT m.* FROM checked.event_mention m JOIN version v ON v.id = m.version_id;"
    "INSERT INTO event_party SELECT p.* FROM event_mention m JOIN checked.event_party p ON p.event_id = m.id;"
    "INSERT INTO event_place SELECT p.* FROM event_mention m JOIN checked.event_place p ON p.event_id = m.id;"
    "INSERT INTO story_decision SELECT * FROM checked.story_decision;"
    "INSERT INTO touched (what, id) SELECT 0, id FROM version";

Status compare(const store::Database& archive, std::string_view what, std::string_view columns, std::string_view table,
               std::vector<std::string>& problems) {
  for (const bool missing : {true, false}) {
    const std::string fresh = fmt::format("SELECT {} FROM main.{}", columns, table);
    const std::string kept = fmt::format("SELECT {} FROM checked.{}", columns, table);
    auto rows = archive.prepare(
        fmt::format("{} EXCEPT {} ORDER BY 1 LIMIT {}", missing ? fresh : kept, missing ? kept : fresh, lines_a_kind));
    if (!rows) return rows.error();
    for (;;) {
      const Result<bool> row = rows->step();
      if (!row) return row.error();
      if (!*row) break;
      problems.push_back(fmt::format("{} {}: {}", what, missing ? "missing" : "that should not be", rows->text(0)));
    }
  }
  return {};
}

}  // namespace

Result<std::vector<std::string>> check_groups(const std::string& archive_path) {
  const Scratch scratch;
  if (!scratch.made())
    return Error{ErrorCode::io, "no temporary folder to recount stories in: set TMPDIR to one that can be written"};
  auto opened = store::open_archive(scratch.file(), store::Database::Mode::create);
  if (!opened) return opened.error();
  const store::Database& fresh = **opened;
  // Rows are copied without what they hang on.
  if (Status status = fresh.exec("PRAGMA foreign_keys=OFF; PRAGMA synchronous=OFF"); !status) return status.error();
  auto attach = fresh.prepare("ATTACH ?1 AS checked");
  if (!attach) return attach.error();
  if (Status status = attach->bind(1, store::read_only_uri(archive_path)).run(); !status) return status.error();
  std::vector<std::string> problems;
  store::Transaction transaction(fresh);
  Status status = transaction.begin();
  if (status) status = fresh.exec(copy_sql);
  if (status) status = regroup(fresh);
  if (status) status = compare(fresh, "story", "record_id, json", "story", problems);
  if (status) status = compare(fresh, "incident", "record_id, json", "incident", problems);
  if (status)
    status = compare(fresh, "daily sum of reports, stories or incidents",
                     "first || ' ' || second || ' day ' || day, unit, direction, quad, standing, events, plover_score, "
                     "goldstein",
                     "unit_day", problems);
  if (!status) return status.error();
  const auto marks = fresh.integer("SELECT count(*) FROM checked.touched");
  if (!marks) return marks.error();
  if (*marks != 0) problems.push_back(fmt::format("{} marks of touched versions were never looked at", *marks));
  return problems;
}

}  // namespace demarche
