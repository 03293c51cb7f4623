#include "stages/ground/dates_tense.h"

#include <algorithm>

#include "base/text.h"

namespace demarche::dates {
namespace {

// Verbs and adjectives whose infinitive lies ahead: "expected to", "plans to", "agreed to".
constexpr std::string_view forward[] = {"expect",   "schedule", "plan",   "due",     "set",    "slate", "intend",
                                        "hope",     "agree",    "pledge", "promise", "vow",    "want",  "propose",
                                        "prepare",  "aim",      "ready",  "likely",  "invite", "urge",  "decide",
                                        "threaten", "seek",     "wish",   "poise",   "go",     "remain"};

constexpr std::string_view set_for[] = {"expect", "schedule", "plan", "due", "set", "slate"};

bool is_set_for(std::string_view lemma) {
  return std::find(std::begin(set_for), std::end(set_for), lemma) != std::end(set_for);
}

bool is_future_auxiliary(std::string_view lemma) {
  return lemma == "will" || lemma == "shall" || lemma == "would" || lemma == "'ll" || lemma == "wo";
}

bool is_modal(std::string_view lemma) {
  return lemma == "can" || lemma == "could" || lemma == "may" || lemma == "might" || lemma == "should" ||
         lemma == "must";
}

bool is_forward(std::string_view lemma) {
  return std::find(std::begin(forward), std::end(forward), lemma) != std::end(forward);
}

}  // namespace

std::uint32_t word_from(const Tokens& tokens, std::uint32_t byte) {
  const auto it = std::lower_bound(tokens.words.begin(), tokens.words.end(), byte,
                                   [](const Word& w, std::uint32_t b) { return w.span.begin < b; });
  return static_cast<std::uint32_t>(it - tokens.words.begin());
}

bool SentenceTense::ends_sentence(std::size_t i) const {
  const Lexeme& l = lexemes_[i];
  if (l.lex == LexClass::sentence_end || l.line_before) return true;
  if (l.lex != LexClass::period) return false;
  const Lexeme& next = lexemes_[std::min(i + 1, lexemes_.size() - 1)];
  return next.lex == LexClass::end || (next.space_before && (next.capital || next.line_before));
}

Direction SentenceTense::cue(std::size_t i) const {
  const Lexeme& l = lexemes_[i];
  if (l.lex == LexClass::future_cue) {
    const std::string_view before = i > 0 ? word(i - 1) : std::string_view();
    if (word(i) == "due" && before != "is" && before != "are" && before != "was" && before != "were" && before != "be")
      return Direction::neutral;  // "due to floods"
    return Direction::future;
  }
  if (l.lex != LexClass::past_cue && (l.lex != LexClass::other || l.capital)) return Direction::neutral;
  const std::string_view w = word(i);
  bool past = l.lex == LexClass::past_cue;
  if (!past) past = w.size() >= 4 && w.ends_with("ed") && w != "need" && w != "indeed" && w != "speed" && w != "united";
  if (past && i > 0) {  // "to be held", "will be reviewed"
    const std::string_view before = word(i - 1);
    if (before == "be") return Direction::future;
    if (before == "being") return Direction::neutral;
  }
  if (past) return Direction::past;
  if ((w == "going" || w == "set") && lexemes_[i + 1].lex == LexClass::to) return Direction::future;
  return Direction::neutral;
}

Direction SentenceTense::after(std::size_t last, std::size_t reach) const {
  for (std::size_t i = last; i < last + reach && i < lexemes_.size(); ++i) {
    if (ends_sentence(i)) break;
    if (const Direction d = cue(i); d != Direction::neutral) return d;
  }
  return Direction::neutral;
}

Direction SentenceTense::by_words(std::size_t first, std::size_t last) const {
  static constexpr std::size_t reach = 24;
  for (std::size_t n = 0, i = first; i > 0 && n < reach; ++n) {
    if (lexemes_[i].line_before) break;
    --i;
    if (ends_sentence(i)) break;
    if (const Direction d = cue(i); d != Direction::neutral) {
      const LexClass lead = lexemes_[first - 1].lex;  // "voted on 25 February", not "confirmed the 25 February vote"
      const bool own = n == 0 || (n == 1 && (lead == LexClass::on || lead == LexClass::in));
      return d == Direction::past && own ? Direction::certain_past : d;
    }
    // "said that on 8 February it will publish": the clause's own verb comes after the date
    if (lexemes_[i].lex == LexClass::shift && word(i) == "that") {
      if (const Direction d = after(last, 8); d != Direction::neutral) return d;
    }
  }
  return after(last, reach);
}

// From the auxiliaries and the form of one verb.
Direction SentenceTense::of_verb(std::uint32_t verb) const {
  const Analysis& a = syntax_.words[verb];
  const Sentence& s = tokens_.sentences[tokens_.sentence_of(verb)];
  bool past = has_feature(a.feats, "Tense=Past"), to = false, modal = false, have = false;
  const std::uint32_t from = std::max(s.first, verb > 12 ? verb - 12 : 0u), upto = std::min(s.last, verb + 4);
  for (std::uint32_t w = from; w < upto; ++w) {
    const Analysis& child = syntax_.words[w];
    if (child.head != verb) continue;
    const Deprel relation = universal(child.deprel);
    if (relation == Deprel::mark && child.upos == Upos::PART) to = true;
    if (relation != Deprel::aux && relation != Deprel::cop) continue;
    const std::string_view lemma = syntax_.lemma(w);
    if (is_future_auxiliary(lemma)) return Direction::future;
    if (is_modal(lemma)) modal = true;
    if (has_feature(child.feats, "Tense=Past")) past = true;
    if (lemma == "have") have = true;
  }
  const std::string_view lemma = syntax_.lemma(verb);
  const bool participle = a.upos == Upos::ADJ || has_feature(a.feats, "VerbForm=Part");
  // "is scheduled for May", "expected him in the spring"
  if (is_set_for(lemma) && (participle || lemma == "expect" || lemma == "plan" || lemma == "schedule") && !have)
    return Direction::future;
  if (have) return Direction::past;  // "should have been signed in May"
  if (to) {
    const bool ahead = a.head != no_word && is_forward(syntax_.lemma(a.head));
    return ahead || participle ? Direction::future : Direction::neutral;  // "pledged to meet", "to be held"
  }
  if (modal) return Direction::future;  // "should be settled by Friday"
  if (!past) return Direction::neutral;
  return has_feature(a.feats, "VerbForm=Fin") ? Direction::certain_past : Direction::past;
}

Direction SentenceTense::by_tree(Span span) const {
  const std::uint32_t first = word_from(tokens_, span.begin);
  std::uint32_t w = first;
  // out of the expression
  while (w != no_word && w < syntax_.words.size() && tokens_.words[w].span.begin >= span.begin &&
         tokens_.words[w].span.end <= span.end) {
    const std::uint32_t head = syntax_.words[w].head;
    if (head == w) return Direction::neutral;
    w = head;
  }
  for (int steps = 0; steps < 8 && w != no_word && w < syntax_.words.size(); ++steps) {
    const Analysis& a = syntax_.words[w];
    if (a.upos == Upos::VERB || a.upos == Upos::AUX || universal(a.deprel) == Deprel::root ||
        universal(a.deprel) == Deprel::ccomp) {
      const Direction d = of_verb(w);
      if (d == Direction::certain_past && steps > 0) return Direction::past;
      if (d != Direction::neutral) return d;
      if (a.upos == Upos::VERB && universal(a.deprel) != Deprel::xcomp && universal(a.deprel) != Deprel::acl &&
          universal(a.deprel) != Deprel::advcl && universal(a.deprel) != Deprel::conj)
        return Direction::neutral;
    }
    if (a.head == w) break;
    w = a.head;
  }
  return Direction::neutral;
}

Direction SentenceTense::direction(std::size_t first, std::size_t last) const {
  if (!syntax_.words.empty() && syntax_.words.size() == tokens_.words.size() && !tokens_.sentences.empty()) {
    const Direction d = by_tree({lexemes_[first].begin, lexemes_[last - (last > first)].end});
    if (d != Direction::neutral) return d;
  }
  return by_words(first, last);
}

}  // namespace demarche::dates
