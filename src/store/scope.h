// What a request is about: the documents that fit all fields that are given.
//
// Finds held (withdrawn, restricted) documents too, so that what was withdrawn can be erased later. Only reads.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/day.h"
#include "store/database.h"
#include "store/secrets.h"

namespace demarche::store {

struct Scope {
  std::string address;              // of a page, in any spelling
  std::string article;              // id in the records
  std::string source;               // publisher, or host
  std::string party;                // actor code or its beginning: documents with a record in which it takes part
  std::string name;                 // of a person or party: in a record, the title or the text
  std::optional<Day> since, until;  // day of publication
  bool copies = false;              // exact copies of these documents as well

  bool empty() const {
    return address.empty() && article.empty() && source.empty() && party.empty() && name.empty() && !since && !until;
  }
  /// The source and nothing else: pages of it that come later are meant as well.
  bool whole_source() const {
    return !source.empty() && address.empty() && article.empty() && party.empty() && name.empty() && !since && !until;
  }
  /// Field and value, in the order of request_scope.
  std::vector<std::pair<std::string, std::string>> fields() const;
  static Scope of(const std::vector<std::pair<std::string, std::string>>& fields);
};

/// Rows of document, ascending.
Result<std::vector<std::int64_t>> documents_in(const Database& archive, const Scope& scope, const Secrets& secrets);

/// True when `words` stand in the text as whole words, without regard to ASCII case.
bool says_words(std::string_view text, std::string_view words);

}  // namespace demarche::store
