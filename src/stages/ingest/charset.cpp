#include "stages/ingest/charset.h"

#include <unicode/ucnv.h>

#include <algorithm>
#include <array>
#include <memory>
#include <vector>

#include "base/text.h"
#include "base/utf8.h"

namespace demarche {
namespace {

// Windows-1252 where it differs from Latin-1; the five holes stay controls, as browsers have it.
constexpr std::array<char16_t, 32> windows_1252 = {0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                   0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008D, 0x017D, 0x008F,
                                                   0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                   0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178};

class Builder {
 public:
  explicit Builder(std::size_t bytes) { out_.text.reserve(bytes + bytes / 8); }
  void add(char32_t c, std::size_t raw_begin, std::size_t raw_length) {
    const std::size_t before = out_.text.size();
    append_utf8(out_.text, c);
    out_.map.add(out_.text.size() - before, raw_begin, raw_length);
  }
  Decoded finish(std::string_view charset) {
    out_.charset = charset;
    return std::move(out_);
  }

 private:
  Decoded out_;
};

Decoded decode_windows_1252(std::string_view bytes) {
  Builder out(bytes.size());
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const auto c = static_cast<unsigned char>(bytes[i]);
    out.add(c >= 0x80 && c < 0xA0 ? windows_1252[c - 0x80u] : c, i, 1);
  }
  return out.finish("windows-1252");
}

Decoded decode_utf16(std::string_view bytes, std::size_t begin, bool big_endian) {
  Builder out(bytes.size());
  const auto unit = [&](std::size_t i) {
    const auto a = static_cast<unsigned char>(bytes[i]), b = static_cast<unsigned char>(bytes[i + 1]);
    return static_cast<char32_t>(big_endian ? a << 8 | b : b << 8 | a);
  };
  std::size_t i = begin;
  while (i + 1 < bytes.size()) {
    const char32_t c = unit(i);
    if (c >= 0xD800 && c < 0xDC00 && i + 3 < bytes.size()) {
      const char32_t low = unit(i + 2);
      if (low >= 0xDC00 && low < 0xE000) {
        out.add(0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00), i, 4);
        i += 4;
        continue;
      }
    }
    out.add(c, i, 2);  // a lone surrogate becomes U+FFFD
    i += 2;
  }
  if (i < bytes.size()) out.add(0xFFFD, i, 1);
  return out.finish(big_endian ? "utf-16be" : "utf-16le");
}

Decoded decode_utf32(std::string_view bytes, std::size_t begin, bool big_endian) {
  Builder out(bytes.size() / 2);
  for (std::size_t i = begin; i < bytes.size(); i += 4) {
    if (i + 4 > bytes.size()) {
      out.add(0xFFFD, i, bytes.size() - i);
      break;
    }
    char32_t c = 0;
    for (std::size_t k = 0; k < 4; ++k) c = c << 8 | static_cast<unsigned char>(bytes[i + (big_endian ? k : 3 - k)]);
    out.add(c, i, 4);
  }
  return out.finish(big_endian ? "utf-32be" : "utf-32le");
}

// UTF-8 is copied in runs; each malformed byte becomes U+FFFD.
Decoded decode_utf8_bytes(std::string_view bytes, std::size_t begin) {
  Decoded out;
  out.charset = "utf-8";
  if (is_utf8(bytes)) {
    out.text = bytes.substr(begin);
    if (begin == 0) {
      out.map = OffsetMap::same(bytes.size());
    } else {
      out.map.add(bytes.size() - begin, begin, bytes.size() - begin);
    }
    return out;
  }
  Builder builder(bytes.size());
  for (std::size_t i = begin; i < bytes.size();) {
    const std::size_t from = i;
    const char32_t c = decode_utf8(bytes, i);
    builder.add(c, from, i - from);
  }
  return builder.finish("utf-8");
}

// Any other set, through ICU, which says for each UTF-16 unit which byte it came from.
Decoded decode_with(UConverter* converter, std::string_view bytes, std::string_view name) {
  Builder out(bytes.size());
  std::vector<UChar> units(8192);
  std::vector<int32_t> offsets(units.size());
  const char* source = bytes.data();
  const char* const end = bytes.data() + bytes.size();
  char32_t high = 0;
  std::size_t pending = bytes.size() + 1;  // where the character to be added began
  char32_t character = 0;
  const auto flush = [&](std::size_t next) {
    if (pending <= bytes.size()) out.add(character, pending, std::max(next, pending + 1) - pending);
  };
  for (bool more = true; more;) {
    const char* const chunk = source;
    UChar* target = units.data();
    UErrorCode error = U_ZERO_ERROR;
    ucnv_toUnicode(converter, &target, units.data() + units.size(), &source, end, offsets.data(), true, &error);
    more = error == U_BUFFER_OVERFLOW_ERROR;
    for (std::size_t i = 0; i < static_cast<std::size_t>(target - units.data()); ++i) {
      const char32_t unit = units[i];
      if (unit >= 0xDC00 && unit < 0xE000 && high != 0) {
        character = 0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00);
        high = 0;
        continue;
      }
      const std::size_t at =
          static_cast<std::size_t>(chunk - bytes.data()) + static_cast<std::size_t>(std::max(offsets[i], 0));
      flush(at);
      pending = at;
      character = unit;
      high = unit >= 0xD800 && unit < 0xDC00 ? unit : 0;
    }
  }
  flush(bytes.size());
  return out.finish(name);
}

