// audit: draw, judge, report.
#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>

#include "arguments.h"
#include "audit_screen.h"
#include "demarche/audit.h"
#include "demarche/audit_records.h"
#include "filter_flags.h"
#include "output.h"
#include "progress.h"
#include "terminal.h"

namespace demarche::cli {
namespace {

constexpr std::uint64_t largest_sample = 100'000;

std::string judge_name(const Invocation& invocation) {
  if (invocation.has("--judge")) return invocation.text("--judge");
  const char* user = std::getenv("USER");
  return user == nullptr || *user == '\0' ? "judge" : user;
}

std::string percent(int thousandths) {
  return fmt::format("{}.{}", thousandths / 10, std::abs(thousandths % 10));
}

std::string report_view(const AuditReport& report) {
  const Paint paint;
  std::string out =
      paint.bold(fmt::format("{} of {} {} judged", report.judged, report.drawn, report.blind ? "sentences" : "events"));
  if (report.gone > 0) out += fmt::format("; {} no longer in the archive", report.gone);
  out += fmt::format("\n\n{}\n", paint.bold(fmt::format("{:<30} {:<10} {:>6} {:>6} {:>7} {:>7}  {}", "measure", "type",
                                                        "judged", "right", "unclear", "%", "95 % interval")));
  for (const AuditShare& one : report.shares) {
    const bool some = one.judged > 0;
    out += fmt::format("{:<30} {:<10} {:>6} {:>6} {:>7} {:>7}  {}\n", one.measure, one.stratum, one.judged, one.right,
                       one.unclear, some ? percent(one.share) : "\u2013",
                       some ? fmt::format("{} to {}", percent(one.low), percent(one.high)) : "");
  }
  if (report.agreements.empty()) return out;
  out += fmt::format("\n{}\n", paint.bold(fmt::format("{:<30} {:<24} {:>6} {:>8} {:>7}", "agreement", "judges", "items",
                                                      "agree %", "kappa")));
  for (const AuditAgreement& one : report.agreements)
    out += fmt::format("{:<30} {:<24} {:>6} {:>8} {:>7.2f}\n", one.field, printable(one.first + ", " + one.second),
                       one.items, percent(one.agree), one.kappa / 1000.0);
  return out;
}

int show_report(const Invocation& invocation, const AuditSession& session) {
  const std::string judge = invocation.text("--judge");
  const AuditReport report = audit_report(session, judge);
  if (report.judges.empty()) return print("Nothing is judged yet: leave out --report to begin.\n");
  if (!judge.empty() && report.judged == 0) {
    complain(invocation.command->name, fmt::format("{} has judged nothing in this session", printable(judge)));
    return 2;
  }
  return print(invocation.text("--output-format") == "csv" ? audit_report_csv(report) : report_view(report));
}

}  // namespace

int run_audit(const Invocation& invocation) {
  const std::string_view name = invocation.command->name;
  AuditOptions options;
  options.filter = filter_of(invocation);
  options.seed = invocation.count("--seed", 1);
  options.blind = invocation.has("--blind");
  const std::uint64_t size = invocation.count("--size", 200);
  if (size == 0 || size > largest_sample) {
    complain(name, fmt::format("--size: a sample has 1 to {} items", with_commas(largest_sample)));
    return 2;
  }
  options.size = static_cast<std::uint32_t>(size);
  const Result<Archive> archive = Archive::open(invocation.text("--archive"), Archive::Mode::read_only);
  if (!archive) return fail(name, archive.error());
  const std::string path =
      invocation.text("--session", archive->path() + (options.blind ? ".blind.jsonl" : ".audit.jsonl"));
  const bool exists = std::filesystem::exists(path);
  if (invocation.has("--report") && !exists) {
    complain(name, fmt::format("{} does not exist: judge first, or name the session with --session", path));
    return 2;
  }
  Result<AuditSession> session =
      exists ? AuditSession::resume(*archive, path) : AuditSession::start(*archive, options, path);
  if (!session) return fail(name, session.error());
  if (session->blind() != options.blind) {
    complain(name, fmt::format("{} is {} session: {} --blind", path, session->blind() ? "a blind" : "an events",
                               session->blind() ? "give" : "leave out"));
    return 2;
  }
  if (invocation.has("--verdicts")) {
    const Result<std::size_t> taken = session->take(invocation.text("--verdicts"));
    if (!taken) return fail(name, taken.error());
    if (!invocation.has("--quiet")) complain(name, fmt::format("{} verdicts taken into {}", with_commas(*taken), path));
  }
  if (invocation.has("--list")) return print(audit_items_jsonl(*session));
  if (invocation.has("--report")) return show_report(invocation, *session);
  if (invocation.has("--verdicts")) return 0;
  const Result<std::size_t> judged = judge_on_screen(*session, judge_name(invocation));
  if (!judged) return fail(name, judged.error());
  return print(fmt::format("\n{} judged and kept in {}.\nNext: the same command goes on; --report shows the figures.\n",
                           with_commas(*judged), path));
}

}  // namespace demarche::cli
