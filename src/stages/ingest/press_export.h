// Text exports of LexisNexis and Factiva -> a document an article.
//
// LexisNexis: articles behind "1 of 100 DOCUMENTS", labelled lines (HEADLINE, BYLINE, SECTION, BODY, LOAD-DATE), a
// copyright line. Factiva: two-letter labels (HD, PD, SN, LP, TD) or its long form, articles ended by "Document ID".
#pragma once

#include <string_view>
#include <vector>

#include "stages/ingest/ingest.h"

namespace demarche {

void read_lexisnexis(const Record& record, std::string_view text, const IngestOptions& options,
                     std::vector<Ingested>& out);
void read_factiva(const Record& record, std::string_view text, const IngestOptions& options,
                  std::vector<Ingested>& out);

bool looks_like_lexisnexis(std::string_view beginning);
bool looks_like_factiva(std::string_view beginning);

}  // namespace demarche
