// Which part of a page is its article, and that part as blocks of text.
//
// ArticleChoice says which elements hold it; inside them, lists of links, teasers and other furniture are left out
// again, and what cites a source is taken out as one. Nothing here depends on a particular site.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "stages/ingest/html_tree.h"
#include "types/document.h"

namespace demarche {

/// A paragraph, heading or list item: the text nodes that make it up, in order.
struct HtmlBlock {
  std::vector<std::uint32_t> texts;
  bool heading = false;
};

struct HtmlBody {
  std::vector<HtmlBlock> blocks;
  std::vector<CitedSource> sources;
};

HtmlBody find_body(const HtmlTree& tree, std::string_view title);

}  // namespace demarche
