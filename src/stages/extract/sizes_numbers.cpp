#include "stages/extract/sizes_numbers.h"

#include <algorithm>
#include <string_view>

#include "base/text.h"
#include "stages/extract/sizes.h"

namespace demarche {
namespace {

struct Named {
  std::string_view word;
  std::uint32_t value;
};

constexpr Named small_words[] = {
    {"one", 1},       {"two", 2},       {"three", 3},    {"four", 4},     {"five", 5},       {"six", 6},
    {"seven", 7},     {"eight", 8},     {"nine", 9},     {"ten", 10},     {"eleven", 11},    {"twelve", 12},
    {"thirteen", 13}, {"fourteen", 14}, {"fifteen", 15}, {"sixteen", 16}, {"seventeen", 17}, {"eighteen", 18},
    {"nineteen", 19}, {"twenty", 20},   {"thirty", 30},  {"forty", 40},   {"fifty", 50},     {"sixty", 60},
    {"seventy", 70},  {"eighty", 80},   {"ninety", 90}};
constexpr Named scales[] = {{"dozen", 12}, {"hundred", 100}, {"thousand", 1000}, {"million", 1'000'000}};

struct Vague {
  std::string_view word;
  std::uint32_t low, high;
};
constexpr Vague vague_words[] = {{"dozens", 24, 99},
                                 {"scores", 40, 99},
                                 {"hundreds", 200, 999},
                                 {"thousands", 2000, 9999},
                                 {"millions", 2'000'000, 9'999'999}};

std::uint32_t times(std::uint32_t a, std::uint32_t b) {
  return a != 0 && b > count_limit / a ? count_limit : a * b;
}

std::uint32_t find(std::string_view word, const Named* begin, const Named* end) {
  for (const Named* n = begin; n != end; ++n) {
    if (equals_ignoring_case(word, n->word)) return n->value;
  }
  return 0;
}
std::uint32_t small(std::string_view word) {
  const std::size_t hyphen = word.find('-');
  if (hyphen != std::string_view::npos) {  // "twenty-five"
    const std::uint32_t tens = find(word.substr(0, hyphen), std::begin(small_words), std::end(small_words));
    const std::uint32_t ones = find(word.substr(hyphen + 1), std::begin(small_words), std::end(small_words));
    return tens >= 20 && ones >= 1 && ones <= 9 ? tens + ones : 0;
  }
  return find(word, std::begin(small_words), std::end(small_words));
}
std::uint32_t scale(std::string_view word) {
  return find(word, std::begin(scales), std::end(scales));
}

/// "12", "1,500"; "1.5" only before a scale, so in tenths.
bool figures(std::string_view word, std::uint32_t& whole, std::uint32_t& tenths) {
  std::uint64_t n = 0;
  std::size_t i = 0, group = 0;
  bool grouped = false;
  tenths = 0;
  for (; i < word.size() && word[i] != '.'; ++i) {
    if (is_ascii_digit(word[i])) {
      n = n * 10 + static_cast<std::uint64_t>(word[i] - '0');
      ++group;
      if (n > count_limit) return false;
    } else if (word[i] == ',' && i > 0 && (grouped ? group == 3 : group <= 3)) {
      grouped = true;
      group = 0;
    } else {
      return false;
    }
  }
  if (i == 0 || (grouped && group != 3)) return false;
  if (i < word.size()) {
    if (i + 2 != word.size() || !is_ascii_digit(word[i + 1])) return false;
    tenths = static_cast<std::uint32_t>(word[i + 1] - '0');
  }
  whole = static_cast<std::uint32_t>(n);
  return true;
}

/// A number within one sentence: reads forward from a word.
class NumberReader {
 public:
  NumberReader(const Tokens& tokens, const Tree& tree, std::uint32_t word)
      : tree_(tree), sentence_(tokens.sentences[tokens.sentence_of(word)]) {}

  std::string_view form(std::int64_t w) const {
    return w >= sentence_.first && w < sentence_.last ? tree_.form(static_cast<std::uint32_t>(w)) : std::string_view();
  }
  bool is(std::int64_t w, std::string_view word) const { return equals_ignoring_case(form(w), word); }
  bool number(std::int64_t w) const {
    std::uint32_t a = 0, b = 0;
    const std::string_view f = form(w);
    return small(f) != 0 || scale(f) != 0 || figures(f, a, b);
  }
  const Vague* vague(std::int64_t w) const {
    for (const Vague& v : vague_words) {
      if (is(w, v.word)) return &v;
    }
    return nullptr;
  }

