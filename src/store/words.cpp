#include "store/words.h"

#include <sodium.h>

#include <algorithm>
#include <cstring>

#include "base/check.h"
#include "base/text.h"

namespace demarche::store {

WordSequences::WordSequences(std::string_view key) {
  DM_CHECK(key.size() == key_.size());
  std::memcpy(key_.data(), key.data(), key_.size());
  for (int c = 1; c < 256; ++c) {
    const char ch = static_cast<char>(c);
    if (is_ascii_alpha(ch) || is_ascii_digit(ch) || c >= 128) fold_[static_cast<std::size_t>(c)] = to_ascii_lower(ch);
  }
}

// True when a whole sequence stands.
bool WordSequences::end_word() {
  std::uint64_t hash = 0;
  crypto_shorthash(reinterpret_cast<unsigned char*>(&hash), reinterpret_cast<const unsigned char*>(word_.data()),
                   std::min(length_, word_.size()), key_.data());
  length_ = 0;
  row_[words_ % words_a_sequence] = hash;
  ++words_;
  return words_ >= words_a_sequence;
}

std::uint64_t WordSequences::hash() const {
  std::array<std::uint64_t, words_a_sequence> ordered;
  for (std::size_t i = 0; i < words_a_sequence; ++i) ordered[i] = row_[(words_ + i) % words_a_sequence];
  std::uint64_t out = 0;
  crypto_shorthash(reinterpret_cast<unsigned char*>(&out), reinterpret_cast<const unsigned char*>(ordered.data()),
                   sizeof ordered, key_.data());
  return out;
}

HashSet::HashSet(std::vector<std::uint64_t> hashes) : hashes_(std::move(hashes)) {
  std::sort(hashes_.begin(), hashes_.end());
  hashes_.erase(std::unique(hashes_.begin(), hashes_.end()), hashes_.end());
  std::uint64_t bits = 1024;
  while (bits < hashes_.size() * 32) bits *= 2;
  mask_ = bits - 1;
  filter_.resize(bits / 64);
  for (std::uint64_t hash : hashes_) filter_[(hash & mask_) >> 6] |= std::uint64_t{1} << (hash & 63);
}

bool HashSet::find(std::uint64_t hash) const {
  return std::binary_search(hashes_.begin(), hashes_.end(), hash);
}

std::vector<std::uint64_t> all_sequences_of(std::string_view text, std::string_view key) {
  std::vector<std::uint64_t> out;
  WordSequences words(key);
  const auto note = [&](std::uint64_t hash) { out.push_back(hash); };
  words.feed(text, note);
  words.finish(note);
  return out;
}

std::vector<std::uint64_t> sequences_of(std::string_view text, std::string_view key) {
  const std::vector<std::uint64_t> all = all_sequences_of(text, key);
  std::vector<std::uint64_t> out;
  if (all.empty()) return out;
  if (all.size() <= winnowed) return {*std::min_element(all.begin(), all.end())};
  for (std::size_t i = 0; i + winnowed <= all.size(); ++i) {
    const std::uint64_t least = *std::min_element(all.begin() + static_cast<std::ptrdiff_t>(i),
                                                  all.begin() + static_cast<std::ptrdiff_t>(i + winnowed));
    if (out.empty() || out.back() != least) out.push_back(least);
  }
  return out;
}

}  // namespace demarche::store
