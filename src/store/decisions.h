// What people decided about two documents of an archive.
#pragma once

#include <string>

#include "store/database.h"

namespace demarche::store {

struct NewDecision {
  std::int64_t first_document = 0;
  std::int64_t second_document = 0;
  std::string ruling;
  std::string by;
  std::string reason;
};

/// Within the caller's transaction: keeps it and marks both documents for regrouping.
Status add_decision(const Database& database, const NewDecision& decision, const std::string& now);

/// The document with this article id that is shown; several or none is an error that says so.
Result<std::int64_t> shown_document(const Database& database, const std::string& article);

}  // namespace demarche::store
