// SHA-256 of what comes piece by piece: files too large to hold.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "demarche/result.h"

namespace demarche {

class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;
  void add(std::string_view bytes);
  /// 64 lower-case hexadecimal digits. Call once.
  std::string hex();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Of a file's bytes.
Result<std::string> sha256_of_file(const std::string& path);

}  // namespace demarche
