// A model on disk: a JSON manifest and named tensors, mapped and used in place.
//
// Layout, little-endian: 64 bytes of header (magic, format version, sizes, XXH3 of all of it), the
// directory (96 bytes a tensor), the manifest, then the tensors, each at a multiple of 64 bytes. Opening checks every
// offset and the hash, so that a cut or damaged file is an error and never a crash.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "base/file.h"
#include "demarche/result.h"

namespace demarche {

class ModelFile {
 public:
  static Result<ModelFile> open(const std::string& path);
  /// A tensor's bytes; empty when there is none of that name.
  std::string_view tensor(std::string_view name) const;
  const std::map<std::string, std::string_view, std::less<>>& tensors() const { return tensors_; }
  std::string_view manifest() const { return manifest_; }
  /// XXH3 of the content.
  std::uint64_t content_hash() const { return hash_; }

 private:
  MappedFile file_;
  std::map<std::string, std::string_view, std::less<>> tensors_;
  std::string_view manifest_;
  std::uint64_t hash_ = 0;
};

class ModelBuilder {
 public:
  /// At most 47 bytes of name.
  void add(std::string name, std::string bytes) { tensors_[std::move(name)] = std::move(bytes); }
  std::string bytes(std::string_view manifest) const;

 private:
  std::map<std::string, std::string> tensors_;
};

}  // namespace demarche
