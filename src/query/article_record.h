// An article as a record made from its row: everything the contract's record has but the words of the text.
#pragma once

#include <string>

#include "store/database.h"

namespace demarche::query {

/// A select begins with these: columns of version v and document d, joined; then the next free column.
inline constexpr const char* article_columns =
    "v.id, d.article, v.url, v.title, v.published, v.category, v.publisher, v.language, v.sha256";
inline constexpr int article_column_count = 9;

/// Appends {"kind":"article","id",...,"text":null,"sha256"}, without line end. `sources`: a statement over cited_source
/// with ?1 the version (number, url).
Status append_article(std::string& out, const store::Statement& row, store::Statement& sources, bool with_title);
Result<store::Statement> prepare_sources(const store::Database& archive);

}  // namespace demarche::query
