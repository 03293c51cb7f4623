// A codebook compiled at build: one file of named sections, mapped at start, used in place.
//
// tools/compile_codebook reads the tables of codebooks/, checks them and writes the pack with PackBuilder; Pack reads
// it. A StringMap section maps byte strings to 32-bit values (an index into the section's own rows, as its owner likes)
// without building anything at load: open addressing over XXH3, keys in one pool.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/file.h"
#include "demarche/result.h"

namespace demarche {

/// A view of a mapped hash table from strings to 32-bit values. An empty view finds nothing.
class StringMap {
 public:
  StringMap() = default;
  explicit StringMap(std::string_view section);
  std::optional<std::uint32_t> find(std::string_view key) const;
  std::size_t size() const { return count_; }

 private:
  const std::uint32_t* slots_ =
      nullptr;  // three words a slot: key offset, key length, value; length 0xFFFFFFFF is free
  std::uint32_t mask_ = 0;
  std::uint32_t count_ = 0;
  std::string_view pool_;
};

/// The bytes of a StringMap section. Keys are unique (the last value wins); order of insertion does not show.
std::string build_string_map(const std::map<std::string, std::uint32_t>& entries);

/// A view of an array of little-endian 32-bit words: a section whose owner knows its layout.
class WordArray {
 public:
  WordArray() = default;
  explicit WordArray(std::string_view section)
      : data_(reinterpret_cast<const std::uint32_t*>(section.data())), size_(section.size() / 4) {}
  std::uint32_t operator[](std::size_t i) const { return data_[i]; }
  std::size_t size() const { return size_; }

 private:
  const std::uint32_t* data_ = nullptr;
  std::size_t size_ = 0;
};

/// A section of strings addressed by number.
class StringList {
 public:
  StringList() = default;
  explicit StringList(std::string_view section);
  std::string_view operator[](std::size_t i) const;
  std::size_t size() const { return count_; }

 private:
  const std::uint32_t* ends_ = nullptr;
  std::uint32_t count_ = 0;
  std::string_view pool_;
};

std::string build_string_list(const std::vector<std::string>& strings);
std::string build_words(const std::vector<std::uint32_t>& words);

class PackBuilder {
 public:
  void add(std::string name, std::string bytes);
  /// The file: magic, version hash (of all sections), directory, 8-byte aligned sections.
  std::string bytes() const;
  const std::map<std::string, std::string>& sections() const { return sections_; }

 private:
  std::map<std::string, std::string> sections_;
};

class Pack {
 public:
  static Result<Pack> open(const std::string& path);
  /// The section's bytes; empty when there is none of that name.
  std::string_view section(std::string_view name) const;
  /// A short hash of the content, the codebook's version in every record.
  std::string version() const;

 private:
  MappedFile file_;
  std::map<std::string, std::string_view, std::less<>> sections_;
};

}  // namespace demarche
