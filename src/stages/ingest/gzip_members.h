// A file as a row of members: a gzip file member by member, any other file as one.
//
// WARC files pack a record a member, so that one can be fetched alone. This keeps the place of each member in the file
// and goes on behind a damaged one: the next place where a gzip header is followed by the text a WARC record begins
// with.
#pragma once

#include <zlib.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "stages/ingest/byte_source.h"

namespace demarche {

class GzipMembers {
 public:
  explicit GzipMembers(ByteSource file);
  GzipMembers(const GzipMembers&) = delete;
  GzipMembers& operator=(const GzipMembers&) = delete;
  ~GzipMembers();

  /// Moves to the next member; false at the end of the file. Call before the first read().
  Result<bool> next();
  /// Bytes of the current member, decompressed; 0 at its end.
  Result<std::size_t> read(char* out, std::size_t size);
  /// Gives the current member up and looks for the next one that begins like a WARC record.
  void abandon();

  bool compressed() const { return compressed_; }
  std::uint64_t offset() const { return offset_; }      // of the current member in the file
  std::uint64_t position() const { return consumed_; }  // bytes of the file used so far

 private:
  bool fill(std::size_t wanted);  // false: fewer are left
  std::string_view left() const { return {buffer_.data() + begin_, end_ - begin_}; }
  void consume(std::size_t n) { begin_ += n, consumed_ += n; }
  bool begins_like_warc(std::string_view bytes) const;

  ByteSource file_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0, end_ = 0;
  std::uint64_t consumed_ = 0, offset_ = 0;
  z_stream z_{};
  bool started_ = false, compressed_ = false, in_member_ = false, ended_ = false, searching_ = false;
  Status failed_;
};

}  // namespace demarche
