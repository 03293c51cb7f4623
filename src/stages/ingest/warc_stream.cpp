#include "stages/ingest/warc_stream.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/limits.h"
#include "base/text.h"

namespace demarche {
namespace {

constexpr std::size_t piece_bytes = 256u << 10;

// Digits and nothing else.
std::optional<std::uint64_t> number_of(std::string_view s) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(s.data(), s.data() + s.size(), value);
  if (s.empty() || error != std::errc() || end != s.data() + s.size()) return std::nullopt;
  return value;
}

// The end of the header, with its empty line; npos when it is not in sight.
std::size_t header_end(std::string_view bytes) {
  bytes = bytes.substr(0, limits::warc_header_bytes);
  const std::size_t strict = bytes.find("\r\n\r\n");
  const std::size_t loose = bytes.substr(0, strict).find("\n\n");
  if (loose != std::string_view::npos) return loose + 2;
  return strict == std::string_view::npos ? strict : strict + 4;
}

bool is_line_end(char c) {
  return c == '\r' || c == '\n';
}

// Where the next record begins within some bytes: at the start of a line.
std::size_t next_record(std::string_view bytes, std::size_t from) {
  const std::size_t at = bytes.find("\nWARC/1.", from);
  return at == std::string_view::npos ? at : at + 1;
}

}  // namespace

bool looks_like_warc(std::string_view beginning) {
  while (!beginning.empty() && is_line_end(beginning.front())) beginning.remove_prefix(1);
  return beginning.starts_with("WARC/") || beginning.starts_with("filedesc://");
}

bool WarcStream::fill(std::size_t wanted) {
  while (window().size() < wanted && !member_ended_) {
    if (at_ > piece_bytes) window_.erase(0, at_), at_ = 0;
    const std::size_t size = window_.size();
    window_.resize(size + piece_bytes);
    const Result<std::size_t> n = members_.read(window_.data() + size, piece_bytes);
    window_.resize(size + (n ? *n : 0));
    if (!n) failed_ = n.error();
    member_ended_ = !n || *n == 0;
  }
  return window().size() >= wanted;
}

bool WarcStream::open_member(WarcItem& item) {
  const Result<bool> more = members_.next();
  if (!more) {
    item.offset = members_.position();
    item.damage = more.error();
    over_ = more.error().code == ErrorCode::io;
    return true;
  }
  if (!*more) return false;
  window_.clear();
  at_ = 0;
  inner_ = records_ = 0;
  in_member_ = true;
  member_ended_ = false;
  failed_.reset();
  return true;
}

std::optional<WarcItem> WarcStream::next() {
  for (;;) {
    if (over_) return std::nullopt;
    WarcItem item;
    if (!in_member_) {
      if (!open_member(item)) return std::nullopt;
      if (item.damage) return item;
    }
    while (fill(1) && is_line_end(window().front())) drop(1);
    if (window().empty()) {
      in_member_ = false;
      if (!failed_) continue;
      item.offset = members_.compressed() ? members_.offset() : inner_;
      item.damage = *failed_;
      over_ = failed_->code == ErrorCode::io || !members_.compressed();
      members_.abandon();
      return item;
    }
    switch (read_record(item)) {
      case Found::record:
      case Found::damage:
        return item;
      case Found::passed_over:
        break;
    }
  }
}

WarcStream::Found WarcStream::read_record(WarcItem& item) {
  item.offset = members_.compressed() ? members_.offset() : inner_;
  item.within = members_.compressed() && records_ > 0 ? inner_ : 0;
  ++records_;
  fill(16);
  if (records_ == 1 && item.offset == 0) arc_ = window().starts_with("filedesc://");
  return arc_ ? read_arc(item) : read_warc(item);
}

WarcStream::Header WarcStream::read_header() const {
  Header header;
  header.bytes = header_end(window());
  if (header.bytes == std::string_view::npos) return header;
  for (std::string_view line : split(window().substr(0, header.bytes), '\n')) {
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    const std::string_view name = trim(line.substr(0, colon)), value = trim(line.substr(colon + 1));
    if (equals_ignoring_case(name, "Content-Length")) header.length = number_of(value);
    if (equals_ignoring_case(name, "WARC-Type")) header.type = ascii_lower(value);
  }
  return header;
}

WarcStream::Found WarcStream::read_warc(WarcItem& item) {
  if (!window().starts_with("WARC/")) return broken(item, ErrorCode::bad_input, "no WARC record where one must begin");
  for (std::size_t wanted = 1024;; wanted *= 4) {
    const bool all = !fill(std::min(wanted, limits::warc_header_bytes));
    if (header_end(window()) != std::string_view::npos || all || wanted >= limits::warc_header_bytes) break;
  }
  const Header header = read_header();
  if (header.bytes == std::string_view::npos) {
    return broken(item, failed_ || member_ended_ ? ErrorCode::corrupt : ErrorCode::too_large,
                  member_ended_
                      ? "the record's header is cut short"
                      : fmt::format("the record's header is longer than {} bytes", limits::warc_header_bytes));
  }
  if (!header.length) return broken(item, ErrorCode::bad_input, "the record's header has no valid Content-Length");
  const bool wanted = header.type == "response" || header.type == "resource" || header.type == "conversion";
  return take_block(item, header.bytes, *header.length, wanted);
}

