// Words, numbers, abbreviations and contractions.
#include "base/limits.h"
#include "base/text.h"
#include "stages/segment/lexicon.h"
#include "stages/segment/number.h"
#include "stages/segment/piece_scanner.h"

namespace demarche::segmenting {

void PieceScanner::scan_number() {
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
  if (byte(to) != '.' || (byte(to + 1) == '.' && byte(to + 2) == '.')) return false;
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

}  // namespace demarche::segmenting
