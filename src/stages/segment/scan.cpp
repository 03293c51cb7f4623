#include "stages/segment/scan.h"

#include <algorithm>

#include "base/limits.h"
#include "base/text.h"
#include "stages/segment/address.h"
#include "stages/segment/characters.h"
#include "stages/segment/lexicon.h"
#include "stages/segment/number.h"

namespace demarche::segmenting {
namespace {

bool is_alphanumeric(Kind kind) {
  return kind == Kind::letter || kind == Kind::digit;
}

class PieceScanner {
 public:
  PieceScanner(std::string_view text, Span piece, QuoteState& quotes, std::vector<RawToken>& out)
      : text_(text), begin_(piece.begin), end_(piece.end), at_(piece.begin), quotes_(quotes), out_(out) {}

  void run() {
    mark_addresses();
    while (at_ < end_) {
      const std::uint32_t before = at_;
      step();
      if (at_ == before) ++at_;  // cannot happen; progress is certain all the same
    }
  }

 private:
  std::string_view slice(std::uint32_t from, std::uint32_t to) const { return text_.substr(from, to - from); }
  Kind kind_from(std::uint32_t at) const { return at < end_ ? kind_at(text_, at) : Kind::space; }
  char byte(std::uint32_t at) const { return at < end_ ? text_[at] : '\0'; }
  bool at_start() const { return at_ == begin_; }

  // Only pieces with an at sign, a colon with slashes or a dot between letters can hold an address.
  void mark_addresses() {
    const std::string_view piece = slice(begin_, end_);
    for (std::size_t i = 1; i + 1 < piece.size(); ++i) {
      const char c = piece[i];
      if (c == '@' || (c == ':' && piece[i + 1] == '/') || (c == ':' && is_ascii_alpha(piece[i + 1])) ||
          (c == '.' && !is_ascii_space(piece[i + 1]) && ascii_or_letter(piece[i + 1]))) {
        may_hold_address_ = true;
        return;
      }
    }
  }
  static bool ascii_or_letter(char c) {
    return is_ascii_alpha(c) || is_ascii_digit(c) || static_cast<unsigned char>(c) >= 0x80;
  }

  void emit(std::uint32_t to, Shape shape) {
    while (to - at_ > limits::token_bytes) {  // a monster: cut at a character
      std::uint32_t cut = at_ + limits::token_bytes;
      while ((static_cast<unsigned char>(text_[cut]) & 0xC0) == 0x80 && cut > at_ + limits::token_bytes - 4) --cut;
      out_.push_back({.span = {at_, cut}, .shape = shape});
      at_ = cut;
    }
    out_.push_back({.span = {at_, to}, .shape = shape});
    at_ = to;
  }

  std::uint32_t run_of_byte(char c) const {
    std::uint32_t to = at_;
    while (to < end_ && text_[to] == c) ++to;
    return to;
  }

  void step() {
    if (may_hold_address_ && at_ >= address_free_until_) {
      const AddressScan found = scan_address(text_, at_, end_);
      if (found.end > at_) return emit(found.end, Shape::word);
      address_free_until_ = found.free_until;
    }
    const Character c = character_at(text_, at_);
    switch (c.kind) {
      case Kind::letter:
        return scan_word();
      case Kind::digit:
        return scan_number();
      case Kind::stop:
        return scan_stop();
      case Kind::ellipsis: {
        std::uint32_t to = at_;
        while (to < end_ && (kind_at(text_, to) == Kind::ellipsis || text_[to] == '.'))
          to += character_at(text_, to).size;
        return emit(to, Shape::ellipsis);
      }
      case Kind::apostrophe:
        return scan_apostrophe(c);
      case Kind::quote:
        return scan_quote(c);
      case Kind::hyphen:
        return scan_hyphen(c);
      case Kind::open:
        return scan_open(c);
      case Kind::close:
        return emit(at_ + c.size, Shape::closing);
      case Kind::currency:
        return emit(at_ + c.size, Shape::mark);
      case Kind::underscore:
        return emit(run_of_byte('_'), Shape::mark);
      case Kind::mark:
        return scan_mark(c);
      case Kind::invisible:
        return scan_invisible(c);
      default:
        return scan_symbol(c);
    }
  }

