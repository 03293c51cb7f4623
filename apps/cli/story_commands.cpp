// stories, and what people decide about them.
#include <fmt/format.h>

#include <cstdlib>

#include "arguments.h"
#include "demarche/stories.h"
#include "filter_flags.h"
#include "output.h"
#include "record_table.h"

namespace demarche::cli {
namespace {

int decided(const Invocation& invocation, StoryRuling ruling, std::string_view what) {
  const std::string_view name = invocation.command->name;
  StoryDecisionRequest request;
  request.ruling = ruling;
  request.first = invocation.arguments[0];
  request.second = invocation.arguments[1];
  request.by = invocation.text("--by");
  if (const char* user = std::getenv("USER"); request.by.empty() && user != nullptr) request.by = user;
  request.reason = invocation.text("--reason");
  if (request.by.empty() || request.reason.empty()) {
    complain(name, request.by.empty() ? "say who decides: --by NAME" : "say why: --reason TEXT");
    return 2;
  }
  const Result<Archive> archive = Archive::open(invocation.text("--archive"), Archive::Mode::read_write);
  if (!archive) return fail(name, archive.error());
  const Status done = decide(*archive, request);
  if (!done) return fail(name, done.error());
  return print(fmt::format("{} and {}: {}\n", request.first, request.second, what));
}

}  // namespace

int run_stories(const Invocation& invocation) {
  const std::string_view name = invocation.command->name;
  const Result<Archive> archive = Archive::open(invocation.text("--archive"), Archive::Mode::read_only);
  if (!archive) return fail(name, archive.error());
  StoryFilter filter;
  filter.since = invocation.text("--since");
  filter.until = invocation.text("--until");
  filter.article = invocation.text("--article");
  filter.min_documents = invocation.count("--min-documents", 0);
  filter.min_reports = invocation.count("--min-reports", 0);
  filter.limit = invocation.count("--limit", 0);
  StandardOutput out;
  const std::string format = invocation.text("--output-format", "jsonl");
  const bool table = format == "table";
  RecordTable rows("story", out);
  const Status done = stories(*archive, filter, table || format == "csv", table ? rows.sink() : out.sink());
  if (out.closed()) return 0;
  if (!done) return fail(name, done.error());
  if (table && rows.rows() == 0) return print("No stories fit.\n");
  return 0;
}

int run_incidents(const Invocation& invocation) {
  const std::string_view name = invocation.command->name;
  const Result<Archive> archive = Archive::open(invocation.text("--archive"), Archive::Mode::read_only);
  if (!archive) return fail(name, archive.error());
  IncidentFilter filter;
  filter.events = filter_of(invocation);
  filter.min_documents = invocation.count("--min-documents", 0);
  filter.min_reports = invocation.count("--min-reports", 0);
  StandardOutput out;
  const std::string format = invocation.text("--output-format", "jsonl");
  const bool table = format == "table";
  RecordTable rows("incident", out);
  const Status done = incidents(*archive, filter, table || format == "csv", table ? rows.sink() : out.sink());
  if (out.closed()) return 0;
  if (!done) return fail(name, done.error());
  if (table && rows.rows() == 0) return print("No incidents fit.\n");
  return 0;
}

int run_stories_split(const Invocation& invocation) {
  return decided(invocation, StoryRuling::split, "not one story from now on");
}

int run_stories_join(const Invocation& invocation) {
  const std::string as = invocation.text("--as");
  if (as == "independent")
    return decided(invocation, StoryRuling::independent, "one story and independent reports from now on");
  if (as == "dependent")
    return decided(invocation, StoryRuling::dependent, "one story, one made from the other, from now on");
  return decided(invocation, StoryRuling::join, "one story from now on");
}

int run_stories_undo(const Invocation& invocation) {
  return decided(invocation, StoryRuling::undo, "what the program finds holds again");
}

}  // namespace demarche::cli
