// Answers that still hold: kept by address while the archive does not change, oldest out first when they take too much.
#pragma once

#include <cstdint>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "http.h"

namespace demarche::server {

struct Kept {
  std::string type;
  std::string body;
  std::string gzip;  // "" when not worth it
  std::string tag;   // ETag, with its quotes
  std::string route;
};

class Cache {
 public:
  explicit Cache(std::size_t most_bytes) : most_bytes_(most_bytes) {}
  std::shared_ptr<const Kept> find(const std::string& key, std::uint64_t state);
  void keep(const std::string& key, std::uint64_t state, std::shared_ptr<const Kept> kept);

 private:
  struct Entry {
    std::uint64_t state;
    std::shared_ptr<const Kept> kept;
    std::list<std::string>::iterator age;
  };
  void drop(std::map<std::string, Entry>::iterator entry);

  const std::size_t most_bytes_;
  std::mutex lock_;
  std::map<std::string, Entry> entries_;
  std::list<std::string> ages_;  // least lately used first
  std::size_t bytes_ = 0;
};

/// "" when gzip makes it no smaller.
std::string gzipped(const std::string& body);
/// Compresses what `parts` gives, part by part.
Parts gzipped_parts(Parts parts);
/// A hash of the bytes as an ETag.
std::string tag_of(std::string_view body);

}  // namespace demarche::server
