// How the pre-scan treats each HTML element.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace demarche {

enum TagTrait : std::uint8_t {
  tag_drop_content = 1,   // goes with all it holds: script, style, svg
  tag_drop = 2,           // only the tag goes: b, font
  tag_void = 4,           // has no end tag: br, meta
  tag_special = 8,        // an end tag of an ordinary element does not reach across it: div, section
  tag_scope = 16,         // no end tag but a table's reaches across it: td, table
  tag_table = 32,         // part of a table
  tag_closes_itself = 64  // a start tag of the same name right inside closes it: p, li
};

struct TagInfo {
  std::size_t slot = 0;  // counts elements of this name; unknown names share by hash
  std::uint8_t traits = 0;
  bool has(TagTrait trait) const { return (traits & trait) != 0; }
};

inline constexpr std::size_t tag_slots = 512;

/// `name` in lower case.
TagInfo tag_info(std::string_view name);

}  // namespace demarche
