#include "pipeline/request_stored.h"

#include <fmt/format.h>

#include "base/utf8.h"

namespace demarche {
namespace {

Result<std::optional<Day>> day_of(const std::string& text, std::string_view what) {
  if (text.empty()) return std::optional<Day>();
  const auto day = Day::parse(text);
  if (!day || text.size() != 10)
    return Error{ErrorCode::usage, fmt::format("{}: \"{}\" is not a day: write YYYY-MM-DD", what, text)};
  return std::optional(*day);
}

}  // namespace

Result<store::NewRequest> stored(const RequestForm& form) {
  store::NewRequest out;
  out.verb = static_cast<store::Verb>(form.verb);
  out.contact = repair_utf8(form.contact);
  out.ground = repair_utf8(form.ground);
  const auto due = day_of(form.due, "--due");
  if (!due) return due.error();
  out.due = form.due;
  const RequestScope& scope = form.scope;
  out.scope.address = repair_utf8(scope.address);
  out.scope.article = repair_utf8(scope.article);
  out.scope.source = repair_utf8(scope.source);
  out.scope.party = repair_utf8(scope.party);
  out.scope.name = repair_utf8(scope.name);
  const auto since = day_of(scope.since, "--since"), until = day_of(scope.until, "--until");
  if (!since) return since.error();
  if (!until) return until.error();
  out.scope.since = *since;
  out.scope.until = *until;
  out.scope.copies = scope.copies;
  if (out.scope.empty())
    return Error{ErrorCode::usage,
                 "say what it is about: --address, --article, --source, --party, --name, --since or --until"};
  if (out.scope.since && out.scope.until && *out.scope.until < *out.scope.since)
    return Error{ErrorCode::usage, fmt::format("--until {} lies before --since {}", scope.until, scope.since)};
  return out;
}

RequestInfo info_of(const store::Request& request) {
  RequestInfo out;
  out.id = request.id;
  out.verb = static_cast<RequestVerb>(request.verb);
  out.state = request.state;
  out.received_at = request.received_at;
  out.due = request.due;
  out.contact = request.contact;
  out.ground = request.ground;
  out.signal = request.signal;
  out.scope = request.scope.fields();
  out.decided_at = request.decided_at;
  out.reason = request.reason;
  out.done_at = request.done_at;
  out.documents = request.documents;
  for (const store::TallyRow& row : request.tally) out.rows.push_back({row.name, row.gone, row.came});
  return out;
}

}  // namespace demarche
