// Line breaks: which of them end a sentence and which only wrap a running text.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/span.h"

namespace demarche::segmenting {

/// Answers for one gap of white space between two pieces. Keeps what it learnt about the block of lines it stands in.
class LineBreaks {
 public:
  explicit LineBreaks(std::string_view text) : text_(text) {}

  struct Answer {
    bool line = false;       // the gap holds a line break
    bool paragraph = false;  // and a sentence must end there
  };
  /// `gap` is white space with something before and after it. Gaps must be asked in ascending order.
  Answer at(Span gap);

 private:
  bool wrapped_block(std::uint32_t at);

  std::string_view text_;
  std::uint32_t block_end_ = 0;  // what follows holds up to here
  bool block_wrapped_ = false;
};

}  // namespace demarche::segmenting
