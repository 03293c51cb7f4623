// Word sequences as keyed hashes: how a removed text is recognised after it is gone, without keeping a word of it.
//
// Six words in a row make a sequence; of the sequences of a text those are kept that are least among four neighbours
// (winnowing: Schleimer, Wilkerson and Aiken 2003), so any nine words in a row of it are recognised anywhere. A word is
// a run of letters, digits and bytes beyond ASCII, without regard to case, so that spacing, quoting and markup between
// words do not matter. SipHash-2-4 throughout: without the key the hashes say nothing.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace demarche::store {

inline constexpr std::size_t words_a_sequence = 6;
inline constexpr std::size_t winnowed = 4;

/// Hashes of six words in a row, as bytes come; words may be split between feeds.
class WordSequences {
 public:
  /// 16 bytes of key.
  explicit WordSequences(std::string_view key);

  /// Calls on_sequence(hash) at the end of every sixth word in a row.
  template <typename OnSequence>
  void feed(std::string_view bytes, const OnSequence& on_sequence) {
    for (const char c : bytes) {
      const char folded = fold_[static_cast<unsigned char>(c)];
      if (folded != 0) {
        if (length_ < word_.size()) word_[length_] = folded;
        ++length_;
      } else if (length_ != 0 && end_word()) {
        on_sequence(hash());
      }
    }
  }
  /// Ends the last word and forgets the row.
  template <typename OnSequence>
  void finish(const OnSequence& on_sequence) {
    if (length_ != 0 && end_word()) on_sequence(hash());
    words_ = 0;
  }

 private:
  bool end_word();
  std::uint64_t hash() const;

  std::array<char, 256> fold_{};
  std::array<unsigned char, 16> key_{};
  std::array<char, 128> word_{};  // longer words are told apart by their beginnings alone
  std::size_t length_ = 0;
  std::array<std::uint64_t, words_a_sequence> row_{};
  std::size_t words_ = 0;
};

/// A set of hashes that answers "no" in a nanosecond.
class HashSet {
 public:
  HashSet() = default;
  explicit HashSet(std::vector<std::uint64_t> hashes);
  bool holds(std::uint64_t hash) const {
    if (hashes_.empty() || (filter_[(hash & mask_) >> 6] >> (hash & 63) & 1) == 0) return false;
    return find(hash);
  }
  const std::vector<std::uint64_t>& hashes() const { return hashes_; }

 private:
  bool find(std::uint64_t hash) const;
  std::vector<std::uint64_t> hashes_;  // ascending
  std::vector<std::uint64_t> filter_;
  std::uint64_t mask_ = 0;
};

/// The winnowed sequences of a text; none when it has fewer than six words.
std::vector<std::uint64_t> sequences_of(std::string_view text, std::string_view key);
/// All of them.
std::vector<std::uint64_t> all_sequences_of(std::string_view text, std::string_view key);

}  // namespace demarche::store
