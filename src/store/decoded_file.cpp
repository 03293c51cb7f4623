#include "store/decoded_file.h"

#include <fmt/format.h>
#include <zlib.h>
#include <zstd.h>

#include <cstdio>
#include <cstring>
#include <memory>

#include "base/file.h"
#include "base/limits.h"
#include "base/text.h"
#include "base/utf8.h"

namespace demarche::store {
namespace {

using OnBytes = std::function<void(const std::string&, std::string_view)>;

constexpr std::size_t piece = 1 << 20;
constexpr std::size_t overlap = 4096;  // more than nine words

struct Close {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, Close>;

// Collects decoded bytes and hands them on by the piece; the end of a piece begins the next one.
class Pieces {
 public:
  Pieces(std::string name, const OnBytes& on_bytes) : name_(std::move(name)), on_bytes_(on_bytes) {}
  void add(std::string_view bytes) {
    buffer_ += bytes;
    total_ += bytes.size();
    if (buffer_.size() < piece) return;
    flush();
    buffer_.erase(0, buffer_.size() - overlap);
  }
  void flush() {
    if (!buffer_.empty()) on_bytes_(fmt::format("{}byte {}", name_, total_ - buffer_.size()), buffer_);
  }
  std::size_t total() const { return total_; }

 private:
  std::string name_;
  const OnBytes& on_bytes_;
  std::string buffer_;
  std::size_t total_ = 0;
};

Error bad(const std::string& path, std::string_view what) {
  return {ErrorCode::corrupt, fmt::format("{}: {}", path, what)};
}

template <typename Each>
Status read_through(const std::string& path, const Each& each) {
  const File file(std::fopen(path.c_str(), "rb"));
  if (!file) return Error{ErrorCode::io, fmt::format("{}: {}", path, std::strerror(errno))};
  std::string block(1 << 16, '\0');
  for (;;) {
    const std::size_t n = std::fread(block.data(), 1, block.size(), file.get());
    if (n == 0) return std::ferror(file.get()) != 0 ? Status(bad(path, "cannot be read to its end")) : Status();
    if (Status status = each(std::string_view(block).substr(0, n)); !status) return status;
  }
}

// `window`: 15 + 32 for gzip, -15 for bare deflate. Members follow each other in gzip.
class Inflater {
 public:
  explicit Inflater(int window) { ready_ = inflateInit2(&stream_, window) == Z_OK; }
  ~Inflater() { inflateEnd(&stream_); }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  bool feed(std::string_view in, Pieces& out) {
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(in.data()));
    stream_.avail_in = static_cast<uInt>(in.size());
    std::string block(1 << 16, '\0');
    bool full = false;  // of output, perhaps with more behind it
    while (ready_ && (stream_.avail_in > 0 || full)) {
      if (ended_) {
        inflateReset(&stream_);
        ended_ = false;
      }
      stream_.next_out = reinterpret_cast<Bytef*>(block.data());
      stream_.avail_out = static_cast<uInt>(block.size());
      const int code = inflate(&stream_, Z_NO_FLUSH);
      if (code == Z_BUF_ERROR && full) return true;
      full = stream_.avail_out == 0;
      out.add(std::string_view(block).substr(0, block.size() - stream_.avail_out));
      if (code == Z_STREAM_END) {
        ended_ = true;
      } else if (code != Z_OK || out.total() > limits::decompressed_bytes) {
        return false;
      }
    }
    return ready_;
  }
  bool ended() const { return ended_; }

