#include "stages/segment/scan.h"

#include <algorithm>

#include "base/limits.h"
#include "base/text.h"
#include "stages/segment/address.h"
#include "stages/segment/lexicon.h"
#include "stages/segment/piece_scanner.h"

namespace demarche::segmenting {
namespace {

bool ascii_or_letter(char c) {
  return is_ascii_alpha(c) || is_ascii_digit(c) || static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace

void PieceScanner::run() {
  mark_addresses();
  while (at_ < end_) {
    const std::uint32_t before = at_;
    step();
    if (at_ == before) ++at_;  // cannot happen; progress is certain all the same
  }
}

// Only pieces with an at sign, a colon with slashes or a dot between letters can hold an address.
void PieceScanner::mark_addresses() {
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

void PieceScanner::emit(std::uint32_t to, Shape shape) {
  while (to - at_ > limits::token_bytes) {  // a monster: cut at a character
    std::uint32_t cut = at_ + limits::token_bytes;
    while ((static_cast<unsigned char>(text_[cut]) & 0xC0) == 0x80 && cut > at_ + limits::token_bytes - 4) --cut;
    out_.push_back({.span = {at_, cut}, .shape = shape});
    at_ = cut;
  }
  out_.push_back({.span = {at_, to}, .shape = shape});
  at_ = to;
}

std::uint32_t PieceScanner::run_of_byte(char c) const {
  std::uint32_t to = at_;
  while (to < end_ && text_[to] == c) ++to;
  return to;
}

void PieceScanner::step() {
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
      return emit(c.size == 1 ? run_of_byte('$') : at_ + c.size, Shape::mark);
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
bool PieceScanner::scan_smiley() {
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

void PieceScanner::scan_mark(const Character& c) {
  if ((c.code == ':' || c.code == ';') && scan_smiley()) return;
  emit(at_ + c.size, Shape::mark);
}

void PieceScanner::scan_open(const Character& c) {
  if (byte(at_) == '(' && byte(at_ + 1) == ':' && scan_smiley()) return;
  emit(at_ + c.size, Shape::opening);
}

void PieceScanner::scan_symbol(const Character& c) {
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
void PieceScanner::scan_invisible(const Character& c) {
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

void PieceScanner::scan_stop() {
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

void PieceScanner::scan_quote(const Character& c) {
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
  if (at_start() && quotes_.double_open && !is_alphanumeric(next) && next != Kind::open) opens = false;
  quotes_.double_open = opens;
  emit(at_ + c.size, opens ? Shape::opening : Shape::closing);
}

void PieceScanner::scan_apostrophe(const Character& c) {
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

void PieceScanner::scan_hyphen(const Character& c) {
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

void scan_piece(std::string_view text, Span piece, QuoteState& quotes, std::vector<RawToken>& out) {
  PieceScanner(text, piece, quotes, out).run();
}

}  // namespace demarche::segmenting
