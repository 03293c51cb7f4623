// The scanner behind scan_piece(): one piece of text from left to right. scan.cpp holds marks and quotes, scan_word.cpp
// words and numbers.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "stages/segment/characters.h"
#include "stages/segment/scan.h"

namespace demarche::segmenting {

inline bool is_alphanumeric(Kind kind) {
  return kind == Kind::letter || kind == Kind::digit;
}

class PieceScanner {
 public:
  PieceScanner(std::string_view text, Span piece, QuoteState& quotes, std::vector<RawToken>& out)
      : text_(text), begin_(piece.begin), end_(piece.end), at_(piece.begin), quotes_(quotes), out_(out) {}
  void run();

 private:
  std::string_view slice(std::uint32_t from, std::uint32_t to) const { return text_.substr(from, to - from); }
  Kind kind_from(std::uint32_t at) const { return at < end_ ? kind_at(text_, at) : Kind::space; }
  char byte(std::uint32_t at) const { return at < end_ ? text_[at] : '\0'; }
  bool at_start() const { return at_ == begin_; }

  // Only pieces with an at sign, a colon with slashes or a dot between letters can hold an address.
  void mark_addresses();

  void emit(std::uint32_t to, Shape shape);
  std::uint32_t run_of_byte(char c) const;
  void step();

  // ":)" and its like stand where a word would, before white space.
  bool scan_smiley();
  void scan_mark(const Character& c);
  void scan_open(const Character& c);
  void scan_symbol(const Character& c);

  // Zero-width characters between tokens go with the token before; at the start of a piece they stand alone or lead a
  // word.
  void scan_invisible(const Character& c);
  void scan_stop();
  void scan_quote(const Character& c);
  void scan_apostrophe(const Character& c);

  // 's with a space before it is a lost clitic, unless it begins a quoted word of its own.
  bool opens_single_quote(std::uint32_t after) const { return kind_from(after + 1) == Kind::apostrophe; }
  void scan_hyphen(const Character& c);

  // scan_word.cpp
  void scan_word();
  void scan_number();
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

}  // namespace demarche::segmenting
