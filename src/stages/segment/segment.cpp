#include "stages/segment/segment.h"

#include <vector>

#include "base/check.h"
#include "stages/segment/scan.h"
#include "stages/segment/sentences.h"

namespace demarche {
namespace {

using segmenting::RawToken;
using segmenting::Shape;

// "in the U.S." at the end of a sentence: its last dot is the full stop, a word of its own.
bool gives_up_dot(std::string_view text, const RawToken& token, bool ends_sentence) {
  if (token.shape != Shape::abbreviation && token.shape != Shape::initial) return false;
  return ends_sentence && token.words == 1 && text[token.span.end - 1] == '.' && token.span.size() > 2;
}

void append_words(const RawToken& token, Tokens& out) {
  const auto first = static_cast<std::uint32_t>(out.words.size());
  if (token.words == 1) {
    out.words.push_back({token.span, token.space_after});
    return;
  }
  const std::uint32_t begin = token.span.begin, end = token.span.end;
  const std::uint32_t one = begin + token.cut1, two = begin + token.cut2;
  out.words.push_back({{begin, one}, false});
  if (token.words == 3) {
    out.words.push_back({{one, two}, false});
    out.words.push_back({{two, end}, token.space_after});
  } else {
    out.words.push_back({{one, end}, token.space_after});
  }
  out.multiwords.push_back({first, static_cast<std::uint32_t>(out.words.size()), token.span});
}

}  // namespace

Tokens segment(std::string_view text) {
  DM_CHECK(text.size() < 0xFFFFFFFFu);
  const std::vector<RawToken> raw = segmenting::scan_text(text);
  const std::vector<bool> ends = segmenting::find_sentence_ends(text, raw, segmenting::trained_judge());
  Tokens out;
  out.words.reserve(raw.size() + raw.size() / 32 + 4);
  std::uint32_t first = 0;
  bool starts_paragraph = true;
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (gives_up_dot(text, raw[i], ends[i])) {
      RawToken word = raw[i];
      --word.span.end;
      word.space_after = false;
      append_words(word, out);
      out.words.push_back({{word.span.end, raw[i].span.end}, raw[i].space_after});
    } else {
      append_words(raw[i], out);
    }
    if (!ends[i]) continue;
    const auto last = static_cast<std::uint32_t>(out.words.size());
    out.sentences.push_back(
        {first, last, {out.words[first].span.begin, out.words[last - 1].span.end}, starts_paragraph});
    first = last;
    starts_paragraph = raw[i].paragraph_after;
  }
  return out;
}

}  // namespace demarche
