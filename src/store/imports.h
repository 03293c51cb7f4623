// Writes coded events from elsewhere, a batch a transaction, and takes sets out again.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "store/database.h"
#include "store/suppression.h"
#include "types/imported.h"

namespace demarche::store {

struct ImportRow {
  ImportedEvent event;
  std::string record_id;
  std::string json;
};
struct ImportAdded {
  std::uint64_t added = 0, skipped = 0, suppressed = 0;
};

class ImportWriter {
 public:
  /// Makes the archive where there is none. A name belongs to one format for good.
  static Result<std::unique_ptr<ImportWriter>> open(const std::string& path, const std::string& name,
                                                    const std::string& format);
  Result<ImportAdded> add(const std::vector<ImportRow>& rows, const std::string& now);

 private:
  ImportWriter() = default;
  Status prepare();
  Status find_set(bool create);
  Status insert(const ImportRow& row, const std::string& address, const std::string& now);

  std::unique_ptr<Database> database_;
  std::string name_, format_;
  std::int64_t set_ = 0;
  Suppression suppression_;
  Statement find_, insert_event_, insert_party_;
};

/// Deletes a set with its events; their number. An error when there is no such set.
Result<std::uint64_t> remove_import_set(const std::string& path, const std::string& name);

/// Within a removal's transaction: imported events that were coded from this page go with it.
Status remove_imported_of(const Database& archive, std::string_view address);

}  // namespace demarche::store
