#include "query/records.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "base/text.h"
#include "query/filter.h"
#include "query/moment.h"
#include "types/actor.h"

namespace demarche::query {
namespace {

constexpr int page_documents = 64;

using store::Database;
using store::Statement;

// The documents that may hold a match, ascending, a page at a time.
class Candidates {
 public:
  static Result<Candidates> make(const Database& archive, RecordKind kind, const Filter& filter) {
    std::string sql = "SELECT id FROM document WHERE id > ?1";
    std::string key;
    if (!filter.article.empty()) {
      sql = "SELECT id FROM document WHERE id > ?1 AND article = ?3";
      key = filter.article;
    } else if (key = country_among(filter); !key.empty()) {
      sql = fmt::format("SELECT DISTINCT document_id FROM {} WHERE document_id > ?1 AND country = ?3",
                        kind == RecordKind::event ? "event_party" : "statement_party");
    }
    auto select = archive.prepare(sql + " ORDER BY 1 LIMIT ?2");
    if (!select) return select.error();
    if (!key.empty()) select->bind(3, key);
    select->bind(2, page_documents);
    return Candidates(std::move(select).value());
  }

  /// Empty: no more.
  Result<std::vector<std::int64_t>> next() {
    std::vector<std::int64_t> out;
    select_.bind(1, last_);
    for (;;) {
      const Result<bool> row = select_.step();
      if (!row) return row.error();
      if (!*row) break;
      out.push_back(select_.integer(0));
    }
    if (!out.empty()) last_ = out.back();
    return out;
  }

 private:
  explicit Candidates(Statement select) : select_(std::move(select)) {}

  // A country that every match has among its parties. The index is by whole countries, so "IGO" will not do.
  static std::string country_among(const Filter& filter) {
    for (const std::string* code : {&filter.actor, &filter.recipient, &filter.party}) {
      const std::string_view country = country_of_code(*code);
      if (country.size() == 3 && !is_international(country)) return std::string(country);
    }
    return {};
  }
  static bool is_international(std::string_view code) {
    constexpr std::string_view classes[] = {"IGO", "NGO", "IMG", "MNC", "ISM"};
    return std::find(std::begin(classes), std::end(classes), code) != std::end(classes);
  }

  Statement select_;
  std::int64_t last_ = 0;
};

std::string record_sql(RecordKind kind, const Moment& moment, const Conditions& conditions) {
  const std::string_view name = kind == RecordKind::event ? "event" : "statement";
  return fmt::format(
      "SELECT r.json, v.id FROM version v CROSS JOIN {0}_mention m ON m.version_id = v.id "
      "CROSS JOIN {0}_record r ON r.{0}_id = m.id WHERE v.document_id = ? AND {1}{2} ORDER BY m.position",
      name, moment.shown("v"), conditions.sql);
}

struct Match {
  std::string json;
  std::int64_t version = 0;
};

// The matches of one page of documents, in one snapshot.
Result<bool> read_page(const Database& archive, Candidates& candidates, Statement& select, std::vector<Match>& out) {
  out.clear();
  store::Snapshot snapshot(archive);
  if (Status status = snapshot.begin(); !status) return status.error();
  const auto documents = candidates.next();
  if (!documents) return documents.error();
  for (std::int64_t document : *documents) {
    select.bind(1, document);
    for (;;) {
      const Result<bool> row = select.step();
      if (!row) return row.error();
      if (!*row) break;
      out.push_back({std::string(select.text(0)), select.integer(1)});
    }
  }
  return !documents->empty();
}

}  // namespace

Status stream_records(const Database& archive, RecordKind kind, const Filter& filter, const OnRecord& on_record,
                      std::vector<std::int64_t>* versions) {
  const auto conditions = kind == RecordKind::event ? event_conditions(filter) : statement_conditions(filter);
  if (!conditions) return conditions.error();
  const auto moment = Moment::of(filter.as_of);
  if (!moment) return moment.error();
  auto candidates = Candidates::make(archive, kind, filter);
  if (!candidates) return candidates.error();
  auto select = archive.prepare(record_sql(kind, *moment, *conditions));
  if (!select) return select.error();
  bind(*select, 2, conditions->values);
  std::uint64_t left = filter.limit;
  std::vector<Match> page;
  for (;;) {
    const Result<bool> more = read_page(archive, *candidates, *select, page);
    if (!more) return more.error();
    for (const Match& match : page) {
      if (versions != nullptr && (versions->empty() || versions->back() != match.version))
        versions->push_back(match.version);
      if (Status status = on_record(match.json); !status) return status;
      if (filter.limit != 0 && --left == 0) return {};
    }
    if (!*more) return {};
  }
}

}  // namespace demarche::query
