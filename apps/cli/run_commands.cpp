// read, parse, dates, relate, place, code, add: what works on documents.
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <functional>
#include <thread>

#include "arguments.h"
#include "demarche/archive.h"
#include "demarche/engine.h"
#include "output.h"
#include "progress.h"
#include "record_table.h"
#include "terminal.h"

namespace demarche::cli {
namespace {

using Run = std::function<Result<RunSummary>(const RunOptions&, const Output&)>;

RunOptions options_of(const Invocation& invocation) {
  RunOptions run;
  run.paths = invocation.arguments;
  run.input_format = invocation.text("--input-format");
  run.columns = invocation.text("--columns");
  run.any_language = invocation.has("--any-language");
  run.reference_day = invocation.text("--reference");
  run.threads = static_cast<unsigned>(invocation.count("--threads", 1));
  if (run.threads == 0) run.threads = std::max(1u, std::thread::hardware_concurrency());
  run.csv = invocation.text("--output-format") == "csv";
  run.kind = invocation.text("--kind");
  run.min_confidence = invocation.thousandths("--min-confidence");
  if (invocation.has("--layers")) run.layers = {invocation.text("--layers")};
  return run;
}

// Paths that the user named and that are not there: the run goes on without them, but its status is 3.
bool every_path_exists(const Invocation& invocation) {
  bool all = true;
  for (const std::string& path : invocation.arguments) {
    struct stat info{};
    if (path == "-" || ::stat(path.c_str(), &info) == 0) continue;
    complain(invocation.command->name, fmt::format("there is no {}", path));
    all = false;
  }
  return all;
}

void closing_line(const Invocation& invocation, const RunSummary& summary, double seconds) {
  if (invocation.has("--quiet")) return;
  const bool terminal = is_terminal(STDERR_FILENO) && !is_terminal(STDOUT_FILENO);
  if (summary.rejects > 0) {
    complain(invocation.command->name,
             fmt::format("{} of {} documents were rejected; the reject records say why", with_commas(summary.rejects),
                         with_commas(summary.documents + summary.rejects + summary.skipped)));
  } else if (terminal && seconds > 1.5) {
    complain(invocation.command->name,
             fmt::format("{} documents in {:.1f} s", with_commas(summary.documents), seconds));
  }
}

int finish(const Invocation& invocation, const Result<RunSummary>& summary, const StandardOutput& out, bool all_exist) {
  if (!summary && !out.closed()) return fail(invocation.command->name, summary.error());
  if (!all_exist) return 3;
  if (out.closed()) return 0;
  return summary->rejects > 0 ? 1 : 0;
}

int run_on_documents(const Invocation& invocation, const Run& run) {
  RunOptions options = options_of(invocation);
  const bool all_exist = every_path_exists(invocation);
  StandardOutput out;
  const bool table = invocation.text("--output-format") == "table";
  if (table) {
    options.csv = true;
    if (options.kind.empty()) options.kind = "event";
  }
  RecordTable rows(options.kind, out);
  Progress progress(options.paths, invocation.has("--quiet"));
  options.progress = [&](std::uint64_t documents, std::uint64_t bytes, std::uint64_t) {
    progress.update(documents, bytes);
  };
  const Result<RunSummary> summary = run(options, table ? rows.sink() : out.sink());
  progress.clear();
  if (summary) closing_line(invocation, *summary, progress.seconds());
  return finish(invocation, summary, out, all_exist);
}

Result<Engine> open_engine(const Invocation& invocation) {
  return Engine::open({.data_folder = invocation.text("--data"), .tier = invocation.text("--tier")});
}

using EngineRun = Result<RunSummary> (*)(const Engine&, const RunOptions&, const Output&);

int run_with_engine(const Invocation& invocation, EngineRun run) {
  const Result<Engine> engine = open_engine(invocation);
  if (!engine) return fail(invocation.command->name, engine.error());
  return run_on_documents(
      invocation, [&](const RunOptions& options, const Output& output) { return run(*engine, options, output); });
}

}  // namespace

int run_read(const Invocation& invocation) {
  return run_on_documents(invocation, read);
}
int run_parse(const Invocation& invocation) {
  return run_with_engine(invocation, parse);
}
int run_dates(const Invocation& invocation) {
  return run_with_engine(invocation, dates);
}
int run_relate(const Invocation& invocation) {
  return run_with_engine(invocation, relate);
}
int run_place(const Invocation& invocation) {
  return run_with_engine(invocation, place);
}
int run_code(const Invocation& invocation) {
  return run_with_engine(invocation, code);
}

int run_add(const Invocation& invocation) {
  const std::string_view name = invocation.command->name;
  const Result<Engine> engine = open_engine(invocation);
  if (!engine) return fail(name, engine.error());
  const std::string file = invocation.text("--archive");
  Result<Archive> archive = Archive::open(file, Archive::Mode::create);
  if (!archive) return fail(name, archive.error());
  const bool all_exist = every_path_exists(invocation);
  RunOptions options = options_of(invocation);
  options.keep_text = invocation.text("--keep-text");
  Progress progress(options.paths, invocation.has("--quiet"));
  options.progress = [&](std::uint64_t documents, std::uint64_t bytes, std::uint64_t) {
    progress.update(documents, bytes);
  };
  const Result<RunSummary> summary = archive->add(*engine, options);
  progress.clear();
  if (!summary) return fail(name, summary.error());
  // Replacing is never silent: pages of the same name and no address or publisher would hide each other.
  std::string versions;
  if (summary->new_versions > 0)
    versions = fmt::format(" ({} as a new version of one that was there)", with_commas(summary->new_versions));
  std::string removed;
  if (summary->suppressed > 0)
    removed = fmt::format(", {} left out (removed on request or taken back)", with_commas(summary->suppressed));
  if (summary->withdrawn + summary->requests > 0)
    removed += fmt::format(", {} withdrawn and {} requests opened on publishers' signals (demarche requests)",
                           with_commas(summary->withdrawn), with_commas(summary->requests));
  if (!invocation.has("--quiet"))
    complain(name, fmt::format("{} documents added{}, {} already there{}, {} rejected; {} events, {} statements",
                               with_commas(summary->documents), versions, with_commas(summary->skipped), removed,
                               with_commas(summary->rejects), with_commas(summary->events),
                               with_commas(summary->statements)));
  StandardOutput out;
  return finish(invocation, summary, out, all_exist);
}

}  // namespace demarche::cli
