#include "request_view.h"

#include <fmt/format.h>

#include "progress.h"
#include "terminal.h"

namespace demarche::cli {
namespace {

constexpr std::size_t lines_shown = 20;

std::string counted(std::int64_t n, std::string_view one) {
  return fmt::format("{} {}{}", with_commas(static_cast<std::uint64_t>(n)), one, n == 1 ? "" : "s");
}

std::string_view past(RequestVerb verb) {
  constexpr std::string_view words[] = {"corrected", "withdrawn", "erased", "restricted"};
  return words[static_cast<std::size_t>(verb)];
}

std::string score(std::int64_t thousandths) {
  return fmt::format("{}{}.{}", thousandths < 0 ? "-" : "", std::abs(thousandths) / 1000,
                     std::abs(thousandths) % 1000 / 100);
}

void add_more(std::string& out, std::size_t shown, std::int64_t all) {
  if (static_cast<std::int64_t>(shown) < all)
    out += fmt::format("  ... and {} more; --output-format json has them\n",
                       with_commas(static_cast<std::uint64_t>(all) - shown));
}

void add_documents(std::string& out, const RemovalEffect& effect, const Paint& paint) {
  if (effect.documents.empty()) return;
  out += fmt::format("\n{}\n", paint.bold("documents"));
  std::size_t shown = 0;
  for (const RequestDocument& d : effect.documents) {
    if (shown++ == lines_shown) break;
    out +=
        fmt::format("  {} {} {} {}\n", fitted(printable(d.published), 10), fitted(printable(d.source), 20),
                    fitted(printable(d.article), 28),
                    d.held ? std::string("withdrawn or restricted already")
                           : fmt::format("{}, {}, {}  {}", counted(d.versions, "version"), counted(d.events, "event"),
                                         counted(d.statements, "statement"), fitted(printable(d.title), 40)));
  }
  add_more(out, std::min(effect.documents.size(), lines_shown), effect.document_count);
}

void add_rows(std::string& out, const std::vector<RequestRows>& rows, const Paint& paint) {
  if (rows.empty()) return;
  out += fmt::format("\n{}\n  {:<24}{:>12}{:>12}\n", paint.bold("rows"), "table", "go", "come");
  for (const RequestRows& row : rows)
    out += fmt::format("  {:<24}{:>12}{:>12}\n", row.table, with_commas(static_cast<std::uint64_t>(row.gone)),
                       with_commas(static_cast<std::uint64_t>(row.came)));
}

void add_derived(std::string& out, const RemovalEffect& effect, const Paint& paint) {
  if (effect.derived.empty()) return;
  out += fmt::format("\n{}\n", paint.bold("stories and incidents"));
  std::size_t shown = 0;
  for (const DerivedChange& d : effect.derived) {
    if (shown++ == lines_shown) break;
    out += fmt::format("  {:<9}{:<9}{}  evidence {} -> {}\n", d.kind, d.change, printable(d.id), d.evidence_before,
                       d.evidence_after);
  }
  add_more(out, std::min(effect.derived.size(), lines_shown), static_cast<std::int64_t>(effect.derived.size()));
}

void add_cells(std::string& out, const RemovalEffect& effect, const Paint& paint) {
  if (effect.cell_count == 0) return;
  out += fmt::format("\n{} ({})\n", paint.bold("series"), counted(effect.cell_count, "cell"));
  std::size_t shown = 0;
  for (const SeriesCell& c : effect.cells) {
    if (shown++ == lines_shown) break;
    const std::string_view arrow = c.direction == "to" ? "->" : c.direction == "from" ? "<-" : "--";
    out += fmt::format("  {} {} {:<8} {}  {:<21} {:<12} events {} -> {}, score {} -> {}\n", c.first, arrow, c.second,
                       c.day, c.quad, c.standing, c.events_before, c.events_after, score(c.score_before),
                       score(c.score_after));
  }
  add_more(out, std::min(effect.cells.size(), lines_shown), effect.cell_count);
}

void add_line(std::string& out, std::string_view label, std::string_view value) {
  if (!value.empty()) out += fmt::format("{:<12}{}\n", label, printable(value));
}

}  // namespace

std::string effect_view(const RemovalEffect& effect, RequestVerb verb) {
  const Paint paint;
  std::string out;
  if (effect.request == 0) {
    out = effect.document_count == 0 ? std::string("No document fits.\n")
                                     : fmt::format("{} would be {}. Nothing was changed.\n",
                                                   counted(effect.document_count, "document"), past(verb));
  } else {
    out = fmt::format("{} {} (request {}).\n", counted(effect.document_count, "document"), past(verb), effect.request);
  }
  add_documents(out, effect, paint);
  add_rows(out, effect.rows, paint);
  add_derived(out, effect, paint);
  add_cells(out, effect, paint);
  return out;
}

std::string next_steps(std::int64_t request, RequestVerb verb, const std::string& archive) {
  std::string out =
      fmt::format("\nProve it:      demarche verify {} --archive {} --write-receipt receipt.json\n", request, archive);
  if (verb == RequestVerb::erase) {
    out += fmt::format("May come back: demarche requests lift {} --archive {} --reason WHY\n", request, archive);
  } else {
    out += fmt::format("Take it back:  demarche requests lift {} --archive {} --reason WHY\n", request, archive);
  }
  return out;
}

std::string requests_view(const std::vector<RequestInfo>& requests) {
  if (requests.empty()) return "No requests.\n";
  const Paint paint;
  std::string out = paint.bold(fmt::format("{:>5} {:<9}{:<9}{:<11} {:<11} {:<24} {}", "", "verb", "state", "received",
                                           "due", "from", "about")) +
                    "\n";
  for (const RequestInfo& r : requests) {
    std::string about;
    for (const auto& [field, value] : r.scope) about += fmt::format("{}{} {}", about.empty() ? "" : ", ", field, value);
    if (about.empty()) about = "(erased)";
    const std::string from = r.signal.empty() ? r.contact : "signal: " + r.signal;
    out += fmt::format("{:>5} {:<9}{:<9}{:<11} {:<11} {} {}\n", r.id, verb_name(r.verb), r.state,
                       r.received_at.substr(0, 10), r.state == "open" ? r.due : "", fitted(printable(from), 24),
                       printable(about));
  }
  return out;
}

std::string request_view(const RequestInfo& request) {
  const Paint paint;
  std::string out = fmt::format(
      "{}\n", paint.bold(fmt::format("request {}: {}, {}", request.id, verb_name(request.verb), request.state)));
  for (const auto& [field, value] : request.scope) add_line(out, field, value);
  if (request.scope.empty()) add_line(out, "about", "(erased with its pages)");
  add_line(out, "from", request.contact);
  add_line(out, "signal", request.signal);
  add_line(out, "ground", request.ground);
  add_line(out, "received", request.received_at);
  if (request.state == "open") add_line(out, "due", request.due);
  add_line(out, "decided", request.decided_at);
  add_line(out, "reason", request.reason);
  add_line(out, "done", request.done_at);
  if (request.documents) add_line(out, "documents", with_commas(static_cast<std::uint64_t>(*request.documents)));
  add_rows(out, request.rows, paint);
  return out;
}

std::string scan_view(const ScanReport& scan) {
  const Paint paint;
  std::string out =
      fmt::format("Looked for {} of request {}", counted(scan.sequences - scan.kept, "word sequence"), scan.request);
  if (scan.kept > 0) out += fmt::format(" ({} more stand in what the archive keeps)", scan.kept);
  out += ".\n";
  if (scan.short_texts > 0)
    out += fmt::format("{} of less than six words cannot be looked for.\n", counted(scan.short_texts, "removed text"));
  for (const ScannedFile& f : scan.files) {
    out += fmt::format("\n{} {}\n", paint.bold(f.kind), printable(f.path));
    if (f.form == "missing" && f.unreadable.empty()) {
      out += "  no such file any more\n";
      continue;
    }
    if (f.form == "sqlite")
      out += fmt::format("  {} decoded: {} of rows and keys, {} free; {} of the log\n", counted(f.pages, "page"),
                         counted(f.cells, "cell"), f.free_pages, counted(f.log_frames, "frame"));
    out +=
        fmt::format("  {} looked at, {}\n", counted(f.bytes, "byte"),
                    f.found == 0 ? paint.green("nothing found") : paint.red(counted(f.found, "sequence") + " FOUND"));
    for (const std::string& where : f.where) out += fmt::format("  found: {}\n", printable(where));
    for (const std::string& problem : f.unreadable)
      out += fmt::format("  {} {}\n", paint.red("not decoded:"), printable(problem));
  }
  out += scan.clean
             ? "\nNothing is left.\n"
             : "\nSomething is left or could not be read: see above. Delete the files named, or write them anew, "
               "and verify again.\n";
  return out;
}

std::string receipt_view(const ReceiptCheck& receipt) {
  std::string out = "The receipt holds: its signature, its place in the ledger and the roots before and after it.\n\n";
  add_line(out, "signed by", receipt.fingerprint);
  add_line(out, "archive", receipt.archive);
  add_line(out, "request",
           fmt::format("{}, {}, {}", receipt.request, receipt.verb, counted(receipt.documents, "document")));
  add_line(out, "executed", receipt.executed_at);
  add_line(out, "issued", fmt::format("{} by demarche {}", receipt.issued_at, receipt.software));
  add_line(out, "scan", receipt.scan);
  add_line(out, "backups",
           receipt.backup_horizon.empty() ? "nothing is said about backups"
                                          : "none from before is left from " + receipt.backup_horizon);
  return out + "\nCompare \"signed by\" with the fingerprint that the archive's keeper publishes.\n";
}

}  // namespace demarche::cli
