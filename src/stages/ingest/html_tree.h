// The parsed page as a flat list of nodes in document order: a node's descendants are the nodes up to its `end`.
#pragma once

#include <gumbo.h>

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "stages/ingest/html_scan.h"

namespace demarche {

struct HtmlNode {
  GumboTag tag = GUMBO_TAG_UNKNOWN;
  bool is_text = false;
  std::uint32_t parent = 0;
  std::uint32_t end = 0;  // one past the last descendant
  std::uint32_t first_attribute = 0, attribute_count = 0;
  std::string_view text;    // text nodes: entities decoded
  std::string_view source;  // text nodes: as it stands in ScannedHtml::html
  std::string names;        // elements: id, class, itemprop, role in lower case, between spaces
};

class HtmlTree {
 public:
  /// `scanned` must outlive the tree.
  explicit HtmlTree(const ScannedHtml& scanned);
  HtmlTree(const HtmlTree&) = delete;
  HtmlTree& operator=(const HtmlTree&) = delete;

  std::vector<HtmlNode> nodes;  // nodes[0] is <html>

  /// "" when the element has no such attribute.
  std::string_view attribute(std::uint32_t node, const char* name) const;
  bool has_attribute(std::uint32_t node, const char* name) const;
  /// All text below a node, white space collapsed.
  std::string text_of(std::uint32_t node) const;
  bool inside(std::uint32_t node, std::uint32_t ancestor) const {
    return ancestor <= node && node < nodes[ancestor].end;
  }

 private:
  class Builder;

  std::vector<std::pair<std::string_view, std::string_view>> attributes_;  // of all elements, in document order
  std::deque<std::string> kept_;                                           // texts and values with references decoded
};

/// False for elements that stand within a line: <span>, <a>, <br>.
bool is_block_element(GumboTag tag);
bool is_heading_element(GumboTag tag);
/// The pre-scan writes <a href> as <span href>.
bool is_html_link(const HtmlTree& tree, std::uint32_t node);

/// Appends text with its white space collapsed; starts with a space where one is needed.
void append_collapsed(std::string& out, std::string_view text);

}  // namespace demarche
