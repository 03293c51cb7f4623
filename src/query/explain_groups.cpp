#include "query/explain_groups.h"

#include <fmt/format.h>

#include <vector>

#include "base/day.h"
#include "query/row_day.h"

namespace demarche::query {
namespace {

using store::Database;
using store::Statement;

std::string share(std::int64_t thousandths) {
  return fmt::format("{}.{:03}", thousandths / 1000, thousandths % 1000);
}

std::string named(std::string_view article, std::string_view source) {
  return source.empty() ? std::string(article) : fmt::format("{}, {}", article, source);
}

class Lines {
 public:
  explicit Lines(const Database& archive) : archive_(archive) {}

  template <typename... Args>
  void line(std::string_view label, fmt::format_string<Args...> format, Args&&... args) {
    out_ += fmt::format("{:<13} ", label);
    fmt::format_to(std::back_inserter(out_), format, std::forward<Args>(args)...);
    out_ += '\n';
  }

  /// Calls `each` with every row.
  template <typename Value, typename Each>
  Status rows(std::string_view sql, const Value& value, const Each& each) {
    auto select = archive_.prepare(sql);
    if (!select) return select.error();
    select->bind(1, value);
    for (;;) {
      const Result<bool> row = select->step();
      if (!row) return row.error();
      if (!*row) return {};
      each(*select);
    }
  }

  Status members(std::int64_t story) {
    return rows(
        "SELECT d.article, s.name, v.published, m.role, od.article, m.score, m.reasons FROM story_document m "
        "JOIN version v ON v.id = m.version_id JOIN document d ON d.id = v.document_id JOIN source s ON s.id = "
        "d.source_id LEFT JOIN version o ON o.id = m.of_version LEFT JOIN document od ON od.id = o.document_id "
        "WHERE m.story_id = ?1 ORDER BY m.position",
        story, [&](const Statement& row) {
          line(row.text(3), "{}, {}{}", named(row.text(0), row.text(1)), row_day(row, 2, "day unknown"),
               row.is_null(4) ? std::string() : fmt::format(", from {}", row.text(4)));
          if (!row.text(6).empty()) line("", "{}: {}", share(row.integer(5)), row.text(6));
        });
  }

  Status decisions(std::string_view sql, std::int64_t id) {
    return rows(sql, id, [&](const Statement& row) {
      line("decided", "{} and {}: {}, by {} on {}: {}", row.text(0), row.text(1), row.text(2), row.text(4),
           row.text(3).substr(0, 10), row.text(5));
    });
  }

