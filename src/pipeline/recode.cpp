// Every article shown, coded anew from the text that is kept.
#include "demarche/recode.h"

#include <fmt/format.h>

#include <future>

#include "pipeline/archive_impl.h"
#include "pipeline/archive_stored.h"
#include "pipeline/clock.h"
#include "pipeline/coder.h"
#include "pipeline/recode_compare.h"
#include "pipeline/regroup.h"
#include "store/writer.h"

namespace demarche {
namespace {

using store::Database;
using store::Statement;

constexpr std::size_t articles_a_thread = 16;

struct Article {
  std::int64_t version = 0;
  Document document;
  std::vector<CodedRecord> records;
  std::vector<std::string> because;
  std::string source, hash, address;
  store::StoredDocument anew;
};

// Reads the articles shown, a page at a time, as they were when it began; recodings get higher row numbers.
class Reader {
 public:
  Reader(const Database& archive, const Versions& coder) : archive_(archive), coder_(coder) {}

  Status prepare() {
    const std::pair<Statement*, const char*> statements[] = {
        {&articles_,
         "SELECT v.id, d.article, v.origin, v.url, v.title, v.published, v.category, v.publisher, v.language, v.text, "
         "s.name, v.hash, d.address, c.engine, c.model, c.codebook FROM version v JOIN document d ON d.id = "
         "v.document_id JOIN source s ON s.id = d.source_id JOIN coder c ON c.id = v.coder_id WHERE v.id > ?1 AND v.id "
         "<= ?2 AND v.current = 1 AND v.kept = 'all' AND (c.engine, c.model, c.codebook) <> (?3, ?4, ?5) ORDER BY v.id "
         "LIMIT ?6"},
        {&sources_, "SELECT number, url FROM cited_source WHERE version_id = ?1 ORDER BY position"},
        {&records_,
         "SELECT 0, m.position, m.record_id, m.rule, r.json FROM statement_mention m JOIN statement_record r ON "
         "r.statement_id = m.id WHERE m.version_id = ?1 UNION ALL SELECT 1, m.position, m.record_id, m.rule, r.json "
         "FROM event_mention m JOIN event_record r ON r.event_id = m.id WHERE m.version_id = ?1 ORDER BY 1, 2"}};
    for (const auto& [statement, sql] : statements) {
      auto prepared = archive_.prepare(sql);
      if (!prepared) return prepared.error();
      *statement = std::move(prepared).value();
    }
    return {};
  }

  Status count(RecodeSummary& summary, std::uint64_t& to_do) {
    auto row = archive_.prepare(
        "SELECT ifnull(sum(v.kept = 'all' AND (c.engine, c.model, c.codebook) <> (?1, ?2, ?3)), 0), "
        "ifnull(sum(v.kept = 'all' AND (c.engine, c.model, c.codebook) = (?1, ?2, ?3)), 0), "
        "ifnull(sum(v.kept <> 'all'), 0), ifnull(max(v.id), 0) FROM version v JOIN coder c ON c.id = v.coder_id "
        "WHERE v.current = 1");
    if (!row) return row.error();
    row->bind(1, coder_.engine).bind(2, coder_.model).bind(3, coder_.codebook);
    const Result<bool> found = row->step();
    if (!found) return found.error();
    to_do = static_cast<std::uint64_t>(row->integer(0));
    summary.up_to_date = static_cast<std::uint64_t>(row->integer(1));
    summary.without_text = static_cast<std::uint64_t>(row->integer(2));
    last_ = row->integer(3);
    return {};
  }

  Result<std::vector<Article>> page(std::size_t size) {
    std::vector<Article> out;
    store::Snapshot snapshot(archive_);
    if (Status status = snapshot.begin(); !status) return status.error();
    articles_.bind(1, done_).bind(2, last_).bind(3, coder_.engine).bind(4, coder_.model).bind(5, coder_.codebook);
    articles_.bind(6, static_cast<std::int64_t>(size));
    for (;;) {
      const Result<bool> row = articles_.step();
      if (!row) return row.error();
      if (!*row) return out;
      out.push_back(article());
      done_ = out.back().version;
      if (Status status = add_layers(out.back()); !status) return status.error();
    }
  }

 private:
  Article article() const {
    const Statement& row = articles_;
    Article out;
    out.version = row.integer(0);
    Document& document = out.document;
    document.id = row.text(1);
    document.origin = row.text(2);
    document.url = row.text(3);
    document.title = row.text(4);
    if (const auto day = row.integer_or_null(5)) document.published = Day(static_cast<std::int32_t>(*day));
    document.category = row.text(6);
    document.publisher = row.text(7);
    document.language = row.text(8);
    document.text = row.text(9);
    out.source = row.text(10);
    out.hash = row.text(11);
    out.address = row.text(12);
    const std::pair<const std::string*, const char*> parts[] = {
        {&coder_.engine, "engine"}, {&coder_.model, "model"}, {&coder_.codebook, "codebook"}};
    for (int part = 0; part < 3; ++part)
      if (row.text(13 + part) != *parts[part].first) out.because.emplace_back(parts[part].second);
    return out;
  }

