#include "stages/ingest/byte_source.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>
#include <optional>
#include <vector>

#include "base/limits.h"

namespace demarche {
namespace {

constexpr std::size_t chunk_bytes = 256u << 10;
constexpr std::string_view gzip_magic = "\x1f\x8b";
constexpr std::string_view zstd_magic = "\x28\xb5\x2f\xfd";

Error cut_short(std::string_view format) {
  return {ErrorCode::corrupt, fmt::format("the {} stream is cut short", format)};
}

Error damaged(std::string_view format, std::string_view why) {
  return {ErrorCode::corrupt, fmt::format("the {} stream is damaged: {}", format, why)};
}

struct FileDescriptor {
  int number = -1;
  bool owned = true;
  explicit FileDescriptor(int n, bool own) : number(n), owned(own) {}
  FileDescriptor(const FileDescriptor&) = delete;
  FileDescriptor& operator=(const FileDescriptor&) = delete;
  ~FileDescriptor() {
    if (owned && number >= 0) ::close(number);
  }
};

// Compressed input in pieces; shared by both formats.
class Input {
 public:
  explicit Input(ByteSource source) : source_(std::move(source)), buffer_(chunk_bytes) {}

  std::string_view left() const { return {buffer_.data() + begin_, end_ - begin_}; }
  void consume(std::size_t n) { begin_ += n; }

  /// Makes at least `wanted` bytes available unless the source ends first.
  Status fill(std::size_t wanted) {
    while (end_ - begin_ < wanted && !ended_) {
      std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
      end_ -= begin_;
      begin_ = 0;
      const Result<std::size_t> n = source_(buffer_.data() + end_, buffer_.size() - end_);
      if (!n) return n.error();
      ended_ = *n == 0;
      end_ += *n;
    }
    return {};
  }

 private:
  ByteSource source_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0, end_ = 0;
  bool ended_ = false;
};

class Gzip {
 public:
  explicit Gzip(std::shared_ptr<Input> input) : input_(std::move(input)) {
    ready_ = inflateInit2(&z_, 15 + 16) == Z_OK;
  }
  Gzip(const Gzip&) = delete;
  Gzip& operator=(const Gzip&) = delete;
  ~Gzip() { inflateEnd(&z_); }

  Result<std::size_t> read(char* out, std::size_t size) {
    if (!ready_) return Error{ErrorCode::io, "no memory for gzip"};
    while (!done_) {
      if (Status filled = input_->fill(1); !filled) return filled.error();
      if (between_members_ && !next_member()) break;
      if (failed_) return *failed_;
      const std::string_view in = input_->left();
      if (in.empty()) return cut_short("gzip");
      z_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(in.data()));
      z_.avail_in = static_cast<uInt>(in.size());
      z_.next_out = reinterpret_cast<Bytef*>(out);
      z_.avail_out = static_cast<uInt>(std::min<std::size_t>(size, 1u << 30));
      const std::size_t room = z_.avail_out;
      const int state = inflate(&z_, Z_NO_FLUSH);
      input_->consume(in.size() - z_.avail_in);
      const std::size_t made = room - z_.avail_out;
      if (state == Z_STREAM_END) {
        between_members_ = true;
        inflateReset(&z_);
      } else if (state != Z_OK && state != Z_BUF_ERROR) {
        failed_ = damaged("gzip", z_.msg != nullptr ? z_.msg : "not a gzip member");
        if (made == 0) return *failed_;
      }
      if (made > 0) return made;
    }
    return std::size_t{0};
  }

 private:
  // After a member: another one, the end, or padding of zeros up to the end. False at the end.
  bool next_member() {
    for (;;) {
      const std::string_view in = input_->left();
      const std::size_t zeros = std::min(in.find_first_not_of('\0'), in.size());
      input_->consume(zeros);
      if (!input_->fill(2)) return false;
      if (input_->left().empty()) {
        done_ = true;
        return false;
      }
      if (input_->left().front() != '\0') break;
    }
    between_members_ = false;
    if (!input_->left().starts_with(gzip_magic)) failed_ = damaged("gzip", "other bytes follow it");
    return true;
  }

