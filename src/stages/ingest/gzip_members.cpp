#include "stages/ingest/gzip_members.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

namespace demarche {
namespace {

constexpr std::size_t buffer_bytes = 256u << 10;
constexpr std::size_t probe_bytes = 4096;  // of a member, to see how it begins
constexpr std::string_view magic = "\x1f\x8b\x08";

}  // namespace

GzipMembers::GzipMembers(ByteSource file) : file_(std::move(file)), buffer_(buffer_bytes) {
  if (inflateInit2(&z_, 15 + 16) != Z_OK) failed_ = Error{ErrorCode::io, "no memory for gzip"};
}

GzipMembers::~GzipMembers() {
  inflateEnd(&z_);
}

bool GzipMembers::fill(std::size_t wanted) {
  while (end_ - begin_ < wanted && !ended_ && failed_) {
    if (begin_ > 0) std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
    const Result<std::size_t> n = file_(buffer_.data() + end_, buffer_.size() - end_);
    if (!n) {
      failed_ = n.error();
      break;
    }
    ended_ = *n == 0;
    end_ += *n;
  }
  return end_ - begin_ >= wanted;
}

// Tried on a state of its own: what looks like a header in the middle of compressed bytes must not count.
bool GzipMembers::begins_like_warc(std::string_view bytes) const {
  z_stream trial{};
  if (inflateInit2(&trial, 15 + 16) != Z_OK) return false;
  char out[8] = {};
  trial.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  trial.avail_in = static_cast<uInt>(std::min(bytes.size(), probe_bytes));
  trial.next_out = reinterpret_cast<Bytef*>(out);
  trial.avail_out = 5;
  const int state = inflate(&trial, Z_NO_FLUSH);
  inflateEnd(&trial);
  return (state == Z_OK || state == Z_STREAM_END) && std::string_view(out, 5) == "WARC/";
}

Result<bool> GzipMembers::next() {
  if (!started_) {
    started_ = true;
    compressed_ = fill(magic.size()) && left().starts_with(magic);
    in_member_ = true;
    if (!failed_) return failed_.error();
    return !left().empty();
  }
  if (!compressed_) return false;
  while (searching_) {
    fill(probe_bytes);
    const std::size_t at = left().find(magic);
    if (at == std::string_view::npos) {
      consume(left().size() > 2 ? left().size() - 2 : left().size());
      if (!fill(3)) return failed_ ? Result<bool>(false) : Result<bool>(failed_.error());
      continue;
    }
    consume(at);
    fill(probe_bytes);
    if (begins_like_warc(left())) {
      searching_ = false;
    } else {
      consume(1);
    }
  }
  // Some writers pad with zeros.
  while (fill(1) && left().front() == '\0') consume(std::min(left().find_first_not_of('\0'), left().size()));
  if (!failed_) return failed_.error();
  if (left().empty()) return false;
  offset_ = consumed_;
  inflateReset(&z_);
  in_member_ = true;
  if (fill(magic.size()) && left().starts_with(magic)) return true;
  in_member_ = false;
  searching_ = true;
  return Error{ErrorCode::corrupt, "no gzip member where one must begin"};
}

Result<std::size_t> GzipMembers::read(char* out, std::size_t size) {
  if (!in_member_) return std::size_t{0};
  for (;;) {
    fill(1);
    if (!failed_) return failed_.error();
    const std::string_view in = left();
    if (!compressed_) {
      const std::size_t n = std::min(size, in.size());
      if (n > 0) std::memcpy(out, in.data(), n);
      consume(n);
      return n;
    }
    if (in.empty()) return Error{ErrorCode::corrupt, "the gzip member is cut short"};
    z_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(in.data()));
    z_.avail_in = static_cast<uInt>(in.size());
    z_.next_out = reinterpret_cast<Bytef*>(out);
    z_.avail_out = static_cast<uInt>(std::min<std::size_t>(size, 1u << 30));
    const std::size_t room = z_.avail_out;
    const int state = inflate(&z_, Z_NO_FLUSH);
    consume(in.size() - z_.avail_in);
    const std::size_t made = room - z_.avail_out;
    if (state == Z_STREAM_END) {
      in_member_ = false;
      return made;
    }
    if (state != Z_OK && state != Z_BUF_ERROR)
      return Error{ErrorCode::corrupt,
                   fmt::format("the gzip member is damaged: {}", z_.msg != nullptr ? z_.msg : "not gzip")};
    if (made > 0) return made;
  }
}

void GzipMembers::abandon() {
  if (!compressed_ || !in_member_) return;
  in_member_ = false;
  searching_ = true;
}

}  // namespace demarche
