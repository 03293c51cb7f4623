#include "access_log.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <ctime>

namespace demarche::server {
namespace {

// A target may hold anything; a line of the log is one line.
std::string printable(std::string_view text) {
  std::string out;
  for (const char c : text.substr(0, 2000)) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte >= 0x7f || c == '"' || c == '\\') {
      out += fmt::format("\\x{:02x}", byte);
    } else {
      out += c;
    }
  }
  return out;
}

std::string_view name_of(Method method) {
  switch (method) {
    case Method::get:
      return "GET";
    case Method::head:
      return "HEAD";
    case Method::post:
      return "POST";
    default:
      return "OTHER";
  }
}

}  // namespace

Result<std::unique_ptr<AccessLog>> AccessLog::open(const std::string& path) {
  auto log = std::make_unique<AccessLog>();
  if (path == "-") log->file_ = stderr;
  if (path.empty() || path == "-") return log;
  log->file_ = std::fopen(path.c_str(), "ae");
  log->owned_ = true;
  if (log->file_ == nullptr)
    return Error{ErrorCode::io, fmt::format("{}: the access log cannot be written: {}", path, std::strerror(errno))};
  return log;
}

AccessLog::~AccessLog() {
  if (owned_ && file_ != nullptr) std::fclose(file_);
}

void AccessLog::write(const Request& request, const Response& response, std::size_t bytes, std::int64_t microseconds) {
  if (file_ == nullptr) return;
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  ::gmtime_r(&now, &parts);
  char day[40];
  std::strftime(day, sizeof day, "%d/%b/%Y:%H:%M:%S +0000", &parts);
  const std::string line =
      fmt::format("{} - - [{}] \"{} {} HTTP/1.1\" {} {} {}us\n", request.client, day, name_of(request.method),
                  printable(request.target), response.status, bytes, microseconds);
  const std::lock_guard hold(lock_);
  std::fwrite(line.data(), 1, line.size(), file_);
  std::fflush(file_);
}

}  // namespace demarche::server
