#include <algorithm>

#include "stages/segment/characters.h"
#include "stages/segment/lines.h"
#include "stages/segment/scan.h"

namespace demarche::segmenting {
namespace {

std::uint32_t skip_space(std::string_view text, std::uint32_t at) {
  while (at < text.size()) {
    const Character c = character_at(text, at);
    if (c.kind != Kind::space) break;
    at += c.size;
  }
  return at;
}

std::uint32_t skip_piece(std::string_view text, std::uint32_t at) {
  while (at < text.size()) {
    const Character c = character_at(text, at);
    if (c.kind == Kind::space) break;
    at += c.size;
  }
  return at;
}

}  // namespace

std::vector<RawToken> scan_text(std::string_view text) {
  std::vector<RawToken> tokens;
  tokens.reserve(text.size() / 5 + 8);
  LineBreaks breaks(text);
  QuoteState quotes;
  const auto size = static_cast<std::uint32_t>(text.size());
  for (std::uint32_t at = skip_space(text, 0); at < size;) {
    const std::uint32_t end = skip_piece(text, at);
    scan_piece(text, {at, end}, quotes, tokens);
    RawToken& last = tokens.back();
    last.space_after = true;
    at = skip_space(text, end);
    last.spaces_after = static_cast<std::uint8_t>(std::min<std::uint32_t>(at - end, 255));
    if (at == size) {
      last.paragraph_after = true;
      break;
    }
    if (at - end > 1 || static_cast<unsigned char>(text[end]) != ' ') {
      const auto gap = breaks.at({end, at});
      last.line_after = gap.line;
      last.paragraph_after = gap.paragraph;
      if (gap.paragraph) quotes = {};
    }
  }
  return tokens;
}

}  // namespace demarche::segmenting
