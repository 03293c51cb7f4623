#include "stages/ingest/html_tree.h"

#include "base/text.h"

namespace demarche {
bool HtmlTree::has_attribute(std::uint32_t node, const char* name) const {
  const std::string_view wanted = name;
  for (std::uint32_t i = 0; i < nodes[node].attribute_count; ++i)
    if (attributes_[nodes[node].first_attribute + i].first == wanted) return true;
  return false;
}

std::string_view HtmlTree::attribute(std::uint32_t node, const char* name) const {
  const std::string_view wanted = name;
  for (std::uint32_t i = 0; i < nodes[node].attribute_count; ++i)
    if (attributes_[nodes[node].first_attribute + i].first == wanted)
      return attributes_[nodes[node].first_attribute + i].second;
  return {};
}

std::string HtmlTree::text_of(std::uint32_t node) const {
  std::string out;
  for (std::uint32_t i = node; i < nodes[node].end; ++i) {
    if (nodes[i].is_text) {
      append_collapsed(out, nodes[i].text);
    } else if (i > node && nodes[i].tag != GUMBO_TAG_SPAN && nodes[i].tag != GUMBO_TAG_A && !out.empty() &&
               out.back() != ' ') {
      out += ' ';
    }
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

bool is_block_element(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_SPAN:
    case GUMBO_TAG_A:
    case GUMBO_TAG_CITE:
    case GUMBO_TAG_Q:
    case GUMBO_TAG_SUB:
    case GUMBO_TAG_SUP:
    case GUMBO_TAG_TIME:
    case GUMBO_TAG_LABEL:
    case GUMBO_TAG_DFN:
    case GUMBO_TAG_VAR:
    case GUMBO_TAG_KBD:
    case GUMBO_TAG_SAMP:
    case GUMBO_TAG_DATA:
    case GUMBO_TAG_BDI:
    case GUMBO_TAG_BDO:
    case GUMBO_TAG_DEL:
    case GUMBO_TAG_RUBY:
    case GUMBO_TAG_RT:
    case GUMBO_TAG_RP:
    case GUMBO_TAG_RB:
    case GUMBO_TAG_IMG:
    case GUMBO_TAG_BR:
    case GUMBO_TAG_INPUT:
    case GUMBO_TAG_META:
    case GUMBO_TAG_LINK:
    case GUMBO_TAG_UNKNOWN:
      return false;
    default:
      return true;
  }
}

bool is_heading_element(GumboTag tag) {
  return tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6;
}

bool is_html_link(const HtmlTree& tree, std::uint32_t node) {
  return tree.nodes[node].tag == GUMBO_TAG_SPAN && tree.has_attribute(node, "href");
}

void append_collapsed(std::string& out, std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool no_break = text[i] == '\xC2' && i + 1 < text.size() && text[i + 1] == '\xA0';
    if (is_ascii_space(text[i]) || no_break) {
      if (!out.empty() && out.back() != ' ') out += ' ';
      i += no_break;
    } else {
      out += text[i];
    }
  }
}

}  // namespace demarche
