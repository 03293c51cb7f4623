// XML of feeds and news messages, and their text as paragraphs.
//
// pugixml reads no DTD, expands no entity of a document's own and opens nothing. Depth and size are bounded; a document
// that is damaged keeps what stands before the damage.
#pragma once

#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>

#include "demarche/result.h"

namespace demarche {

class XmlTree {
 public:
  /// `text` must be UTF-8.
  explicit XmlTree(std::string_view text);
  pugi::xml_node root() const { return document_.document_element(); }
  /// Why the document is not whole; nothing when it is. `too_deep`: then root() must not be used.
  const std::optional<Error>& damage() const { return damage_; }
  bool too_deep() const { return too_deep_; }

 private:
  pugi::xml_document document_;
  std::optional<Error> damage_;
  bool too_deep_ = false;
};

/// "item" of "rss:item".
std::string_view local_name(const pugi::xml_node& node);
/// The first child with this local name.
pugi::xml_node child_named(const pugi::xml_node& node, std::string_view name);
/// An attribute by local name, "" for none.
std::string_view attribute_named(const pugi::xml_node& node, std::string_view name);
/// All text below a node, white space collapsed.
std::string xml_text(const pugi::xml_node& node);
/// The paragraphs below a node, joined by "\n"; captions, scripts and the like left out. Knows XHTML and NITF.
std::string xml_paragraphs(const pugi::xml_node& node);

}  // namespace demarche