  // ":)" and its like stand where a word would, before white space.
  bool scan_smiley() {
    static constexpr std::string_view smileys[] = {">:(", ":-)", ":-(", ";-)", ":-D", ":-P", ":)", ":(", ";)",  ":D",
                                                   ":P",  ":/",  ":O",  ";P",  "=)",  "=(",  "(:", "<3", "^_^", "D:"};
    if (!at_start() && is_alphanumeric(kind_at(text_, character_before(text_, at_)))) {
      if (byte(at_) != ':' || (byte(at_ + 1) != ')' && byte(at_ + 1) != '(')) return false;
    }
    for (const std::string_view smiley : smileys) {
      if (slice(at_, end_).substr(0, smiley.size()) != smiley) continue;
      const Kind after = kind_from(at_ + static_cast<std::uint32_t>(smiley.size()));
      if (is_alphanumeric(after) || after == Kind::symbol) continue;
      emit(at_ + static_cast<std::uint32_t>(smiley.size()), Shape::smiley);
      return true;
    }
    return false;
  }

  void scan_mark(const Character& c) {
    if ((c.code == ':' || c.code == ';') && scan_smiley()) return;
    emit(at_ + c.size, Shape::mark);
  }

  void scan_open(const Character& c) {
    if (byte(at_) == '(' && byte(at_ + 1) == ':' && scan_smiley()) return;
    emit(at_ + c.size, Shape::opening);
  }

  void scan_symbol(const Character& c) {
    if ((c.code == '=' || c.code == '<' || c.code == '^' || c.code == '>') && scan_smiley()) return;
    if ((c.code == '+' || c.code == '@' || c.code == '#') && at_start() && end_ - at_ > 1) {
      const Kind next = kind_from(at_ + 1);
      if (c.code == '+' && next == Kind::digit) return scan_number();
      if (c.code != '+' && next == Kind::letter) return scan_word();
    }
    std::uint32_t to = at_ + c.size;
    if (c.size == 1) {
      to = std::max(to, run_of_byte(text_[at_]));
      if (c.code == '=' || c.code == '<' || c.code == '>' || c.code == '~' || c.code == '*' || c.code == '|' ||
          c.code == '+') {
        while (to < end_ && std::string_view("-=<>~*|+").find(text_[to]) != std::string_view::npos) ++to;
      }
    } else {  // an emoji with its modifiers and joined parts
      while (to < end_) {
        const Character next = character_at(text_, to);
        if (next.kind != Kind::invisible) break;
        to += next.size;
        if (next.code == 0x200D && to < end_) to += character_at(text_, to).size;
      }
    }
    emit(to, Shape::mark);
  }

  // Zero-width characters between tokens go with the token before; at the start of a piece they stand alone or lead a
  // word.
  void scan_invisible(const Character& c) {
    std::uint32_t to = at_ + c.size;
    while (to < end_ && kind_at(text_, to) == Kind::invisible) to += character_at(text_, to).size;
    if (to < end_ && is_alphanumeric(kind_at(text_, to))) {
      word_lead_ = to - at_;
      return kind_at(text_, to) == Kind::letter ? scan_word() : scan_number();
    }
    if (!at_start() && to - out_.back().span.begin <= limits::token_bytes && out_.back().words == 1) {
      out_.back().span.end = to;
      at_ = to;
      return;
    }
    emit(to, Shape::mark);
  }

  void scan_stop() {
    std::uint32_t to = at_;
    if (byte(at_) == '.') {
      to = run_of_byte('.');
      if (to - at_ >= 2) {
        while (to < end_ && kind_at(text_, to) == Kind::ellipsis) to += character_at(text_, to).size;
        return emit(to, Shape::ellipsis);
      }
      if (kind_from(to) == Kind::digit &&
          (at_start() || !is_alphanumeric(kind_at(text_, character_before(text_, at_))))) {
        return scan_number();  // .50
      }
      if (at_start() || out_.back().shape == Shape::closing) {
        std::uint32_t name = to;
        while (name < end_ && is_ascii_alpha(text_[name]) && name - to < 6) ++name;
        if (name > to && name == end_ && is_ascii_lower(text_[to]) && (listed(slice(to, name)) & address_end) != 0 &&
            name - to == 3) {
          return emit(name, Shape::word);  // ".doc"
        }
      }
    }
    to = at_;
    while (to < end_ && kind_at(text_, to) == Kind::stop && !(to > at_ && text_.substr(to, 2) == "..")) {
      to += character_at(text_, to).size;
    }
    emit(std::max(to, at_ + 1), Shape::stop);
  }

