// Two codings of one article, record by record: what was added, what is gone, what changed and why.
#pragma once

#include <string>
#include <vector>

#include "demarche/recode.h"

namespace demarche {

/// A record of a coding.
struct CodedRecord {
  std::string kind;  // event, statement
  std::string id;
  std::string rule;
  std::string json;
};

/// Pairs records by id (same words, same rule), then by the words that say it. Calls for each difference, in the order
/// of the new records, then of what is gone. Gives the number of records that are the same.
Result<std::uint64_t> compare_codings(const std::string& article, const std::vector<CodedRecord>& before,
                                      const std::vector<CodedRecord>& after, const std::vector<std::string>& because,
                                      const std::function<Status(const RecodeChange&)>& on_change);

}  // namespace demarche
