// Records as rows for people: who, what, whom, when, according to whom, did it happen.
#pragma once

#include <string>
#include <string_view>

#include "csv_rows.h"
#include "demarche/engine.h"
#include "output.h"

namespace demarche::cli {

class RecordTable {
 public:
  /// `kind`: event, statement, article or reject.
  RecordTable(std::string_view kind, StandardOutput& out);

  /// Takes the records as CSV and writes them as rows of the terminal's width.
  Output sink();
  std::uint64_t rows() const { return rows_; }

 private:
  struct Column {
    std::string_view title;
    std::size_t width;
  };
  void layout(std::size_t width);
  std::string cell(std::string_view title, const CsvRows::Row& row) const;
  std::string line(const CsvRows::Row* row) const;

  std::string kind_;
  StandardOutput& out_;
  CsvRows csv_;
  std::vector<Column> columns_;
  std::uint64_t rows_ = 0;
};

/// "2022-12-30", "2022-12" for a whole month, "2022" for a whole year, "2022-12-05+6d" for seven days.
std::string short_interval(std::string_view start, std::string_view end);

}  // namespace demarche::cli
