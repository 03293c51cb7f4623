// export, rehydrate, changes, recode: what leaves an archive, and how it moves on.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <thread>

#include "arguments.h"
#include "closing_lines.h"
#include "demarche/export.h"
#include "demarche/recode.h"
#include "filter_flags.h"
#include "output.h"
#include "progress.h"
#include "terminal.h"

namespace demarche::cli {
namespace {

unsigned threads_of(const Invocation& invocation) {
  const auto asked = static_cast<unsigned>(invocation.count("--threads", 1));
  return asked == 0 ? std::max(1u, std::thread::hardware_concurrency()) : asked;
}

std::string shortened(const std::string& json) {
  return json.empty() ? std::string("nothing") : fitted(printable(json), std::min<std::size_t>(cells(json), 60));
}

// "changed ev-... of article a7: type "ACCUSE" -> "REJECT"" and what follows it.
std::string change_lines(const RecodeChange& change, const Paint& paint) {
  const std::string op = change.op == "added"  ? paint.green(fmt::format("{:<8}", "added"))
                         : change.op == "gone" ? paint.red(fmt::format("{:<8}", "gone"))
                                               : paint.yellow(fmt::format("{:<8}", "changed"));
  const std::string what = change.type.empty() ? change.kind : change.type;
  std::string out = fmt::format("{} {}  {}  article {}\n", op, change.id, what, printable(change.article));
  const std::string because = fmt::format("the {} changed", fmt::join(change.because, " and the "));
  if (change.op == "added") out += fmt::format("         {} fires now; {}\n", printable(change.rule), because);
  if (change.op == "gone")
    out += fmt::format("         {} fires no longer; {}\n", printable(change.rule_before), because);
  if (change.op != "changed") return out;
  for (const RecodedField& field : change.fields)
    out += fmt::format("         {}: {} -> {}\n", field.name, shortened(field.before), shortened(field.after));
  if (!change.id_before.empty()) out += fmt::format("         was {}\n", change.id_before);
  return out + fmt::format("         {}\n", because);
}

}  // namespace

int finish_export(const Invocation& invocation, const Result<ExportManifest>& manifest) {
  const std::string_view name = invocation.command->name;
  if (!manifest) return fail(name, manifest.error());
  if (!manifest->warning.empty())
    complain(name,
             fmt::format("the file is sound, but the archive does not know of it ({}): a removal will not find it",
                         manifest->warning));
  complain(name, fmt::format("{} records in {}; changes since: demarche changes --since {} --archive {}",
                             with_commas(manifest->records), manifest->path, manifest->vintage.change,
                             invocation.text("--archive")));
  return 0;
}

int export_replication(const Invocation& invocation) {
  const std::string_view name = invocation.command->name;
  if (invocation.has("--to") || invocation.has("--limit")) {
    complain(name, "replication is one whole file: --output FILE, without --to and --limit");
    return 2;
  }
  const Result<Archive> archive = Archive::open(invocation.text("--archive"), Archive::Mode::read_only);
  if (!archive) return fail(name, archive.error());
  const Filter filter = filter_of(invocation);
  if (invocation.has("--output"))
    return closing_lines(invocation, *archive,
                         finish_export(invocation, export_file(*archive, ExportKind::replication, filter, false,
                                                               invocation.text("--output"))));
  StandardOutput out;
  const Status done = export_records(*archive, ExportKind::replication, filter, false, out.sink());
  if (out.closed()) return 0;
  return done ? closing_lines(invocation, *archive, 0) : fail(name, done.error());
}

int run_rehydrate(const Invocation& invocation) {
  const std::string_view name = invocation.command->name;
  RunOptions run;
  run.paths.assign(invocation.arguments.begin() + 1, invocation.arguments.end());
  run.input_format = invocation.text("--input-format");
  run.reference_day = invocation.text("--reference");
  run.threads = threads_of(invocation);
  StandardOutput out;
  Progress progress(run.paths, invocation.has("--quiet"));
  run.progress = [&](std::uint64_t documents, std::uint64_t bytes, std::uint64_t) {
    progress.update(documents, bytes);
  };
  const auto summary = rehydrate(invocation.arguments[0], run, out.sink());
  progress.clear();
  if (out.closed()) return 0;
  if (!summary) return fail(name, summary.error());
  const std::uint64_t missing = summary->articles - summary->matched;
  constexpr std::size_t most_shown = 20;
  for (std::size_t n = 0; n < std::min(most_shown, summary->missing.size()); ++n)
    complain(name, fmt::format("no page for article {}", summary->missing[n]));
  if (missing > most_shown) complain(name, fmt::format("and for {} more", with_commas(missing - most_shown)));
  if (!invocation.has("--quiet"))
    complain(name,
             fmt::format("{} of {} articles found among {} pages ({} only with another text); {} records",
                         with_commas(summary->matched), with_commas(summary->articles), with_commas(summary->pages),
                         with_commas(summary->changed), with_commas(summary->records)));
  return missing > 0 ? 1 : 0;
}

int run_changes(const Invocation& invocation) {
  const std::string_view name = invocation.command->name;
  const Result<Archive> archive = Archive::open(invocation.text("--archive"), Archive::Mode::read_only);
  if (!archive) return fail(name, archive.error());
  const ChangesOptions options{invocation.count("--since", 0), invocation.count("--limit", 0),
                               invocation.text("--kind")};
  StandardOutput out;
  const auto done = invocation.text("--output-format") == "atom" ? changes_atom(*archive, options, out.sink())
                                                                 : changes(*archive, options, out.sink());
  if (out.closed()) return 0;
  if (!done) return fail(name, done.error());
  if (!invocation.has("--quiet"))
    complain(name, fmt::format("{} changes; {}: --since {}", with_commas(done->lines),
                               done->more ? "there are more" : "next time", done->cursor));
  return 0;
}

int run_recode(const Invocation& invocation) {
  const std::string_view name = invocation.command->name;
  const Result<Engine> engine =
      Engine::open({.data_folder = invocation.text("--data"), .tier = invocation.text("--tier")});
  if (!engine) return fail(name, engine.error());
  const bool dry = invocation.has("--dry-run");
  Result<Archive> archive =
      Archive::open(invocation.text("--archive"), dry ? Archive::Mode::read_only : Archive::Mode::read_write);
  if (!archive) return fail(name, archive.error());
  StandardOutput out;
  const Paint paint;
  const bool json = invocation.text("--output-format") == "jsonl";
  Progress progress({}, invocation.has("--quiet"));
  RecodeOptions options{threads_of(invocation), dry,
                        [&](std::uint64_t done, std::uint64_t) { progress.update(done, 0); }};
  const auto summary = recode(*archive, *engine, options, [&](const RecodeChange& change) {
    return out.write(json ? recode_json(change) : change_lines(change, paint));
  });
  progress.clear();
  if (!summary && out.closed()) return 0;
  if (!summary) return fail(name, summary.error());
  if (!invocation.has("--quiet")) {
    complain(name,
             fmt::format("{} articles {}, {} coded so already: {} records added, {} gone, {} changed, {} as before",
                         with_commas(summary->articles), dry ? "would be recoded" : "recoded",
                         with_commas(summary->up_to_date), with_commas(summary->added), with_commas(summary->gone),
                         with_commas(summary->changed), with_commas(summary->same)));
    if (summary->without_text > 0)
      complain(name, fmt::format("{} articles cannot be coded anew: the archive does not keep their whole text",
                                 with_commas(summary->without_text)));
  }
  return 0;
}

}  // namespace demarche::cli