  /// The value that starts at `w`; moves `w` behind it.
  bool value(std::int64_t& w, std::uint32_t& out) const {
    std::uint32_t total = 0, part = 0, whole = 0, tenths = 0;
    bool any = false;
    for (int steps = 0; steps < 12; ++steps) {
      const std::string_view f = form(w);
      if (any && is(w, "and") && part % 100 == 0 && part + total > 0 && scale(form(w - 1)) != 0 &&
          small(form(w + 1)) != 0) {
        ++w;
        continue;
      }
      if (any && is(w, "-") && part >= 20 && part % 10 == 0 && small(form(w + 1)) - 1 < 9) {  // "twenty - five"
        part += small(form(w + 1));
        w += 2;
        continue;
      }
      if (const std::uint32_t by = scale(f)) {
        if (tenths != 0) {
          part = add_counts(times(part, by), by / 10 * tenths);
          tenths = 0;
        } else {
          part = times(any && part != 0 ? part : 1, by);
        }
        if (by >= 1000) {
          total = add_counts(total, part);
          part = 0;
        }
      } else if (const std::uint32_t s = small(f)) {
        if (any && part % 100 != 0 && !(part % 10 == 0 && s < 10)) break;
        part = add_counts(part, s);
      } else if (!any && figures(f, whole, tenths)) {
        if (tenths != 0 && scale(form(w + 1)) < 1000) return false;  // "2.5" of nothing
        part = whole;
      } else {
        break;
      }
      any = true;
      ++w;
    }
    out = add_counts(total, part);
    return any && out > 0;
  }

