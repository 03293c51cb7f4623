// Which way the verb beside a date points: "met on Friday" to the past, "will meet on Friday" to the future.
//
// With a tree, the governing verb, its auxiliaries and the verbs it depends on decide ("is expected to meet on
// Friday"). Without one, or where the tree is silent, the nearest telling word of the sentence does, first before the
// date, then after it.
#pragma once

#include "stages/ground/dates_grammar.h"
#include "types/syntax.h"
#include "types/tokens.h"

namespace demarche::dates {

class SentenceTense final : public TenseReader {
 public:
  SentenceTense(std::string_view text, const std::vector<Lexeme>& lexemes, const Tokens& tokens, const Syntax& syntax)
      : text_(text), lexemes_(lexemes), tokens_(tokens), syntax_(syntax) {}
  Direction direction(std::size_t first, std::size_t last) const override;

 private:
  Direction by_words(std::size_t first, std::size_t last) const;
  Direction by_tree(Span span) const;
  Direction of_verb(std::uint32_t verb) const;
  bool ends_sentence(std::size_t i) const;
  Direction cue(std::size_t i) const;
  Direction after(std::size_t last, std::size_t reach) const;
  std::string_view word(std::size_t i) const {
    return text_.substr(lexemes_[i].begin, lexemes_[i].end - lexemes_[i].begin);
  }

  std::string_view text_;
  const std::vector<Lexeme>& lexemes_;
  const Tokens& tokens_;
  const Syntax& syntax_;
};

/// The first word that begins at or after a byte; words ascend.
std::uint32_t word_from(const Tokens& tokens, std::uint32_t byte);

}  // namespace demarche::dates
