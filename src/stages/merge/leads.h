// The facts of a document, each once, and those it comes back to: what it is about.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "stages/merge/signature.h"

namespace demarche {

/// A fact with the number of sentences that hold it.
struct Entry {
  std::uint32_t key = 0;
  std::uint32_t sentences = 0;
  std::uint8_t weight = 0;
  FactKind kind = FactKind::word;
};

/// Ascending by key.
std::vector<Entry> entries_of(const Signature& signature);

/// A signature made ready for comparing it with many others.
struct Profile {
  Signature signature;
  std::vector<Entry> entries;  // of its facts
};
inline Profile profile_of(Signature signature) {
  std::vector<Entry> entries = entries_of(signature);
  return {std::move(signature), std::move(entries)};
}

struct Lead {
  std::uint32_t prominence = 0;
  std::uint32_t key = 0;
  friend auto operator<=>(const Lead&, const Lead&) = default;
};

/// The most prominent names and numbers, at most `most`, heaviest first.
std::vector<Lead> leads_of(const std::vector<Entry>& entries, std::size_t most);
inline std::vector<Lead> leads_of(const Signature& signature, std::size_t most) {
  return leads_of(entries_of(signature), most);
}

}  // namespace demarche
