// The text of a page under construction: paragraphs joined by "\n", each made of runs of the decoded page, with the map
// from every offset back to the page's own bytes.
#pragma once

#include <string>
#include <string_view>

#include "stages/ingest/offset_map.h"

namespace demarche {

class PageText {
 public:
  /// `source` and `map` (from source back to the raw bytes) must outlive this.
  PageText(std::string_view source, const OffsetMap& map) : source_(source), map_(map) {}

  void begin_paragraph() { joined_ = text_.empty() ? "" : "\n"; }
  /// A run of the source, put after what stands already, with `joint` ("", " ") between runs of one paragraph.
  void add_run(std::size_t begin, std::size_t length, std::string_view joint) {
    add(source_.substr(begin, length), begin, length, joint);
  }
  /// The same, where the text differs from its source (an entity decoded).
  void add(std::string_view text, std::size_t begin, std::size_t length, std::string_view joint) {
    const std::string_view between = joined_ != nullptr ? std::string_view(joined_) : joint;
    joined_ = nullptr;
    text_ += between;
    if (between == " " && begin > last_end_ && begin - last_end_ == 1) {
      map_.trace(last_end_, 1, 1, out_);
    } else {
      out_.skip(between.size());
    }
    text_ += text;
    map_.trace(begin, length, text.size(), out_);
    last_end_ = begin + length;
  }

  const std::string& text() const { return text_; }
  void finish(std::string& text, std::vector<RawPiece>& raw_map) {
    text = std::move(text_);
    raw_map = out_.take();
  }

 private:
  std::string_view source_;
  const OffsetMap& map_;
  std::string text_;
  OffsetMap out_;
  const char* joined_ = "";
  std::size_t last_end_ = 0;
};

}  // namespace demarche
