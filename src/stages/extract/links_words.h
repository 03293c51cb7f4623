// The connectives that links are read from. Order matters: the first that fits is taken, so longer ones come first.
#pragma once

#include <array>
#include <string_view>

#include "types/findings.h"

namespace demarche {

enum class Test { none, pressure, provoked };

struct Connective {
  std::array<std::string_view, 5> words;
  LinkRole role;
  bool inner_is_from;   // what follows the connective is "from"
  bool clause = false;  // only a clause may follow
  Test test = Test::none;

  constexpr std::uint32_t count() const {
    std::uint32_t n = 0;
    while (n < words.size() && !words[n].empty()) ++n;
    return n;
  }
};

inline constexpr Connective connectives[] = {
    {{"because", "of"}, LinkRole::cause, true},
    {{"because"}, LinkRole::cause, true, true},
    {{"due", "to"}, LinkRole::cause, true},
    {{"owing", "to"}, LinkRole::cause, true},
    {{"thanks", "to"}, LinkRole::cause, true},
    {{"as", "a", "result", "of"}, LinkRole::cause, true},
    {{"as", "a", "consequence", "of"}, LinkRole::cause, true},
    {{"in", "response", "to"}, LinkRole::response, true},
    {{"in", "reaction", "to"}, LinkRole::response, true},
    {{"in", "retaliation", "for"}, LinkRole::response, true},
    {{"in", "retaliation", "to"}, LinkRole::response, true},
    {{"in", "revenge", "for"}, LinkRole::response, true},
    {{"in", "reprisal", "for"}, LinkRole::response, true},
    {{"in", "protest", "at"}, LinkRole::response, true},
    {{"in", "protest", "against"}, LinkRole::response, true},
    {{"in", "protest", "over"}, LinkRole::response, true},
    {{"in", "protest", "of"}, LinkRole::response, true},
    {{"prompted", "by"}, LinkRole::response, true},
    {{"triggered", "by"}, LinkRole::response, true},
    {{"sparked", "by"}, LinkRole::response, true},
    {{"provoked", "by"}, LinkRole::response, true},
    {{"after"}, LinkRole::response, true, false, Test::provoked},
    {{"following"}, LinkRole::response, true, false, Test::provoked},
    {{"if"}, LinkRole::condition, true, true},
    {{"unless"}, LinkRole::condition, true, true},
    {{"provided", "that"}, LinkRole::condition, true, true},
    {{"on", "condition", "that"}, LinkRole::condition, true},
    {{"in", "order", "to"}, LinkRole::purpose, false},
    {{"so", "as", "to"}, LinkRole::purpose, false},
    {{"in", "an", "effort", "to"}, LinkRole::purpose, false},
    {{"in", "an", "attempt", "to"}, LinkRole::purpose, false},
    {{"in", "a", "bid", "to"}, LinkRole::purpose, false},
    {{"with", "the", "aim", "of"}, LinkRole::purpose, false},
    {{"aimed", "at"}, LinkRole::purpose, false},
    {{"designed", "to"}, LinkRole::purpose, false},
    {{"intended", "to"}, LinkRole::purpose, false},
    {{"helping", "to", "offset"}, LinkRole::offset, false},
    {{"to", "help", "offset"}, LinkRole::offset, false},
    {{"to", "offset"}, LinkRole::offset, false},
    {{"offsetting"}, LinkRole::offset, false},
    {{"to", "cushion"}, LinkRole::offset, false},
    {{"to", "soften"}, LinkRole::offset, false},
    {{"to", "blunt"}, LinkRole::offset, false},
    {{"to", "circumvent"}, LinkRole::offset, false},
    {{"to", "evade"}, LinkRole::offset, false},
    {{"to", "compensate", "for"}, LinkRole::offset, false},
    {{"to", "make", "up", "for"}, LinkRole::offset, false},
    {{"despite"}, LinkRole::offset, false, false, Test::pressure},
    {{"in", "spite", "of"}, LinkRole::offset, false, false, Test::pressure},
    {{"in", "defiance", "of"}, LinkRole::offset, false, false, Test::pressure},
};

/// A quick look: true for the letters that connectives begin with.
constexpr bool starts_connective(std::string_view form) {
  if (form.size() < 2) return false;
  const char c = static_cast<char>(form[0] | 0x20);
  return c == 'a' || c == 'b' || c == 'd' || c == 'f' || c == 'h' || c == 'i' || c == 'o' || c == 'p' || c == 's' ||
         c == 't' || c == 'u' || c == 'w';
}

/// "made it dependent", "forced them to leave": the object with what became of it.
constexpr bool makes(std::string_view lemma) {
  for (const std::string_view w :
       {"make", "force", "prompt", "push", "drive", "lead", "compel", "cause", "oblige", "render"}) {
    if (w == lemma) return true;
  }
  return false;
}

struct Effect {
  std::string_view lemma, preposition;
  LinkRole role;
};
inline constexpr Effect effects[] = {{"lead", "to", LinkRole::cause},     {"result", "in", LinkRole::cause},
                                     {"cause", "", LinkRole::cause},      {"trigger", "", LinkRole::response},
                                     {"prompt", "", LinkRole::response},  {"spark", "", LinkRole::response},
                                     {"provoke", "", LinkRole::response}, {"draw", "", LinkRole::response}};
constexpr const Effect* effect_of(std::string_view lemma) {
  for (const Effect& e : effects) {
    if (e.lemma == lemma) return &e;
  }
  return nullptr;
}

/// Nouns that stand for the act behind them: "the effect of sanctions".
constexpr bool carries(std::string_view noun) {
  for (const std::string_view w :
       {"effect", "impact", "series", "wave", "round", "threat", "weight", "pressure", "force", "burden", "string",
        "number", "consequence", "imposition", "blow", "set", "spate", "campaign"}) {
    if (w == noun) return true;
  }
  return false;
}

}  // namespace demarche
