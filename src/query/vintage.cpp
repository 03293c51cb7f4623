#include "query/vintage.h"

#include <fmt/format.h>

#include "store/changes.h"

namespace demarche::query {
namespace {

using store::Database;

std::string quoted(const std::string& at) {
  return fmt::format("'{}'", at);
}

Status add_coders(const Database& archive, const Moment& moment, Vintage& out) {
  auto rows = archive.prepare(fmt::format(
      "SELECT c.engine, c.model, c.codebook, count(*) AS n FROM version v JOIN coder c ON c.id = v.coder_id WHERE {} "
      "GROUP BY c.id ORDER BY n DESC, c.engine, c.model, c.codebook",
      moment.shown("v")));
  if (!rows) return rows.error();
  for (;;) {
    const Result<bool> row = rows->step();
    if (!row) return row.error();
    if (!*row) return {};
    const auto articles = static_cast<std::uint64_t>(rows->integer(3));
    out.articles += articles;
    out.coders.push_back(
        {std::string(rows->text(0)), std::string(rows->text(1)), std::string(rows->text(2)), articles});
  }
}

Status add_erased(const Database& archive, const Moment& moment, Vintage& out) {
  auto rows = archive.prepare(
      // What came back since, such as a withdrawal that was lifted, is not missing.
      "SELECT kind, count(*) FROM change c WHERE shown_until > ?1 AND shown_from <= ?1 AND NOT CASE kind "
      "WHEN 'event' THEN EXISTS (SELECT 1 FROM event_mention m WHERE m.record_id = c.record_id) "
      "WHEN 'statement' THEN EXISTS (SELECT 1 FROM statement_mention m WHERE m.record_id = c.record_id) "
      "ELSE EXISTS (SELECT 1 FROM document d JOIN version v ON v.document_id = d.id WHERE d.article = c.record_id "
      "AND v.recorded_at = c.shown_from) END "
      "GROUP BY kind ORDER BY kind");
  if (!rows) return rows.error();
  rows->bind(1, moment.at());
  for (;;) {
    const Result<bool> row = rows->step();
    if (!row) return row.error();
    if (!*row) return {};
    const std::string_view kind = rows->text(0);
    const auto count = static_cast<std::uint64_t>(rows->integer(1));
    if (kind == "event") out.erased_events = count;
    if (kind == "statement") out.erased_statements = count;
    if (kind == "article") out.erased_articles = count;
  }
}

Status add_change(const Database& archive, const Moment& moment, Vintage& out) {
  auto row = archive.prepare(fmt::format("SELECT number, at FROM change {} ORDER BY number DESC LIMIT 1",
                                         moment.now() ? std::string() : "WHERE at <= " + quoted(moment.at())));
  if (!row) return row.error();
  const Result<bool> found = row->step();
  if (!found) return found.error();
  if (*found) {
    out.change = static_cast<std::uint64_t>(row->integer(0));
    out.moment = row->text(1);
    row->reset();
  }
  if (!moment.now()) {
    out.moment = moment.at();
    return {};
  }
  const auto last = store::last_change(archive);
  if (!last) return last.error();
  out.change = static_cast<std::uint64_t>(*last);
  return {};
}

}  // namespace

Result<Vintage> vintage(const Database& archive, const Moment& moment) {
  Vintage out;
  const std::string& path = archive.path();
  out.archive = path.substr(path.rfind('/') + 1);
  out.now = moment.now();
  store::Snapshot snapshot(archive);
  if (Status status = snapshot.begin(); !status) return status.error();
  const auto identity = archive.text("SELECT identity FROM archive");
  if (!identity) return identity.error();
  out.identity = *identity;
  if (Status status = add_change(archive, moment, out); !status) return status.error();
  if (Status status = add_coders(archive, moment, out); !status) return status.error();
  if (!moment.now())
    if (Status status = add_erased(archive, moment, out); !status) return status.error();
  return out;
}

}  // namespace demarche::query
