#include "query/change_feed.h"

#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "query/article_record.h"
#include "store/changes.h"

namespace demarche::query {
namespace {

using store::Database;
using store::Statement;

constexpr int page_changes = 32;

struct Entry {
  std::int64_t number = 0;
  ChangeLine line;  // op, at, reason; of a record also kind and id
  std::int64_t version = 0;
  std::optional<std::int64_t> before;
};

class Feed {
 public:
  explicit Feed(const Database& archive) : archive_(archive) {}

  Status prepare() {
    const auto statements = std::to_array<std::pair<Statement*, std::string>>({
        {&entries_,
         "SELECT number, at, op, kind, record_id, version_id, version_before, reason FROM change WHERE number > ?1 "
         "ORDER BY number LIMIT " +
             std::to_string(page_changes)},
        {&article_, std::string("SELECT ") + article_columns +
                        " FROM version v JOIN document d ON d.id = v.document_id WHERE v.id = ?1"},
        // ?2: the version before. A record of both is an update.
        {&events_,
         "SELECT m.record_id, r.json, EXISTS (SELECT 1 FROM event_mention b WHERE b.version_id = ?2 AND b.record_id = "
         "m.record_id) FROM event_mention m JOIN event_record r ON r.event_id = m.id WHERE m.version_id = ?1 ORDER BY "
         "m.position"},
        {&statements_,
         "SELECT m.record_id, r.json, EXISTS (SELECT 1 FROM statement_mention b WHERE b.version_id = ?2 AND "
         "b.record_id = m.record_id) FROM statement_mention m JOIN statement_record r ON r.statement_id = m.id WHERE "
         "m.version_id = ?1 ORDER BY m.position"},
        // Records of version ?1 that version ?2 has no longer.
        {&gone_events_,
         "SELECT m.record_id FROM event_mention m WHERE m.version_id = ?1 AND NOT EXISTS (SELECT 1 FROM event_mention "
         "a "
         "WHERE a.version_id = ?2 AND a.record_id = m.record_id) ORDER BY m.position"},
        {&gone_statements_,
         "SELECT m.record_id FROM statement_mention m WHERE m.version_id = ?1 AND NOT EXISTS (SELECT 1 FROM "
         "statement_mention a WHERE a.version_id = ?2 AND a.record_id = m.record_id) ORDER BY m.position"},
    });
    for (const auto& [statement, sql] : statements) {
      auto prepared = archive_.prepare(sql);
      if (!prepared) return prepared.error();
      *statement = std::move(prepared).value();
    }
    auto sources = prepare_sources(archive_);
    if (!sources) return sources.error();
    sources_ = std::move(sources).value();
    return {};
  }

  /// The entries after `number` with their lines, in one state of the archive.
  Result<std::vector<std::pair<std::int64_t, std::vector<ChangeLine>>>> page(std::int64_t number) {
    store::Snapshot snapshot(archive_);
    if (Status status = snapshot.begin(); !status) return status.error();
    const auto entries = read_entries(number);
    if (!entries) return entries.error();
    std::vector<std::pair<std::int64_t, std::vector<ChangeLine>>> out;
    for (const Entry& entry : *entries) {
      out.emplace_back(entry.number, std::vector<ChangeLine>());
      if (entry.line.kind != "version") {
        out.back().second.push_back(entry.line);
      } else if (Status status = spell_out(entry, out.back().second); !status) {
        return status.error();
      }
    }
    return out;
  }

 private:
  Result<std::vector<Entry>> read_entries(std::int64_t number) {
    std::vector<Entry> out;
    entries_.bind(1, number);
    for (;;) {
      const Result<bool> row = entries_.step();
      if (!row) return row.error();
      if (!*row) return out;
      Entry entry;
      entry.number = entries_.integer(0);
      entry.line.at = entries_.text(1);
      entry.line.op = entries_.text(2);
      entry.line.kind = entries_.text(3);
      entry.line.id = entries_.text(4);
      entry.version = entries_.integer(5);
      entry.before = entries_.integer_or_null(6);
      entry.line.reason = entries_.text(7);
      out.push_back(std::move(entry));
    }
  }

