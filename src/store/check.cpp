#include "store/check.h"

#include <fmt/format.h>

#include <array>

#include "base/hash.h"
#include "base/utf8.h"
#include "store/dyads.h"

namespace demarche::store {
namespace {

constexpr std::size_t lines_a_kind = 10;

class Checker {
 public:
  explicit Checker(const Database& archive) : archive_(archive) {}

  Result<std::vector<std::string>> run() {
    // One snapshot for all parts, or a writer beside us would look like damage.
    Snapshot snapshot(archive_);
    if (Status status = snapshot.begin(); !status) return status.error();
    if (Status status = parts(); !status) return status.error();
    return std::move(problems_);
  }

 private:
  Status parts() {
    using Part = Status (Checker::*)();
    for (Part part :
         {&Checker::file, &Checker::foreign_keys, &Checker::counts, &Checker::texts, &Checker::dyads, &Checker::sums})
      if (Status status = (this->*part)(); !status) return status;
    return {};
  }

  /// Each row of `sql` is a problem: its first column is the line ("ok" is SQLite's word for none).
  Status rows(std::string_view sql, std::string_view what) {
    auto statement = archive_.prepare(sql);
    if (!statement) return statement.error();
    for (std::size_t n = 0; n < lines_a_kind; ++n) {
      const Result<bool> row = statement->step();
      if (!row) return row.error();
      if (!*row) return {};
      const std::string_view line = statement->text(0);
      if (line != "ok") problems_.push_back(fmt::format("{}: {}", what, line));
    }
    return {};
  }

  Status file() { return rows("PRAGMA integrity_check(10)", "file"); }

  Status foreign_keys() {
    return rows(
        "SELECT \"table\" || ' row ' || ifnull(rowid, '?') || ' without its ' || parent "
        "FROM pragma_foreign_key_check",
        "reference");
  }

  Status counts() {
    const std::pair<const char*, const char*> checks[] = {
        {"SELECT article FROM document d WHERE (SELECT count(*) FROM version v WHERE v.document_id = d.id AND current "
         "= 1) <> 1 AND NOT EXISTS (SELECT 1 FROM hold h WHERE h.document_id = d.id)",
         "document without exactly one current version"},
        {"SELECT article FROM document d JOIN hold h ON h.document_id = d.id JOIN version v ON v.document_id = d.id",
         "withdrawn or restricted document with a version"},
        {"SELECT id FROM request WHERE state IN ('done', 'purging', 'lifted') AND NOT EXISTS (SELECT 1 FROM ledger l "
         "WHERE l.request_id = request.id)",
         "request without its entry in the ledger"},
        {"SELECT record_id FROM event_mention m LEFT JOIN event_record r ON r.event_id = m.id WHERE r.event_id IS NULL",
         "event without its record"},
        {"SELECT record_id FROM statement_mention m LEFT JOIN statement_record r ON r.statement_id = m.id "
         "WHERE r.statement_id IS NULL",
         "statement without its record"},
        {"SELECT version_id FROM event_mention GROUP BY version_id HAVING count(*) <> max(position) + 1",
         "missing events in version"},
        {"SELECT version_id FROM statement_mention GROUP BY version_id HAVING count(*) <> max(position) + 1",
         "missing statements in version"},
        {"SELECT record_id FROM event_mention m JOIN sentence s ON s.id = m.sentence_id "
         "WHERE s.version_id <> m.version_id OR m.trigger_end < m.trigger_begin "
         "OR m.trigger_begin < s.begin_at OR m.trigger_end > s.end_at",
         "trigger outside its sentence"},
        {"SELECT record_id FROM event_mention m JOIN version v ON v.id = m.version_id "
         "WHERE m.series_day IS NOT ifnull(m.day_start, v.published) OR m.day_start > m.day_end",
         "day of an event"},
        {"SELECT id FROM version WHERE (current = 1) <> (replaced_at IS NULL)", "time of a version, row"},
        {"SELECT v.id FROM version v LEFT JOIN version x ON x.id = v.text_in WHERE (v.text_in IS NOT NULL AND (v.text "
         "<> "
         "'' OR x.text_in IS NOT NULL OR x.hash <> v.hash OR x.document_id <> v.document_id)) "
         "OR (v.kept = 'none' AND (v.text <> '' OR v.title IS NOT NULL))",
         "text of a version kept where it should not be, row"},
        {"SELECT id FROM version WHERE counted > current OR (counted < current AND copy_key IS NULL)",
         "version counted wrongly, row"},
        {"SELECT copy_key FROM version WHERE current = 1 AND copy_key IS NOT NULL GROUP BY 1 HAVING sum(counted) <> 1",
         "exact copies counted more or less than once, key"},
        {"SELECT record_id FROM imported_event e WHERE NOT json_valid(e.json) OR json_extract(e.json, '$.imported.id') "
         "IS "
         "NOT e.native_id OR (e.type IS NULL) <> (e.quad IS NULL) OR NOT EXISTS (SELECT 1 FROM imported_party p WHERE "
         "p.event_id = e.id)",
         "imported event that is not what its record says"},
        {"SELECT event_id FROM event_party p JOIN event_mention m ON m.id = p.event_id "
         "JOIN version v ON v.id = m.version_id WHERE p.document_id <> v.document_id",
         "party of another document"},
    };
    for (const auto& [sql, what] : checks)
      if (Status status = rows(sql, what); !status) return status;
    return {};
  }

