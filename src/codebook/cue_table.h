// The verbs and nouns that introduce reported speech, and how each takes its content (codebooks/speech/SCHEMA.md).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "codebook/pack.h"

namespace demarche {

enum class CueUse : std::uint16_t {
  clause = 1,     // "said that ..."
  quote = 2,      // beside a quotation
  weak = 4,       // only together with a quotation
  to = 8,         // "claimed to have ..."
  hearer = 16,    // the object is the person addressed
  order = 32,     // "urged X to ..."
  as = 64,        // "described X as ..."
  of = 128,       // "accused X of ..."
  about = 256,    // an object or prepositional content that is quoted in part
  text = 512,     // a text with an author: "a statement by X"
  doing = 1024,   // "admitted taking ..."
  object = 2048,  // "denied the charge"
  for_ = 4096,    // "called for a ceasefire"
  norm = 8192,    // "according to the treaty" reports nothing
};

class CueUses {
 public:
  constexpr CueUses() = default;
  constexpr explicit CueUses(std::uint32_t bits) : bits_(bits) {}
  constexpr bool has(CueUse use) const { return (bits_ & static_cast<std::uint32_t>(use)) != 0; }
  constexpr explicit operator bool() const { return bits_ != 0; }
  constexpr std::uint32_t bits() const { return bits_; }

 private:
  std::uint32_t bits_ = 0;
};

class CueTable {
 public:
  CueTable() = default;
  explicit CueTable(const Pack& pack);

  /// The uses of a verb lemma; of "point out" when the lemma is written with its particle. None: not a cue.
  CueUses verb(std::string_view lemma) const { return find(verbs_, lemma); }
  /// True when the lemma is a cue or the first word of one ("point" of "point out").
  bool opens_verb(std::string_view lemma) const { return openers_.find(lemma).has_value(); }
  CueUses noun(std::string_view lemma) const { return find(nouns_, lemma); }

 private:
  static CueUses find(const StringMap& map, std::string_view lemma) {
    const std::optional<std::uint32_t> bits = map.find(lemma);
    return bits ? CueUses(*bits) : CueUses();
  }
  StringMap verbs_;
  StringMap openers_;
  StringMap nouns_;
};

/// Reads speech/cues.tsv under `folder`; errors name file and line.
Status compile_cues(const std::string& folder, PackBuilder& builder);

}  // namespace demarche