 private:
  z_stream stream_{};
  bool ready_ = false;
  bool ended_ = false;
};

Status decode_gzip(const std::string& path, Pieces& out) {
  Inflater inflater(15 + 32);
  Status status = read_through(path, [&](std::string_view bytes) {
    return inflater.feed(bytes, out) ? Status() : Status(bad(path, "the gzip stream is damaged"));
  });
  if (status && !inflater.ended()) return bad(path, "the gzip stream is cut off");
  return status;
}

Status decode_zstd(const std::string& path, Pieces& out) {
  const std::unique_ptr<ZSTD_DStream, decltype(&ZSTD_freeDStream)> stream(ZSTD_createDStream(), &ZSTD_freeDStream);
  std::string block(ZSTD_DStreamOutSize(), '\0');
  std::size_t left = 0;
  Status status = read_through(path, [&](std::string_view bytes) -> Status {
    ZSTD_inBuffer in = {bytes.data(), bytes.size(), 0};
    while (in.pos < in.size) {
      ZSTD_outBuffer to = {block.data(), block.size(), 0};
      left = ZSTD_decompressStream(stream.get(), &to, &in);
      if (ZSTD_isError(left) != 0 || out.total() > limits::decompressed_bytes)
        return bad(path, "the zstd stream is damaged");
      out.add(std::string_view(block).substr(0, to.pos));
    }
    return {};
  });
  if (status && left != 0) return bad(path, "the zstd stream is cut off");
  return status;
}

std::uint32_t little(std::string_view bytes, std::size_t at, int size) {
  std::uint32_t out = 0;
  for (int i = size - 1; i >= 0; --i)
    out = out << 8 | static_cast<unsigned char>(bytes[at + static_cast<std::size_t>(i)]);
  return out;
}

// By the central directory, each entry stored or deflated.
Status decode_zip(const std::string& path, const OnBytes& on_bytes) {
  const auto mapped = MappedFile::open(path);
  if (!mapped) return mapped.error();
  const std::string_view all = mapped->bytes();
  const std::size_t end = all.rfind("PK\5\6");
  if (end == std::string_view::npos || end + 22 > all.size()) return bad(path, "the zip file has no directory");
  std::size_t at = little(all, end + 16, 4);
  for (std::uint32_t n = little(all, end + 10, 2); n > 0; --n) {
    if (at > all.size() || all.size() - at < 46 || all.substr(at, 4) != "PK\1\2")
      return bad(path, "the zip file's directory is damaged");
    const std::uint32_t method = little(all, at + 10, 2), size = little(all, at + 20, 4);
    const std::size_t name_size = little(all, at + 28, 2), local = little(all, at + 42, 4);
    const std::string name(all.substr(at + 46, name_size));
    at += 46 + name_size + little(all, at + 30, 2) + little(all, at + 32, 2);
    if (local > all.size() || all.size() - local < 30) return bad(path, "the zip file's directory is damaged");
    const std::size_t begin = local + 30 + little(all, local + 26, 2) + little(all, local + 28, 2);
    if (begin > all.size() || all.size() - begin < size) return bad(path, "the zip file is cut off");
    Pieces pieces(name + ", ", on_bytes);
    const std::string_view bytes = all.substr(begin, size);
    if (method == 0) {
      pieces.add(bytes);
    } else if (Inflater inflater(-15); method != 8 || !inflater.feed(bytes, pieces) || !inflater.ended()) {
      return bad(path, fmt::format("{} in the zip file does not decode", name));
    }
    pieces.flush();
  }
  return {};
}

// "&amp;" "&#38;" "&#x26;" at `at`; what it stands for, and its length.
bool entity(std::string_view bytes, std::size_t at, std::string& out, std::size_t& length) {
  const std::size_t end = bytes.substr(at, 12).find(';');
  if (end == std::string_view::npos || end < 2) return false;
  const std::string_view name = bytes.substr(at + 1, end - 1);
  length = end + 1;
  constexpr std::pair<std::string_view, char> known[] = {
      {"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}};
  for (const auto& [word, c] : known)
    if (name == word) return out += c, true;
  if (name[0] != '#' || name.size() < 2) return false;
  const bool hex = name[1] == 'x';
  char32_t value = 0;
  for (char c : name.substr(hex ? 2 : 1)) {
    const char low = to_ascii_lower(c);
    const int digit = is_ascii_digit(c) ? c - '0' : hex && low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
    if (digit < 0 || value > 0x10FFFF) return false;
    value = value * (hex ? 16 : 10) + static_cast<char32_t>(digit);
  }
  if (value == 0 || value > 0x10FFFF || (value >= 0xD800 && value < 0xE000)) return false;
  append_utf8(out, value);
  return true;
}

bool unicode_escape(std::string_view bytes, std::size_t at, char32_t& out) {
  if (at + 6 > bytes.size() || bytes[at] != '\\' || bytes[at + 1] != 'u') return false;
  out = 0;
  for (char c : bytes.substr(at + 2, 4)) {
    const char low = to_ascii_lower(c);
    const int digit = is_ascii_digit(c) ? c - '0' : low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
    if (digit < 0) return false;
    out = out * 16 + static_cast<char32_t>(digit);
  }
  return true;
}

}  // namespace

std::string_view name_of(FileForm form) {
  constexpr std::string_view names[] = {"text", "sqlite", "gzip", "zstd", "zip", "unknown"};
  return names[static_cast<std::size_t>(form)];
}

FileForm form_of(const std::string& path) {
  const File file(std::fopen(path.c_str(), "rb"));
  std::string head(4096, '\0');
  if (!file) return FileForm::unknown;
  head.resize(std::fread(head.data(), 1, head.size(), file.get()));
  if (head.starts_with(std::string_view("SQLite format 3\0", 16))) return FileForm::sqlite;
  if (head.starts_with("\x1f\x8b")) return FileForm::gzip;
  if (head.starts_with("\x28\xb5\x2f\xfd")) return FileForm::zstd;
  if (head.starts_with("PK\3\4") || head.starts_with("PK\5\6")) return FileForm::zip;
  // Stata's newer format keeps its strings as they are.
  if (head.starts_with("<stata_dta>")) return FileForm::text;
  return head.find('\0') == std::string::npos ? FileForm::text : FileForm::unknown;
}

Status decode_file(const std::string& path, FileForm form, const OnBytes& on_bytes) {
  Pieces pieces("", on_bytes);
  Status status;
  switch (form) {
    case FileForm::text:
      status = read_through(path, [&](std::string_view bytes) {
        pieces.add(bytes);
        return Status();
      });
      break;
    case FileForm::gzip:
      status = decode_gzip(path, pieces);
      break;
    case FileForm::zstd:
      status = decode_zstd(path, pieces);
      break;
    case FileForm::zip:
      return decode_zip(path, on_bytes);
    case FileForm::sqlite:
    case FileForm::unknown:
      return bad(path, "of a form that cannot be decoded here: delete the file, or write it anew from the archive");
  }
  pieces.flush();
  return status;
}

void unescape(std::string_view bytes, std::string& out) {
  out.clear();
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    const char c = bytes[at];
    if (c == '&') {
      std::size_t length = 0;
      if (entity(bytes, at, out, length)) {
        at += length - 1;
        continue;
      }
    }
    if (c != '\\' || at + 1 >= bytes.size()) {
      out += c;
      continue;
    }
    char32_t value = 0, low = 0;
    if (unicode_escape(bytes, at, value)) {
      at += 5;
      if (value >= 0xD800 && value < 0xDC00 && unicode_escape(bytes, at + 1, low) && low >= 0xDC00 && low < 0xE000) {
        value = 0x10000 + ((value - 0xD800) << 10) + (low - 0xDC00);
        at += 6;
      }
      append_utf8(out, value);
      continue;
    }
    const char next = bytes[++at];
    out += next == 'n' || next == 't' || next == 'r' || next == 'b' || next == 'f' ? ' ' : next;
  }
}

}  // namespace demarche::store
