#include "output.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "terminal.h"

namespace demarche::cli {

Status StandardOutput::write(std::string_view bytes) {
  const Error stop{ErrorCode::io, "standard output is closed"};
  if (closed_) return stop;
  while (!bytes.empty()) {
    const ssize_t n = ::write(STDOUT_FILENO, bytes.data(), bytes.size());
    if (n >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(n));
    } else if (errno == EPIPE) {
      closed_ = true;
      return stop;
    } else if (errno != EINTR && errno != EAGAIN) {
      return Error{ErrorCode::io, fmt::format("cannot write to standard output: {}", std::strerror(errno))};
    }
  }
  return {};
}

Output StandardOutput::sink() {
  return [this](std::string_view lines) { return write(lines); };
}

int print(std::string_view text) {
  StandardOutput out;
  const Status written = out.write(text);
  if (written || out.closed()) return 0;
  std::fprintf(stderr, "demarche: %s\n", written.error().message.c_str());
  return 3;
}

void complain(std::string_view command, std::string_view message) {
  std::fprintf(stderr, "%s\n", printable(fmt::format("demarche {}: {}", command, message)).c_str());
}

int fail(std::string_view command, const Error& error) {
  complain(command, error.message);
  return error.code == ErrorCode::usage ? 2 : 3;
}

}  // namespace demarche::cli
