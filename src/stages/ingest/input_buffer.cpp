#include "stages/ingest/input_buffer.h"

#include <fmt/format.h>

#include <cstring>

namespace demarche {
namespace {

constexpr std::size_t buffer_bytes = 256u << 10;
constexpr std::size_t peek_bytes = 64u << 10;
constexpr std::size_t spare_bytes = 64;  // what simdjson may read behind a line

}  // namespace

InputBuffer::InputBuffer(ByteSource source) : source_(std::move(source)), buffer_(buffer_bytes) {}

bool InputBuffer::refill() {
  if (ended_ || error_) return false;
  if (begin_ == end_) begin_ = end_ = 0;
  const Result<std::size_t> n = source_(buffer_.data() + end_, buffer_.size() - end_);
  if (!n) {
    error_ = n.error();
    return false;
  }
  ended_ = *n == 0;
  end_ += *n;
  return !ended_;
}

std::string_view InputBuffer::peek() {
  while (end_ - begin_ < peek_bytes && refill()) {
  }
  return {buffer_.data() + begin_, end_ - begin_};
}

InputBuffer::Line InputBuffer::next_line(std::string& line, std::size_t limit_bytes) {
  line.clear();
  bool too_long = false, any = false;
  for (;;) {
    if (begin_ == end_ && !refill()) {
      if (error_) return Line::failed;  // an unfinished line before damage is part of the damage
      if (!any) return Line::end;
      return too_long ? Line::too_long : Line::whole;
    }
    any = true;
    const char* from = buffer_.data() + begin_;
    const void* found = std::memchr(from, '\n', end_ - begin_);
    const std::size_t n =
        found == nullptr ? end_ - begin_ : static_cast<std::size_t>(static_cast<const char*>(found) - from);
    if (line.size() + n > limit_bytes) {
      too_long = true;
      line.clear();
      line.shrink_to_fit();
    }
    if (!too_long) {
      if (found != nullptr || ended_) line.reserve(line.size() + n + spare_bytes);
      line.append(from, n);
    }
    begin_ += n;
    if (found != nullptr) {
      ++begin_;
      return too_long ? Line::too_long : Line::whole;
    }
  }
}

Result<std::string> InputBuffer::rest(std::size_t limit_bytes) {
  std::string all;
  do {
    if (all.size() + end_ - begin_ > limit_bytes)
      return Error{ErrorCode::too_large, fmt::format("larger than {} bytes", limit_bytes)};
    all.append(buffer_.data() + begin_, end_ - begin_);
    begin_ = end_;
  } while (refill());
  if (error_) return *error_;
  return all;
}

}  // namespace demarche
