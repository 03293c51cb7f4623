// One line a request: who asked for what when, and how it went. In the combined form that log tools read, with the time
// to answer in microseconds at its end. Never holds a body, a cookie or a token.
#pragma once

#include <cstdio>
#include <memory>
#include <mutex>
#include <string>

#include "demarche/result.h"
#include "http.h"

namespace demarche::server {

class AccessLog {
 public:
  /// Appends to the file; "-" is standard error, "" keeps none.
  static Result<std::unique_ptr<AccessLog>> open(const std::string& path);
  ~AccessLog();
  void write(const Request& request, const Response& response, std::size_t bytes, std::int64_t microseconds);

 private:
  std::FILE* file_ = nullptr;
  bool owned_ = false;
  std::mutex lock_;
};

}  // namespace demarche::server
