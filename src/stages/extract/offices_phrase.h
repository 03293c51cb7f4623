// Noun phrases that name an office, the person in it, and the country it belongs to.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "stages/extract/tree.h"
#include "types/findings.h"
#include "types/mentions.h"
#include "types/tokens.h"

namespace demarche {

class OfficePhrases {
 public:
  OfficePhrases(std::string_view text, const Tokens& tokens, const Tree& tree, const Mentions& mentions)
      : text_(text), tokens_(tokens), tree_(tree), mentions_(mentions) {}

  struct Phrase {
    std::uint32_t head = no_word;
    std::uint32_t first = 0, last = 0;  // its words with country and determiner
    Span span;                          // the office alone: "foreign minister", "ambassador to the United States"
    bool indefinite = false;            // "a minister"
  };

  /// The office that the noun at `word` names; nothing when it is none.
  std::optional<Phrase> at(std::uint32_t word) const;
  /// The single person at a word.
  std::optional<Party> person(std::uint32_t word, std::uint32_t sentence) const;
  /// Of the phrase's own words, else the person's; "" when nothing says so.
  std::string country(const Phrase& phrase, const Party& person) const;

 private:
  std::uint32_t office_word(std::uint32_t word) const;
  std::uint32_t end_of(std::uint32_t head) const;
  std::string_view country_at(std::uint32_t word) const;

  std::string_view text_;
  const Tokens& tokens_;
  const Tree& tree_;
  const Mentions& mentions_;
};

}  // namespace demarche
