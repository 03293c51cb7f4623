#include "nn/model_file.h"

#include <cstring>

#include "base/check.h"
#include "base/hash.h"

namespace demarche {
namespace {

constexpr char magic[8] = {'D', 'M', 'M', 'O', 'D', 'E', 'L', '\n'};
constexpr std::uint32_t format_version = 1;
constexpr std::size_t alignment = 64;

struct Header {
  char magic[8];
  std::uint32_t version;
  std::uint32_t tensor_count;
  std::uint64_t file_size;
  std::uint64_t manifest_offset;
  std::uint64_t manifest_size;
  std::uint64_t hash;  // of everything but itself
  std::uint64_t reserved[2];
};
static_assert(sizeof(Header) == 64);

struct Entry {
  char name[48];
  std::uint64_t offset;
  std::uint64_t size;
  std::uint64_t reserved[4];
};
static_assert(sizeof(Entry) == 96);

std::uint64_t hash_of(Header header, std::string_view bytes) {
  header.hash = 0;
  const std::uint64_t seed = hash64({reinterpret_cast<const char*>(&header), sizeof header});
  return hash64(bytes.substr(sizeof header), seed);
}

constexpr std::size_t aligned(std::size_t n) {
  return (n + alignment - 1) / alignment * alignment;
}

Error damaged(const std::string& path, const char* what) {
  return {ErrorCode::corrupt, "the model " + path + " is damaged (" + what + "): install it again"};
}

bool inside(std::uint64_t offset, std::uint64_t size, std::size_t whole) {
  return offset <= whole && size <= whole - offset;
}

}  // namespace

Result<ModelFile> ModelFile::open(const std::string& path) {
  auto mapped = MappedFile::open(path);
  if (!mapped) return mapped.error();
  ModelFile model;
  model.file_ = std::move(mapped).value();
  const std::string_view bytes = model.file_.bytes();
  Header header;
  if (bytes.size() < sizeof header) return damaged(path, "shorter than its header");
  std::memcpy(&header, bytes.data(), sizeof header);
  if (std::memcmp(header.magic, magic, sizeof magic) != 0)
    return Error{ErrorCode::corrupt, path + " is not a model of Demarche"};
  if (header.version != format_version)
    return Error{ErrorCode::corrupt, "the model " + path + " has format " + std::to_string(header.version) +
                                         ", this program reads format " + std::to_string(format_version)};
  if (header.file_size != bytes.size()) return damaged(path, "its size is not the one in its header");
  if (hash_of(header, bytes) != header.hash) return damaged(path, "its content does not match its hash");
  if (header.tensor_count > (bytes.size() - sizeof header) / sizeof(Entry)) return damaged(path, "directory");
  if (!inside(header.manifest_offset, header.manifest_size, bytes.size())) return damaged(path, "manifest");
  model.manifest_ = bytes.substr(header.manifest_offset, header.manifest_size);
  model.hash_ = header.hash;
  for (std::uint32_t i = 0; i < header.tensor_count; ++i) {
    Entry entry;
    std::memcpy(&entry, bytes.data() + sizeof header + i * sizeof entry, sizeof entry);
    if (entry.name[sizeof entry.name - 1] != '\0' || entry.offset % alignment != 0 ||
        !inside(entry.offset, entry.size, bytes.size()))
      return damaged(path, "directory");
    model.tensors_[entry.name] = bytes.substr(entry.offset, entry.size);
  }
  return model;
}

std::string_view ModelFile::tensor(std::string_view name) const {
  const auto found = tensors_.find(name);
  return found == tensors_.end() ? std::string_view() : found->second;
}

std::string ModelBuilder::bytes(std::string_view manifest) const {
  Header header{};
  std::memcpy(header.magic, magic, sizeof magic);
  header.version = format_version;
  header.tensor_count = static_cast<std::uint32_t>(tensors_.size());
  header.manifest_offset = sizeof header + tensors_.size() * sizeof(Entry);
  header.manifest_size = manifest.size();
  std::string out(header.manifest_offset, '\0');
  out += manifest;
  std::size_t number = 0;
  for (const auto& [name, bytes] : tensors_) {
    Entry entry{};
    DM_CHECK(name.size() < sizeof entry.name);
    std::memcpy(entry.name, name.data(), name.size());
    out.resize(aligned(out.size()), '\0');
    entry.offset = out.size();
    entry.size = bytes.size();
    std::memcpy(out.data() + sizeof header + number++ * sizeof entry, &entry, sizeof entry);
    out += bytes;
  }
  out.resize(aligned(out.size()), '\0');
  header.file_size = out.size();
  header.hash = hash_of(header, out);
  std::memcpy(out.data(), &header, sizeof header);
  return out;
}

}  // namespace demarche
