#include "stages/ingest/xml_tree.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/limits.h"
#include "base/text.h"
#include "base/utf8.h"

namespace demarche {
namespace {

using namespace std::string_view_literals;

constexpr std::array block_names = {"p"sv,   "div"sv,  "h1"sv,    "h2"sv,      "h3"sv,      "h4"sv, "h5"sv,
                                    "h6"sv,  "hl1"sv,  "hl2"sv,   "li"sv,      "block"sv,   "tr"sv, "blockquote"sv,
                                    "pre"sv, "body"sv, "table"sv, "section"sv, "article"sv, "br"sv, "body.content"sv,
                                    "ul"sv,  "ol"sv,   "dd"sv,    "dt"sv,      "bq"sv};
constexpr std::array silent_names = {"script"sv,   "style"sv,  "figure"sv,   "figcaption"sv, "media"sv,
                                     "nav"sv,      "aside"sv,  "object"sv,   "head"sv,       "body.head"sv,
                                     "template"sv, "iframe"sv, "body.end"sv, "noscript"sv};

template <typename Names>
bool is_one_of(std::string_view name, const Names& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_text(const pugi::xml_node& node) {
  return node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata;
}

// The nodes below `top` in document order: `enter` says whether to go into an element, `leave` is told when it ends.
template <typename Enter, typename Leave>
void walk(const pugi::xml_node& top, const Enter& enter, const Leave& leave) {
  pugi::xml_node node = top.first_child();
  while (node) {
    if (enter(node) && node.first_child()) {
      node = node.first_child();
      continue;
    }
    leave(node);
    while (!node.next_sibling()) {
      node = node.parent();
      if (!node || node == top) return;
      leave(node);
    }
    node = node.next_sibling();
  }
}

void append_text(std::string& out, std::string_view text, bool& space) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool no_break = text[i] == '\xC2' && i + 1 < text.size() && text[i + 1] == '\xA0';
    if (is_ascii_space(text[i]) || no_break) {
      space = true;
      i += no_break;
      continue;
    }
    if (space && !out.empty() && out.back() != '\n') out += ' ';
    space = false;
    out += text[i];
  }
}

bool deeper_than(const pugi::xml_node& top, int limit) {
  int depth = 0, deepest = 0;
  walk(
      top,
      [&](const pugi::xml_node&) {
        deepest = std::max(deepest, ++depth);
        return true;
      },
      [&](const pugi::xml_node&) { --depth; });
  return deepest > limit;
}

}  // namespace

XmlTree::XmlTree(std::string_view text) {
  const pugi::xml_parse_result result =
      document_.load_buffer(text.data(), text.size(), pugi::parse_default, pugi::encoding_utf8);
  if (!result)
    damage_ = Error{ErrorCode::bad_input,
                    fmt::format("the XML is damaged at byte {}: {}", result.offset, result.description())};
  if (deeper_than(document_, limits::xml_depth)) {
    too_deep_ = true;
    damage_ = Error{ErrorCode::bad_input, fmt::format("the XML is nested deeper than {} elements", limits::xml_depth)};
  }
}

std::string_view local_name(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

pugi::xml_node child_named(const pugi::xml_node& node, std::string_view name) {
  for (const pugi::xml_node& child : node.children())
    if (local_name(child) == name) return child;
  return {};
}

std::string_view attribute_named(const pugi::xml_node& node, std::string_view name) {
  for (const pugi::xml_attribute& attribute : node.attributes()) {
    std::string_view own = attribute.name();
    if (const std::size_t colon = own.find(':'); colon != std::string_view::npos) own.remove_prefix(colon + 1);
    if (own == name) return attribute.value();
  }
  return {};
}

std::string xml_text(const pugi::xml_node& node) {
  std::string out;
  bool space = false;
  walk(
      node,
      [&](const pugi::xml_node& inner) {
        if (is_text(inner)) append_text(out, inner.value(), space);
        return true;
      },
      [](const pugi::xml_node&) {});
  return repair_utf8(out);
}

std::string xml_paragraphs(const pugi::xml_node& node) {
  std::string out;
  bool space = false;
  const auto end_paragraph = [&] {
    if (!out.empty() && out.back() != '\n') out += '\n';
    space = false;
  };
  walk(
      node,
      [&](const pugi::xml_node& inner) {
        if (is_text(inner)) append_text(out, inner.value(), space);
        const std::string_view name = local_name(inner);
        if (is_one_of(name, silent_names)) return false;
        if (is_one_of(name, block_names)) end_paragraph();
        return true;
      },
      [&](const pugi::xml_node& inner) {
        if (is_one_of(local_name(inner), block_names)) end_paragraph();
      });
  while (!out.empty() && out.back() == '\n') out.pop_back();
  return repair_utf8(out);
}

}  // namespace demarche