  // Hash of each text, and every span of a version within its text.
  Status texts() {
    auto versions = archive_.prepare(
        "SELECT v.id, x.text, v.sha256, ifnull(v.title, ''), v.kept FROM version v "
        "JOIN version x ON x.id = ifnull(v.text_in, v.id)");
    if (!versions) return versions.error();
    auto ends = archive_.prepare(
        "SELECT 0, max(end_at) FROM sentence WHERE version_id = ?1 AND section = 'text' "
        "UNION ALL SELECT 1, max(end_at) FROM sentence WHERE version_id = ?1 AND section = 'title' "
        "UNION ALL SELECT 0, max(content_end) FROM statement_mention WHERE version_id = ?1 "
        "UNION ALL SELECT 0, max(cue_end) FROM statement_mention WHERE version_id = ?1 "
        "UNION ALL SELECT s.section = 'title', max(p.mention_end) FROM event_mention m "
        "JOIN sentence s ON s.id = m.sentence_id JOIN event_party p ON p.event_id = m.id WHERE m.version_id = ?1 GROUP "
        "BY 1 "
        "UNION ALL SELECT 0, max(p.mention_end) FROM statement_mention m "
        "JOIN statement_party p ON p.statement_id = m.id WHERE m.version_id = ?1");
    if (!ends) return ends.error();
    std::size_t reported = 0;
    for (;;) {
      const Result<bool> row = versions->step();
      if (!row) return row.error();
      if (!*row || reported >= lines_a_kind) return {};
      const std::int64_t id = versions->integer(0);
      const std::string_view text = versions->text(1);
      if (versions->text(4) == "none") continue;
      if (versions->text(4) == "all" && sha256_hex(text) != versions->text(2)) {
        problems_.push_back(fmt::format("text of version {} does not have its hash", id));
        ++reported;
      }
      const std::array<std::int64_t, 2> lengths = {static_cast<std::int64_t>(count_code_points(text)),
                                                   static_cast<std::int64_t>(count_code_points(versions->text(3)))};
      ends->bind(1, id);
      for (;;) {
        const Result<bool> end = ends->step();
        if (!end) return end.error();
        if (!*end) break;
        if (ends->integer(1) <= lengths[ends->integer(0) != 0]) continue;
        problems_.push_back(
            fmt::format("version {} has a span that ends at {}, beyond its text", id, ends->integer(1)));
        ++reported;
      }
    }
  }

