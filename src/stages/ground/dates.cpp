#include "stages/ground/dates.h"

#include <algorithm>

#include "stages/ground/dates_grammar.h"
#include "stages/ground/dates_tense.h"

namespace demarche {
namespace {

using dates::Found;
using dates::LexClass;
using dates::Lexeme;

// Lexemes that may open a date expression; everything else is passed over.
bool opens(LexClass c) {
  switch (c) {
    case LexClass::number:
    case LexClass::ordinal:
    case LexClass::cardinal:
    case LexClass::month:
    case LexClass::month_short:
    case LexClass::weekday:
    case LexClass::weekday_short:
    case LexClass::unit:
    case LexClass::day_word:
    case LexClass::shift:
    case LexClass::part:
    case LexClass::compare:
    case LexClass::season:
    case LexClass::decade_word:
    case LexClass::rest:
    case LexClass::holiday:
    case LexClass::few:
    case LexClass::couple:
    case LexClass::the:
    case LexClass::a:
    case LexClass::in:
    case LexClass::within:
    case LexClass::from:
    case LexClass::between:
    case LexClass::since:
    case LexClass::until:
      return true;
    default:
      return false;
  }
}

// How many bytes on a date still tells when "the following day" was.
constexpr std::uint32_t anchor_reach = 500;

// One letter before a digit ("Q3") or "w/c"
bool opens_letter(const std::vector<Lexeme>& lexemes, std::size_t i) {
  const Lexeme& l = lexemes[i];
  return l.lex == LexClass::other && l.end - l.begin <= 2 && !lexemes[i + 1].space_before;
}

bool sane(const Interval& interval) {
  static const Day first = Day::of(1, 1, 1), last = Day::of(9999, 12, 31);
  return first <= interval.start && interval.start <= interval.end && interval.end <= last;
}

// How far a chain of numbers goes ("138-2010-2015"): past it when it is no date.
std::size_t chain_end(const std::vector<Lexeme>& lexemes, std::size_t i) {
  std::size_t j = i;
  std::size_t numbers = 1;
  while (j + 2 < lexemes.size()) {
    const LexClass sign = lexemes[j + 1].lex;
    if (sign != LexClass::dash && sign != LexClass::slash && sign != LexClass::period && sign != LexClass::colon) break;
    if (lexemes[j + 1].space_before || lexemes[j + 2].space_before) break;
    if (lexemes[j + 2].lex != LexClass::number && lexemes[j + 2].lex != LexClass::big_number) break;
    j += 2;
    ++numbers;
  }
  return numbers >= 3 ? j + 1 : i + 1;
}

DateMention mention_of(const std::vector<Lexeme>& lexemes, const Tokens& tokens, const Found& found) {
  DateMention m;
  std::size_t first = found.first;
  const LexClass lead = lexemes[first].lex;
  if ((lead == LexClass::on || lead == LexClass::in || lead == LexClass::at) && first + 1 < found.last) ++first;
  m.span = {lexemes[first].begin, lexemes[found.last - 1].end};
  m.interval = found.resolution.interval;
  m.timex = dates::timex_of(found.resolution.interval, found.resolution.grain);
  m.rule = found.rule;
  m.first = dates::word_from(tokens, m.span.begin);
  m.last = m.first;
  while (m.last < tokens.words.size() && tokens.words[m.last].span.begin < m.span.end) ++m.last;
  return m;
}

}  // namespace

std::vector<DateMention> find_dates(std::string_view text, const Tokens& tokens, const Syntax& syntax,
                                    std::optional<Day> reference) {
  std::vector<DateMention> out;
  const std::vector<Lexeme> lexemes = dates::lex(text);
  const dates::SentenceTense tense(text, lexemes, tokens, syntax);
  dates::Grammar grammar(text, lexemes, reference, tense);
  std::uint32_t anchor_end = 0;
  for (std::size_t i = 0; i + 1 < lexemes.size();) {
    if (!opens(lexemes[i].lex) && !opens_letter(lexemes, i)) {
      ++i;
      continue;
    }
    if (anchor_end > 0 && lexemes[i].begin > anchor_end + anchor_reach)
      grammar.set_anchor(std::nullopt), anchor_end = 0;
    const auto found = grammar.find(i);
    if (!found || found->last <= i || !sane(found->resolution.interval)) {
      i = lexemes[i].lex == LexClass::number ? chain_end(lexemes, i) : i + 1;
      continue;
    }
    out.push_back(mention_of(lexemes, tokens, *found));
    const Interval& interval = found->resolution.interval;
    if (interval.end - interval.start < 366) grammar.set_anchor(interval), anchor_end = lexemes[found->last - 1].end;
    grammar.set_previous(found);
    i = found->last;
  }
  return out;
}

}  // namespace demarche
