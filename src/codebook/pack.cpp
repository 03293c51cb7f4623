#include "codebook/pack.h"

#include <fmt/format.h>

#include <bit>
#include <cstring>

#include "base/check.h"
#include "base/hash.h"

namespace demarche {
namespace {

constexpr std::string_view magic = "DMPACK01";
constexpr std::uint32_t free_slot = 0xFFFFFFFF;

void append_u32(std::string& out, std::uint32_t value) {
  for (int shift = 0; shift < 32; shift += 8) out += static_cast<char>(value >> shift & 0xFF);
}

std::uint32_t read_u32(std::string_view bytes, std::size_t at) {
  std::uint32_t value = 0;
  std::memcpy(&value, bytes.data() + at, 4);
  return value;
}

void pad(std::string& out) {
  while (out.size() % 8 != 0) out += '\0';
}

static_assert(std::endian::native == std::endian::little, "packs are little-endian and used in place");

}  // namespace

StringMap::StringMap(std::string_view section) {
  if (section.size() < 8) return;
  count_ = read_u32(section, 0);
  const std::uint32_t slots = read_u32(section, 4);
  DM_CHECK(std::has_single_bit(slots) && section.size() >= 8 + std::size_t{12} * slots);
  mask_ = slots - 1;
  slots_ = reinterpret_cast<const std::uint32_t*>(section.data() + 8);
  pool_ = section.substr(8 + std::size_t{12} * slots);
}

std::optional<std::uint32_t> StringMap::find(std::string_view key) const {
  if (slots_ == nullptr) return std::nullopt;
  for (std::uint32_t at = static_cast<std::uint32_t>(hash64(key)) & mask_;; at = (at + 1) & mask_) {
    const std::uint32_t* slot = slots_ + std::size_t{3} * at;
    if (slot[1] == free_slot) return std::nullopt;
    if (slot[1] == key.size() && pool_.substr(slot[0], slot[1]) == key) return slot[2];
  }
}

std::string build_string_map(const std::map<std::string, std::uint32_t>& entries) {
  const std::uint32_t slots = std::bit_ceil(static_cast<std::uint32_t>(entries.size() * 2 + 2));
  std::vector<std::uint32_t> table(std::size_t{3} * slots, free_slot);
  std::string pool;
  for (const auto& [key, value] : entries) {
    std::uint32_t at = static_cast<std::uint32_t>(hash64(key)) & (slots - 1);
    while (table[3 * std::size_t{at} + 1] != free_slot) at = (at + 1) & (slots - 1);
    table[3 * std::size_t{at}] = static_cast<std::uint32_t>(pool.size());
    table[3 * std::size_t{at} + 1] = static_cast<std::uint32_t>(key.size());
    table[3 * std::size_t{at} + 2] = value;
    pool += key;
  }
  std::string out;
  append_u32(out, static_cast<std::uint32_t>(entries.size()));
  append_u32(out, slots);
  for (std::uint32_t word : table) append_u32(out, word);
  return out + pool;
}

StringList::StringList(std::string_view section) {
  if (section.size() < 4) return;
  count_ = read_u32(section, 0);
  ends_ = reinterpret_cast<const std::uint32_t*>(section.data() + 4);
  pool_ = section.substr(4 + std::size_t{4} * count_);
}

std::string_view StringList::operator[](std::size_t i) const {
  const std::uint32_t begin = i == 0 ? 0 : ends_[i - 1];
  return pool_.substr(begin, ends_[i] - begin);
}

std::string build_string_list(const std::vector<std::string>& strings) {
  std::string out, pool;
  append_u32(out, static_cast<std::uint32_t>(strings.size()));
  for (const std::string& s : strings) {
    pool += s;
    append_u32(out, static_cast<std::uint32_t>(pool.size()));
  }
  return out + pool;
}

std::string build_words(const std::vector<std::uint32_t>& words) {
  std::string out;
  for (std::uint32_t word : words) append_u32(out, word);
  return out;
}

void PackBuilder::add(std::string name, std::string bytes) {
  sections_[std::move(name)] = std::move(bytes);
}

std::string PackBuilder::bytes() const {
  std::string directory, body;
  std::size_t directory_size = 0;
  for (const auto& [name, bytes] : sections_) directory_size += 12 + name.size();
  std::string head(magic);
  std::size_t start = head.size() + 16 + directory_size;
  start = (start + 7) / 8 * 8;
  for (const auto& [name, bytes] : sections_) {
    pad(body);
    append_u32(directory, static_cast<std::uint32_t>(name.size()));
    directory += name;
    append_u32(directory, static_cast<std::uint32_t>(start + body.size()));
    append_u32(directory, static_cast<std::uint32_t>(bytes.size()));
    body += bytes;
  }
  const std::uint64_t version = hash64(body, hash64(directory));
  append_u32(head, static_cast<std::uint32_t>(version));
  append_u32(head, static_cast<std::uint32_t>(version >> 32));
  append_u32(head, static_cast<std::uint32_t>(sections_.size()));
  append_u32(head, static_cast<std::uint32_t>(directory_size));
  head += directory;
  pad(head);
  return head + body;
}

Result<Pack> Pack::open(const std::string& path) {
  Result<MappedFile> file = MappedFile::open(path);
  if (!file) return file.error();
  Pack pack;
  pack.file_ = std::move(file).value();
  const std::string_view bytes = pack.file_.bytes();
  const Error damaged{ErrorCode::corrupt,
                      fmt::format("{} is not a whole codebook: build it again with ./dev build", path)};
  if (bytes.size() < 24 || !bytes.starts_with(magic)) return damaged;
  const std::uint32_t count = read_u32(bytes, 16);
  std::size_t at = 24;
  for (std::uint32_t i = 0; i < count; ++i) {
    if (at + 4 > bytes.size()) return damaged;
    const std::uint32_t length = read_u32(bytes, at);
    if (at + 12 + length > bytes.size()) return damaged;
    const std::string name(bytes.substr(at + 4, length));
    const std::size_t begin = read_u32(bytes, at + 4 + length), size = read_u32(bytes, at + 8 + length);
    if (begin + size > bytes.size() || begin % 8 != 0) return damaged;
    pack.sections_[name] = bytes.substr(begin, size);
    at += 12 + length;
  }
  return pack;
}

std::string_view Pack::section(std::string_view name) const {
  const auto found = sections_.find(name);
  return found == sections_.end() ? std::string_view{} : found->second;
}

std::string Pack::version() const {
  std::uint64_t version = 0;
  std::memcpy(&version, file_.bytes().data() + magic.size(), 8);
  return hex(version).substr(0, 12);
}

}  // namespace demarche
