// Script, style, fonts and pictures of the pages: read once at the start, served from memory.
//
// Only files of a flat folder, with endings that are known here; a name never becomes a path.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "cache.h"

namespace demarche::server {

class Assets {
 public:
  /// The files of `folder`; a small style sheet where it has none.
  explicit Assets(const std::string& folder);
  std::shared_ptr<const Kept> find(const std::string& name) const;

 private:
  void add(const std::string& name, std::string type, std::string body);
  std::map<std::string, std::shared_ptr<const Kept>> files_;
};

}  // namespace demarche::server