  // Recomputes the pairs of every event from its parties.
  Status dyads() {
    auto parties = archive_.prepare(
        "SELECT m.id, v.counted, m.series_day, p.role, p.code FROM event_mention m JOIN version v ON v.id = "
        "m.version_id "
        "JOIN event_party p ON p.event_id = m.id ORDER BY m.id, p.role, p.position");
    if (!parties) return parties.error();
    auto stored = archive_.prepare(
        "SELECT first, second, direction, day FROM event_dyad WHERE event_id = ?1 ORDER BY first, second");
    if (!stored) return stored.error();
    std::int64_t event = 0, dyads_seen = 0;
    bool counted = false;
    std::optional<std::int64_t> day;
    std::vector<StoredParty> its;
    std::size_t reported = 0;
    const auto compare = [&]() -> Status {
      std::vector<Dyad> expected = counted ? dyads_of(its) : std::vector<Dyad>();
      stored->bind(1, event);
      std::vector<Dyad> found;
      bool days_agree = true;
      for (;;) {
        const Result<bool> row = stored->step();
        if (!row) return row.error();
        if (!*row) break;
        found.push_back(
            {std::string(stored->text(0)), std::string(stored->text(1)), static_cast<int>(stored->integer(2))});
        days_agree = days_agree && stored->integer_or_null(3) == day;
      }
      dyads_seen += static_cast<std::int64_t>(found.size());
      if ((found != expected || !days_agree) && reported++ < lines_a_kind)
        problems_.push_back(fmt::format("pairs of event row {} differ from its parties", event));
      return {};
    };
    for (;;) {
      const Result<bool> row = parties->step();
      if (!row) return row.error();
      if (!*row || parties->integer(0) != event) {
        if (event != 0)
          if (Status status = compare(); !status) return status;
        if (!*row) break;
        event = parties->integer(0);
        counted = parties->integer(1) == 1;
        day = parties->integer_or_null(2);
        its.clear();
      }
      const std::string_view role = parties->text(3);
      its.push_back({role == "actor"       ? Role::actor
                     : role == "recipient" ? Role::recipient
                                           : Role::attributed,
                     std::string(parties->text(4)), "", "", "", false, std::nullopt});
    }
    const auto all = archive_.integer("SELECT count(*) FROM event_dyad");
    if (!all) return all.error();
    if (*all != dyads_seen) problems_.push_back("pairs of events without parties");
    return {};
  }

  Status sums() {
    constexpr const char* recount =
        "SELECT p.first, p.second, p.day, p.direction, m.quad, CASE WHEN m.newness <> 'new' THEN 1 "
        "WHEN m.factuality = 'actual' THEN 0 ELSE 2 END, count(*), sum(m.plover_score), sum(ifnull(m.goldstein, 0)) "
        "FROM event_dyad p JOIN event_mention m ON m.id = p.event_id WHERE p.day IS NOT NULL GROUP BY 1,2,3,4,5,6";
    constexpr const char* stored =
        "SELECT first, second, day, direction, quad, standing, events, plover_score, goldstein FROM dyad_day";
    constexpr const char* line = "first || ' ' || second || ' day ' || day";
    const std::string named = fmt::format(
        "WITH recount (first, second, day, direction, quad, standing, events, "
        "plover_score, goldstein) AS ({}) ",
        recount);
    for (const auto& [a, b] :
         {std::pair<std::string, std::string>{"SELECT * FROM recount", stored}, {stored, "SELECT * FROM recount"}})
      if (Status status = rows(fmt::format("{}SELECT {} FROM ({} EXCEPT {})", named, line, a, b), "daily sum"); !status)
        return status;
    constexpr const char* articles =
        "SELECT published AS day, count(*) AS articles FROM version WHERE current = 1 AND published IS NOT NULL GROUP "
        "BY 1";
    constexpr const char* kept = "SELECT day, articles FROM article_day";
    for (const auto& [a, b] : {std::pair{articles, kept}, std::pair{kept, articles}})
      if (Status status = rows(fmt::format("SELECT day FROM ({} EXCEPT {})", a, b), "articles of day"); !status)
        return status;
    return {};
  }

  const Database& archive_;
  std::vector<std::string> problems_;
};

}  // namespace

Result<std::vector<std::string>> check(const Database& archive) {
  return Checker(archive).run();
}

}  // namespace demarche::store
