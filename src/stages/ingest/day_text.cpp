#include "stages/ingest/day_text.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "base/text.h"

namespace demarche {
namespace {

using namespace std::string_view_literals;

constexpr std::array months = {"january"sv, "february"sv, "march"sv,     "april"sv,   "may"sv,      "june"sv,
                               "july"sv,    "august"sv,   "september"sv, "october"sv, "november"sv, "december"sv};

// 1..12 for "dec", "sept", "December"; 0 for other words.
int month_of(std::string_view word) {
  if (word.size() < 3 || word.size() > 9) return 0;
  const std::string lower = ascii_lower(word);
  for (std::size_t i = 0; i < months.size(); ++i)
    if (lower == months[i] || (months[i].starts_with(lower) && (lower.size() == 3 || lower == "sept")))
      return static_cast<int>(i) + 1;
  return 0;
}

enum class Kind { number, word, sign };
struct Piece {
  Kind kind = Kind::sign;
  std::size_t begin = 0, end = 0;
  int value = 0;  // number: its value; word: the month it names
  char sign = 0;  // ' ' for white space
  int digits = 0;
};

// The pieces from `at` on, as many as a date can have.
constexpr std::size_t most_pieces = 8;
std::size_t take_pieces(std::string_view s, std::size_t at, std::array<Piece, most_pieces>& out) {
  std::size_t n = 0;
  while (at < s.size() && n < most_pieces) {
    Piece& piece = out[n++];
    piece = {};
    piece.begin = at;
    if (is_ascii_digit(s[at])) {
      piece.kind = Kind::number;
      for (; at < s.size() && is_ascii_digit(s[at]); ++at) {
        ++piece.digits;
        if (piece.digits <= 8) piece.value = piece.value * 10 + (s[at] - '0');
      }
    } else if (is_ascii_alpha(s[at])) {
      piece.kind = Kind::word;
      while (at < s.size() && is_ascii_alpha(s[at])) ++at;
      piece.value = month_of(s.substr(piece.begin, at - piece.begin));
    } else if (is_ascii_space(s[at]) || s.substr(at).starts_with("\xC2\xA0")) {
      piece.sign = ' ';
      while (at < s.size() && (is_ascii_space(s[at]) || s[at] == '\xC2' || s[at] == '\xA0')) ++at;
    } else {
      piece.sign = s[at++];
    }
    piece.end = at;
  }
  return n;
}

bool is_year(const Piece& p) {
  return p.kind == Kind::number && p.digits == 4 && p.value >= 1600 && p.value <= 2199;
}
bool is_small(const Piece& p) {
  return p.kind == Kind::number && p.digits <= 2;
}

// A date that begins exactly at the first piece.
class DateAtStart {
 public:
  DateAtStart(const std::array<Piece, most_pieces>& pieces, std::size_t n, std::string_view s, bool day_first)
      : p_(pieces), n_(n), s_(s), day_first_(day_first) {}

  std::optional<FoundDay> find() const {
    if (n_ == 0) return std::nullopt;
    if (p_[0].kind == Kind::word) return month_first();
    if (p_[0].kind != Kind::number) return std::nullopt;
    if (is_year(p_[0])) return year_first();
    if (p_[0].digits == 8) return packed();
    if (!is_small(p_[0])) return std::nullopt;
    if (const auto day = numeric()) return day;
    return day_first();
  }

