// Lemmas from the form, its tag and its features: the longest known ending decides what to cut and what to add.
//
// A rule says: cut so many bytes off the end, add these, and write the rest in lower case, with a capital, or as it is.
// A table maps (ending of at most six characters or the whole form, tag, feature bundle) to a rule; it is learned by
// counting (learn/lemma_learner.cpp), and holds an ending only where it decides differently from the next shorter one.
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

/// Keys of the table for one form, from the most to the least special; `visit` returns true to stop.
inline constexpr int lemma_key_count = 8;  // whole form, endings of 6..1 characters, none
std::uint32_t lemma_key(std::string_view ending, bool whole, std::uint32_t upos, std::uint32_t bundle);
/// The byte where the ending of `characters` characters starts.
std::size_t ending_start(std::string_view form, int characters);

/// A view of the mapped table.
class LemmaRules {
 public:
  /// `slots`: pairs (key, rule); a key of 0 is free; their number is a power of two. `rules`: pool of
  /// case, cut, length, bytes. False when the sections do not fit together.
  bool open(std::string_view slots, std::string_view rules);
  /// The rule's number for a lower-case normal form.
  std::uint32_t rule_for(std::string_view normal_form, std::uint32_t upos, std::uint32_t bundle) const;
  void append_lemma(std::string_view form, std::uint32_t rule, std::string& out) const;

 private:
  std::uint32_t find(std::uint32_t key) const;
  const std::uint32_t* slots_ = nullptr;
  std::uint32_t mask_ = 0;
  std::vector<LemmaRule> rules_;
};

}  // namespace demarche
