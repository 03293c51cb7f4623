#include "demarche/browse.h"

#include <mutex>

#include "pipeline/archive_impl.h"
#include "query/browse.h"
#include "store/schema.h"

namespace demarche {
namespace {

// Puts a question to a connection of the archive.
template <typename Question>
auto ask(const Archive& archive, const Question& question) -> decltype(question(std::declval<store::Database&>())) {
  const auto connection = archive.impl().read();
  if (!connection) return connection.error();
  return question(**connection);
}

}  // namespace

Result<Page<ListedRecord>> list_events(const Archive& archive, const Filter& filter, const PageRequest& request) {
  return ask(archive, [&](const auto& db) { return query::list_events(db, filter, request); });
}
Result<Page<ListedRecord>> list_statements(const Archive& archive, const Filter& filter, const PageRequest& request) {
  return ask(archive, [&](const auto& db) { return query::list_statements(db, filter, request); });
}
Result<Page<ListedRecord>> list_relation_events(const Archive& archive, const std::string& first,
                                                const std::string& second, const Filter& filter,
                                                const PageRequest& request) {
  return ask(archive, [&](const auto& db) { return query::list_relation_events(db, first, second, filter, request); });
}
Result<Page<ListedRecord>> list_relation_statements(const Archive& archive, const std::string& first,
                                                    const std::string& second, const Filter& filter,
                                                    const PageRequest& request) {
  return ask(archive,
             [&](const auto& db) { return query::list_relation_statements(db, first, second, filter, request); });
}
Result<ListedRecord> record(const Archive& archive, const std::string& id) {
  return ask(archive, [&](const auto& db) { return query::record(db, id); });
}
Result<Facets> event_facets(const Archive& archive, const Filter& filter) {
  return ask(archive, [&](const auto& db) { return query::event_facets(db, filter); });
}
Result<Page<ArticleSummary>> list_articles(const Archive& archive, const Filter& filter, const PageRequest& request) {
  return ask(archive, [&](const auto& db) { return query::list_articles(db, filter, request); });
}
Result<ArticleView> article(const Archive& archive, const std::string& id, std::int64_t document) {
  return ask(archive, [&](const auto& db) { return query::article(db, id, document); });
}
Result<std::vector<DyadSummary>> dyads(const Archive& archive, const std::string& since, const std::string& until) {
  return ask(archive, [&](const auto& db) { return query::dyads(db, since, until); });
}
Result<std::vector<MovedDyad>> moved_dyads(const Archive& archive, int days, std::size_t limit) {
  return ask(archive, [&](const auto& db) { return query::moved_dyads(db, days, limit); });
}
Result<std::vector<ActorSummary>> actors(const Archive& archive) {
  return ask(archive, [](const auto& db) { return query::actors(db); });
}
Result<std::vector<SourceSummary>> sources(const Archive& archive) {
  return ask(archive, [](const auto& db) { return query::sources(db); });
}
Result<std::vector<PlaceSummary>> places(const Archive& archive, const std::string& since, const std::string& until) {
  return ask(archive, [&](const auto& db) { return query::places(db, since, until); });
}
Result<RelationContext> relation_context(const Archive& archive, const std::string& first, const std::string& second,
                                         const Filter& filter) {
  return ask(archive, [&](const auto& db) { return query::relation_context(db, first, second, filter); });
}
Result<ArchiveTotals> totals(const Archive& archive) {
  return ask(archive, [](const auto& db) { return query::totals(db); });
}
Result<GoneRecord> gone(const Archive& archive, const std::string& id) {
  return ask(archive, [&](const auto& db) { return query::gone(db, id); });
}
Result<std::string> last_change_at(const Archive& archive) {
  return ask(archive, [](const auto& db) { return query::last_change_at(db); });
}
Result<std::string> party_name(const Archive& archive, const std::string& code) {
  return ask(archive, [&](const auto& db) { return query::party_name(db, code); });
}
Result<SearchResult> search(const Archive& archive, const std::string& text, std::size_t limit) {
  return ask(archive, [&](const auto& db) { return query::search(db, text, limit); });
}

// SQLite's data_version compares only within one connection, so this one is kept.
struct ArchiveWatch::State {
  std::string path;
  std::mutex lock;
  std::unique_ptr<store::Database> database;
};

ArchiveWatch::ArchiveWatch(const Archive& archive) : state_(std::make_shared<State>()) {
  state_->path = archive.impl().path;
}

Result<std::uint64_t> ArchiveWatch::state() {
  const std::lock_guard hold(state_->lock);
  if (state_->database == nullptr) {
    auto opened = store::open_archive(state_->path, store::Database::Mode::read_only);
    if (!opened) return opened.error();
    state_->database = std::move(opened).value();
  }
  const auto version = state_->database->integer("PRAGMA data_version");
  if (!version) return version.error();
  return static_cast<std::uint64_t>(*version);
}

}  // namespace demarche
