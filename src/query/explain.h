// Everything an archive knows behind one event or statement, in plain words.
#pragma once

#include <string>

#include "demarche/result.h"
#include "query/moment.h"
#include "store/database.h"

namespace demarche::query {

/// `id` is a record's ("ev-...", "st-..."). The newest version that has it is explained; the text says so when queries
/// do not show it (any more). As of a moment: the version that was in sight then.
Result<std::string> explain(const store::Database& archive, const std::string& id, const Moment& moment = {});

}  // namespace demarche::query
