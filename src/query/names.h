// What reports call a party: the name that its code had when it was coded.
#pragma once

#include <map>
#include <string>

#include "store/database.h"

namespace demarche::query {

class Names {
 public:
  static Result<Names> make(const store::Database& archive);
  /// "" when no record names it. Remembers what it was asked.
  Result<std::string> of(const std::string& code);

 private:
  store::Statement select_;
  std::map<std::string, std::string> known_;
};

}  // namespace demarche::query
