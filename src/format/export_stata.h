// Events as a Stata file (.dta, version 118: UTF-8), written by ReadStat.
//
// A row a pair of parties. Stata wants to know the number of rows and the width of text before the first row, so rows
// are kept until finish(). Text is cut at 2,045 bytes, Stata's limit.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "format/export.h"

namespace demarche {

class StataFile {
 public:
  void add(const ExportRow& row);
  /// The whole file.
  Result<std::string> finish();
  std::size_t rows() const { return rows_.size(); }

  static constexpr std::size_t texts = 19, numbers = 6;

 private:
  struct Row {
    std::array<std::string, texts> text;
    std::array<double, numbers> number;  // NaN: missing
  };
  std::vector<Row> rows_;
  std::int32_t newest_ = 0;  // day on which the newest article was taken
};

/// Names, labels and sources of the variables, for the reference page.
std::string stata_markdown();

}  // namespace demarche
