#include "pipeline/record_lines.h"

namespace demarche {
namespace {

constexpr std::size_t block = 1 << 16;

}  // namespace

Result<RecordLines> RecordLines::make(std::string_view kind, bool csv, const Output& output) {
  Result<CsvTable> table = CsvTable::of(std::string(kind));
  if (!table) return table.error();
  RecordLines out(std::move(*table), csv, output);
  if (csv) out.table_.append_header(out.rows_);
  return out;
}

Status RecordLines::add(std::string_view json) {
  (lines_ += json) += '\n';
  return lines_.size() < block ? Status() : finish();
}

Status RecordLines::finish() {
  if (csv_) {
    table_.append_rows(rows_, lines_);
  } else {
    rows_.swap(lines_);
  }
  Status status = rows_.empty() ? Status() : output_(rows_);
  lines_.clear();
  rows_.clear();
  return status;
}

}  // namespace demarche