  Status add_layers(Article& out) {
    sources_.bind(1, out.version);
    for (;;) {
      const Result<bool> row = sources_.step();
      if (!row) return row.error();
      if (!*row) break;
      out.document.sources.push_back(
          {static_cast<int>(sources_.integer_or_null(0).value_or(0)), std::string(sources_.text(1))});
    }
    records_.bind(1, out.version);
    for (;;) {
      const Result<bool> row = records_.step();
      if (!row) return row.error();
      if (!*row) return {};
      out.records.push_back({records_.integer(0) == 0 ? "statement" : "event", std::string(records_.text(2)),
                             std::string(records_.text(3)), std::string(records_.text(4))});
    }
  }

  const Database& archive_;
  const Versions& coder_;
  Statement articles_, sources_, records_;
  std::int64_t done_ = 0, last_ = 0;
};

// Each thread codes every n-th article; the order of the page stays.
void code(const Engine::Impl& engine, std::vector<Article>& page, unsigned threads) {
  const auto some = [&](std::size_t first) {
    Coder coder(engine);
    for (std::size_t n = first; n < page.size(); n += threads) {
      Article& article = page[n];
      article.anew = stored(coder.code(std::move(article.document)), *engine.codebook, engine.versions);
      // The document stays the one it is, whatever a newer program would call it.
      article.anew.key = {article.source, article.anew.key.article, article.address, article.hash};
    }
  };
  std::vector<std::future<void>> running;
  for (unsigned thread = 1; thread < threads; ++thread) running.push_back(std::async(std::launch::async, some, thread));
  some(0);
  for (auto& one : running) one.get();
}

Status report(const Article& article, RecodeSummary& summary,
              const std::function<Status(const RecodeChange&)>& on_change) {
  std::vector<CodedRecord> after;
  for (const store::StoredStatement& one : article.anew.statements)
    after.push_back({"statement", one.record_id, one.rule, one.json});
  for (const store::StoredEvent& one : article.anew.events)
    after.push_back({"event", one.record_id, one.rule, one.json});
  const auto same = compare_codings(
      article.anew.key.article, article.records, after, article.because, [&](const RecodeChange& change) {
        (change.op == "added" ? summary.added : change.op == "gone" ? summary.gone : summary.changed) += 1;
        return on_change(change);
      });
  if (!same) return same.error();
  summary.same += *same;
  return {};
}

}  // namespace

Result<RecodeSummary> recode(Archive& archive, const Engine& engine, const RecodeOptions& options,
                             const std::function<Status(const RecodeChange&)>& on_change) {
  const unsigned threads = std::max(1u, options.threads);
  const auto database = archive.impl().read();
  if (!database) return database.error();
  std::unique_ptr<store::Writer> writer;
  if (!options.dry_run) {
    auto opened = store::Writer::open(archive.path(), false);
    if (!opened) return opened.error();
    writer = std::move(opened).value();
    writer->before_commit([groups = std::make_shared<Regrouper>()](const Database& rows) { return groups->run(rows); });
  }
  RecodeSummary summary;
  Reader reader(**database, engine.impl().versions);
  if (Status status = reader.prepare(); !status) return status.error();
  std::uint64_t to_do = 0;
  if (Status status = reader.count(summary, to_do); !status) return status.error();
  if (to_do == 0) return summary;
  if (writer != nullptr)
    if (Status status = writer->begin_run(engine.impl().versions, "recode", utc_now()); !status) return status.error();
  for (;;) {
    auto page = reader.page(articles_a_thread * threads);
    if (!page) return page.error();
    if (page->empty()) break;
    code(engine.impl(), *page, threads);
    std::vector<store::Recoded> rows;
    for (Article& article : *page) {
      if (Status status = report(article, summary, on_change); !status) return status.error();
      if (writer != nullptr) rows.push_back({article.version, std::move(article.anew)});
    }
    if (writer != nullptr) {
      const auto added = writer->recode(rows, utc_now());
      if (!added) return added.error();
    }
    summary.articles += page->size();
    if (options.progress) options.progress(summary.articles, to_do);
  }
  if (writer != nullptr)
    if (Status status = writer->finish_run(utc_now()); !status) return status.error();
  return summary;
}

}  // namespace demarche
