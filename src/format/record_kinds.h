// The columns of each kind of record, defined once: CSV and Arrow tables are both made from this.
//
// A path leads to the value: keys from the record's top, "0" and "1" into an array, "*" into every member. "a|b" is
// the first of two that the record has, "" is the line itself. Where a kind has `rows`, each member of that array is a
// row, and a path that begins with "^" starts at the record instead of at the row.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace demarche {

enum class ColumnType : std::uint8_t { text, integer, number, truth, day };

struct RecordColumn {
  std::string_view name;
  std::string_view path;
  ColumnType type = ColumnType::text;
  bool csv = true;  // false: only in Arrow tables
};

struct RecordKind {
  std::string_view name;
  std::span<const RecordColumn> columns;
  std::string_view rows;
};

std::span<const RecordKind> record_kinds();
/// Null where there is no such kind.
const RecordKind* find_record_kind(std::string_view name);

}  // namespace demarche