// The header and the block behind it, with a look at what follows: a length that lies shows there.
WarcStream::Found WarcStream::take_block(WarcItem& item, std::size_t header_bytes, std::uint64_t length, bool wanted) {
  const std::uint64_t behind = inner_ + header_bytes + length;
  if (length > limits::document_bytes) {
    const std::string message =
        fmt::format("the record says it has {} bytes, more than {}", length, limits::document_bytes);
    const bool believe = members_.compressed() ? length < limits::warc_member_bytes
                         : look_               ? next_is_plausible(behind)
                                               : length < limits::warc_member_bytes;
    if (!believe) return broken(item, ErrorCode::too_large, message);
    if (!skip(header_bytes + length)) return broken(item, ErrorCode::corrupt, "the record is cut short");
    if (!wanted) return Found::passed_over;
    item.damage = Error{ErrorCode::too_large, message};
    return Found::damage;
  }
  const std::size_t size = header_bytes + static_cast<std::size_t>(length);
  if (!fill(size)) return broken(item, ErrorCode::corrupt, "the record is cut short");
  if (!ends_well(size)) return broken(item, ErrorCode::corrupt, "the record is not as long as it says");
  if (wanted) {
    item.bytes = window().substr(0, size);
    drop(size);
    fill(1);  // so that the member's end is seen and its length known
    while (fill(1) && is_line_end(window().front())) drop(1);
    if (!members_.compressed()) item.length = size;
    if (members_.compressed() && records_ == 1 && member_ended_ && window().empty())
      item.length = members_.position() - members_.offset();
    return Found::record;
  }
  drop(size);
  return Found::passed_over;
}

// Behind a record stand line ends and then another record or nothing.
bool WarcStream::ends_well(std::size_t at) {
  fill(at + 16);
  std::string_view rest = window().substr(at);
  while (!rest.empty() && is_line_end(rest.front())) rest.remove_prefix(1);
  if (rest.empty()) return true;
  return arc_ || rest.starts_with(std::string_view("WARC/").substr(0, std::min<std::size_t>(5, rest.size())));
}

bool WarcStream::next_is_plausible(std::uint64_t behind) const {
  std::string seen = look_(behind, 16);
  if (seen.empty()) return false;  // the file ends before
  const std::size_t start = seen.find_first_not_of("\r\n");
  return start == std::string::npos || std::string_view(seen).substr(start).starts_with("WARC/");
}

bool WarcStream::skip(std::uint64_t bytes) {
  while (bytes > 0) {
    if (!fill(1)) return false;
    const std::size_t n = static_cast<std::size_t>(std::min<std::uint64_t>(bytes, window().size()));
    drop(n);
    bytes -= n;
  }
  return true;
}

// Moves to the next line that begins like a record, within bounds where a member might be a bomb.
void WarcStream::search() {
  std::uint64_t passed = 0;
  drop(std::min<std::size_t>(window().size(), 5));
  while (!arc_ && fill(1)) {
    fill(piece_bytes);
    const std::size_t at = next_record(window(), 0);
    if (at != std::string_view::npos) return drop(at);
    const std::size_t n = window().size() > 16 && !member_ended_ ? window().size() - 16 : window().size();
    drop(n);
    passed += n;
    if (members_.compressed() && passed > limits::warc_member_bytes) break;
  }
  // Nothing more in this member.
  if (arc_) over_ = true;
  if (failed_ && failed_->code == ErrorCode::io) over_ = true;
  in_member_ = false;
  failed_.reset();
  members_.abandon();
}

WarcStream::Found WarcStream::broken(WarcItem& item, ErrorCode code, std::string message) {
  if (failed_) {
    code = failed_->code;
    message = failed_->message;
  }
  item.damage = Error{code, std::move(message)};
  search();
  return Found::damage;
}

// "http://example.com/ 192.0.2.1 20140216050221 text/html 1591" and the block. The address may hold spaces. Becomes the
// WARC record that says the same.
WarcStream::Found WarcStream::read_arc(WarcItem& item) {
  fill(limits::warc_header_bytes);
  const std::size_t end = window().substr(0, limits::warc_header_bytes).find('\n');
  if (end == std::string_view::npos) return broken(item, ErrorCode::bad_input, "no ARC record where one must begin");
  const std::vector<std::string_view> words = split(trim(window().substr(0, end)), ' ');
  const std::size_t n = words.size();
  if (n < 5) return broken(item, ErrorCode::bad_input, "no ARC record where one must begin");
  const std::optional<std::uint64_t> length = number_of(words[n - 1]);
  const std::string_view line = window().substr(0, end);
  const std::string address(line.substr(0, static_cast<std::size_t>(words[n - 4].data() - line.data()) - 1));
  const std::string type(words[n - 2]);
  const bool file_header = address.starts_with("filedesc://");
  if (!length) {
    // A length that is none: what follows up to the next line that is a header belongs to nobody.
    item.damage = Error{ErrorCode::bad_input, "the record's header has no valid length"};
    drop(end + 1);
    while (fill(1)) {
      fill(limits::warc_header_bytes);
      const std::size_t line_end = std::min(window().find('\n'), window().size());
      const std::string_view next = window().substr(0, line_end);
      if (next.find("://") != std::string_view::npos && split(trim(next), ' ').size() >= 5) break;
      drop(std::min(line_end + 1, window().size()));
    }
    return file_header ? Found::passed_over : Found::damage;
  }
  const Found found = take_block(item, end + 1, *length, !file_header);
  if (found == Found::record)
    item.bytes = fmt::format("WARC/1.0\r\nWARC-Type: {}\r\nWARC-Target-URI: {}\r\nContent-Type: {}\r\n\r\n",
                             item.bytes.compare(end + 1, 5, "HTTP/") == 0 ? "response" : "resource", address,
                             item.bytes.compare(end + 1, 5, "HTTP/") == 0 ? "application/http" : type) +
                 item.bytes.substr(end + 1);
  return found;
}

}  // namespace demarche
