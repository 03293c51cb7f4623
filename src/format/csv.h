// JSONL records as CSV: one kind a table, fixed columns, a header line, RFC 4180 quoting, "\n" after each row.
//
// The CSV is made from the JSON record, so that both always say the same. Lists are joined by ";", null is an empty
// field, offsets are the record's own.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "demarche/result.h"

namespace demarche {

class CsvTable {
 public:
  /// `kind`: event, statement, article, date or reject.
  static Result<CsvTable> of(std::string_view kind);

  /// From now on text that a spreadsheet would take for a formula has a ' before it.
  void guard_for_spreadsheets();
  void append_header(std::string& out) const;
  /// One row a line of `jsonl` of this table's kind; lines of other kinds are passed over.
  void append_rows(std::string& out, std::string_view jsonl);

  struct State;

 private:
  std::shared_ptr<State> state_;
};

/// The value with a ' before it where a spreadsheet would take it for a formula ("=1+1", "@SUM(A1)", "-x"); numbers
/// stay.
std::string guarded_for_spreadsheets(std::string_view value);

/// Appends a field, quoted when it must be.
void append_csv_field(std::string& out, std::string_view value);

}  // namespace demarche
