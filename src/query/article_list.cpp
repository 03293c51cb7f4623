#include <fmt/format.h>

#include <algorithm>

#include "base/day.h"
#include "base/text.h"
#include "base/utf8.h"
#include "query/browse.h"
#include "query/listed.h"
#include "query/row_day.h"
#include "query/walk.h"
#include "types/actor.h"

namespace demarche::query {
namespace {

using store::Database;
using store::Statement;

constexpr const char* summary_columns =
    "SELECT d.id, d.article, v.title, s.name, v.url, v.published, v.category, v.counted, "
    "(SELECT count(*) FROM event_mention m WHERE m.version_id = v.id), "
    "(SELECT count(*) FROM statement_mention m WHERE m.version_id = v.id), v.id "
    "FROM version v JOIN document d ON d.id = v.document_id JOIN source s ON s.id = d.source_id ";

ArticleSummary summary_of(const Statement& row) {
  ArticleSummary out;
  out.document = row.integer(0);
  out.article = row.text(1);
  out.title = row.text(2);
  out.publisher = row.text(3);
  out.url = row.text(4);
  out.published = row_day(row, 5);
  out.category = row.text(6);
  out.counted = row.integer(7) != 0;
  out.events = static_cast<std::uint64_t>(row.integer(8));
  out.statements = static_cast<std::uint64_t>(row.integer(9));
  return out;
}

// Every row of a query made of summary_columns.
Status read_summaries(Statement& rows, std::vector<ArticleSummary>& out) {
  for (;;) {
    const Result<bool> more = rows.step();
    if (!more) return more.error();
    if (!*more) return {};
    out.push_back(summary_of(rows));
  }
}

Result<Conditions> article_conditions(const Filter& filter) {
  Conditions out;
  if (!filter.article.empty()) out.add("d.article = ?", filter.article);
  if (!filter.source.empty()) out.add("s.name = ?", filter.source);
  if (!filter.party.empty()) {
    if (Status status = check_code(filter.party); !status) return status.error();
    out.add(
        "EXISTS (SELECT 1 FROM event_mention m JOIN event_party p ON p.event_id = m.id WHERE m.version_id = v.id AND "
        "(p.code = ? OR (p.code > ? AND p.code < ?)))");
    out.values.emplace_back(filter.party);
    out.values.emplace_back(filter.party + ":");
    out.values.emplace_back(filter.party + ";");
  }
  return out;
}

Result<Page<ArticleSummary>> summaries(const Database& archive, const WalkSql& sql, const PageRequest& request) {
  const auto rows = walk(archive, sql, request);
  if (!rows) return rows.error();
  auto one = archive.prepare(fmt::format("{}WHERE v.id = ?1", summary_columns));
  if (!one) return one.error();
  Page<ArticleSummary> out;
  out.next = rows->next;
  for (const WalkRow& row : rows->items) {
    one->bind(1, row.row);
    if (Status status = read_summaries(*one, out.items); !status) return status.error();
  }
  return out;
}

WalkSql walk_versions(const Conditions& conditions) {
  WalkSql out;
  out.day = "v.published";
  out.id = out.position = "v.id";
  out.select = fmt::format(
      "SELECT v.id, v.published, v.id, 0, 1{} FROM version v CROSS JOIN document d ON d.id = v.document_id CROSS JOIN "
      "source s ON s.id = d.source_id WHERE v.current = 1 AND {{key}}",
      conditions.sql);
  out.values = conditions.values;
  return out;
}

}  // namespace

Result<Page<ArticleSummary>> list_articles(const Database& archive, const Filter& filter, const PageRequest& request) {
  const auto conditions = article_conditions(filter);
  if (!conditions) return conditions.error();
  store::Snapshot snapshot(archive);
  if (Status status = snapshot.begin(); !status) return status.error();
  WalkSql sql = walk_versions(*conditions);
  if (Status status = sql.set_days(filter); !status) return status.error();
  return summaries(archive, sql, request);
}

namespace {

// Reads one article with everything that hangs on it.
class ArticleReader {
 public:
  ArticleReader(const Database& archive, ArticleView& out) : archive_(archive), out_(out) {}

  Status run(const std::string& id, std::int64_t document) {
    Status status = head(id, document);
    if (status) status = versions();
    if (status) status = sources();
    if (status) status = records(true, out_.events);
    if (status) status = records(false, out_.statements);
    if (status) status = marks();
    if (status) status = related();
    return status;
  }

 private:
  Status head(const std::string& id, std::int64_t document) {
    auto row = archive_.prepare(fmt::format(
        "{}JOIN coder c ON c.id = v.coder_id WHERE d.article = ?1 AND v.current = 1 AND (?2 = 0 OR d.id = ?2) "
        "ORDER BY d.id LIMIT 1",
        summary_columns));
    if (!row) return row.error();
    row->bind(1, id).bind(2, document);
    const Result<bool> found = row->step();
    if (!found) return found.error();
    if (!*found) return Error{ErrorCode::not_found, fmt::format("no article {} is shown in this archive", id)};
    out_.summary = summary_of(*row);
    version_ = row->integer(10);
    auto more = archive_.prepare(
        "SELECT v.origin, v.language, v.sha256, x.text, v.hash, v.recorded_at, c.engine, c.model, c.codebook, "
        "v.copy_key FROM version v JOIN version x ON x.id = ifnull(v.text_in, v.id) JOIN coder c ON c.id = v.coder_id "
        "WHERE v.id = ?1");
    if (!more) return more.error();
    more->bind(1, version_);
    if (const Result<bool> there = more->step(); !there) return there.error();
    std::string* const texts[] = {&out_.origin, &out_.language,     &out_.sha256,
                                  &out_.text,   &out_.version.hash, &out_.version.recorded_at,
                                  &out_.engine, &out_.model,        &out_.codebook};
    for (int i = 0; i < 9; ++i) *texts[i] = more->text(i);
    out_.version.current = true;
    copy_key_ = more->integer_or_null(9);
    return {};
  }

