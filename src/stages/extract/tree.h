// A document's dependency trees made walkable: children in order, and the grammatical relations that frames ask for.
//
// The relations are logical ones: the subject of a passive is its by-phrase, "the troops who attacked" has the troops
// as subject, "agreed to send" shares its subject with "send". Every walk is bounded, whatever the tree looks like.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "types/syntax.h"
#include "types/tokens.h"

namespace demarche {

/// A few words, without allocation; further ones are left out.
class WordList {
 public:
  void add(std::uint32_t word) {
    if (count_ == words_.size()) return;
    for (std::uint32_t i = 0; i < count_; ++i) {
      if (words_[i] == word) return;
    }
    words_[count_++] = word;
  }
  const std::uint32_t* begin() const { return words_.data(); }
  const std::uint32_t* end() const { return words_.data() + count_; }
  bool empty() const { return count_ == 0; }
  std::uint32_t size() const { return count_; }
  std::uint32_t operator[](std::uint32_t i) const { return words_[i]; }

 private:
  std::array<std::uint32_t, 16> words_{};
  std::uint32_t count_ = 0;
};

class Tree {
 public:
  Tree(std::string_view text, const Tokens& tokens, const Syntax& syntax);

  /// Children of `word` in order: for (c = first(word); c != no_word; c = next(c)).
  std::uint32_t first(std::uint32_t word) const { return first_[word]; }
  std::uint32_t next(std::uint32_t word) const { return next_[word]; }
  std::uint32_t head(std::uint32_t word) const { return head_[word]; }
  Deprel relation(std::uint32_t word) const { return relation_[word]; }
  Upos upos(std::uint32_t word) const { return syntax_.words[word].upos; }
  bool feature(std::uint32_t word, std::string_view f) const { return has_feature(syntax_.words[word].feats, f); }
  std::string_view lemma(std::uint32_t word) const { return syntax_.lemma(word); }
  std::string_view form(std::uint32_t word) const {
    const Span s = tokens_.words[word].span;
    return text_.substr(s.begin, s.size());
  }
  std::uint32_t size() const { return static_cast<std::uint32_t>(first_.size()); }
  bool is(std::uint32_t word, std::string_view lemma_) const { return syntax_.lemma(word) == lemma_; }

  std::uint32_t child(std::uint32_t word, Deprel relation) const;
  bool has_child_lemma(std::uint32_t word, std::string_view lemma) const;
  /// The preposition of a noun phrase, or no_word.
  std::uint32_t preposition(std::uint32_t noun) const { return child(noun, Deprel::case_); }
  std::string_view preposition_lemma(std::uint32_t noun) const;

  bool verbal(std::uint32_t word) const;
  bool passive(std::uint32_t verb) const;
  bool infinitive(std::uint32_t verb) const;
  bool gerund(std::uint32_t verb) const;
  void subjects(std::uint32_t verb, WordList& out) const;
  void objects(std::uint32_t verb, WordList& out) const;
  void indirect_objects(std::uint32_t verb, WordList& out) const;
  /// The heads of clausal complements: xcomp, ccomp, to-infinitives.
  void complements(std::uint32_t word, WordList& out) const;
  /// The noun that a relative pronoun stands for; the word itself otherwise.
  std::uint32_t antecedent(std::uint32_t word) const;
  /// The next verb or clause head above, or no_word.
  std::uint32_t clause_above(std::uint32_t word) const;
  /// True when `top` is `word` or one of its ancestors, eight steps at most.
  bool above(std::uint32_t top, std::uint32_t word) const;
  /// "a series of attacks" gives series for attacks: the noun whose place in the clause counts.
  std::uint32_t phrase_top(std::uint32_t noun) const;

 private:
  bool blames_object(std::uint32_t verb) const;
  void subjects(std::uint32_t verb, WordList& out, int depth) const;
  void objects(std::uint32_t verb, WordList& out, int depth) const;

  std::string_view text_;
  const Tokens& tokens_;
  const Syntax& syntax_;
  void link();
  void repair();
  void attach(std::uint32_t word, std::uint32_t head, Deprel relation);
  bool repair_adjective_verb(std::uint32_t verb);
  bool repair_root_subject(std::uint32_t verb);
  bool repair_object(std::uint32_t noun);
  void repair_voice(std::uint32_t verb);

  std::vector<std::uint32_t> first_, next_, head_;
  std::vector<Deprel> relation_;
};

}  // namespace demarche
