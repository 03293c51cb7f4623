// Records as typed columns, for programs that work on tables: each kind of record is one table, handed over through the
// Arrow C data interface without a copy.
//
//   auto events = demarche::Columns::of("event");
//   events->append(jsonl);  // as `code` wrote it
//   ArrowSchema schema; ArrowArray rows;
//   events->schema(&schema); events->take(&rows);
//
// Made from the JSON lines, so that both always say the same. Columns are named as in the CSV; lists stay lists, days
// are days, offsets count code points. Column by column: docs/reference/columns.md.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "demarche/arrow_c.h"
#include "demarche/result.h"

namespace demarche {

/// One column as the documentation shows it: name, type ("text", "day", "list of text", ...) and where in the record
/// its value stands ("date/start"; "actors/*/code" is one value an actor).
struct ColumnDescription {
  std::string name;
  std::string type;
  std::string path;
};

class Columns {
 public:
  /// `kind`: a kind of record ("event", "statement", "article", "link", "office", "date", "reject"); "relation" with a
  /// row a period; or "record": every line whatever its kind, with kind, article and id beside it. With `page` the
  /// first column is an int64 that append() fills: the row of the page that a record comes from.
  static Result<Columns> of(std::string_view kind, bool page = false);
  static std::vector<std::string> kinds();

  /// One row a line of `jsonl` of this kind; lines of other kinds are passed over. Lines are taken as the program wrote
  /// them; one that is no record of the contract is passed over.
  void append(std::string_view jsonl, std::int64_t page = 0);

  std::int64_t rows() const;
  /// Bytes of text held: take() before they reach 2 GiB, the limit of a batch.
  std::size_t text_bytes() const;

  std::vector<ColumnDescription> describe() const;
  /// A struct with a child a column. The receiver calls `release`.
  void schema(ArrowSchema* out) const;
  /// The rows since the last call. The receiver calls `release`.
  void take(ArrowArray* out);

  struct State;

 private:
  std::shared_ptr<State> state_;
};

}  // namespace demarche
