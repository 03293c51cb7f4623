// Random documents for tests and benchmarks of the archive: consistent in themselves (spans within texts, hashes true),
// otherwise arbitrary. The same seed gives the same documents. Defined in tests/store/random_documents.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "store/stored.h"

namespace demarche::store {

class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {  // splitmix64
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15ull);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
    return z ^ (z >> 31);
  }
  int below(int n) { return static_cast<int>(next() % static_cast<std::uint64_t>(n)); }
  bool chance(int percent) { return below(100) < percent; }
  template <typename T, std::size_t N>
  const T& of(const T (&items)[N]) {
    return items[below(static_cast<int>(N))];
  }

 private:
  std::uint64_t state_;
};

class RandomDocuments {
 public:
  explicit RandomDocuments(std::uint64_t seed) : random_(seed) {}
  Random& random() { return random_; }

  /// An article of about `sentences` sentences with an event or statement in most of them.
  StoredDocument document(const std::string& id, int sentences = 6);
  /// Recomputes what derives from text, title and date.
  static void finish(StoredDocument& document);

 private:
  Span word(const std::vector<Span>& words);
  StoredParty party(Role role, const std::vector<Span>& words);
  StoredEvent event(const std::string& id, std::size_t number, const StoredDocument& document,
                    const StoredSentence& where, const std::vector<Span>& words);
  StoredStatement statement(const std::string& id, std::size_t number, const StoredSentence& where,
                            const std::vector<Span>& words);

  Random random_;
};

}  // namespace demarche::store
