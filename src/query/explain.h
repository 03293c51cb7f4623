// Everything an archive knows behind one event or statement, in plain words.
#pragma once

#include <string>

#include "demarche/result.h"
#include "store/database.h"

namespace demarche::query {

/// `id` is a record's ("ev-...", "st-..."). The newest version that has it is explained; the text says so when a newer
/// version of the article has replaced it.
Result<std::string> explain(const store::Database& archive, const std::string& id);

}  // namespace demarche::query
