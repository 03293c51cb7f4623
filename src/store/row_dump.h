// All rows of a document as bytes, and back: how a held page is kept out of every table until its request is lifted.
//
// Follows the schema's own foreign keys from version on (ON DELETE CASCADE), so a table that hangs on a version later
// is kept without a word here. Left out is what is computed from the others (pairs of events, stories): whoever
// restores computes it again. Never tied to row numbers: rows whose number was taken meanwhile get another.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/database.h"

namespace demarche::store {

struct DumpValue {
  Statement::Kind kind = Statement::Kind::null;
  std::int64_t integer = 0;
  double real = 0;
  std::string bytes;  // text or blob
};

struct DumpTable {
  std::string name;
  std::vector<std::string> columns;
  std::vector<std::vector<DumpValue>> rows;
};

class RowDump {
 public:
  std::vector<DumpTable> tables;  // parents first

  std::string bytes() const;
  /// Nothing for what is not a dump.
  static std::optional<RowDump> parse(std::string_view bytes);

  const DumpTable* table(std::string_view name) const;
  /// A text in one of the columns of the table fits.
  bool any(std::string_view table, std::initializer_list<std::string_view> columns,
           const std::function<bool(std::string_view)>& fits) const;
  bool any_integer(std::string_view table, std::string_view column,
                   const std::function<bool(std::int64_t)>& fits) const;
};

/// How the tables hang together; read once.
class RowGraph {
 public:
  static Result<RowGraph> read(const Database& archive);
  Result<RowDump> dump(std::int64_t document_id);
  /// Within the caller's transaction, which must defer foreign keys. `document_id` is there; versions come back as they
  /// were, except that none counts yet.
  Status restore(const RowDump& dump, std::int64_t document_id);

 private:
  struct Reference {
    std::string column;
    std::string parent;
  };
  struct Table {
    std::string name;
    std::string key;  // the INTEGER PRIMARY KEY column that is its own; "" for none
    Reference owner;  // the parent whose rows it hangs on
    std::vector<Reference> references;
  };
  explicit RowGraph(const Database& archive) : archive_(&archive) {}
  const Database* archive_;
  std::vector<Table> tables_;  // parents first
};

}  // namespace demarche::store
