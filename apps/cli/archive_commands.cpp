// events, statements, relation, explain, archive: questions to an archive.
#include <fmt/format.h>

#include <algorithm>

#include "arguments.h"
#include "closing_lines.h"
#include "commands.h"
#include "demarche/archive.h"
#include "demarche/engine.h"
#include "demarche/exchange.h"
#include "demarche/export.h"
#include "demarche/relation_records.h"
#include "exchange_commands.h"
#include "filter_flags.h"
#include "output.h"
#include "progress.h"
#include "record_table.h"
#include "relation_view.h"
#include "terminal.h"

namespace demarche::cli {
namespace {

using List = Status (Archive::*)(const Filter&, bool, const Output&) const;

int list_records(const Invocation& invocation, List list, std::string_view kind) {
  const std::string_view name = invocation.command->name;
  const Result<Archive> archive = Archive::open(invocation.text("--archive"), Archive::Mode::read_only);
  if (!archive) return fail(name, archive.error());
  const std::string format = invocation.text("--output-format", "jsonl");
  if (invocation.has("--output")) {
    if (format == "table") {
      complain(name, "a table is for reading: --output needs --output-format jsonl or csv");
      return 2;
    }
    const auto manifest = export_file(*archive, kind == "event" ? ExportKind::events : ExportKind::statements,
                                      filter_of(invocation), format == "csv", invocation.text("--output"));
    return closing_lines(invocation, *archive, finish_export(invocation, manifest));
  }
  StandardOutput out;
  RecordTable rows(kind, out);
  const bool table = format == "table";
  const Status done =
      ((*archive).*list)(filter_of(invocation), table || format == "csv", table ? rows.sink() : out.sink());
  if (out.closed()) return 0;
  if (!done) return fail(name, done.error());
  int status = 0;
  if (table && rows.rows() == 0) status = print(fmt::format("No {}s fit.\n", kind));
  return closing_lines(invocation, *archive, status);
}

constexpr std::size_t screen_rows = 36;

Period period_of(const std::string& name) {
  if (name == "week") return Period::week;
  if (name == "quarter") return Period::quarter;
  return name == "year" ? Period::year : Period::month;
}

int show_evidence(const Invocation& invocation, const Archive& archive, const std::string& a, const std::string& b) {
  const std::string_view name = invocation.command->name;
  Filter filter = filter_of(invocation);
  std::string what = "the whole series";
  if (invocation.has("--open")) {
    what = invocation.text("--open");
    const auto days = days_of_period(what);
    if (!days) {
      complain(name,
               fmt::format("--open: \"{}\" is no period: write 2022, 2022-Q4, 2022-12, 2022-W52 or 2022-12-30", what));
      return 2;
    }
    filter.since = std::max(filter.since, days->first);
    filter.until = filter.until.empty() ? days->second : std::min(filter.until, days->second);
  }
  const auto sentences = archive.evidence(a, b, filter);
  if (!sentences) return fail(name, sentences.error());
  std::string view = evidence_view(*sentences, what);
  if (const std::size_t at = view.rfind("--archive FILE"); at != std::string::npos)
    view.replace(at + 10, 4, invocation.text("--archive"));
  return closing_lines(invocation, archive, print(view));
}

}  // namespace

int run_events(const Invocation& invocation) {
  if (invocation.has("--origin")) return list_imported(invocation);
  return list_records(invocation, &Archive::events, "event");
}
int run_statements(const Invocation& invocation) {
  return list_records(invocation, &Archive::statements, "statement");
}

int run_relation(const Invocation& invocation) {
  const std::string_view name = invocation.command->name;
  const std::string path = invocation.text("--archive");
  const std::string a = party_code(invocation.arguments[0]), b = party_code(invocation.arguments[1]);
  if (a == b) {
    complain(name, fmt::format("{} and {} are the same party: name two", a, b));
    return 2;
  }
  const Result<Archive> archive = Archive::open(path, Archive::Mode::read_only);
  if (!archive) return fail(name, archive.error());
  if (invocation.has("--origin") && (invocation.has("--open") || invocation.has("--evidence"))) {
    complain(name, "imported events have no sentences: demarche events --origin shows their records");
    return 2;
  }
  if (invocation.has("--open") || invocation.has("--evidence")) return show_evidence(invocation, *archive, a, b);
  const Filter filter = filter_of(invocation);
  const std::string format = invocation.text("--output-format", "table");
  const std::string origin = invocation.text("--origin");
  const auto ask = [&](Period period) {
    return origin.empty() ? archive->relation(a, b, period, filter)
                          : imported_relation(*archive, origin, a, b, period, filter);
  };
  const Result<Relation> months = ask(Period::month);
  if (!months) return fail(name, months.error());
  Result<Relation> relation = months;
  if (invocation.has("--period")) {
    relation = ask(period_of(invocation.text("--period")));
  } else if (format == "table") {
    // A long relation is shown in longer periods, so that it fits a screen.
    for (const Period longer : {Period::quarter, Period::year})
      if (relation && relation->points.size() > screen_rows) relation = ask(longer);
  }
  if (!relation) return fail(name, relation.error());
  if (invocation.has("--plot")) {
    // The picture has room for every month.
    const Status plotted =
        write_plot(*archive, invocation.has("--period") ? *relation : *months, invocation.text("--plot"));
    if (!plotted) return fail(name, plotted.error());
  }
  std::string shown = format == "json"  ? relation_json(*relation)
                      : format == "csv" ? relation_csv(*relation)
                                        : relation_table(*relation, *months, path);
  if (!origin.empty() && format == "table") {
    if (const std::size_t next = shown.find("\nNext:"); next != std::string::npos) shown.resize(next);
    shown = "Events of the imported set \"" + printable(origin) +
            "\"; what the archive coded itself is not among them.\n" + shown;
  }
  return closing_lines(invocation, *archive, print(shown));
}

int run_explain(const Invocation& invocation) {
  const std::string_view name = invocation.command->name;
  const bool text = invocation.has("--text");
  if (text == !invocation.arguments.empty()) {
    complain(name, text ? "give an ID or --text, not both"
                        : "name the ID of a record with --archive FILE, or give --text TEXT");
    return 2;
  }
  Result<std::string> explained = Error{};
  if (text) {
    const Result<Engine> engine =
        Engine::open({.data_folder = invocation.text("--data"), .tier = invocation.text("--tier")});
    if (!engine) return fail(name, engine.error());
    explained = explain_text(*engine, invocation.text("--text"), invocation.text("--reference"));
  } else {
    if (!invocation.has("--archive")) {
      complain(name, "name the archive that holds the record: --archive FILE");
      return 2;
    }
    const Result<Archive> archive = Archive::open(invocation.text("--archive"), Archive::Mode::read_only);
    if (!archive) return fail(name, archive.error());
    explained = archive->explain(invocation.arguments[0], invocation.text("--as-of"));
    if (explained) return closing_lines(invocation, *archive, print(*explained));
  }
  return explained ? print(*explained) : fail(name, explained.error());
}

}  // namespace demarche::cli
