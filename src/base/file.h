// Files: read whole, map, write so that a reader sees the old or the new content and never half of it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "demarche/result.h"

namespace demarche {

Result<std::string> read_file(const std::string& path, std::size_t limit_bytes);
/// Writes beside the file, syncs and renames.
Status write_file(const std::string& path, std::string_view bytes);

/// A read-only mapping of a file; the bytes live as long as the object.
class MappedFile {
 public:
  static Result<MappedFile> open(const std::string& path);
  MappedFile() = default;
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  ~MappedFile();
  std::string_view bytes() const { return {data_, size_}; }

 private:
  const char* data_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace demarche