 private:
  const Tree& tree_;
  const Sentence& sentence_;
};

std::uint32_t number_word(const Tree& tree, const NumberReader& reader, std::uint32_t word) {
  if (reader.vague(word) != nullptr || reader.is(word, "tens") || tree.upos(word) == Upos::NUM || reader.number(word))
    return word;
  std::uint32_t found = no_word;
  for (std::uint32_t c = tree.first(word); c != no_word; c = tree.next(c)) {
    if (tree.relation(c) == Deprel::nummod && c < word) found = c;
    if (tree.is(c, "dozen") && c < word) found = c;
  }
  return found;
}

/// What stands before a number and changes it.
struct Opening {
  std::string_view first, second, third;
  bool no_high, no_low;
  std::uint32_t step;  // "more than 200" begins at 201
};
constexpr Opening openings[] = {{"at", "least", "", true, false, 0},     {"more", "than", "", true, false, 1},
                                {"no", "fewer", "than", true, false, 0}, {"no", "less", "than", true, false, 0},
                                {"well", "over", "", true, false, 1},    {"over", "", "", true, false, 1},
                                {"up", "to", "", false, true, 0},        {"as", "many", "as", false, true, 0},
                                {"at", "most", "", false, true, 0},      {"fewer", "than", "", false, true, 1},
                                {"less", "than", "", false, true, 1},    {"about", "", "", false, false, 0},
                                {"around", "", "", false, false, 0},     {"some", "", "", false, false, 0},
                                {"roughly", "", "", false, false, 0},    {"approximately", "", "", false, false, 0},
                                {"nearly", "", "", false, false, 0},     {"almost", "", "", false, false, 0}};

/// A count and the words [first, last) that say it.
struct Reading {
  Count count;
  std::int64_t first = 0, last = 0;
};

/// "dozens", "tens of thousands", "hundreds of thousands"
bool vague_count(const NumberReader& reader, std::int64_t at, Reading& out) {
  out.first = at;
  out.last = at + 1;
  const Vague* v = reader.vague(at);
  const bool many = reader.is(at + 1, "of") && reader.is(at + 2, "thousands");
  if (many && reader.is(at, "tens")) {
    out.count.low = 20'000;
    out.count.high = 99'999;
    out.last = at + 3;
    return true;
  }
  if (v == nullptr) return false;
  if (many) {
    out.count.low = times(v->low, 1000);
    out.count.high = times(v->high + 1, 1000) - 1;
    out.last = at + 3;
    return true;
  }
  out.count.low = v->low;
  out.count.high = v->high;
  if (reader.is(at, "thousands") && reader.is(at - 1, "of") && reader.is(at - 2, "tens")) {
    out.count.low = 20'000;
    out.count.high = 99'999;
    out.first = at - 2;
  }
  return true;
}

/// "several hundred", "a few dozen", "half a dozen", "a hundred"
void widen(const NumberReader& reader, Reading& out) {
  const std::uint32_t by = scale(reader.form(out.first));
  if (by == 0) return;
  const bool few = reader.is(out.first - 1, "several") || reader.is(out.first - 1, "few");
  if (few && out.first + 1 == out.last) {
    out.count.low = times(by, 2);
    out.count.high = by == 12 ? 99 : times(by, 10) - 1;
    --out.first;
  }
  if (reader.is(out.first - 1, "a")) --out.first;
  if (by == 12 && !few && reader.is(out.first - 1, "half")) {
    --out.first;
    out.count.low = 6;
    out.count.high = 6;
  }
}

/// "12", "two hundred and fifty", "between 10 and 15", "10 to 15"
bool exact_count(const NumberReader& reader, std::int64_t at, Reading& out) {
  if (!reader.number(at)) return false;
  std::int64_t first = at;
  for (int i = 0; i < 8; ++i) {
    const bool joined = reader.is(first - 1, "-") || reader.is(first - 1, "and") || reader.is(first - 1, "to") ||
                        reader.is(first - 1, "\xE2\x80\x93");
    if (reader.number(first - 1)) {
      --first;
    } else if (joined && reader.number(first - 2)) {
      first -= 2;
    } else {
      break;
    }
  }
  std::int64_t w = first;
  std::uint32_t low = 0, high = 0;
  if (!reader.value(w, low)) return false;
  high = low;
  const bool between = reader.is(first - 1, "between");
  const bool joint =
      reader.is(w, "to") || reader.is(w, "-") || reader.is(w, "\xE2\x80\x93") || (between && reader.is(w, "and"));
  if (joint && reader.number(w + 1)) {
    ++w;
    if (!reader.value(w, high) || high < low) return false;
    if (between) --first;
  } else if (w <= at) {
    first = at;  // "in 2010, 12 people": only the number beside the noun
    w = at;
    if (!reader.value(w, low)) return false;
    high = low;
  }
  out.first = first;
  out.last = w;
  out.count.low = low;
  out.count.high = high;
  widen(reader, out);
  return true;
}

/// "at least", "more than", "up to" before the number
void open_ends(const NumberReader& reader, Reading& out) {
  for (const Opening& o : openings) {
    const int n = o.third.empty() ? (o.second.empty() ? 1 : 2) : 3;
    if (!reader.is(out.first - n, o.first) || (n > 1 && !reader.is(out.first - n + 1, o.second)) ||
        (n > 2 && !reader.is(out.first - n + 2, o.third)))
      continue;
    out.first -= n;
    if (o.no_high) {
      out.count.high.reset();
      out.count.low = add_counts(out.count.low, o.step);
    } else if (o.no_low) {
      out.count.low = 0;
      if (out.count.high) *out.count.high -= std::min(*out.count.high, o.step);
    }
    return;
  }
}

}  // namespace

std::optional<Count> count_at(const Tokens& tokens, const Tree& tree, std::uint32_t word) {
  if (word >= tree.size()) return std::nullopt;
  const NumberReader reader(tokens, tree, word);
  const std::uint32_t at = number_word(tree, reader, word);
  if (at == no_word) return std::nullopt;
  Reading found;
  if (!vague_count(reader, at, found) && !exact_count(reader, at, found)) return std::nullopt;
  // An age, a share, a sum of money, nobody: "a 12-year-old", "30 %", "$ 20", "no one"
  for (const std::string_view after : {"-", "%", "percent", "year", "years"}) {
    if (reader.is(found.last, after)) return std::nullopt;
  }
  if (reader.is(found.first - 1, "no") || reader.is(found.first - 1, "$")) return std::nullopt;
  open_ends(reader, found);
  found.count.span = tokens.span_of(static_cast<std::uint32_t>(found.first), static_cast<std::uint32_t>(found.last));
  return found.count;
}

}  // namespace demarche