  void scan_quote(const Character& c) {
    if (c.code == 0x201C || c.code == 0xAB || c.code == 0x201E || c.code == 0x2039) {
      quotes_.double_open = true;
      return emit(at_ + c.size, Shape::opening);
    }
    if (c.code == 0x201D || c.code == 0xBB || c.code == 0x203A) {
      quotes_.double_open = false;
      return emit(at_ + c.size, Shape::closing);
    }
    const Kind next = kind_from(at_ + c.size);
    bool opens = at_start();
    if (!opens) {
      const Kind before = kind_at(text_, character_before(text_, at_));
      opens = before == Kind::open ||
              ((before == Kind::hyphen || before == Kind::dash || before == Kind::symbol) && is_alphanumeric(next)) ||
              (is_alphanumeric(next) && !quotes_.double_open);
    }
    if (next == Kind::space && at_start() && quotes_.double_open) opens = false;
    quotes_.double_open = opens;
    emit(at_ + c.size, opens ? Shape::opening : Shape::closing);
  }

  void scan_apostrophe(const Character& c) {
    const std::uint32_t after = at_ + c.size;
    // Two in a row are a double quote: ''quoted''.
    if (after < end_ && kind_at(text_, after) == Kind::apostrophe) {
      const bool opens = at_start() || kind_at(text_, character_before(text_, at_)) == Kind::open;
      return emit(after + character_at(text_, after).size, opens ? Shape::opening : Shape::closing);
    }
    if (kind_from(after) == Kind::digit && kind_from(after + 1) == Kind::digit && kind_from(after + 2) != Kind::digit &&
        c.code != 0x2018) {
      std::uint32_t to = after + 2;  // '72, '80s
      if (byte(to) == 's') ++to;
      if (!is_alphanumeric(kind_from(to))) return emit(to, Shape::number);
    }
    if (kind_from(after) == Kind::letter) {
      std::uint32_t to = after;
      while (to < end_ && is_ascii_alpha(text_[to]) && to - after < 8) ++to;
      const std::uint16_t flags = is_alphanumeric(kind_from(to)) ? std::uint16_t{0} : listed(slice(after, to));
      if ((flags & elided) != 0 || ((flags & clitic) != 0 && to - after <= 2 && !opens_single_quote(after))) {
        return emit(to, Shape::word);
      }
    }
    const bool opens = at_start() || c.code == 0x2018 || kind_at(text_, character_before(text_, at_)) != Kind::letter;
    if (opens && is_alphanumeric(kind_from(after))) quotes_.single_open = true;
    if (!opens) quotes_.single_open = false;
    emit(after, opens && after < end_ ? Shape::opening : Shape::closing);
  }

  // 's with a space before it is a lost clitic, unless it begins a quoted word of its own.
  bool opens_single_quote(std::uint32_t after) const { return kind_from(after + 1) == Kind::apostrophe; }

  void scan_hyphen(const Character& c) {
    if (c.size == 1) {
      const std::uint32_t to = run_of_byte('-');
      if (to - at_ >= 2) {
        std::uint32_t wide = to;
        while (wide < end_ && std::string_view("-=<>~*|+").find(text_[wide]) != std::string_view::npos) ++wide;
        return emit(wide, Shape::mark);
      }
      if (byte(to) == '>') return emit(to + 1, Shape::mark);
    }
    emit(at_ + c.size, Shape::mark);
  }

  void scan_number() {
    const std::uint32_t from = at_ + word_lead_;
    word_lead_ = 0;
    const std::uint32_t to = number_end(text_, from, end_);
    // "9/11's" is one token, "80's" too: the s makes a plural, not a possessor.
    std::uint32_t tail = to;
    const Kind next = kind_from(to);
    if (next == Kind::apostrophe) {
      const std::uint32_t letter = to + character_at(text_, to).size;
      if ((byte(letter) == 's' || byte(letter) == 'S') && !is_alphanumeric(kind_from(letter + 1))) tail = letter + 1;
      return emit(tail, Shape::number);
    }
    if (next != Kind::letter) return emit(to, Shape::number);
    while (tail < end_ && (is_ascii_alpha(text_[tail])) && tail - to < 8) ++tail;
    const bool whole = !is_alphanumeric(kind_from(tail));
    if (whole && (listed(slice(to, tail)) & unit) != 0) return emit(to, Shape::number);
    // "a.m." after a number
    if ((byte(to) == 'a' || byte(to) == 'p') && byte(to + 1) == '.' && byte(to + 2) == 'm')
      return emit(to, Shape::number);
    scan_word();  // 1980s, 5th, 3D, 7UP
  }

