#include "stages/merge/sequences.h"

#include <algorithm>
#include <limits>
#include <string>

#include "base/hash.h"
#include "base/text.h"
#include "base/utf8.h"

namespace demarche {
namespace {

constexpr std::size_t sequence_words = 4;

bool is_letter(char32_t c) {
  if (c < 0x80) return is_ascii_alpha(static_cast<char>(c)) || is_ascii_digit(static_cast<char>(c));
  const bool sign = (c >= 0x2000 && c <= 0x206F) || c == 0xA0 || c == 0xAD || c == 0xFEFF || c == 0xAB || c == 0xBB ||
                    (c >= 0x3000 && c <= 0x3003);
  return !sign;
}

}  // namespace

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> out;
  std::size_t begin = 0;
  bool in_word = false;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t here = at;
    const bool letter = is_letter(decode_utf8(text, at));
    if (letter && !in_word) begin = here;
    if (!letter && in_word) out.push_back(text.substr(begin, here - begin));
    in_word = letter;
  }
  if (in_word) out.push_back(text.substr(begin));
  return out;
}

std::vector<std::string_view> quotes_of(std::string_view text) {
  std::vector<std::string_view> out;
  std::size_t open = std::string_view::npos;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t here = at;
    const char32_t c = decode_utf8(text, at);
    const bool straight = c == '"', opens = c == 0x201C || c == 0x201E, closes = c == 0x201D;
    if (c == '\n') open = std::string_view::npos;
    if (open == std::string_view::npos ? straight || opens : false) {
      open = at;
    } else if (open != std::string_view::npos && (straight || closes)) {
      out.push_back(text.substr(open, here - open));
      open = std::string_view::npos;
    }
  }
  return out;
}

std::uint32_t add_sequences(std::string_view text, std::array<std::uint32_t, 64>& least) {
  const std::string lower = ascii_lower(text);
  std::vector<std::uint64_t> words, hashes;
  for (const std::string_view word : words_of(lower)) words.push_back(hash64(word));
  for (std::size_t i = 0; i + sequence_words <= words.size(); ++i)
    hashes.push_back(hash64({reinterpret_cast<const char*>(&words[i]), sequence_words * sizeof words[0]}));
  if (hashes.empty()) return 0;
  std::sort(hashes.begin(), hashes.end());
  hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
  constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();
  least.fill(none);
  for (const std::uint64_t hash : hashes) {
    std::uint32_t& part = least[hash >> 58];
    part = std::min(part, static_cast<std::uint32_t>(hash >> 20) & (none - 1));
  }
  std::array<std::uint32_t, 64> filled = least;
  for (std::size_t i = 0; i < least.size(); ++i) {
    std::size_t from = i;
    while (least[from] == none) from = (from + 1) % least.size();
    // A borrowed value is marked by its distance, so that it meets only what borrowed alike.
    filled[i] = from == i ? least[i] : least[from] ^ static_cast<std::uint32_t>(0x9E3779B9u * ((from - i) & 63));
  }
  least = filled;
  return static_cast<std::uint32_t>(hashes.size());
}

}  // namespace demarche
