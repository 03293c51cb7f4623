// What browse.h reads, as JSON objects (without a line break) and as rows of CSV.
#pragma once

#include <string>
#include <string_view>

#include "demarche/browse.h"

namespace demarche {

/// The record of the contract with the field `report` added.
std::string listed_json(const ListedRecord& record);
std::string facets_json(const Facets& facets);
std::string article_summary_json(const ArticleSummary& article);
std::string article_json(const ArticleView& article);
std::string dyad_json(const DyadSummary& dyad);
std::string moved_json(const MovedDyad& dyad);
std::string actor_json(const ActorSummary& actor);
std::string place_json(const PlaceSummary& place);
std::string source_json(const SourceSummary& source);
std::string context_json(const RelationContext& context);
std::string totals_json(const ArchiveTotals& totals);

/// A JSON string with its quotes.
std::string json_string(std::string_view text);

/// A header line and a row each. A field that a spreadsheet would take for a formula is written with a ' before it.
std::string articles_csv_header();
std::string article_csv_row(const ArticleSummary& article);
std::string dyads_csv(const std::vector<DyadSummary>& dyads);
std::string sources_csv(const std::vector<SourceSummary>& sources);

/// Records of one kind (JSONL) as rows of CSV, with a header line where wanted.
std::string records_csv(std::string_view kind, std::string_view jsonl, bool header);

}  // namespace demarche
