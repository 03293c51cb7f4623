#include "stages/segment/lines.h"

#include <algorithm>

#include "base/text.h"
#include "stages/segment/characters.h"

namespace demarche::segmenting {
namespace {

bool bullet(std::string_view text, std::uint32_t at) {
  const Character c = character_at(text, at);
  const std::uint32_t after = at + c.size;
  const bool alone = after < text.size() && kind_at(text, after) == Kind::space;
  if (c.code == 0x2022 || c.code == 0x25CF || c.code == 0x25E6 || c.code == 0xB7) return true;
  return alone && (c.code == '*' || c.code == '-' || c.code == 0x2013 || c.code == 0x2014 || c.code == '>');
}

std::uint32_t line_end(std::string_view text, std::uint32_t at) {
  const std::size_t found = text.find('\n', at);
  return static_cast<std::uint32_t>(found == std::string_view::npos ? text.size() : found);
}

bool blank(std::string_view line) {
  return std::all_of(line.begin(), line.end(), [](char c) { return is_ascii_space(c); });
}

}  // namespace

// A block of lines is wrapped text when the first word of each line would not have fitted on the line before.
bool LineBreaks::wrapped_block(std::uint32_t at) {
  if (at < block_end_) return block_wrapped_;
  const std::size_t start_found = text_.rfind('\n', at == 0 ? 0 : at - 1);
  std::uint32_t begin =
      start_found == std::string_view::npos || start_found >= at ? 0 : static_cast<std::uint32_t>(start_found) + 1;
  begin = std::max(begin, block_end_);
  constexpr std::uint32_t widest = 120, narrowest = 40;
  std::uint32_t width = 0, lines = 0, at_line = begin;
  while (at_line < text_.size()) {
    const std::uint32_t to = line_end(text_, at_line);
    if (blank(text_.substr(at_line, to - at_line))) break;
    width = std::max(width, to - at_line);
    ++lines;
    at_line = to + 1;
    if (width > widest) {  // long lines: paragraphs, no wrapping
      at_line = to + 1;
      break;
    }
  }
  block_end_ = std::max(std::min(at_line, static_cast<std::uint32_t>(text_.size())), at + 1);
  block_wrapped_ = false;
  if (width > widest || width < narrowest || lines < 3) return false;
  for (std::uint32_t line = begin; line < block_end_;) {
    const std::uint32_t to = line_end(text_, line);
    if (to + 1 >= block_end_) break;
    std::uint32_t word = to + 1;
    while (word < text_.size() && text_[word] != ' ' && text_[word] != '\n') ++word;
    if (to - line + (word - to) <= width) return false;
    line = to + 1;
  }
  return block_wrapped_ = true;
}

LineBreaks::Answer LineBreaks::at(Span gap) {
  const std::string_view white = text_.substr(gap.begin, gap.size());
  std::size_t breaks = 0, first = 0;
  for (std::size_t i = 0; i < white.size(); ++i) {
    const char c = white[i];
    const bool is_break = c == '\n' || (c == '\r' && (i + 1 == white.size() || white[i + 1] != '\n')) || c == '\f' ||
                          c == '\v' || white.substr(i, 3) == "\xE2\x80\xA8" || white.substr(i, 3) == "\xE2\x80\xA9" ||
                          white.substr(i, 2) == "\xC2\x85";
    if (is_break && breaks++ == 0) first = i;
  }
  if (breaks == 0) return {};
  if (breaks > 1 || bullet(text_, gap.end)) return {true, true};
  const Character next = character_at(text_, gap.end);
  if (is_lower(next.code)) return {true, false};
  return {true, !wrapped_block(gap.begin + static_cast<std::uint32_t>(first))};
}

}  // namespace demarche::segmenting
