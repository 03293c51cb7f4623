#include "stages/ingest/html_tags.h"

#include <gumbo.h>

#include <array>
#include <string>

#include "base/text.h"

namespace demarche {
namespace {

static_assert(GUMBO_TAG_LAST + 65 <= tag_slots);

std::array<std::uint8_t, GUMBO_TAG_LAST + 1> make_traits() {
  std::array<std::uint8_t, GUMBO_TAG_LAST + 1> table{};
  const auto set = [&table](std::string_view names, std::uint8_t traits) {
    for (const std::string_view name : split(names, ' ')) table[gumbo_tag_enum(std::string(name).c_str())] |= traits;
  };
  set("script style noscript template svg iframe object math canvas textarea noembed noframes audio video select "
      "datalist xmp plaintext "
      "applet",
      tag_drop_content);
  // Marks that change looks only, and elements with rules of their own that no article needs.
  set("b i em strong font small u s tt big strike nobr code wbr ins abbr acronym mark frameset frame isindex marquee "
      "map html",
      tag_drop);
  set("area base br col embed hr img input link meta param source track", tag_void);
  set("address article aside blockquote body button caption center colgroup dd details dir div dl dt fieldset "
      "figcaption figure footer form "
      "h1 h2 h3 h4 h5 h6 head header hgroup li listing main menu nav ol p pre section summary table tbody td tfoot th "
      "thead title tr ul",
      tag_special);
  set("table td th caption", tag_scope);
  set("table tbody thead tfoot tr td th caption colgroup", tag_table);
  set("p li dt dd tr td th tbody thead tfoot button a", tag_closes_itself);
  table[GUMBO_TAG_UNKNOWN] = 0;
  return table;
}

}  // namespace

TagInfo tag_info(std::string_view name) {
  static const auto traits = make_traits();
  const GumboTag tag = gumbo_tagn_enum(name.data(), static_cast<unsigned>(name.size()));
  if (tag < GUMBO_TAG_UNKNOWN) return {tag, traits[tag]};
  std::size_t h = 0;
  for (const char c : name) h = h * 31 + static_cast<unsigned char>(c);
  std::uint8_t unknown = 0;
  if (name == "mark" || name == "plaintext") unknown = name == "mark" ? tag_drop : tag_drop_content;
  return {GUMBO_TAG_LAST + 1 + h % 64, unknown};
}

}  // namespace demarche
