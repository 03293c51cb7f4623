// Events or statements that fit a filter, written to an output.
#pragma once

#include <cstdint>
#include <vector>

#include "demarche/archive.h"
#include "query/records.h"
#include "store/database.h"

namespace demarche {

/// Gives the number of records. `versions` as in query::stream_records.
Result<std::uint64_t> write_records(const store::Database& archive, query::RecordKind kind, const Filter& filter,
                                    bool csv, const Output& output, std::vector<std::int64_t>* versions = nullptr);

}  // namespace demarche
