// Where a text came from, when one text is made from another: decoding, cutting, collapsing white space.
//
// A map is a list of pieces. Within a piece every character has the same width on both sides, so offsets are
// interpolated and exact at characters; a piece whose sides differ otherwise (an entity, a word with one in it) is
// exact at its ends only. Maps compose, so that an offset into an article leads back to the file's own bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "types/document.h"

namespace demarche {

class OffsetMap {
 public:
  /// The next `length` bytes of text came from raw[raw_begin, raw_begin + raw_length). Joined to the piece before it
  /// where that loses nothing.
  void add(std::size_t length, std::size_t raw_begin, std::size_t raw_length);
  /// Bytes of text that stand for nothing in the source: a joining line end.
  void skip(std::size_t length) { text_end_ += length; }

  /// The raw offset of a text offset.
  std::size_t raw_of(std::size_t text) const;
  /// Adds to `to` where text[begin, begin + length) of this map's text comes from, as the next `out_length` bytes.
  void trace(std::size_t begin, std::size_t length, std::size_t out_length, OffsetMap& to) const;

  const std::vector<RawPiece>& pieces() const { return pieces_; }
  std::vector<RawPiece> take() { return std::move(pieces_); }
  bool identity() const { return identity_; }
  /// The map of a text that is its own source, of any length.
  static OffsetMap same(std::size_t length);

 private:
  std::size_t piece_at(std::size_t text) const;

  std::vector<RawPiece> pieces_;
  std::size_t text_end_ = 0;
  bool identity_ = false;
};

}  // namespace demarche
