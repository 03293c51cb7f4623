#include "stages/ingest/offset_map.h"

#include <algorithm>

namespace demarche {
namespace {

// The raw offset that lies as far into the piece as the text offset does.
std::size_t interpolate(const RawPiece& piece, std::size_t text) {
  const std::uint64_t into = std::min<std::uint64_t>(text - piece.text_begin, piece.length);
  return piece.raw_begin + static_cast<std::size_t>(into * piece.raw_length / std::max<std::uint32_t>(piece.length, 1));
}

}  // namespace

OffsetMap OffsetMap::same(std::size_t length) {
  OffsetMap map;
  map.add(length, 0, length);
  map.identity_ = true;
  return map;
}

void OffsetMap::add(std::size_t length, std::size_t raw_begin, std::size_t raw_length) {
  const auto narrow = [](std::size_t n) { return static_cast<std::uint32_t>(n); };
  if (length > 0) {
    RawPiece* last = pieces_.empty() ? nullptr : &pieces_.back();
    const bool follows = last != nullptr && last->text_begin + last->length == text_end_ &&
                         last->raw_begin + last->raw_length == raw_begin;
    const bool same_ratio =
        follows && std::uint64_t{last->length} * raw_length == std::uint64_t{last->raw_length} * length;
    if (same_ratio) {
      last->length += narrow(length);
      last->raw_length += narrow(raw_length);
    } else {
      pieces_.push_back({narrow(text_end_), narrow(length), narrow(raw_begin), narrow(raw_length)});
    }
  }
  text_end_ += length;
}

std::size_t OffsetMap::piece_at(std::size_t text) const {
  const auto after =
      std::upper_bound(pieces_.begin(), pieces_.end(), text,
                       [](std::size_t offset, const RawPiece& piece) { return offset < piece.text_begin; });
  return after == pieces_.begin() ? 0 : static_cast<std::size_t>(after - pieces_.begin()) - 1;
}

std::size_t OffsetMap::raw_of(std::size_t text) const {
  if (identity_) return text;
  if (pieces_.empty()) return 0;
  const RawPiece& piece = pieces_[piece_at(text)];
  return text < piece.text_begin ? piece.raw_begin : interpolate(piece, text);
}

void OffsetMap::trace(std::size_t begin, std::size_t length, std::size_t out_length, OffsetMap& to) const {
  if (length == 0 || pieces_.empty()) return to.skip(out_length);
  const std::size_t end = begin + length;
  std::size_t at = piece_at(begin);
  if (out_length != length) {  // sides differ: one piece, exact at its ends
    const std::size_t raw_begin = raw_of(begin);
    const std::size_t raw_end = raw_of(end - 1) + 1;
    return to.add(out_length, raw_begin, std::max(raw_end, raw_begin) - raw_begin);
  }
  for (std::size_t done = begin; done < end; ++at) {
    if (at >= pieces_.size()) return to.skip(end - done);
    const RawPiece& piece = pieces_[at];
    if (piece.text_begin > done) {
      const std::size_t gap = std::min<std::size_t>(piece.text_begin, end) - done;
      to.skip(gap);
      done += gap;
    }
    const std::size_t until = std::min<std::size_t>(end, std::size_t{piece.text_begin} + piece.length);
    if (until <= done) continue;
    const std::size_t raw_begin = interpolate(piece, done);
    to.add(until - done, raw_begin, interpolate(piece, until) - raw_begin);
    done = until;
  }
}

}  // namespace demarche
