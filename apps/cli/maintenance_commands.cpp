// archive info, check, backup, restore, compact, upgrade, exports: looking after an archive.
#include <fmt/format.h>

#include "arguments.h"
#include "closing_lines.h"
#include "demarche/archive.h"
#include "demarche/export.h"
#include "demarche/maintenance.h"
#include "output.h"
#include "progress.h"
#include "terminal.h"

namespace demarche::cli {
namespace {

// The archive as --archive FILE or as an argument; "" after a complaint.
std::string archive_of(const Invocation& invocation) {
  const bool flag = invocation.has("--archive"), argument = !invocation.arguments.empty();
  if (flag != argument) return flag ? invocation.text("--archive") : invocation.arguments[0];
  complain(invocation.command->name,
           flag ? "the archive was named twice: give --archive FILE alone" : "name the archive: --archive FILE");
  return {};
}

// "copying 40 %" on a terminal.
class Percent {
 public:
  explicit Percent(std::string_view what) : what_(what), on_(is_terminal(2)) {}
  ~Percent() {
    if (shown_) std::fputs("\r\x1b[K", stderr);
  }
  void operator()(std::uint64_t done, std::uint64_t all) {
    if (!on_ || all == 0 || done * 100 / all == last_) return;
    last_ = done * 100 / all;
    shown_ = true;
    std::fprintf(stderr, "\r%s %d %%", what_.c_str(), static_cast<int>(last_));
  }

 private:
  std::string what_;
  bool on_;
  bool shown_ = false;
  std::uint64_t last_ = 0;
};

std::string megabytes(std::uint64_t bytes) {
  return fmt::format("{}.{} MB", with_commas(bytes / 1000000), bytes / 100000 % 10);
}

}  // namespace

int run_archive_info(const Invocation& invocation) {
  const std::string_view name = invocation.command->name;
  const std::string path = archive_of(invocation);
  if (path.empty()) return 2;
  const Result<Archive> archive = Archive::open(path, Archive::Mode::read_only);
  if (!archive) return fail(name, archive.error());
  const Result<Vintage> vintage = archive->vintage();
  if (!vintage) return fail(name, vintage.error());
  if (invocation.has("--cite")) return print(fmt::format("{}\n", printable(citation(*vintage))));
  const Result<ArchiveInfo> info = archive->info();
  if (!info) return fail(name, info.error());
  const std::string days = info->first_day.empty() ? "none" : fmt::format("{} to {}", info->first_day, info->last_day);
  std::string out = fmt::format(
      "documents   {}\nversions    {}\nevents      {}\nstatements  {}\nstories     {}, {} independent "
      "reports\nincidents   {}\n"
      "rejects     {}\npublished   {}\nsize        {} bytes\nschema      {}\nsqlite      {}\narchive     {}\nchanges   "
      "  "
      "{}{}\n",
      with_commas(info->documents), with_commas(info->versions), with_commas(info->events),
      with_commas(info->statements), with_commas(info->stories), with_commas(info->independent_reports),
      with_commas(info->incidents), with_commas(info->rejects), days, with_commas(info->bytes), info->schema,
      info->sqlite, vintage->identity, with_commas(vintage->change),
      vintage->moment.empty() ? std::string() : fmt::format(", the last on {}", vintage->moment));
  for (const VintageCoder& coder : vintage->coders)
    out += fmt::format("coded by    {}, model {}, codebook {}: {} articles\n", coder.engine, coder.model,
                       coder.codebook, with_commas(coder.articles));
  return print(out);
}

int run_archive_check(const Invocation& invocation) {
  const std::string_view name = invocation.command->name;
  const std::string path = archive_of(invocation);
  if (path.empty()) return 2;
  const Result<Archive> archive = Archive::open(path, Archive::Mode::read_only);
  if (!archive) return fail(name, archive.error());
  const Result<std::vector<std::string>> problems = archive->check();
  if (!problems) return fail(name, problems.error());
  if (problems->empty()) return print(fmt::format("{} is sound\n", path));
  for (const std::string& problem : *problems) complain(name, problem);
  return 3;
}

int run_archive_backup(const Invocation& invocation) {
  const std::string_view name = invocation.command->name;
  Percent percent("copying");
  const auto report = backup_archive(invocation.text("--archive"), invocation.arguments[0], std::ref(percent));
  if (!report) return fail(name, report.error());
  if (!report->warning.empty())
    complain(name,
             fmt::format("the copy is sound, but the archive does not know of it ({}): a removal will not find it",
                         report->warning));
  return print(fmt::format("{}: {}, sha256 {}\n", invocation.arguments[0], megabytes(report->bytes), report->sha256));
}

int run_archive_restore(const Invocation& invocation) {
  Percent percent("copying");
  const std::string path = invocation.text("--archive");
  const Status done = restore_archive(invocation.arguments[0], path, std::ref(percent));
  if (!done) return fail(invocation.command->name, done.error());
  return print(fmt::format("{} is the archive of {} again\n", path, invocation.arguments[0]));
}

int run_archive_compact(const Invocation& invocation) {
  const std::string path = archive_of(invocation);
  if (path.empty()) return 2;
  const auto report = compact_archive(path);
  if (!report) return fail(invocation.command->name, report.error());
  return print(
      fmt::format("{}: {} before, {} now\n", path, megabytes(report->bytes_before), megabytes(report->bytes_after)));
}

int run_archive_upgrade(const Invocation& invocation) {
  const std::string path = archive_of(invocation);
  if (path.empty()) return 2;
  const auto report = upgrade_archive(path);
  if (!report) return fail(invocation.command->name, report.error());
  if (report->schema_before == report->schema_after)
    return print(fmt::format("{} has the newest schema, {}\n", path, report->schema_after));
  return print(fmt::format("{}: schema {} now, {} before\n", path, report->schema_after, report->schema_before));
}

int run_archive_exports(const Invocation& invocation) {
  const std::string_view name = invocation.command->name;
  const std::string path = archive_of(invocation);
  if (path.empty()) return 2;
  const Result<Archive> archive = Archive::open(path, Archive::Mode::read_only);
  if (!archive) return fail(name, archive.error());
  const auto exports = exports_of(*archive);
  if (!exports) return fail(name, exports.error());
  if (exports->empty()) return print("No file was written from this archive.\n");
  std::string out;
  for (const RegisteredExport& one : *exports)
    out += fmt::format("{}  {:<11} {:>9} records  cursor {:<8} {}\n", one.written_at, one.form,
                       with_commas(one.records), one.cursor, printable(one.path));
  return print(out);
}

}  // namespace demarche::cli