 private:
  std::optional<FoundDay> make(int year, int month, int day, std::size_t last) const {
    if (last + 1 < n_ && p_[last + 1].kind == Kind::number) return std::nullopt;
    if (!Day::valid(year, month, day)) return std::nullopt;
    return FoundDay{Day::of(year, month, day), p_[0].begin, p_[last].end};
  }
  bool sign(std::size_t i, std::string_view any_of) const {
    return i < n_ && p_[i].kind == Kind::sign && any_of.find(p_[i].sign) != std::string_view::npos;
  }
  // 2022-12-31, 2022/12/31, 2022.12.31
  std::optional<FoundDay> year_first() const {
    if (n_ >= 5 && sign(1, "-/.") && is_small(p_[2]) && sign(3, "-/.") && p_[1].sign == p_[3].sign && is_small(p_[4]))
      return make(p_[0].value, p_[2].value, p_[4].value, 4);
    if (n_ >= 5 && sign(1, " ") && p_[2].kind == Kind::word && p_[2].value > 0 && sign(3, " ") && is_small(p_[4]))
      return make(p_[0].value, p_[2].value, p_[4].value, 4);  // 2022 December 31
    return std::nullopt;
  }
  std::optional<FoundDay> packed() const {  // 20221231
    const int v = p_[0].value;
    if (v < 16000101 || v > 21991231) return std::nullopt;
    return make(v / 10000, v / 100 % 100, v % 100, 0);
  }
  // 31/12/2022, 12/31/2022, 31.12.2022
  std::optional<FoundDay> numeric() const {
    if (n_ < 5 || !sign(1, "-/.") || !is_small(p_[2]) || !sign(3, "-/.") || p_[1].sign != p_[3].sign || !is_year(p_[4]))
      return std::nullopt;
    const int a = p_[0].value, b = p_[2].value;
    const bool month_leads = p_[1].sign == '/' && !day_first_ ? a <= 12 : b > 12;
    return month_leads ? make(p_[4].value, a, b, 4) : make(p_[4].value, b, a, 4);
  }
  std::size_t skip_ordinal(std::size_t i) const {
    if (i < n_ && p_[i].kind == Kind::word) {
      const std::string lower = ascii_lower(s_.substr(p_[i].begin, p_[i].end - p_[i].begin));
      if (lower == "st" || lower == "nd" || lower == "rd" || lower == "th") return i + 1;
    }
    return i;
  }
  std::size_t skip_signs(std::size_t i) const {
    while (sign(i, " ,.-/")) ++i;
    return i;
  }
  // 31 December 2022, 31st Dec., 2022
  std::optional<FoundDay> day_first() const {
    std::size_t i = skip_signs(skip_ordinal(1));
    if (i < n_ && p_[i].kind == Kind::word && s_.substr(p_[i].begin, p_[i].end - p_[i].begin) == "of")
      i = skip_signs(i + 1);
    if (i >= n_ || p_[i].kind != Kind::word || p_[i].value == 0) return std::nullopt;
    const int month = p_[i].value;
    i = skip_signs(i + 1);
    if (i >= n_ || !is_year(p_[i])) return std::nullopt;
    return make(p_[i].value, month, p_[0].value, i);
  }
  // December 31, 2022
  std::optional<FoundDay> month_first() const {
    if (p_[0].value == 0) return std::nullopt;
    std::size_t i = skip_signs(1);
    if (i >= n_ || !is_small(p_[i])) return std::nullopt;
    const int day = p_[i].value;
    i = skip_signs(skip_ordinal(i + 1));
    if (i >= n_ || !is_year(p_[i])) return std::nullopt;
    return make(p_[i].value, p_[0].value, day, i);
  }

  const std::array<Piece, most_pieces>& p_;
  const std::size_t n_;
  const std::string_view s_;
  const bool day_first_;
};

}  // namespace

std::optional<FoundDay> find_day(std::string_view text, bool day_first) {
  std::array<Piece, most_pieces> pieces;
  for (std::size_t i = 0; i < text.size();) {
    const bool digit = is_ascii_digit(text[i]);
    if (!digit && !is_ascii_alpha(text[i])) {
      ++i;
      continue;
    }
    std::size_t end = i;
    while (end < text.size() && (digit ? is_ascii_digit(text[end]) : is_ascii_alpha(text[end]))) ++end;
    // Most words are neither numbers nor months.
    if (end - i <= 9) {
      const std::size_t n = take_pieces(text.substr(0, std::min(text.size(), i + 64)), i, pieces);
      if (const auto found = DateAtStart(pieces, n, text, day_first).find()) return found;
    }
    i = end;
  }
  return std::nullopt;
}

bool is_calendar_word(std::string_view word) {
  if (month_of(word) != 0) return true;
  const std::string lower = ascii_lower(word);
  constexpr std::array words = {
      "monday"sv, "tuesday"sv, "wednesday"sv, "thursday"sv, "friday"sv, "saturday"sv, "sunday"sv, "mon"sv,
      "tue"sv,    "tues"sv,    "wed"sv,       "thu"sv,      "thur"sv,   "thurs"sv,    "fri"sv,    "sat"sv,
      "sun"sv,    "am"sv,      "pm"sv,        "gmt"sv,      "utc"sv,    "est"sv,      "edt"sv,    "bst"sv,
      "cet"sv,    "cest"sv,    "pst"sv,       "pdt"sv,      "ist"sv,    "et"sv,       "at"sv,     "on"sv};
  return std::find(words.begin(), words.end(), lower) != words.end();
}

}  // namespace demarche
