// Pages that were removed and must not come back with the next add.
//
// Kept as hashes with a key of the archive's own: over the address in one spelling, the document's key, its words
// (exact copies share them) and, where a whole source was removed, the source. Nothing can be read from the list, but
// it tells whether a given page is on it: it must, to do its work.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "store/database.h"
#include "store/stored.h"

namespace demarche::store {

class Suppression {
 public:
  Status prepare(const Database& database);

  /// False at once where nothing was ever removed.
  Result<bool> holds(const DocumentKey& key, std::string_view url, std::uint64_t copy_key);

  /// For requests: within their transaction.
  Status suppress_document(std::int64_t request_id, const DocumentKey& key);
  Status suppress_version(std::int64_t request_id, std::string_view url, std::optional<std::int64_t> copy_key);
  Status suppress_source(std::int64_t request_id, std::string_view source);
  Status lift(std::int64_t request_id);

 private:
  Status put(std::int64_t request_id, std::string_view kind, std::string_view value);
  Result<bool> has(std::string_view kind, std::string_view value);
  std::string hash(std::string_view kind, std::string_view value) const;

  std::string key_;
  Statement any_, find_, insert_, lift_;
};

}  // namespace demarche::store
