#include "stages/ingest/sniff.h"

#include <gumbo.h>

#include <algorithm>
#include <array>

#include "base/text.h"

namespace demarche {
namespace {

using namespace std::string_view_literals;

struct Magic {
  std::string_view bytes;
  std::string_view kind;
};
constexpr std::array magics = {
    Magic{"\x89PNG"sv, "a PNG image"},
    Magic{"\xFF\xD8\xFF"sv, "a JPEG image"},
    Magic{"GIF8"sv, "a GIF image"},
    Magic{"%PDF-"sv, "a PDF document"},
    Magic{"\x7F"
          "ELF"sv,
          "an ELF program"},
    Magic{"PK\x03\x04"sv, "a zip archive or office document"},
    Magic{"\xD0\xCF\x11\xE0"sv, "an office document"},
    Magic{"{\\rtf"sv, "an RTF document"},
    Magic{"SQLite format 3\0"sv, "an SQLite file"},
    Magic{"7z\xBC\xAF"sv, "a 7z archive"},
    Magic{"\xFD"
          "7zXZ"sv,
          "an xz file"},
    Magic{"BZh9"sv, "a bzip2 file"},
    Magic{"OggS"sv, "Ogg media"},
    Magic{"ID3"sv, "MP3 audio"},
    Magic{"RIFF"sv, "RIFF media"},
    Magic{"\xCA\xFE\xBA\xBE"sv, "a compiled program"},
    Magic{"wOF"sv, "a font"},
    Magic{"MZ\x90"sv, "a Windows program"},
};

}  // namespace

std::string binary_kind(std::string_view bytes) {
  if (!bytes.empty() && bytes.find_first_not_of('\0') == std::string_view::npos) return "only zero bytes";
  for (const Magic& magic : magics)
    if (bytes.starts_with(magic.bytes)) return std::string(magic.kind);
  return {};
}

bool mostly_control(std::string_view text) {
  // Without branches and in blocks that a byte can count, so that the compiler takes many characters at once.
  const std::size_t whole = text.size();
  std::size_t strange = 0;
  while (!text.empty()) {
    const std::string_view block = text.substr(0, 255);
    std::uint8_t count = 0;
    for (const char c : block) {
      const auto u = static_cast<std::uint8_t>(c);
      const auto space = static_cast<std::uint8_t>(static_cast<std::uint8_t>(u - 9) < 5);
      const auto control = static_cast<std::uint8_t>((u < 0x20) & (u != 0x1B) & (space == 0));
      count = static_cast<std::uint8_t>(count + (control | (u == 0x7F)));
    }
    strange += count;
    text.remove_prefix(block.size());
  }
  return strange * 50 > whole;
}

bool looks_like_html(std::string_view text) {
  const std::string head = ascii_lower(text.substr(0, 8192));
  const std::string_view start = trim(head);
  if (!start.starts_with('<')) {
    return head.find("<html") != std::string::npos || head.find("<!doctype html") != std::string::npos ||
           (head.find("<body") != std::string::npos && head.find("<p") != std::string::npos);
  }
  if (start.starts_with("<!doctype") || start.starts_with("<!--") || start.starts_with("<?xml")) return true;
  std::size_t end = 1;
  while (end < start.size() && (is_ascii_alpha(start[end]) || is_ascii_digit(start[end]))) ++end;
  const std::string name(start.substr(1, end - 1));
  return !name.empty() && gumbo_tag_enum(name.c_str()) != GUMBO_TAG_UNKNOWN;
}

}  // namespace demarche