  void scan_word();
  std::uint32_t word_end(std::uint32_t from) const;
  bool continues_after_hyphen(std::uint32_t from, std::uint32_t hyphen) const;
  bool try_acronym();
  bool try_dotted_abbreviation(std::uint32_t to);
  void emit_word(std::uint32_t to);
  bool split_clitic(std::uint32_t to);

  std::string_view text_;
  std::uint32_t begin_;
  std::uint32_t end_;
  std::uint32_t at_;
  std::uint32_t word_lead_ = 0;
  std::uint32_t address_free_until_ = 0;
  bool may_hold_address_ = false;
  QuoteState& quotes_;
  std::vector<RawToken>& out_;
};

// "anti-war", "re-elected": a listed prefix keeps its hyphen.
bool PieceScanner::continues_after_hyphen(std::uint32_t from, std::uint32_t hyphen) const {
  const std::uint32_t after = hyphen + character_at(text_, hyphen).size;
  const Kind next = kind_from(after);
  if (!is_alphanumeric(next)) return false;
  return (listed(slice(from, hyphen)) & prefix) != 0;
}

// Where the run of letters, digits and inner characters that starts at `from` ends.
std::uint32_t PieceScanner::word_end(std::uint32_t from) const {
  std::uint32_t at = from;
  while (at < end_ && at - from < limits::token_bytes) {
    const Character c = character_at(text_, at);
    if (is_alphanumeric(c.kind) || c.kind == Kind::invisible) {
      at += c.size;
      continue;
    }
    const std::uint32_t after = at + c.size;
    const Kind next = kind_from(after);
    const bool between = at > from && is_alphanumeric(next);
    if (c.kind == Kind::underscore && between) {
      at = after;
    } else if (c.kind == Kind::apostrophe && between && next == Kind::letter && c.code != 0x2018) {
      at = after;
    } else if (c.kind == Kind::hyphen && at > from && continues_after_hyphen(from, at)) {
      at = after;
    } else if (c.code == '&' && between && at - from <= 3 && is_ascii_alpha(text_[at - 1]) &&
               is_ascii_alpha(text_[after]) && is_ascii_upper(text_[at - 1]) == is_ascii_upper(text_[after]) &&
               !is_ascii_alpha(byte(after + 4))) {
      at = after;
    } else if ((c.code == '*' || c.code == '$' || c.code == '@') && between && next == Kind::letter) {
      at = after;
    } else if (c.code == '$' && at - from <= 3 && (next == Kind::digit) && is_ascii_upper(text_[from])) {
      return after;  // US$4.5
    } else {
      break;
    }
  }
  return at;
}

// "U.S.", "p.m.", "U.S.-led", "Ph.D.": one or two letters before each dot.
bool PieceScanner::try_acronym() {
  std::uint32_t at = at_, last = at_, parts = 0;
  for (;;) {
    std::uint32_t letters = 0, next = at;
    while (next < end_ && letters < 3 && is_ascii_alpha(text_[next])) ++next, ++letters;
    if (letters == 0 || letters > 2 || (letters == 2 && !(is_ascii_upper(text_[at]) && is_ascii_lower(text_[at + 1]))))
      break;
    if (letters == 2 && parts == 0 && byte(next) != '.') return false;
    if (is_alphanumeric(kind_from(next))) break;
    ++parts;
    last = next;
    if (byte(next) != '.' || (byte(next + 1) == '.' && byte(next + 2) == '.')) break;
    at = last = next + 1;
    if (!is_ascii_alpha(byte(at))) break;
  }
  if (parts < 2) return false;
  if (text_[last - 1] != '.' && byte(last) == '.') return false;
  if (text_[last - 1] != '.' && is_alphanumeric(kind_from(last))) return false;
  emit(last, text_[last - 1] == '.' ? Shape::abbreviation : Shape::word);
  return true;
}

// A word whose dot belongs to it.
bool PieceScanner::try_dotted_abbreviation(std::uint32_t to) {
  if (byte(to) != '.' || byte(to + 1) == '.') return false;
  const std::uint32_t after = to + 1;
  const std::string_view word = slice(at_, to);
  const std::uint16_t flags = listed(word);
  const bool capital = is_ascii_upper(word[0]);
  const Kind next = kind_from(after);
  if ((flags & title) != 0 && (capital || next == Kind::space)) {
    emit(after, Shape::title);
    return true;
  }
  if ((flags & abbreviation) != 0 &&
      ((flags & capital_only) == 0 || (capital && word.size() > 1 && is_ascii_lower(word[1])))) {
    emit(after, Shape::abbreviation);
    return true;
  }
  if ((flags & before_number) != 0) {
    std::uint32_t digit = after;
    while (digit < text_.size() && text_[digit] == ' ') ++digit;
    if (digit < text_.size() && is_ascii_digit(text_[digit])) {
      emit(after, Shape::title);
      return true;
    }
  }
  if (word.size() == 1 && capital) {
    emit(after, Shape::initial);
    return true;
  }
  return false;
}

// "don't" is do + n't, "Russia's" is Russia + 's, "workers'" is workers + '.
bool PieceScanner::split_clitic(std::uint32_t to) {
  const std::string_view word = slice(at_, to);
  std::size_t mark = word.size();
  for (std::size_t i = word.size() > 6 ? word.size() - 6 : 1; i < word.size(); ++i) {
    const auto c = static_cast<unsigned char>(word[i]);
    if (c == '\'' || c == '`' || c == 0xE2 || c == 0xC2) {
      if (kind_at(word, static_cast<std::uint32_t>(i)) == Kind::apostrophe) mark = i;
    }
  }
  if (mark == word.size()) return false;
  const std::size_t tail_at = mark + character_at(word, static_cast<std::uint32_t>(mark)).size;
  const std::string_view tail = word.substr(tail_at);
  if (tail.empty() || (listed(tail) & clitic) == 0) return false;
  std::size_t cut = mark;
  if (to_ascii_lower(tail[0]) == 't') {
    if (tail.size() != 1 || mark < 2 || to_ascii_lower(word[mark - 1]) != 'n') return false;
    cut = mark - 1;
  }
  if (to_ascii_lower(tail[0]) == 'm' && !(mark == 1 && to_ascii_lower(word[0]) == 'i')) return false;
  if (tail.size() == 1 && to_ascii_lower(tail[0]) == 'd' && mark < 1) return false;
  emit(to, Shape::word);
  out_.back().words = 2;
  out_.back().cut1 = static_cast<std::uint16_t>(cut);
  return true;
}

void PieceScanner::emit_word(std::uint32_t to) {
  if (to - at_ <= limits::token_bytes && split_clitic(to)) return;
  const std::string_view word = slice(at_, to);
  if (word.size() <= 8) {
    std::uint32_t first = bare_contraction(word);
    if (word == "IM" || word == "Ive" || word == "IVE") first = 0;
    if (first != 0) {
      emit(to, Shape::word);
      out_.back().words = 2;
      out_.back().cut1 = static_cast<std::uint16_t>(first);
      return;
    }
  }
  // The apostrophe after a plural: a possessor unless it closes a quotation.
  const Kind next = kind_from(to);
  if (next == Kind::apostrophe && !quotes_.single_open && word.size() > 2 &&
      (word.back() == 's' || word.back() == 'S')) {
    const std::uint32_t after = to + character_at(text_, to).size;
    if (after == end_ && character_at(text_, to).code != 0x2018) {
      const auto cut = static_cast<std::uint16_t>(word.size());
      if (after - at_ <= limits::token_bytes) {
        emit(after, Shape::word);
        out_.back().words = 2;
        out_.back().cut1 = cut;
        return;
      }
    }
  }
  emit(to, Shape::word);
}

void PieceScanner::scan_word() {
  const std::uint32_t from = at_ + word_lead_;
  word_lead_ = 0;
  if (from == at_ && is_ascii_alpha(text_[at_]) && try_acronym()) return;
  std::uint32_t start = from;
  if (text_[from] == '#' || text_[from] == '@') ++start;
  std::uint32_t to = word_end(start);
  if (to <= start) to = start + character_at(text_, start).size;
  if (byte(to) == '/') {
    std::uint32_t tail = to + 1;
    while (tail < end_ && is_ascii_alpha(text_[tail]) && tail - to < 5) ++tail;
    if ((listed(slice(at_, tail)) & slashed) != 0) return emit(tail, Shape::word);
  }
  if (from == at_ && try_dotted_abbreviation(to)) return;
  emit_word(to);
}

}  // namespace

void scan_piece(std::string_view text, Span piece, QuoteState& quotes, std::vector<RawToken>& out) {
  PieceScanner(text, piece, quotes, out).run();
}

}  // namespace demarche::segmenting
