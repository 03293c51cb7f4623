// Questions that all parts of statement extraction ask of the layers.
#include "stages/extract/statements_draft.h"

#include <algorithm>
#include <cstring>

#include "base/text.h"

namespace demarche {

bool equals_lower(std::string_view form, std::string_view lower) {
  return equals_ignoring_case(form, lower);
}

bool SpeechContext::is_punct(std::uint32_t word) const {
  if (upos(word) == Upos::PUNCT) return true;
  const std::string_view f = form(word);
  if (f.size() == 1) return std::strchr(",.;:\"'`", f[0]) != nullptr;
  return f == "“" || f == "”" || f == "„" || f == "«" || f == "»" || f == "‘" || f == "’" || f == "''" || f == "``";
}

CueUses SpeechContext::verb_uses(std::uint32_t word) const {
  const CueUses uses = cues.verb(syntax.lemma(word));
  if (uses) return uses;
  // Lemmas of rare verbs are guessed, now and then wrongly ("shouted" as "shoute").
  const std::string_view f = form(word);
  for (const std::size_t cut : {std::size_t{2}, std::size_t{1}, std::size_t{3}}) {
    const std::string_view tail = f.size() > cut + 2 ? f.substr(f.size() - cut) : std::string_view();
    if (tail != "ed" && tail != "d" && tail != "s" && tail != "ing" && tail != "es") continue;
    const CueUses found = cues.verb(f.substr(0, f.size() - cut));
    if (found) return found;
  }
  return {};
}

std::uint32_t SpeechContext::first_word_from(const Sentence& sentence, std::uint32_t byte) const {
  const auto begin = tokens.words.begin();
  const auto it = std::lower_bound(begin + sentence.first, begin + sentence.last, byte,
                                   [](const Word& word, std::uint32_t at) { return word.span.begin < at; });
  return static_cast<std::uint32_t>(it - begin);
}

std::uint32_t SpeechContext::quote_at(std::uint32_t byte) const {
  const auto next = std::upper_bound(quotes.begin(), quotes.end(), byte,
                                     [](std::uint32_t at, const Quote& quote) { return at < quote.outer.begin; });
  if (next == quotes.begin()) return no_word;
  const std::uint32_t i = static_cast<std::uint32_t>(next - quotes.begin()) - 1;
  return byte < quotes[i].outer.end ? i : no_word;
}

std::uint32_t SpeechContext::child(std::uint32_t word, Deprel relation) const {
  for (const std::uint32_t c : tree.children(word))
    if (deprel(c) == relation) return c;
  return no_word;
}

std::string_view SpeechContext::case_of(std::uint32_t word) const {
  const std::uint32_t marker = child(word, Deprel::case_);
  return marker == no_word ? std::string_view() : syntax.lemma(marker);
}

std::string_view SpeechContext::case_or_mark(std::uint32_t word) const {
  const std::uint32_t marker = child(word, Deprel::mark);
  return marker == no_word ? case_of(word) : syntax.lemma(marker);
}

Span SpeechContext::trimmed(std::uint32_t first, std::uint32_t last) const {
  while (first < last && is_punct(first)) ++first;
  while (first < last && is_punct(last - 1)) --last;
  return tokens.span_of(first, last);
}

// "informed the council that its men must leave" where the tree made a relative clause of the hearer.
static bool behind_hearer(const SpeechContext& c, std::uint32_t verb, std::uint32_t that) {
  if (!c.verb_uses(verb).has(CueUse::hearer)) return false;
  const std::uint32_t clause = c.tree.head(that);
  if (clause == no_word || c.deprel(clause) != Deprel::acl_relcl || c.child(clause, Deprel::nsubj) == that)
    return false;
  const std::uint32_t hearer = c.tree.head(clause);
  return hearer != no_word && c.tree.head(hearer) == verb && hearer < that;
}

// The conjunction "that" behind the verb, with nothing but its hearer, its time or its place between.
std::uint32_t that_behind(const SpeechContext& c, std::uint32_t verb) {
  constexpr std::uint32_t reach = 16;
  for (std::uint32_t i = verb + 1; i < std::min(c.tree.last(), verb + reach); ++i) {
    const std::string_view form = c.form(i);
    if (c.upos(i) == Upos::VERB || form == ";" || form == "." || form == ":" || form == "\"") return no_word;
    if (!equals_lower(form, "that")) continue;
    if (c.upos(i) == Upos::SCONJ || c.deprel(i) == Deprel::mark || behind_hearer(c, verb, i)) return i;
  }
  return no_word;
}

}  // namespace demarche
