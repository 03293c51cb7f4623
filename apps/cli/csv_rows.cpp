#include "csv_rows.h"

#include <algorithm>
#include <utility>

namespace demarche::cli {

std::vector<CsvRows::Row> CsvRows::feed(std::string_view chunk) {
  std::vector<Row> rows;
  Row row;
  std::string field;
  bool quoted = false, any = false;
  for (std::size_t i = 0; i < chunk.size(); ++i) {
    const char c = chunk[i];
    any = true;
    if (quoted) {
      if (c != '"') {
        field += c;
      } else if (i + 1 < chunk.size() && chunk[i + 1] == '"') {
        field += chunk[++i];
      } else {
        quoted = false;
      }
    } else if (c == '"') {
      quoted = true;
    } else if (c == ',' || c == '\n') {
      row.push_back(std::exchange(field, {}));
      if (c == '\n') {
        rows.push_back(std::exchange(row, {}));
        any = false;
      }
    } else {
      field += c;
    }
  }
  if (any) {
    row.push_back(std::move(field));
    rows.push_back(std::move(row));
  }
  if (!has_header_ && !rows.empty()) {
    has_header_ = true;
    for (std::size_t c = 0; c < rows.front().size(); ++c) columns_[rows.front()[c]] = c;
    rows.erase(rows.begin());
  }
  return rows;
}

std::string_view CsvRows::get(const Row& row, std::string_view column) const {
  const auto found = columns_.find(column);
  return found == columns_.end() || found->second >= row.size() ? std::string_view()
                                                                : std::string_view(row[found->second]);
}

std::vector<std::string_view> list_parts(std::string_view list) {
  std::vector<std::string_view> out;
  if (list.empty()) return out;
  for (;;) {
    const std::size_t end = list.find(';');
    out.push_back(list.substr(0, end));
    if (end == std::string_view::npos) return out;
    list.remove_prefix(end + 1);
  }
}

}  // namespace demarche::cli
