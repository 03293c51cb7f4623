// Records of one kind as a table of Python: batches in Arrow's layout that can be handed out any number of times.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "demarche/arrow_c.h"
#include "demarche/columns.h"

namespace demarche::python {

/// A table that grows line by line, then only gives.
class Table {
 public:
  static Result<Table> of(std::string_view kind, bool page);

  void append(std::string_view jsonl, std::int64_t page = 0);
  /// Ends the batch that grows; later lines begin another.
  void finish();

  const std::string& kind() const { return kind_; }
  std::int64_t rows() const { return rows_ + columns_.rows(); }
  std::vector<ColumnDescription> describe() const { return columns_.describe(); }
  void schema(ArrowSchema* out) const { columns_.schema(out); }
  /// All batches. The stream keeps what it needs, whatever becomes of the table.
  void stream(ArrowArrayStream* out) const;

 private:
  struct Batch;
  explicit Table(std::string kind, Columns columns) : kind_(std::move(kind)), columns_(std::move(columns)) {}

  std::string kind_;
  Columns columns_;
  std::vector<std::shared_ptr<const Batch>> batches_;
  std::int64_t rows_ = 0;

  struct Stream;
};

}  // namespace demarche::python
