#include "stages/ingest/html_fragment.h"

#include <algorithm>

#include "base/text.h"
#include "base/utf8.h"
#include "stages/ingest/html_scan.h"
#include "stages/ingest/html_tree.h"

namespace demarche {
namespace {

bool is_silent(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_FIGURE:
    case GUMBO_TAG_FIGCAPTION:
    case GUMBO_TAG_NAV:
    case GUMBO_TAG_ASIDE:
    case GUMBO_TAG_HEAD:
    case GUMBO_TAG_NOSCRIPT:
      return true;
    default:
      return false;
  }
}

std::string lines_of(std::string_view text) {
  std::string out;
  for (const std::string_view line : split(text, '\n')) {
    if (trim(line).empty()) continue;
    if (!out.empty()) out += '\n';
    append_collapsed(out, trim(line));
  }
  return out;
}

}  // namespace

std::string html_fragment_text(std::string_view html) {
  if (html.find('<') == std::string_view::npos && html.find('&') == std::string_view::npos)
    return lines_of(repair_utf8(html));
  const std::string clean = repair_utf8(html);
  const ScannedHtml scanned = scan_html(clean);
  const HtmlTree tree(scanned);
  std::string out;
  std::vector<std::uint32_t> ends;  // of the block elements around here
  const auto end_paragraph = [&] {
    while (!out.empty() && out.back() == ' ') out.pop_back();
    if (!out.empty() && out.back() != '\n') out += '\n';
  };
  for (std::uint32_t i = 0; i < tree.nodes.size(); ++i) {
    while (!ends.empty() && ends.back() <= i) {
      ends.pop_back();
      end_paragraph();
    }
    const HtmlNode& node = tree.nodes[i];
    if (node.is_text) {
      std::string_view text = node.text;
      if (out.empty() || out.back() == '\n')
        text = text.substr(std::min(text.find_first_not_of(" \t\r\n\f"), text.size()));
      append_collapsed(out, text);
      continue;
    }
    if (is_silent(node.tag)) {
      i = node.end - 1;
      continue;
    }
    if (node.tag == GUMBO_TAG_BR) end_paragraph();
    if (is_block_element(node.tag)) {
      end_paragraph();
      ends.push_back(node.end);
    }
  }
  while (!out.empty() && is_ascii_space(out.back())) out.pop_back();
  return out;
}

}  // namespace demarche
