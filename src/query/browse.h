// The questions of demarche/browse.h, put to one connection.
//
// Lists walk an index from the newest day back and look at a bounded number of rows; a page may be short of its limit
// and still have a `next`. Each question reads one state of the archive.
#pragma once

#include "demarche/browse.h"
#include "store/database.h"

namespace demarche::query {

Result<Page<ListedRecord>> list_events(const store::Database&, const Filter&, const PageRequest&);
Result<Page<ListedRecord>> list_statements(const store::Database&, const Filter&, const PageRequest&);
Result<Page<ListedRecord>> list_relation_events(const store::Database&, const std::string& first,
                                                const std::string& second, const Filter&, const PageRequest&);
Result<Page<ListedRecord>> list_relation_statements(const store::Database&, const std::string& first,
                                                    const std::string& second, const Filter&, const PageRequest&);
Result<ListedRecord> record(const store::Database&, const std::string& id);
Result<Facets> event_facets(const store::Database&, const Filter&);
Result<Page<ArticleSummary>> list_articles(const store::Database&, const Filter&, const PageRequest&);
Result<ArticleView> article(const store::Database&, const std::string& id, std::int64_t document);
Result<std::vector<DyadSummary>> dyads(const store::Database&, const std::string& since, const std::string& until);
Result<std::vector<MovedDyad>> moved_dyads(const store::Database&, int days, std::size_t limit);
Result<std::vector<ActorSummary>> actors(const store::Database&);
Result<std::vector<SourceSummary>> sources(const store::Database&);
Result<std::vector<PlaceSummary>> places(const store::Database&, const std::string& since, const std::string& until);
Result<RelationContext> relation_context(const store::Database&, const std::string& first, const std::string& second,
                                         const Filter&);
Result<ArchiveTotals> totals(const store::Database&);
Result<GoneRecord> gone(const store::Database&, const std::string& id);
Result<std::string> last_change_at(const store::Database&);
Result<std::string> party_name(const store::Database&, const std::string& code);
Result<SearchResult> search(const store::Database&, const std::string& text, std::size_t limit);

}  // namespace demarche::query
