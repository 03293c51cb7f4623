#include "query/replication.h"

#include <fmt/format.h>

#include <optional>
#include <string>

#include "base/record_words.h"
#include "query/article_record.h"
#include "query/filter.h"
#include "query/moment.h"

namespace demarche::query {
namespace {

using store::Database;
using store::Statement;

constexpr int page_articles = 64;

class Replication {
 public:
  Replication(const Database& archive, const Filter& filter) : archive_(archive), filter_(filter) {}

  Status prepare() {
    const auto moment = Moment::of(filter_.as_of);
    if (!moment) return moment.error();
    auto articles = archive_.prepare(
        fmt::format("SELECT {}, d.id FROM document d JOIN version v ON v.document_id = d.id AND {} WHERE d.id > ?1 "
                    "AND (?2 = '' OR d.article = ?2) ORDER BY d.id LIMIT {}",
                    article_columns, moment->shown("v"), page_articles));
    if (!articles) return articles.error();
    articles_ = std::move(articles).value();
    auto sources = prepare_sources(archive_);
    if (!sources) return sources.error();
    sources_ = std::move(sources).value();
    const bool of_events = !filter_.type.empty() || !filter_.quad.empty() || !filter_.newness.empty() ||
                           !filter_.factuality.empty() || filter_.min_confidence > 0;
    if (!of_events)
      if (Status status = prepare_records("statement", statement_conditions(filter_)); !status) return status;
    return prepare_records("event", event_conditions(filter_));
  }

  /// The lines of the next page of articles; false when there are no more.
  Result<bool> page(std::vector<std::string>& lines, std::vector<std::int64_t>& versions) {
    lines.clear();
    store::Snapshot snapshot(archive_);
    if (Status status = snapshot.begin(); !status) return status.error();
    articles_.bind(1, last_).bind(2, filter_.article);
    bool any = false;
    for (;;) {
      const Result<bool> row = articles_.step();
      if (!row) return row.error();
      if (!*row) return any;
      any = true;
      last_ = articles_.integer(article_column_count);
      const std::size_t begin = lines.size();
      lines.emplace_back();
      if (Status status = append_article(lines.back(), articles_, sources_, false); !status) return status.error();
      for (Statement& records : records_)
        if (Status status = append_records(records, articles_.integer(0), lines); !status) return status.error();
      if (lines.size() == begin + 1) {
        lines.pop_back();
      } else {
        versions.push_back(articles_.integer(0));
      }
    }
  }

 private:
  Status prepare_records(std::string_view name, const Result<Conditions>& conditions) {
    if (!conditions) return conditions.error();
    auto records = archive_.prepare(fmt::format(
        "SELECT r.json FROM version v CROSS JOIN {0}_mention m ON m.version_id = v.id CROSS JOIN {0}_record "
        "r ON r.{0}_id = m.id WHERE v.id = ?1{1} ORDER BY m.position",
        name, conditions->sql));
    if (!records) return records.error();
    bind(*records, 2, conditions->values);
    records_.push_back(std::move(records).value());
    return {};
  }

  static Status append_records(Statement& records, std::int64_t version, std::vector<std::string>& lines) {
    records.bind(1, version);
    for (;;) {
      const Result<bool> row = records.step();
      if (!row) return row.error();
      if (!*row) return {};
      lines.push_back(without_words(records.text(0), [](Span) { return false; }));
    }
  }

  const Database& archive_;
  const Filter& filter_;
  Statement articles_, sources_;
  std::vector<Statement> records_;
  std::int64_t last_ = 0;
};

}  // namespace

Status stream_replication(const Database& archive, const Filter& filter,
                          const std::function<Status(std::string_view)>& on_line, std::vector<std::int64_t>& versions) {
  Replication replication(archive, filter);
  if (Status status = replication.prepare(); !status) return status;
  std::vector<std::string> lines;
  for (;;) {
    const Result<bool> more = replication.page(lines, versions);
    if (!more) return more.error();
    for (const std::string& line : lines)
      if (Status status = on_line(line); !status) return status;
    if (!*more) return {};
  }
}

}  // namespace demarche::query
