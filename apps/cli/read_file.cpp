#include "read_file.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

namespace demarche::cli {
namespace {

constexpr std::size_t most_bytes = 16u << 20;

Error failed(const std::string& path) {
  return {ErrorCode::io, fmt::format("{}: {}", path, std::strerror(errno))};
}

}  // namespace

Result<std::string> read_whole(const std::string& path) {
  std::FILE* file = path == "-" ? stdin : std::fopen(path.c_str(), "rb");
  if (file == nullptr) return failed(path);
  std::string out, block(1 << 16, '\0');
  std::size_t n = 0;
  while (out.size() <= most_bytes && (n = std::fread(block.data(), 1, block.size(), file)) > 0) out.append(block, 0, n);
  const bool broken = std::ferror(file) != 0;
  const Error error = failed(path);
  if (file != stdin) std::fclose(file);
  if (broken) return error;
  if (out.size() > most_bytes) return Error{ErrorCode::too_large, fmt::format("{}: more than 16 MB", path)};
  return out;
}

Status write_whole(const std::string& path, std::string_view bytes) {
  std::FILE* file = std::fopen(path.c_str(), "wb");
  if (file == nullptr) return failed(path);
  const bool written = std::fwrite(bytes.data(), 1, bytes.size(), file) == bytes.size();
  const Error error = failed(path);
  return std::fclose(file) == 0 && written ? Status() : Status(error);
}

}  // namespace demarche::cli
