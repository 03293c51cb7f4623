// Lemmas from the form, its part of speech and its inflection: the longest known ending decides what to cut and add.
//
// A rule says: cut so many bytes off the end, add these, and write the rest in lower case, with a capital, or as it is.
// The table maps (whole form or an ending of at most six characters, part of speech, inflection class, capital or not)
// to a rule. It is learned by counting (learn/lemma_learner.cpp) and holds an ending only where it decides differently
// from the next shorter one.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace demarche {

enum class LemmaCase : std::uint8_t { lower, title, keep };

struct LemmaRule {
  LemmaCase letter_case = LemmaCase::lower;
  std::uint8_t cut = 0;  // bytes of the form in its letter case
  std::string add;
  bool operator==(const LemmaRule&) const = default;
};

/// The form with typographic signs as ASCII, in the given letter case. Appends to `out`.
void append_cased(std::string_view form, LemmaCase letter_case, std::string& out);

/// What a rule is looked up by, beside the ending.
struct LemmaContext {
  std::uint32_t upos = 0;
  std::uint32_t inflection = 0;  // class of the feature bundle, or any_inflection
  bool capital = false;          // the form begins with an upper-case letter
};
inline constexpr std::uint32_t any_inflection = 0xFFFF;
inline constexpr int longest_ending = 6;
std::uint32_t lemma_key(std::string_view ending, bool whole, LemmaContext context);
bool starts_with_capital(std::string_view form);
/// The byte where the ending of `characters` characters starts.
std::size_t ending_start(std::string_view form, int characters);

/// A view of the mapped table.
class LemmaRules {
 public:
  /// `slots`: pairs (key, rule); a key of 0 is free; their number is a power of two. `rules`: pool of
  /// case, cut, length, bytes. False when the sections do not fit together.
  bool open(std::string_view slots, std::string_view rules);
  /// The rule's number for a lower-case normal form: the whole form with this inflection, with any, the same without
  /// the capital, then endings from long to short.
  std::uint32_t rule_for(std::string_view normal_form, LemmaContext context) const;
  /// A rule that writes a capital only does so where the form has one.
  void append_lemma(std::string_view form, std::uint32_t rule, std::string& out) const;

 private:
  std::uint32_t find(std::uint32_t key) const;
  const std::uint32_t* slots_ = nullptr;
  std::uint32_t mask_ = 0;
  std::vector<LemmaRule> rules_;
};

}  // namespace demarche