  Status versions() {
    auto rows = archive_.prepare(
        "SELECT hash, recorded_at, current FROM version WHERE document_id = ?1 ORDER BY id DESC LIMIT 1000");
    if (!rows) return rows.error();
    rows->bind(1, out_.summary.document);
    for (;;) {
      const Result<bool> more = rows->step();
      if (!more) return more.error();
      if (!*more) return {};
      out_.versions.push_back({std::string(rows->text(0)), std::string(rows->text(1)), rows->integer(2) != 0});
    }
  }

  Status sources() {
    auto rows = archive_.prepare("SELECT number, url FROM cited_source WHERE version_id = ?1 ORDER BY position");
    if (!rows) return rows.error();
    rows->bind(1, version_);
    for (;;) {
      const Result<bool> more = rows->step();
      if (!more) return more.error();
      if (!*more) return {};
      const auto number = rows->integer_or_null(0);
      out_.sources.emplace_back(number ? std::optional(static_cast<int>(*number)) : std::nullopt,
                                std::string(rows->text(1)));
    }
  }

  Status records(bool events, std::vector<ListedRecord>& out) {
    auto read = RecordDetails::make(archive_, events);
    if (!read) return read.error();
    auto rows = archive_.prepare(fmt::format("SELECT id FROM {}_mention WHERE version_id = ?1 ORDER BY position",
                                             events ? "event" : "statement"));
    if (!rows) return rows.error();
    rows->bind(1, version_);
    for (;;) {
      const Result<bool> more = rows->step();
      if (!more) return more.error();
      if (!*more) return {};
      auto one = read->read(rows->integer(0));
      if (!one) return one.error();
      out.push_back(std::move(one).value());
    }
  }

  // Unlike those of a listed record these reach over sentences: a quotation of three, a name of the line before.
  Status marks() {
    auto rows = archive_.prepare(
        "SELECT m.record_id, t.section, 'trigger', m.trigger_begin, m.trigger_end FROM event_mention m JOIN sentence t "
        "ON t.id = m.sentence_id WHERE m.version_id = ?1 "
        "UNION ALL SELECT m.record_id, t.section, p.role, p.mention_begin, p.mention_end FROM event_mention m JOIN "
        "sentence t ON t.id = m.sentence_id JOIN event_party p ON p.event_id = m.id AND p.mention_begin IS NOT NULL "
        "WHERE m.version_id = ?1 "
        "UNION ALL SELECT m.record_id, t.section, 'cue', m.cue_begin, m.cue_end FROM statement_mention m JOIN sentence "
        "t ON t.id = m.sentence_id WHERE m.version_id = ?1 AND m.cue_begin IS NOT NULL "
        "UNION ALL SELECT m.record_id, t.section, 'content', m.content_begin, m.content_end FROM statement_mention m "
        "JOIN sentence t ON t.id = m.sentence_id WHERE m.version_id = ?1 "
        "UNION ALL SELECT m.record_id, t.section, p.role, p.mention_begin, p.mention_end FROM statement_mention m JOIN "
        "sentence t ON t.id = m.sentence_id JOIN statement_party p ON p.statement_id = m.id AND p.mention_begin IS NOT "
        "NULL WHERE m.version_id = ?1 ORDER BY 4, 5 DESC, 1, 3");
    if (!rows) return rows.error();
    rows->bind(1, version_);
    for (;;) {
      const Result<bool> more = rows->step();
      if (!more) return more.error();
      if (!*more) return {};
      const bool title = rows->text(1) == "title";
      const std::string& text = title ? out_.summary.title : out_.text;
      Mark mark;
      mark.role = rows->text(2);
      mark.record = rows->text(0);
      mark.begin = byte_of_code_point(text, static_cast<std::uint32_t>(rows->integer(3)));
      mark.end = byte_of_code_point(text, static_cast<std::uint32_t>(rows->integer(4)));
      (title ? out_.title_marks : out_.text_marks).push_back(std::move(mark));
    }
  }

  Status related() {
    auto others = archive_.prepare(fmt::format(
        "{}WHERE d.article = ?1 AND d.id <> ?2 AND v.current = 1 ORDER BY d.id LIMIT 100", summary_columns));
    if (!others) return others.error();
    others->bind(1, out_.summary.article).bind(2, out_.summary.document);
    if (Status status = read_summaries(*others, out_.others); !status) return status;
    if (!copy_key_) return {};
    auto copies = archive_.prepare(
        fmt::format("{}WHERE v.copy_key = ?1 AND v.current = 1 AND v.copy_key IS NOT NULL AND d.id <> ?2 ORDER BY "
                    "v.published, d.id LIMIT 100",
                    summary_columns));
    if (!copies) return copies.error();
    copies->bind(1, *copy_key_).bind(2, out_.summary.document);
    return read_summaries(*copies, out_.copies);
  }

  const Database& archive_;
  ArticleView& out_;
  std::int64_t version_ = 0;
  std::optional<std::int64_t> copy_key_;
};

}  // namespace

Result<ArticleView> article(const Database& archive, const std::string& id, std::int64_t document) {
  store::Snapshot snapshot(archive);
  if (Status status = snapshot.begin(); !status) return status.error();
  ArticleView out;
  if (Status status = ArticleReader(archive, out).run(id, document); !status) return status.error();
  return out;
}

}  // namespace demarche::query
