// What class names, ids and roles say about an element.
#pragma once

#include <string_view>

#include "stages/ingest/html_tree.h"

namespace demarche {

/// What class, id, itemprop and role say together.
struct NameTraits {
  bool body = false;       // given to the article's text and hardly anything else: itemprop="articleBody", "story-body"
  bool furniture = false;  // navigation, comments, sharing, captions
  bool strong = false;  // furniture that may well hold more prose than the article: comments, galleries, related links
  bool good = false;    // often an article: "content", "post"
  bool bad = false;     // often something else: "list", "widget"
  int weight() const { return (good ? 25 : 0) - (bad ? 25 : 0); }
};
NameTraits name_traits(std::string_view names);

/// True for elements made or named for something else than the article.
bool is_page_furniture(const HtmlTree& tree, std::uint32_t node, const NameTraits& names);

/// True for elements that are not shown.
bool is_hidden(const HtmlTree& tree, std::uint32_t node);

}  // namespace demarche
