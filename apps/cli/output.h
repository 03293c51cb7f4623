// Standard output and standard error. A closed pipe is the reader's wish to stop, not an error.
#pragma once

#include <string>
#include <string_view>

#include "demarche/engine.h"

namespace demarche::cli {

/// Writes to standard output, whole lines at a time.
class StandardOutput {
 public:
  Status write(std::string_view bytes);
  /// True after the reader of a pipe has gone; what follows is dropped.
  bool closed() const { return closed_; }
  Output sink();

 private:
  bool closed_ = false;
};

/// Prints text and gives the exit status: 0, or 3 when it cannot be written.
int print(std::string_view text);
/// "demarche code: message" on standard error.
void complain(std::string_view command, std::string_view message);
/// The exit status that an error stands for: 2 for wrong use, else 3. Complains.
int fail(std::string_view command, const Error& error);

}  // namespace demarche::cli
