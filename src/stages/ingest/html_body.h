// Which part of a page is its article, and that part as blocks of text.
//
// What is named or shaped as furniture (navigation, comments, captions, share bars, related links) is set aside, unless
// it holds most of the page's prose. Paragraphs then vote for the elements around them, by length and commas and
// against links; the winner grows by what stands beside it and looks the same. Inside, lists of links and other
// furniture are left out again. Nothing here depends on a particular site.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "stages/ingest/html_tree.h"

namespace demarche {

/// A paragraph, heading or list item: the text nodes that make it up, in order.
struct HtmlBlock {
  std::vector<std::uint32_t> texts;
  bool heading = false;
};

struct HtmlBody {
  std::vector<HtmlBlock> blocks;
  std::vector<std::string> links;  // addresses of links within the text, in order
};

HtmlBody find_body(const HtmlTree& tree, std::string_view title);

}  // namespace demarche
