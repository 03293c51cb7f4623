#include "cache.h"

#include <fmt/format.h>
#include <sodium.h>
#include <zlib.h>

#include <array>

namespace demarche::server {
namespace {

std::size_t size_of(const std::string& key, const Kept& kept) {
  return key.size() + kept.body.size() + kept.gzip.size() + 512;
}

// A gzip stream that is fed and drained.
class Deflater {
 public:
  Deflater() { ::deflateInit2(&stream_, 4, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY); }
  ~Deflater() { ::deflateEnd(&stream_); }
  Deflater(const Deflater&) = delete;
  Deflater& operator=(const Deflater&) = delete;

  std::string feed(std::string_view bytes, int flush) {
    std::string out;
    std::array<char, 16384> block;
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream_.avail_in = static_cast<uInt>(bytes.size());
    do {
      stream_.next_out = reinterpret_cast<Bytef*>(block.data());
      stream_.avail_out = static_cast<uInt>(block.size());
      ::deflate(&stream_, flush);
      out.append(block.data(), block.size() - stream_.avail_out);
    } while (stream_.avail_out == 0);
    return out;
  }

 private:
  z_stream stream_{};
};

}  // namespace

std::string gzipped(const std::string& body) {
  if (body.size() < 1024) return {};
  std::string out = Deflater().feed(body, Z_FINISH);
  return out.size() < body.size() ? out : std::string();
}

Parts gzipped_parts(Parts parts) {
  struct State {
    Deflater deflater;
    bool done = false;
  };
  return [parts = std::move(parts), state = std::make_shared<State>()]() -> Result<std::string> {
    while (!state->done) {
      auto part = parts();
      if (!part) return part;
      state->done = part->empty();
      std::string out = state->deflater.feed(*part, state->done ? Z_FINISH : Z_SYNC_FLUSH);
      if (!out.empty()) return out;
    }
    return std::string();
  };
}

std::string tag_of(std::string_view body) {
  std::array<unsigned char, 16> hash;
  ::crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(body.data()), body.size(),
                       nullptr, 0);
  std::string out = "\"";
  for (const unsigned char byte : hash) out += fmt::format("{:02x}", byte);
  return out + '"';
}

std::shared_ptr<const Kept> Cache::find(const std::string& key, std::uint64_t state) {
  const std::lock_guard hold(lock_);
  const auto entry = entries_.find(key);
  if (entry == entries_.end()) return nullptr;
  if (entry->second.state != state) {
    drop(entry);
    return nullptr;
  }
  ages_.splice(ages_.end(), ages_, entry->second.age);
  return entry->second.kept;
}

void Cache::keep(const std::string& key, std::uint64_t state, std::shared_ptr<const Kept> kept) {
  const std::size_t size = size_of(key, *kept);
  if (size > most_bytes_ / 8) return;
  const std::lock_guard hold(lock_);
  if (const auto old = entries_.find(key); old != entries_.end()) drop(old);
  while (bytes_ + size > most_bytes_ && !ages_.empty()) drop(entries_.find(ages_.front()));
  bytes_ += size;
  ages_.push_back(key);
  entries_.emplace(key, Entry{state, std::move(kept), std::prev(ages_.end())});
}

void Cache::drop(std::map<std::string, Entry>::iterator entry) {
  bytes_ -= size_of(entry->first, *entry->second.kept);
  ages_.erase(entry->second.age);
  entries_.erase(entry);
}

}  // namespace demarche::server
