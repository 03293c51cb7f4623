#include <cstring>

#include "stages/merge/signature.h"

namespace demarche {
namespace {

constexpr char format = 1;
constexpr std::int32_t no_day = INT32_MIN;

class Out {
 public:
  template <typename T>
  void put(T value) {
    for (std::size_t i = 0; i < sizeof(T); ++i)
      bytes += static_cast<char>(static_cast<std::uint64_t>(value) >> (8 * i) & 0xFF);
  }
  std::string bytes{format};
};

class In {
 public:
  explicit In(std::string_view bytes) : bytes_(bytes) {}
  template <typename T>
  T get() {
    if (bytes_.size() - at_ < sizeof(T)) {
      sound_ = false;
      return T{};
    }
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < sizeof(T); ++i)
      value |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes_[at_ + i])) << (8 * i);
    at_ += sizeof(T);
    return static_cast<T>(value);
  }
  /// A count of things that take at least `each` bytes.
  std::size_t count(std::size_t each) {
    const std::size_t n = get<std::uint32_t>();
    if (n > (bytes_.size() - at_) / each) sound_ = false;
    return sound_ ? n : 0;
  }
  bool done() const { return sound_ && at_ == bytes_.size(); }
  bool sound() const { return sound_; }

 private:
  std::string_view bytes_;
  std::size_t at_ = 1;
  bool sound_ = true;
};

}  // namespace

std::string encode(const Signature& s) {
  Out out;
  out.put(s.copy_key);
  out.put(s.day ? s.day->count() : no_day);
  out.put(s.words);
  out.put(s.sequences);
  if (s.sequences != 0)
    for (const std::uint32_t least : s.least) out.put(least);
  out.put(s.address);
  out.put(static_cast<std::uint32_t>(s.cited.size()));
  for (const std::uint64_t key : s.cited) out.put(key);
  out.put(static_cast<std::uint32_t>(s.ends.size()));
  std::uint32_t at = 0;
  for (const std::uint32_t end : s.ends) {
    out.put(static_cast<std::uint16_t>(end - at));
    for (; at < end; ++at) {
      out.put(s.facts[at].key);
      out.put(static_cast<std::uint8_t>(s.facts[at].weight | static_cast<std::uint8_t>(s.facts[at].kind) << 5));
    }
  }
  return std::move(out.bytes);
}

std::optional<Signature> decode_signature(std::string_view bytes) {
  if (bytes.empty() || bytes.front() != format) return std::nullopt;
  In in(bytes);
  Signature s;
  s.copy_key = in.get<std::uint64_t>();
  if (const auto day = in.get<std::int32_t>(); day != no_day) s.day = Day(day);
  s.words = in.get<std::uint32_t>();
  s.sequences = in.get<std::uint32_t>();
  if (s.sequences != 0)
    for (std::uint32_t& least : s.least) least = in.get<std::uint32_t>();
  s.address = in.get<std::uint64_t>();
  s.cited.resize(in.count(8));
  for (std::uint64_t& key : s.cited) key = in.get<std::uint64_t>();
  const std::size_t sentences = in.count(2);
  for (std::size_t i = 0; i < sentences && in.sound(); ++i) {
    const std::size_t facts = in.get<std::uint16_t>();
    for (std::size_t n = 0; n < facts && in.sound(); ++n) {
      Fact fact;
      fact.key = in.get<std::uint32_t>();
      const auto packed = in.get<std::uint8_t>();
      fact.weight = packed & 31;
      if ((packed >> 5) >= fact_kinds) return std::nullopt;
      fact.kind = static_cast<FactKind>(packed >> 5);
      s.facts.push_back(fact);
    }
    s.ends.push_back(static_cast<std::uint32_t>(s.facts.size()));
  }
  if (!in.done()) return std::nullopt;
  return s;
}

}  // namespace demarche
