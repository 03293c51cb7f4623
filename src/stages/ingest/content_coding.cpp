#include "stages/ingest/content_coding.h"

#include <brotli/decode.h>
#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <vector>

#include "base/text.h"
#include "stages/ingest/byte_source.h"

namespace demarche {
namespace {

Error too_large(std::size_t limit_bytes) {
  return {ErrorCode::too_large, fmt::format("its body decompresses to more than {} bytes", limit_bytes)};
}

Error damaged(std::string_view coding, std::string_view why) {
  return {ErrorCode::corrupt, fmt::format("its {} body is damaged: {}", coding, why)};
}

// What a cut stream gave before it was cut is a page still, as browsers see it; damage at the very start is none.
Result<std::string> inflate_all(std::string_view bytes, int window_bits, std::size_t limit_bytes) {
  z_stream z{};
  if (inflateInit2(&z, window_bits) != Z_OK) return Error{ErrorCode::io, "no memory for gzip"};
  const std::unique_ptr<z_stream, int (*)(z_streamp)> end(&z, inflateEnd);
  z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  z.avail_in = static_cast<uInt>(bytes.size());
  std::string out;
  for (;;) {
    const std::size_t size = out.size();
    out.resize(std::min(std::max<std::size_t>(size * 2, 64u << 10), limit_bytes + 1));
    z.next_out = reinterpret_cast<Bytef*>(out.data() + size);
    z.avail_out = static_cast<uInt>(out.size() - size);
    const int state = inflate(&z, Z_NO_FLUSH);
    out.resize(out.size() - z.avail_out);
    if (out.size() > limit_bytes) return too_large(limit_bytes);
    if (state == Z_STREAM_END || (state == Z_BUF_ERROR && z.avail_in == 0)) return out;
    if (state != Z_OK) return damaged("gzip", z.msg != nullptr ? z.msg : "not such a stream");
    if (z.avail_in == 0 && z.avail_out > 0) return out;
  }
}

Result<std::string> decode_brotli(std::string_view bytes, std::size_t limit_bytes) {
  const std::unique_ptr<BrotliDecoderState, void (*)(BrotliDecoderState*)> state(
      BrotliDecoderCreateInstance(nullptr, nullptr, nullptr), BrotliDecoderDestroyInstance);
  if (state == nullptr) return Error{ErrorCode::io, "no memory for brotli"};
  const auto* next_in = reinterpret_cast<const std::uint8_t*>(bytes.data());
  std::size_t left = bytes.size();
  std::string out;
  for (;;) {
    const std::size_t size = out.size();
    out.resize(std::min(std::max<std::size_t>(size * 2, 64u << 10), limit_bytes + 1));
    auto* next_out = reinterpret_cast<std::uint8_t*>(out.data() + size);
    std::size_t room = out.size() - size;
    const BrotliDecoderResult result =
        BrotliDecoderDecompressStream(state.get(), &left, &next_in, &room, &next_out, nullptr);
    out.resize(out.size() - room);
    if (out.size() > limit_bytes) return too_large(limit_bytes);
    if (result == BROTLI_DECODER_RESULT_SUCCESS || result == BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT) return out;
    if (result == BROTLI_DECODER_RESULT_ERROR)
      return damaged("brotli", BrotliDecoderErrorString(BrotliDecoderGetErrorCode(state.get())));
  }
}

Result<std::string> decode_zstd(std::string_view bytes, std::size_t limit_bytes) {
  ByteSource source = decompressed(bytes_of(bytes));
  std::string out;
  for (;;) {
    const std::size_t size = out.size();
    out.resize(size + (256u << 10));
    const Result<std::size_t> n = source(out.data() + size, out.size() - size);
    out.resize(size + (n ? *n : 0));
    if (!n) return size > 0 && n.error().message.ends_with("short") ? Result<std::string>(out) : n.error();
    if (out.size() > limit_bytes) return too_large(limit_bytes);
    if (*n == 0) return out;
  }
}

bool is_zlib(std::string_view bytes) {
  return bytes.size() > 2 && (bytes[0] & 0x0F) == 8 &&
         ((static_cast<unsigned char>(bytes[0]) << 8) + static_cast<unsigned char>(bytes[1])) % 31 == 0;
}

Result<std::string> decode_one(std::string bytes, const std::string& coding, std::size_t limit_bytes) {
  if (coding.empty() || coding == "identity" || coding == "none" || coding == "utf-8") return bytes;
  if (coding == "gzip" || coding == "x-gzip") {
    // Crawlers that store the decoded body often keep its header.
    if (!bytes.starts_with("\x1f\x8b")) return bytes;
    return inflate_all(bytes, 15 + 16, limit_bytes);
  }
  if (coding == "deflate") return inflate_all(bytes, is_zlib(bytes) ? 15 : -15, limit_bytes);
  if (coding == "br") {
    const std::string_view start = trim(std::string_view(bytes).substr(0, 512));
    if (start.starts_with("<!") || start.starts_with("<html") || start.starts_with("<HTML")) return bytes;
    return decode_brotli(bytes, limit_bytes);
  }
  if (coding == "zstd") return bytes.starts_with("\x28\xb5\x2f\xfd") ? decode_zstd(bytes, limit_bytes) : bytes;
  return Error{ErrorCode::bad_input,
               fmt::format("its body has a content coding that is not read: {}", coding.substr(0, 40))};
}

std::optional<std::size_t> hex_number(std::string_view s) {
  if (s.empty() || s.size() > 8) return std::nullopt;
  std::size_t value = 0;
  for (const char c : s) {
    const char l = to_ascii_lower(c);
    if (!is_ascii_digit(l) && (l < 'a' || l > 'f')) return std::nullopt;
    value = value * 16 + static_cast<std::size_t>(is_ascii_digit(l) ? l - '0' : l - 'a' + 10);
  }
  return value;
}

}  // namespace

Result<std::string> decode_content(std::string bytes, std::string_view coding, std::size_t limit_bytes) {
  std::vector<std::string_view> steps = split(coding, ',');
  if (steps.size() > 4) return Error{ErrorCode::bad_input, "its body has more than four content codings"};
  std::reverse(steps.begin(), steps.end());
  for (const std::string_view step : steps) {
    Result<std::string> decoded = decode_one(std::move(bytes), ascii_lower(trim(step)), limit_bytes);
    if (!decoded) return decoded;
    bytes = std::move(*decoded);
  }
  return bytes;
}

std::string join_chunks(std::string_view body) {
  std::string out;
  std::string_view rest = body;
  while (!rest.empty()) {
    const std::size_t end = rest.substr(0, 1024).find('\n');
    const std::string_view line = trim(rest.substr(0, end));
    const std::optional<std::size_t> size = hex_number(trim(line.substr(0, line.find(';'))));
    if (!size || end == std::string_view::npos) return rest.data() == body.data() ? std::string(body) : out;
    rest.remove_prefix(end + 1);
    if (*size == 0) break;
    const std::size_t n = std::min(*size, rest.size());
    out.append(rest.substr(0, n));
    rest.remove_prefix(n);
    while (!rest.empty() && (rest.front() == '\r' || rest.front() == '\n')) {
      const bool line_end = rest.front() == '\n';
      rest.remove_prefix(1);
      if (line_end) break;
    }
  }
  return out;
}

}  // namespace demarche
