#include "stages/ingest/html_page.h"

#include "base/text.h"
#include "stages/ingest/furniture.h"
#include "stages/ingest/html_body.h"
#include "stages/ingest/html_metadata.h"
#include "stages/ingest/page_text.h"

namespace demarche {
namespace {

// The words of a string, with no-break spaces among the white space.
std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  const auto space_at = [&](std::size_t i) -> std::size_t {
    if (is_ascii_space(text[i])) return 1;
    return text[i] == '\xC2' && i + 1 < text.size() && text[i + 1] == '\xA0' ? 2 : 0;
  };
  for (std::size_t i = 0; i < text.size();) {
    if (const std::size_t n = space_at(i); n > 0) {
      i += n;
      continue;
    }
    const std::size_t begin = i;
    while (i < text.size() && space_at(i) == 0) ++i;
    words.push_back(text.substr(begin, i - begin));
  }
  return words;
}

// Blocks to text. Each word leads back to its place in the page: to the character where it stands there as it is, to
// the whole word where an entity hides in it.
class Writer {
 public:
  Writer(const HtmlTree& tree, const ScannedHtml& scanned, const OffsetMap& page)
      : tree_(tree), html_(scanned.html), to_raw_(compose(scanned.map, page)), text_(html_, to_raw_) {}

  void block(const HtmlBlock& block) {
    text_.begin_paragraph();
    bool space = false;
    for (const std::uint32_t i : block.texts) {
      const HtmlNode& node = tree_.nodes[i];
      if (!node.is_text) {
        space = true;
        continue;
      }
      text_node(node, space);
    }
  }
  void finish(Document& document) { text_.finish(document.text, document.raw_map); }

 private:
  static OffsetMap compose(const OffsetMap& scanned, const OffsetMap& page) {
    OffsetMap out;
    std::size_t at = 0;
    for (const RawPiece& piece : scanned.pieces()) {
      out.skip(piece.text_begin - at);
      page.trace(piece.raw_begin, piece.raw_length, piece.length, out);
      at = piece.text_begin + piece.length;
    }
    return out;
  }

  void text_node(const HtmlNode& node, bool& space) {
    const std::vector<std::string_view> words = words_of(node.text), places = words_of(node.source);
    const std::size_t node_begin = static_cast<std::size_t>(node.source.data() - html_.data());
    const bool aligned = words.size() == places.size();
    const char* end = node.text.data();
    for (std::size_t k = 0; k < words.size(); ++k) {
      space |= words[k].data() != end;
      end = words[k].data() + words[k].size();
      const std::size_t begin = aligned ? static_cast<std::size_t>(places[k].data() - html_.data()) : node_begin;
      const std::size_t length = aligned ? places[k].size() : node.source.size();
      text_.add(words[k], begin, length, space ? " " : "");
      space = false;
    }
    space |= end != node.text.data() + node.text.size();
  }

  const HtmlTree& tree_;
  const std::string_view html_;
  const OffsetMap to_raw_;
  PageText text_;
};

}  // namespace

void read_html(const Decoded& page, Document& document) {
  const ScannedHtml scanned = scan_html(page.text);
  const HtmlTree tree(scanned);
  HtmlMetadata metadata = read_metadata(tree, scanned);
  document.title = std::move(metadata.title);
  document.published = metadata.published;
  document.category = std::move(metadata.category);
  document.publisher = std::move(metadata.publisher);
  document.url = std::move(metadata.url);
  document.signals = std::move(metadata.signals);
  HtmlBody body = find_body(tree, document.title);
  document.sources = std::move(body.sources);
  if (body.date_line) {
    if (!document.published) document.published = body.date_line->day;
    if (document.category.empty()) document.category = body.date_line->category;
  }
  Writer writer(tree, scanned, page.map);
  for (const HtmlBlock& block : body.blocks) writer.block(block);
  writer.finish(document);
}

}  // namespace demarche
