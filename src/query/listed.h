// One event or statement with the sentence it stands in, as lists show it.
#pragma once

#include <cstdint>
#include <string>

#include "demarche/browse.h"
#include "store/database.h"

namespace demarche::query {

/// Statements prepared once for a page of rows.
class RecordDetails {
 public:
  static Result<RecordDetails> make(const store::Database& archive, bool events);
  /// Of the event_mention or statement_mention with this number.
  Result<ListedRecord> read(std::int64_t mention);

 private:
  Status read_parties(std::int64_t mention, ListedRecord& out);
  void read_event(ListedRecord& out) const;
  void read_statement(ListedRecord& out) const;
  void add_mark(std::string_view role, int begin_column, ListedRecord& out) const;

  bool events_ = true;
  store::Statement row_;
  store::Statement parties_;
  std::int64_t sentence_begin_ = 0;
  std::int64_t sentence_end_ = 0;
};

}  // namespace demarche::query
