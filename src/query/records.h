// Records out of an archive, exactly as they were coded, in the order of documents and positions.
//
// Works in short read transactions of a few documents each: a document is always shown whole, in one version, and a
// slow reader never keeps a writer from cleaning up. Never holds more than one such page in memory.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "demarche/archive.h"
#include "store/database.h"

namespace demarche::query {

enum class RecordKind { event, statement };

/// Receives records without line end. An error stops the stream and comes back from it.
using OnRecord = std::function<Status(std::string_view json)>;

/// `versions`, where it is given, gets the row of version of each record.
Status stream_records(const store::Database& archive, RecordKind kind, const Filter& filter, const OnRecord& on_record,
                      std::vector<std::int64_t>* versions = nullptr);

}  // namespace demarche::query
