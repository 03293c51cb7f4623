#include "stages/ingest/html_tree.h"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "base/text.h"

namespace demarche {

// The parser makes many small allocations and frees them all at once; so they come from blocks that go together.
struct HtmlTree::Arena {
  static constexpr std::size_t block_bytes = 256u << 10;
  std::vector<std::unique_ptr<std::byte[]>> blocks;
  std::byte* next = nullptr;
  std::size_t left = 0;

  void* allocate(std::size_t size) {
    size = (size + 15) & ~std::size_t{15};
    if (size > block_bytes / 4) {
      blocks.push_back(std::make_unique_for_overwrite<std::byte[]>(size));
      return blocks.back().get();
    }
    if (size > left) {
      blocks.push_back(std::make_unique_for_overwrite<std::byte[]>(block_bytes));
      next = blocks.back().get();
      left = block_bytes;
    }
    std::byte* const out = next;
    next += size;
    left -= size;
    return out;
  }
};

namespace {

constexpr std::size_t longest_name = 300;
constexpr int deepest = 2000;  // the pre-scan allows far less; the parser adds little

bool is_element(const GumboNode* node) {
  return node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE;
}

void append_name(std::string& names, const GumboElement& element, const char* attribute) {
  const GumboAttribute* found = gumbo_get_attribute(&element.attributes, attribute);
  if (found == nullptr || found->value[0] == '\0') return;
  const std::string_view value = found->value;
  // An id of many words repeats a heading; it names no kind of thing.
  if (attribute == std::string_view("id") &&
      std::count_if(value.begin(), value.end(), [](char c) { return c == '-' || c == '_'; }) > 2)
    return;
  if (names.empty()) names += ' ';
  names += ascii_lower(value.substr(0, longest_name));
  names += ' ';
}

}  // namespace

HtmlTree::HtmlTree(const ScannedHtml& scanned) : arena_(std::make_shared<Arena>()) {
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;
  options.userdata = arena_.get();
  options.allocator = [](void* arena, size_t size) { return static_cast<Arena*>(arena)->allocate(size); };
  options.deallocator = [](void*, void*) {};
  const GumboOutput* output = gumbo_parse_with_options(&options, scanned.html.data(), scanned.html.size());
  add(output->root, 0, 0);
}

void HtmlTree::add(const GumboNode* node, std::uint32_t parent, int depth) {
  const auto index = static_cast<std::uint32_t>(nodes.size());
  HtmlNode& made = nodes.emplace_back();
  made.parent = parent;
  if (!is_element(node)) {
    made.is_text = true;
    made.text = node->v.text.text;
    made.source = {node->v.text.original_text.data, node->v.text.original_text.length};
    made.end = index + 1;
    return;
  }
  const GumboElement& element = node->v.element;
  made.gumbo = node;
  made.tag = element.tag;
  for (const char* attribute : {"id", "class", "itemprop", "role"}) append_name(made.names, element, attribute);
  for (unsigned i = 0; depth < deepest && i < element.children.length; ++i) {
    const auto* child = static_cast<const GumboNode*>(element.children.data[i]);
    if (is_element(child) || child->type == GUMBO_NODE_TEXT || child->type == GUMBO_NODE_WHITESPACE ||
        child->type == GUMBO_NODE_CDATA)
      add(child, index, depth + 1);
  }
  nodes[index].end = static_cast<std::uint32_t>(nodes.size());
}

bool HtmlTree::has_attribute(std::uint32_t node, const char* name) const {
  return nodes[node].gumbo != nullptr && gumbo_get_attribute(&nodes[node].gumbo->v.element.attributes, name) != nullptr;
}

std::string_view HtmlTree::attribute(std::uint32_t node, const char* name) const {
  if (nodes[node].gumbo == nullptr) return {};
  const GumboAttribute* found = gumbo_get_attribute(&nodes[node].gumbo->v.element.attributes, name);
  return found == nullptr ? std::string_view() : std::string_view(found->value);
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
