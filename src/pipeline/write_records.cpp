#include "pipeline/write_records.h"

#include "pipeline/record_lines.h"

namespace demarche {

Result<std::uint64_t> write_records(const store::Database& archive, query::RecordKind kind, const Filter& filter,
                                    bool csv, const Output& output, std::vector<std::int64_t>* versions) {
  auto lines = RecordLines::make(kind == query::RecordKind::event ? "event" : "statement", csv, output);
  if (!lines) return lines.error();
  std::uint64_t records = 0;
  Status status = query::stream_records(
      archive, kind, filter,
      [&](std::string_view json) {
        ++records;
        return lines->add(json);
      },
      versions);
  if (status) status = lines->finish();
  if (!status) return status.error();
  return records;
}

}  // namespace demarche
