#include "exchange_commands.h"

#include <fmt/format.h>

#include <cstdio>

#include "closing_lines.h"
#include "demarche/exchange.h"
#include "filter_flags.h"
#include "output.h"
#include "progress.h"
#include "terminal.h"

namespace demarche::cli {
namespace {

constexpr std::uint64_t named_rejects = 20;

int list_sets(std::string_view name, const std::string& path) {
  const Result<Archive> archive = Archive::open(path, Archive::Mode::read_only);
  if (!archive) return fail(name, archive.error());
  const auto sets = imported_sets(*archive);
  if (!sets) return fail(name, sets.error());
  if (sets->empty()) return print("Nothing was imported.\n");
  std::string out = fmt::format("{:<20} {:<8} {:>12}  {}\n", "set", "format", "events", "days");
  for (const ImportedSet& set : *sets)
    out += fmt::format("{:<20} {:<8} {:>12}  {} to {}\n", set.name, set.format, with_commas(set.events), set.first_day,
                       set.last_day);
  return print(out);
}

int remove_set(std::string_view name, const std::string& path, const std::string& set) {
  Result<Archive> archive = Archive::open(path, Archive::Mode::read_write);
  if (!archive) return fail(name, archive.error());
  const Result<std::uint64_t> events = remove_import(*archive, set);
  if (!events) return fail(name, events.error());
  complain(name, fmt::format("{} imported events of \"{}\" taken out", with_commas(*events), set));
  return 0;
}

}  // namespace

int list_imported(const Invocation& invocation) {
  const std::string_view name = invocation.command->name;
  if (invocation.has("--output-format") && invocation.text("--output-format") != "jsonl") {
    complain(name, "imported events are printed as jsonl: leave --output-format out");
    return 2;
  }
  const Result<Archive> archive = Archive::open(invocation.text("--archive"), Archive::Mode::read_only);
  if (!archive) return fail(name, archive.error());
  StandardOutput out;
  const Status done = imported_events(*archive, invocation.text("--origin"), filter_of(invocation), out.sink());
  return done || out.closed() ? 0 : fail(name, done.error());
}

int run_import(const Invocation& invocation) {
  const std::string_view name = invocation.command->name;
  const std::string path = invocation.text("--archive");
  if (invocation.has("--list")) return list_sets(name, path);
  if (invocation.has("--remove")) return remove_set(name, path, invocation.text("--remove"));
  if (invocation.arguments.size() < 2) {
    complain(name, "name a format and a file: demarche import icews events.tab --archive FILE");
    return 2;
  }
  const Result<Engine> engine = Engine::open({.data_folder = invocation.text("--data"), .tier = {}});
  if (!engine) return fail(name, engine.error());
  Result<Archive> archive = Archive::open(path, Archive::Mode::create);
  if (!archive) return fail(name, archive.error());
  const std::vector<std::string> files(invocation.arguments.begin() + 1, invocation.arguments.end());
  std::uint64_t named = 0;
  const auto on_reject = [&](const ImportReject& reject) {
    if (++named <= named_rejects) complain(name, printable(fmt::format("{}: {}", reject.origin, reject.message)));
  };
  const auto summary =
      import_events(*archive, *engine, invocation.arguments[0], invocation.text("--name"), files, on_reject);
  if (!summary) return fail(name, summary.error());
  if (named > named_rejects)
    complain(name, fmt::format("... and {} more lines that cannot be read", with_commas(named - named_rejects)));
  if (!invocation.has("--quiet"))
    complain(name, fmt::format("{} events imported, {} there already, {} of removed pages left out, {} rejected",
                               with_commas(summary->added), with_commas(summary->skipped),
                               with_commas(summary->suppressed), with_commas(summary->rejects)));
  return summary->rejects > 0 ? 1 : 0;
}

int run_export(const Invocation& invocation) {
  const std::string_view name = invocation.command->name;
  if (invocation.has("--mapping")) return print(convert_reference());
  if (!invocation.has("--as") || !invocation.has("--archive")) {
    complain(name, "say what to write and from where: demarche export --as gdelt --archive FILE --to FOLDER");
    return 2;
  }
  if (invocation.text("--as") == "replication") return export_replication(invocation);
  if (invocation.has("--output") || invocation.has("--cite")) {
    complain(name, "--output and --cite go with --as replication; the others take --to FOLDER");
    return 2;
  }
  ConvertOptions options;
  options.as = invocation.text("--as");
  options.folder = invocation.text("--to");
  options.all = invocation.has("--everything");
  options.excel = invocation.has("--excel");
  options.command = fmt::format("demarche export --as {}", options.as);
  if (options.excel && options.as != "csv") {
    complain(name, "--excel goes with --as csv");
    return 2;
  }
  const Result<Archive> archive = Archive::open(invocation.text("--archive"), Archive::Mode::read_only);
  if (!archive) return fail(name, archive.error());
  const Result<Engine> engine = Engine::open({.data_folder = invocation.text("--data"), .tier = {}});
  if (!engine) return fail(name, engine.error());
  StandardOutput out;
  const auto summary = convert(*archive, *engine, filter_of(invocation), options, out.sink());
  if (!summary) return out.closed() ? 0 : fail(name, summary.error());
  if (!summary->warning.empty())
    complain(name,
             fmt::format("the files are sound, but the archive does not know of them ({}): a removal will not find "
                         "them",
                         summary->warning));
  if (!invocation.has("--quiet")) {
    const std::uint64_t left =
        summary->not_counted + summary->without_cameo + summary->undated + summary->without_parties;
    complain(name,
             fmt::format("{} events written{}, {} left out: {} that series do not count, {} without a CAMEO code, {} "
                         "undated, {} without parties",
                         with_commas(summary->events), options.folder.empty() ? "" : " to " + options.folder,
                         with_commas(left), with_commas(summary->not_counted), with_commas(summary->without_cameo),
                         with_commas(summary->undated), with_commas(summary->without_parties)));
  }
  return 0;
}

}  // namespace demarche::cli
