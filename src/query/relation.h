// A dyad over time, and the sentences behind it.
//
// A series counts what the archive's daily sums hold, so it stays fast however large the archive; filters other than
// days read the dyad's events one by one. Events without a day (no date, no day of publication) are in no series.
#pragma once

#include <string>
#include <vector>

#include "demarche/archive.h"
#include "store/database.h"

namespace demarche::query {

Result<Relation> relation(const store::Database& archive, const std::string& first, const std::string& second,
                          Period period, const Filter& filter);

Result<std::vector<RelationSentence>> evidence(const store::Database& archive, const std::string& first,
                                               const std::string& second, const Filter& filter);

}  // namespace demarche::query
