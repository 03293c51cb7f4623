// Lines and hard-wrapped paragraphs of text exports.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.h"
#include "base/utf8.h"
#include "stages/ingest/html_tree.h"

namespace demarche {

struct PressLine {
  std::string_view text;  // trimmed
  std::size_t begin = 0;  // in the whole
  bool indented = false;
};

inline std::vector<PressLine> press_lines(std::string_view text) {
  std::vector<PressLine> out;
  std::size_t at = 0;
  for (const std::string_view line : split(text, '\n')) {
    out.push_back({trim(line), at, !line.empty() && is_ascii_space(line.front()) && line.front() != '\r'});
    at += line.size() + 1;
  }
  return out;
}

// Lines of hard-wrapped paragraphs, joined; an empty line ends one.
class Paragraphs {
 public:
  void add(std::string_view line) {
    if (line.empty()) {
      open_ = false;
      return;
    }
    if (!text_.empty()) text_ += open_ ? ' ' : '\n';
    append_collapsed(text_, line);
    open_ = true;
  }
  std::string take() { return repair_utf8(std::exchange(text_, {})); }
  bool empty() const { return text_.empty(); }

 private:
  std::string text_;
  bool open_ = false;
};

}  // namespace demarche