  const Database& archive_;
  std::string out_;
};

constexpr const char* decision_columns =
    "SELECT a.article, b.article, k.ruling, k.decided_at, k.decided_by, k.reason FROM story_decision k JOIN document a "
    "ON a.id = k.first_document JOIN document b ON b.id = k.second_document ";

}  // namespace

Result<std::string> explain_story(const Database& archive, const std::string& id) {
  store::Snapshot snapshot(archive);
  if (Status status = snapshot.begin(); !status) return status.error();
  Lines lines(archive);
  std::int64_t story = 0;
  Status status =
      lines.rows("SELECT id, documents, reports, day FROM story WHERE record_id = ?1", id, [&](const Statement& row) {
        story = row.integer(0);
        lines.line("story", "{}", id);
        lines.line("holds", "{} documents, {} independent reports, from {} on", row.integer(1), row.integer(2),
                   row_day(row, 3, "day unknown"));
      });
  if (status && story != 0) status = lines.members(story);
  if (status && story != 0)
    status = lines.decisions(
        std::string(decision_columns) +
            "WHERE EXISTS (SELECT 1 FROM story_document m JOIN version v ON v.id = m.version_id WHERE m.story_id = ?1 "
            "AND v.document_id IN (k.first_document, k.second_document)) ORDER BY k.id",
        story);
  if (!status) return status.error();
  return std::move(lines.out_);
}

Result<std::string> explain_incident(const Database& archive, const std::string& id) {
  store::Snapshot snapshot(archive);
  if (Status status = snapshot.begin(); !status) return status.error();
  Lines lines(archive);
  std::int64_t incident = 0;
  Status status = lines.rows(
      "SELECT id, type, day, newness, factuality, mentions, documents, reports FROM incident WHERE record_id = ?1", id,
      [&](const Statement& row) {
        incident = row.integer(0);
        lines.line("incident", "{}", id);
        lines.line("type", "{}, {}, {}", row.text(1), row.text(4), row.text(3));
        lines.line("from", "{}", row_day(row, 2, "day unknown"));
        lines.line("held up by", "{} mentions in {} documents, {} independent reports", row.integer(5), row.integer(6),
                   row.integer(7));
      });
  if (status && incident != 0)
    status = lines.rows(
        "SELECT role, code FROM incident_party WHERE incident_id = ?1 ORDER BY role, code", incident,
        [&](const Statement& row) { lines.line(row.text(0) == "actor" ? "who" : "to whom", "{}", row.text(1)); });
  if (status && incident != 0)
    status = lines.rows(
        "SELECT m.record_id, d.article, s.name, m.day_start, m.factuality, m.newness, "
        "(SELECT code FROM event_party p WHERE p.event_id = m.id AND p.role = 'attributed' LIMIT 1), "
        "CASE t.section WHEN 'title' THEN substr(v.title, t.begin_at + 1, t.end_at - t.begin_at) ELSE substr(v.text, "
        "t.begin_at + 1, t.end_at - t.begin_at) END FROM incident_mention n JOIN event_mention m ON m.id = n.event_id "
        "JOIN version v ON v.id = m.version_id JOIN document d ON d.id = v.document_id JOIN source s ON s.id = "
        "d.source_id JOIN sentence t ON t.id = m.sentence_id WHERE n.incident_id = ?1 "
        "ORDER BY v.published, s.name, d.article, m.position",
        incident, [&](const Statement& row) {
          lines.line("mention", "{} in {}, {}, {}, {}{}", row.text(0), named(row.text(1), row.text(2)),
                     row_day(row, 3, "day unknown"), row.text(4), row.text(5),
                     row.is_null(6) ? std::string() : fmt::format(", according to {}", row.text(6)));
          if (!row.text(7).empty()) lines.line("", "{}", row.text(7));
        });
  if (!status) return status.error();
  return std::move(lines.out_);
}

Result<std::string> explain_article(const Database& archive, const std::string& article) {
  store::Snapshot snapshot(archive);
  if (Status status = snapshot.begin(); !status) return status.error();
  Lines lines(archive);
  std::vector<std::int64_t> versions, documents;
  Status status = lines.rows(
      "SELECT v.id, d.id, s.name, v.published, v.title, o.record_id, m.role, o.documents, o.reports FROM document d "
      "JOIN source s ON s.id = d.source_id JOIN version v ON v.document_id = d.id AND v.current = 1 LEFT JOIN "
      "story_document m ON m.version_id = v.id LEFT JOIN story o ON o.id = m.story_id WHERE d.article = ?1 ORDER BY "
      "s.name, d.address",
      article, [&](const Statement& row) {
        versions.push_back(row.integer(0));
        documents.push_back(row.integer(1));
        lines.line("article", "{}, {}", named(article, row.text(2)), row_day(row, 3, "day unknown"));
        if (!row.is_null(4)) lines.line("title", "{}", row.text(4));
        if (row.is_null(5)) {
          lines.line("story", "none: coded before there were stories, so nothing is left to compare it by");
        } else {
          lines.line("story", "{}, as its {}; {} documents, {} independent reports", row.text(5), row.text(6),
                     row.integer(7), row.integer(8));
        }
      });
  for (std::size_t i = 0; status && i < versions.size(); ++i) {
    status = lines.rows(
        "SELECT d.article, s.name, k.kind, k.score, k.reasons, (SELECT 1 FROM story_document a JOIN story_document b "
        "ON b.story_id = a.story_id WHERE a.version_id = k.first AND b.version_id = k.second) FROM story_link k "
        "JOIN version v ON v.id = k.second JOIN document d ON d.id = v.document_id JOIN source s ON s.id = d.source_id "
        "WHERE k.first = ?1 ORDER BY k.strength DESC, s.name, d.article",
        versions[i], [&](const Statement& row) {
          lines.line(row.text(2), "{}{}", named(row.text(0), row.text(1)),
                     row.is_null(5) ? ": linked, but the stories as a whole stay apart" : "");
          lines.line("", "{}: {}", share(row.integer(3)), row.text(4));
        });
    if (status)
      status = lines.decisions(
          std::string(decision_columns) + "WHERE ?1 IN (k.first_document, k.second_document) ORDER BY k.id",
          documents[i]);
  }
  if (!status) return status.error();
  return std::move(lines.out_);
}

Result<std::string> groups_of_event(const Database& archive, std::int64_t event_id) {
  Lines lines(archive);
  Status status = lines.rows(
      "SELECT o.record_id, m.role, o.documents, o.reports FROM event_mention e JOIN story_document m ON m.version_id = "
      "e.version_id JOIN story o ON o.id = m.story_id WHERE e.id = ?1",
      event_id, [&](const Statement& row) {
        lines.line("in story", "{}, as its {}; {} documents, {} independent reports", row.text(0), row.text(1),
                   row.integer(2), row.integer(3));
      });
  bool found = false;
  if (status)
    status = lines.rows(
        "SELECT i.record_id, i.mentions, i.documents, i.reports FROM incident_mention n JOIN incident i ON i.id = "
        "n.incident_id WHERE n.event_id = ?1",
        event_id, [&](const Statement& row) {
          found = true;
          lines.line("of incident", "{}; {} mentions in {} documents, {} independent reports", row.text(0),
                     row.integer(1), row.integer(2), row.integer(3));
        });
  if (status && !found && !lines.out_.empty())
    lines.line("of incident", "none: what is recalled, denied or supposed founds none, and none fits");
  if (!status) return status.error();
  return std::move(lines.out_);
}

}  // namespace demarche::query
