// What stays of a document for telling stories apart: hashes with weights, no words.
//
// Names, numbers, days, parties, acts, quoted words and content words of each sentence, in order; MinHash of its word
// sequences; the addresses it cites. Two signatures are all that comparing two documents takes, so a page can be
// compared long after its text is gone from memory, or was never kept. A pure function of one document: nothing here
// knows others.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"
#include "types/coded.h"

namespace demarche {

enum class FactKind : std::uint8_t { word, name, number, day, actor, event, quote };
inline constexpr std::size_t fact_kinds = 7;

/// `weight` is about the binary logarithm of how rare it is in news: 10 for what one article in a thousand says.
struct Fact {
  std::uint32_t key = 0;
  std::uint8_t weight = 0;
  FactKind kind = FactKind::word;
};

inline constexpr std::size_t minhash_size = 64;

struct Signature {
  std::uint64_t copy_key = 0;                       // see copies.h
  std::optional<Day> day;                           // of publication, else the latest single day that the text names
  std::uint32_t words = 0;                          // of the text
  std::uint32_t sequences = 0;                      // distinct sequences of four words
  std::array<std::uint32_t, minhash_size> least{};  // of them, the least hash in each of 64 parts; all 0 without any
  std::vector<Fact> facts;           // sentence after sentence; ascending by key within one, each key once
  std::vector<std::uint32_t> ends;   // where each sentence's facts end; sentence 0 is the title
  std::uint64_t address = 0;         // key of the page's own address; 0: none
  std::vector<std::uint64_t> cited;  // keys of the addresses it cites, ascending

  friend bool operator==(const Signature&, const Signature&);
};

Signature signature_of(const Coded& coded);

/// The key of an address that leads to a page (not merely to a site); 0 for anything else. Scheme, "www.", fragment and
/// the marks of campaigns make no difference.
std::uint64_t address_key(std::string_view url);

/// Bytes for the archive and back; nothing for bytes that encode() did not make.
std::string encode(const Signature& signature);
std::optional<Signature> decode_signature(std::string_view bytes);

}  // namespace demarche
