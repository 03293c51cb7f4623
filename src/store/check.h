// Is an archive sound? SQLite's own check, foreign keys, and everything that the archive keeps twice: hashes of texts,
// spans within their text, daily sums against a recount, one current version a document, positions without gaps.
// Only reads. Gives one line a problem, at most a few of each kind.
#pragma once

#include <string>
#include <vector>

#include "store/database.h"

namespace demarche::store {

Result<std::vector<std::string>> check(const Database& archive);

}  // namespace demarche::store
