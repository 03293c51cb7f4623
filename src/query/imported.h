// Questions to imported events, one set at a time: never together with the archive's own.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "demarche/exchange.h"
#include "store/database.h"

namespace demarche::query {

Result<std::vector<ImportedSet>> imported_sets(const store::Database& archive);

/// Records without line end, by day and then in the order they came.
Status stream_imported(const store::Database& archive, const std::string& set, const Filter& filter,
                       const std::function<Status(std::string_view json)>& on_record);

Result<Relation> imported_relation(const store::Database& archive, const std::string& set, const std::string& first,
                                   const std::string& second, Period period, const Filter& filter);

}  // namespace demarche::query
