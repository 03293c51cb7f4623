// Records of one kind on their way out: by the block, as JSONL or as rows of CSV.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "demarche/engine.h"
#include "format/csv.h"

namespace demarche {

class RecordLines {
 public:
  /// `kind` as in format/record_kinds.h.
  static Result<RecordLines> make(std::string_view kind, bool csv, const Output& output);
  /// `json`: one record without line end.
  Status add(std::string_view json);
  /// Writes what is left.
  Status finish();

 private:
  RecordLines(CsvTable table, bool csv, const Output& output) : table_(std::move(table)), csv_(csv), output_(output) {}

  CsvTable table_;
  bool csv_;
  const Output& output_;
  std::string lines_, rows_;
};

}  // namespace demarche
