// Which part of a page is its article, and that part as blocks of text.
//
// ArticleChoice says which elements hold it; inside them, lists of links, teasers and other furniture are left out
// again, and what cites a source is taken out as one. Nothing here depends on a particular site.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stages/ingest/html_tree.h"
#include "stages/ingest/plain_head.h"
#include "types/document.h"

namespace demarche {

/// A paragraph, heading or list item: the text nodes that make it up, in order.
struct HtmlBlock {
  std::vector<std::uint32_t> texts;
  bool heading = false;
  bool contact = false;  // reads like an offer of contact, change or removal
};

struct HtmlBody {
  std::vector<HtmlBlock> blocks;
  std::vector<CitedSource> sources;
  std::optional<DateLine> date_line;  // a line above the text that is a date and perhaps a section
};

HtmlBody find_body(const HtmlTree& tree, std::string_view title);

}  // namespace demarche
