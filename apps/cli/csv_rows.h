// Reads CSV back, for views that show records to people.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace demarche::cli {

/// Rows by column name. Feed whole rows; the first row is the header.
class CsvRows {
 public:
  using Row = std::vector<std::string>;
  /// The rows that `chunk` completes.
  std::vector<Row> feed(std::string_view chunk);
  /// A field of a row, "" when there is no such column.
  std::string_view get(const Row& row, std::string_view column) const;

 private:
  std::map<std::string, std::size_t, std::less<>> columns_;
  bool has_header_ = false;
};

/// "a;b" in its parts.
std::vector<std::string_view> list_parts(std::string_view list);

}  // namespace demarche::cli
