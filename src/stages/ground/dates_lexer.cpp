#include "stages/ground/dates_lexer.h"

#include "base/text.h"

namespace demarche::dates {
namespace {

using Byte = unsigned char;

// What a byte that is no ASCII letter, digit or blank begins: a sign of its own class, and how many bytes it takes.
struct Sign {
  LexClass lex = LexClass::sign;
  std::uint32_t size = 1;
  bool letter = false;  // part of a word ("é")
  bool blank = false;   // no-break space
  bool apostrophe = false;
};

Sign sign_at(std::string_view text, std::size_t at) {
  const Byte c = static_cast<Byte>(text[at]);
  switch (c) {
    case ',':
      return {LexClass::comma};
    case '.':
      return {LexClass::period};
    case '!':
    case '?':
    case ';':
      return {LexClass::sentence_end};
    case '-':
      return {LexClass::dash};
    case '~':
      return {LexClass::tilde};
    case '/':
      return {LexClass::slash};
    case ':':
      return {LexClass::colon};
    case '(':
    case '[':
      return {LexClass::open};
    case ')':
    case ']':
      return {LexClass::close};
    case '$':
      return {LexClass::money};
    case '%':
      return {LexClass::percent};
    case '\'':
      return {LexClass::sign, 1, false, false, true};
    default:
      break;
  }
  if (c < 0x80) return {};
  const Byte next = at + 1 < text.size() ? static_cast<Byte>(text[at + 1]) : 0;
  if (c == 0xC2 && next == 0xA0) return {LexClass::sign, 2, false, true};
  if (c == 0xC2 && (next == 0xA3 || next == 0xA5)) return {LexClass::money, 2};
  if (c == 0xE2 && next == 0x80 && at + 2 < text.size()) {
    const Byte third = static_cast<Byte>(text[at + 2]);
    if (third >= 0x90 && third <= 0x95) return {LexClass::dash, 3};
    if (third == 0x98 || third == 0x99) return {LexClass::sign, 3, false, false, true};
    if (third <= 0x8B || third == 0xAF) return {LexClass::sign, 3, false, true};
    return {LexClass::sign, 3};
  }
  if (c == 0xE2 && next == 0x82 && at + 2 < text.size() && static_cast<Byte>(text[at + 2]) == 0xAC)
    return {LexClass::money, 3};
  return {LexClass::other, 1, true};
}

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) { out_.reserve(text.size() / 5 + 2); }

  std::vector<Lexeme> run() {
    while (at_ < text_.size()) step();
    add(LexClass::end, text_.size(), 0);
    return std::move(out_);
  }

 private:
  void step() {
    const char c = text_[at_];
    if (is_ascii_space(c)) {
      line_ = line_ || c == '\n';
      space_ = true;
      ++at_;
    } else if (is_ascii_alpha(c)) {
      word();
    } else if (is_ascii_digit(c)) {
      number();
    } else {
      const Sign sign = sign_at(text_, at_);
      if (sign.blank) {
        space_ = true;
        at_ += sign.size;
      } else if (sign.letter) {
        word();
      } else if (sign.apostrophe) {
        apostrophe(sign.size);
      } else {
        add(sign.lex, at_ + sign.size, 0);
      }
    }
  }

  bool letter(std::size_t at) const {
    if (at >= text_.size()) return false;
    if (is_ascii_alpha(text_[at])) return true;
    return static_cast<Byte>(text_[at]) >= 0x80 && sign_at(text_, at).letter;
  }

  void word() {
    std::size_t end = at_ + 1;
    while (letter(end)) ++end;
    if (text_.substr(end).starts_with("://") || (end - at_ == 3 && text_.substr(at_).starts_with("www."))) {
      while (end < text_.size() && !is_ascii_space(text_[end])) ++end;
      add(LexClass::other, end, 0);  // an address, whole
      return;
    }
    const WordEntry entry = look_up(text_.substr(at_, end - at_));
    const bool capital = is_ascii_upper(text_[at_]);
    add(entry.lex, end, entry.value);
    out_.back().capital = capital;
  }

  // 's after a word; otherwise a sign ("'ll" gives a sign and the word "ll")
  void apostrophe(std::uint32_t size) {
    const std::size_t after = at_ + size;
    const bool s =
        !space_ && after < text_.size() && (text_[after] == 's' || text_[after] == 'S') && !letter(after + 1);
    add(s ? LexClass::possessive : LexClass::sign, after + (s ? 1 : 0), 0);
  }

  void number() {
    std::size_t end = at_;
    std::int32_t value = 0;
    while (end < text_.size() && is_ascii_digit(text_[end])) {
      if (end - at_ < 8) value = value * 10 + (text_[end] - '0');
      ++end;
    }
    const std::size_t digits = end - at_;
    bool big = digits > 8;
    while (digits <= 3 && thousands(end)) {
      end += 4;
      big = true;
    }
    if (!big && digits <= 2 && ordinal_ending(end)) {
      add(LexClass::ordinal, end + 2, value);
    } else {
      add(big ? LexClass::big_number : LexClass::number, end, value);
    }
    out_.back().digits = static_cast<std::uint8_t>(digits > 200 ? 200 : digits);
  }

  // ",000" and no further digit
  bool thousands(std::size_t at) const {
    if (at + 3 >= text_.size() || text_[at] != ',') return false;
    for (std::size_t i = at + 1; i < at + 4; ++i) {
      if (!is_ascii_digit(text_[i])) return false;
    }
    return at + 4 >= text_.size() || !is_ascii_digit(text_[at + 4]);
  }

  bool ordinal_ending(std::size_t at) const {
    if (at + 1 >= text_.size() || letter(at + 2)) return false;
    const char a = to_ascii_lower(text_[at]), b = to_ascii_lower(text_[at + 1]);
    return (a == 's' && b == 't') || (a == 'n' && b == 'd') || (a == 'r' && b == 'd') || (a == 't' && b == 'h');
  }

  void add(LexClass lex, std::size_t end, std::int32_t value) {
    Lexeme l;
    l.begin = static_cast<std::uint32_t>(at_);
    l.end = static_cast<std::uint32_t>(end);
    l.lex = lex;
    l.value = value;
    l.space_before = space_ || out_.empty();
    l.line_before = line_ || out_.empty();
    out_.push_back(l);
    space_ = line_ = false;
    at_ = end;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  bool space_ = false;
  bool line_ = false;
  std::vector<Lexeme> out_;
};

}  // namespace

std::vector<Lexeme> lex(std::string_view text) {
  return Lexer(text).run();
}

}  // namespace demarche::dates
