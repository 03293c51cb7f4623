// A linear pass over HTML that bounds what the parser will see.
//
// Out come the same elements and text without what an article cannot need: comments, scripts, styles, embedded frames
// and drawings, marks such as <b> that only change looks, all but a few attributes, elements nested deeper than
// limits::html_depth (their content stays, flattened into the ancestor) and elements beyond a number no page needs.
// Links become <span href>, forms <div>, and whatever an end tag closes on its way is closed in so many words: then the
// parser's costly repairs of badly nested markup have nothing to do, and its depth is the depth counted here.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "stages/ingest/offset_map.h"

namespace demarche {

struct ScannedHtml {
  std::string html;
  OffsetMap map;                          // text of `html` back to the page
  std::vector<std::string_view> json_ld;  // contents of <script type="application/ld+json">, within the page
};

ScannedHtml scan_html(std::string_view page);

}  // namespace demarche