  Status spell_out(const Entry& entry, std::vector<ChangeLine>& lines) {
    const bool removed = entry.line.op == "delete";
    ChangeLine line = entry.line;
    line.kind = "article";
    article_.bind(1, entry.version);
    const Result<bool> there = article_.step();
    if (!there) return there.error();
    if (!*there) return {};
    line.id = article_.text(1);
    if (!removed)
      if (Status status = append_article(line.record, article_, sources_, true); !status) return status;
    article_.reset();
    // What goes comes first, the article as the last of its records.
    const std::int64_t none = 0, old = removed ? entry.version : entry.before.value_or(none);
    const std::int64_t now = removed ? none : entry.version;
    if (old != none)
      for (const auto& [statement, kind] : {std::pair{&gone_statements_, "statement"}, {&gone_events_, "event"}})
        if (Status status = add_gone(*statement, kind, old, now, entry, lines); !status) return status;
    if (removed) {
      lines.push_back(std::move(line));
      return {};
    }
    lines.push_back(std::move(line));
    for (const auto& [statement, kind] : {std::pair{&statements_, "statement"}, {&events_, "event"}})
      if (Status status = add_shown(*statement, kind, now, old, entry, lines); !status) return status;
    return {};
  }

  static Status add_gone(Statement& rows, std::string_view kind, std::int64_t old, std::int64_t now, const Entry& entry,
                         std::vector<ChangeLine>& lines) {
    rows.bind(1, old).bind(2, now);
    for (;;) {
      const Result<bool> row = rows.step();
      if (!row) return row.error();
      if (!*row) return {};
      ChangeLine line = entry.line;
      line.op = "delete";
      line.kind = kind;
      line.id = rows.text(0);
      lines.push_back(std::move(line));
    }
  }

  static Status add_shown(Statement& rows, std::string_view kind, std::int64_t now, std::int64_t old,
                          const Entry& entry, std::vector<ChangeLine>& lines) {
    rows.bind(1, now).bind(2, old);
    for (;;) {
      const Result<bool> row = rows.step();
      if (!row) return row.error();
      if (!*row) return {};
      ChangeLine line = entry.line;
      line.op = rows.integer(2) != 0 ? "update" : "insert";
      line.kind = kind;
      line.id = rows.text(0);
      line.record = rows.text(1);
      lines.push_back(std::move(line));
    }
  }

  const Database& archive_;
  Statement entries_, article_, events_, statements_, gone_events_, gone_statements_, sources_;
};

}  // namespace

Result<FeedEnd> stream_changes(const Database& archive, std::int64_t since, std::string_view kind, std::uint64_t limit,
                               const std::function<Status(const ChangeLine&)>& on_line) {
  const auto newest = store::last_change(archive);
  if (!newest) return newest.error();
  if (since < 0 || since > *newest)
    return Error{ErrorCode::usage, archive.path() + ": no change has the number " + std::to_string(since) +
                                       ": the last one is " + std::to_string(*newest)};
  Feed feed(archive);
  if (Status status = feed.prepare(); !status) return status.error();
  FeedEnd end;
  end.cursor = since;
  for (;;) {
    auto page = feed.page(end.cursor);
    if (!page) return page.error();
    if (page->empty()) return end;
    for (auto& [number, lines] : *page) {
      if (limit != 0 && end.lines >= limit) {
        end.more = true;
        return end;
      }
      std::size_t left = 0;
      for (const ChangeLine& line : lines) left += kind.empty() || line.kind == kind;
      for (ChangeLine& line : lines) {
        if (!kind.empty() && line.kind != kind) continue;
        line.cursor = --left == 0 ? number : end.cursor;
        if (Status status = on_line(line); !status) return status.error();
        ++end.lines;
      }
      end.cursor = number;
    }
  }
}

}  // namespace demarche::query