  std::shared_ptr<Input> input_;
  z_stream z_{};
  bool ready_ = false;
  bool between_members_ = false;
  bool done_ = false;
  std::optional<Error> failed_;
};

class Zstd {
 public:
  explicit Zstd(std::shared_ptr<Input> input) : input_(std::move(input)), context_(ZSTD_createDCtx()) {}
  Zstd(const Zstd&) = delete;
  Zstd& operator=(const Zstd&) = delete;
  ~Zstd() { ZSTD_freeDCtx(context_); }

  Result<std::size_t> read(char* out, std::size_t size) {
    if (context_ == nullptr) return Error{ErrorCode::io, "no memory for zstd"};
    for (;;) {
      if (Status filled = input_->fill(1); !filled) return filled.error();
      const std::string_view left = input_->left();
      if (left.empty() && at_frame_end_) return std::size_t{0};
      ZSTD_inBuffer in{left.data(), left.size(), 0};
      ZSTD_outBuffer to{out, size, 0};
      const std::size_t state = ZSTD_decompressStream(context_, &to, &in);
      if (ZSTD_isError(state)) return damaged("zstd", ZSTD_getErrorName(state));
      input_->consume(in.pos);
      at_frame_end_ = state == 0;
      if (to.pos > 0) return to.pos;
      if (left.empty() && !at_frame_end_) return cut_short("zstd");
    }
  }

 private:
  std::shared_ptr<Input> input_;
  ZSTD_DCtx* context_;
  bool at_frame_end_ = false;
};

template <typename Decoder>
ByteSource limited(std::shared_ptr<Decoder> given) {
  return
      [decoder = std::move(given), total = std::size_t{0}](char* out, std::size_t size) mutable -> Result<std::size_t> {
        Result<std::size_t> n = decoder->read(out, size);
        if (!n) return n;
        total += *n;
        if (total > limits::decompressed_bytes)
          return Error{ErrorCode::too_large,
                       fmt::format("it decompresses to more than {} bytes", limits::decompressed_bytes)};
        return n;
      };
}

}  // namespace

Result<ByteSource> open_file(const std::string& path) {
  const bool standard_input = path == "-";
  const int number = standard_input ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (number < 0) {
    const ErrorCode code = errno == ENOENT || errno == ENOTDIR ? ErrorCode::not_found : ErrorCode::io;
    return Error{code, fmt::format("cannot open {}: {}", path, std::strerror(errno))};
  }
  auto file = std::make_shared<FileDescriptor>(number, !standard_input);
  return ByteSource([file, path](char* out, std::size_t size) -> Result<std::size_t> {
    for (;;) {
      const ssize_t n = ::read(file->number, out, size);
      if (n >= 0) return static_cast<std::size_t>(n);
      if (errno != EINTR) return Error{ErrorCode::io, fmt::format("cannot read {}: {}", path, std::strerror(errno))};
    }
  });
}

ByteSource bytes_of(std::string_view bytes) {
  return [bytes](char* out, std::size_t size) mutable -> Result<std::size_t> {
    const std::size_t n = std::min(size, bytes.size());
    if (n > 0) std::memcpy(out, bytes.data(), n);
    bytes.remove_prefix(n);
    return n;
  };
}

ByteSource decompressed(ByteSource source) {
  auto input = std::make_shared<Input>(std::move(source));
  ByteSource chosen;
  // The first bytes decide, and they can only be asked for when somebody reads.
  return [input, chosen](char* out, std::size_t size) mutable -> Result<std::size_t> {
    if (!chosen) {
      if (Status filled = input->fill(4); !filled) return filled.error();
      if (input->left().starts_with(gzip_magic)) {
        chosen = limited(std::make_shared<Gzip>(input));
      } else if (input->left().starts_with(zstd_magic)) {
        chosen = limited(std::make_shared<Zstd>(input));
      } else {
        chosen = [input](char* o, std::size_t n) -> Result<std::size_t> {
          if (Status filled = input->fill(1); !filled) return filled.error();
          const std::string_view left = input->left().substr(0, n);
          if (!left.empty()) std::memcpy(o, left.data(), left.size());
          input->consume(left.size());
          return left.size();
        };
      }
    }
    return chosen(out, size);
  };
}

}  // namespace demarche
