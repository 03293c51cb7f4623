// A WARC (or ARC) file as a row of records, streamed: what is cut, damaged, too large or a lie is told once, and the
// reading goes on behind it.
//
// A record's place is the offset that a range request needs: of its gzip member in a compressed file, of the record in
// a plain one. Records that hold no page (warcinfo, request, metadata, revisit) are passed over here. A record's name
// or content never decides where anything is read from or written to.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "stages/ingest/gzip_members.h"

namespace demarche {

struct WarcItem {
  std::string bytes;         // the record: its header, an empty line, its block; empty when `damage` says why
  std::uint64_t offset = 0;  // in the file
  std::uint64_t within = 0;  // offset in what the member decompresses to, where a member holds several records
  std::uint64_t length = 0;  // bytes in the file; 0 where a member holds several records
  std::optional<Error> damage;
};

class WarcStream {
 public:
  /// The bytes of the file at an offset, for looking whether a very long record is one; null where the file has no
  /// places (a pipe).
  using Look = std::function<std::string(std::uint64_t offset, std::size_t size)>;
  WarcStream(ByteSource file, Look look) : members_(std::move(file)), look_(std::move(look)) {}

  /// The next record that may hold a page, or damage; nothing at the end.
  std::optional<WarcItem> next();

 private:
  struct Header {
    std::size_t bytes = 0;  // with the empty line
    std::string type;
    std::optional<std::uint64_t> length;
  };
  enum class Found { record, damage, passed_over };

  bool fill(std::size_t wanted);
  std::string_view window() const { return std::string_view(window_).substr(at_); }
  void drop(std::size_t n) { at_ += n, inner_ += n; }
  bool open_member(WarcItem& item);
  Found read_record(WarcItem& item);
  Found read_warc(WarcItem& item);
  Found read_arc(WarcItem& item);
  Found take_block(WarcItem& item, std::size_t header_bytes, std::uint64_t length, bool wanted);
  Found broken(WarcItem& item, ErrorCode code, std::string message);
  bool skip(std::uint64_t bytes);
  void search();
  Header read_header() const;
  bool ends_well(std::size_t at);
  bool next_is_plausible(std::uint64_t behind) const;

  GzipMembers members_;
  Look look_;
  std::string window_;
  std::size_t at_ = 0;
  std::uint64_t inner_ = 0;  // offset of window()[0] within the member
  std::uint64_t member_begin_ = 0;
  std::uint64_t records_ = 0;  // begun in this member
  bool in_member_ = false, member_ended_ = false, arc_ = false, over_ = false;
  std::optional<Error> failed_;  // of the current member
};

/// True when the first bytes (decompressed) are those of a WARC or ARC file.
bool looks_like_warc(std::string_view beginning);

}  // namespace demarche