// Text in UTF-16 or UTF-32 has its zeros in the same places of each unit; returns the unit's width and byte order.
struct WideGuess {
  int width = 0;
  bool big_endian = false;
};
WideGuess guess_wide(std::string_view bytes) {
  const std::size_t n = std::min<std::size_t>(bytes.size(), 4096) / 4 * 4;
  if (n < 8) return {};
  std::array<std::size_t, 4> zeros{};
  for (std::size_t i = 0; i < n; ++i) zeros[i % 4] += bytes[i] == '\0';
  const std::size_t units = n / 4;
  const auto most = [&](std::size_t k) { return zeros[k] * 10 >= units * 6; };
  const auto few = [&](std::size_t k) { return zeros[k] * 10 <= units; };
  if (most(1) && most(2) && most(3) && few(0)) return {4, false};
  if (most(0) && most(1) && most(2) && few(3)) return {4, true};
  if (most(1) && most(3) && few(0) && few(2)) return {2, false};
  if (most(0) && most(2) && few(1) && few(3)) return {2, true};
  return {};
}

}  // namespace

std::string declared_charset(std::string_view html) {
  const std::string head = ascii_lower(html.substr(0, 4096));
  if (head.starts_with("<?xml")) {
    const std::string_view declaration = std::string_view(head).substr(0, head.find("?>"));
    if (const std::size_t at = declaration.find("encoding=");
        at != std::string_view::npos && at + 10 < declaration.size())
      return std::string(declaration.substr(at + 10, declaration.find(declaration[at + 9], at + 10) - at - 10));
  }
  for (std::size_t at = head.find("charset"); at != std::string::npos; at = head.find("charset", at + 7)) {
    std::size_t i = at + 7;
    while (i < head.size() && is_ascii_space(head[i])) ++i;
    if (i >= head.size() || head[i] != '=') continue;
    ++i;
    while (i < head.size() && (is_ascii_space(head[i]) || head[i] == '"' || head[i] == '\'')) ++i;
    const std::size_t begin = i;
    const auto part = [](char c) { return is_ascii_alpha(c) || is_ascii_digit(c) || c == '-' || c == '_' || c == ':'; };
    while (i < head.size() && part(head[i])) ++i;
    if (i > begin) return head.substr(begin, i - begin);
  }
  return {};
}

Decoded decode(std::string_view bytes, std::string_view declared) {
  using namespace std::string_view_literals;
  if (bytes.starts_with("\xEF\xBB\xBF"sv)) return decode_utf8_bytes(bytes, 3);
  if (bytes.starts_with("\xFF\xFE\0\0"sv)) return decode_utf32(bytes, 4, false);
  if (bytes.starts_with("\0\0\xFE\xFF"sv)) return decode_utf32(bytes, 4, true);
  if (bytes.starts_with("\xFF\xFE"sv)) return decode_utf16(bytes, 2, false);
  if (bytes.starts_with("\xFE\xFF"sv)) return decode_utf16(bytes, 2, true);
  if (const WideGuess wide = guess_wide(bytes); wide.width != 0)
    return wide.width == 4 ? decode_utf32(bytes, 0, wide.big_endian) : decode_utf16(bytes, 0, wide.big_endian);
  if (is_utf8(bytes)) return decode_utf8_bytes(bytes, 0);

  const std::string name = declared.empty() ? declared_charset(bytes) : std::string(declared);
  if (name == "utf-8" || name == "utf8") return decode_utf8_bytes(bytes, 0);
  // Browsers read Latin-1 and ASCII as Windows-1252; so do pages mean it.
  const bool western = name.empty() || name == "iso-8859-1" || name == "latin1" || name == "us-ascii" ||
                       name == "ascii" || name == "windows-1252" || name == "cp1252" || name.starts_with("utf-16");
  if (western) return decode_windows_1252(bytes);
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, void (*)(UConverter*)> converter(ucnv_open(name.c_str(), &error), ucnv_close);
  if (U_FAILURE(error) || converter == nullptr) return decode_windows_1252(bytes);
  return decode_with(converter.get(), bytes, name);
}

}  // namespace demarche
