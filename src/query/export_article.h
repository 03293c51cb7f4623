// What an archive knows of the article and the sentence behind an event record: for exports.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "store/database.h"

namespace demarche::query {

struct EventContext {
  std::string address, publisher, title, category, language, recorded_at, sentence;
  std::optional<std::int64_t> published;  // days since 1970-01-01
  std::int64_t text_length = 0, lead_length = 0, sentence_number = 0;
  bool counted = false;  // series count it: of a version shown that is no exact copy
};

class EventContexts {
 public:
  static Result<EventContexts> open(const store::Database& archive);
  /// Nothing where no event has the id.
  Result<std::optional<EventContext>> find(const std::string& record_id);

 private:
  explicit EventContexts(store::Statement select) : select_(std::move(select)) {}
  store::Statement select_;
};

}  // namespace demarche::query
