#include "demarche/stories.h"

#include <fmt/format.h>

#include "base/text.h"
#include "base/utf8.h"
#include "pipeline/archive_impl.h"
#include "pipeline/clock.h"
#include "pipeline/record_lines.h"
#include "pipeline/regroup.h"
#include "query/stories.h"
#include "store/decisions.h"
#include "store/schema.h"

namespace demarche {

Status stories(const Archive& archive, const StoryFilter& filter, bool csv, const Output& output) {
  const auto connection = archive.impl().read();
  if (!connection) return connection.error();
  auto lines = RecordLines::make("story", csv, output);
  if (!lines) return lines.error();
  Status status = query::stream_stories(**connection, filter, [&](std::string_view json) { return lines->add(json); });
  return status ? lines->finish() : status;
}

Status incidents(const Archive& archive, const IncidentFilter& filter, bool csv, const Output& output) {
  const auto connection = archive.impl().read();
  if (!connection) return connection.error();
  auto lines = RecordLines::make("incident", csv, output);
  if (!lines) return lines.error();
  Status status =
      query::stream_incidents(**connection, filter, [&](std::string_view json) { return lines->add(json); });
  return status ? lines->finish() : status;
}

Status decide(const Archive& archive, const StoryDecisionRequest& request) {
  const Archive::Impl& impl = archive.impl();
  if (impl.mode == Archive::Mode::read_only)
    return Error{ErrorCode::usage, fmt::format("{} was opened for reading only", impl.path)};
  const std::pair<const char*, const std::string*> needed[] = {{"who decides", &request.by}, {"why", &request.reason}};
  for (const auto& [what, text] : needed)
    if (trim(*text).empty()) return Error{ErrorCode::usage, fmt::format("a decision says {}: nothing was given", what)};
  if (request.first == request.second)
    return Error{ErrorCode::usage, fmt::format("{} is one article: a decision is about two", request.first)};
  auto database = store::open_archive(impl.path, store::Database::Mode::read_write, 30000);
  if (!database) return database.error();
  store::Transaction transaction(**database);
  if (Status status = transaction.begin(); !status) return status;
  const auto first = store::shown_document(**database, request.first);
  if (!first) return first.error();
  const auto second = store::shown_document(**database, request.second);
  if (!second) return second.error();
  static constexpr const char* rulings[] = {"split", "join", "independent", "dependent", "undo"};
  const store::NewDecision decision{*first, *second, rulings[static_cast<int>(request.ruling)],
                                    repair_utf8(trim(request.by)), repair_utf8(trim(request.reason))};
  if (Status status = store::add_decision(**database, decision, utc_now()); !status) return status;
  if (Status status = regroup(**database); !status) return status;
  return transaction.commit();
}

}  // namespace demarche
