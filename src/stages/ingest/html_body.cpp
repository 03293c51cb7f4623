#include "stages/ingest/html_body.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "stages/ingest/furniture.h"
#include "stages/ingest/html_choice.h"
#include "stages/ingest/html_metadata.h"

namespace demarche {
namespace {

class BodyWriter {
 public:
  BodyWriter(const HtmlTree& tree, const ArticleChoice& choice, std::string_view title)
      : tree_(tree), nodes_(tree.nodes), choice_(choice), title_(squeeze(title)) {}

  HtmlBody write() {
    for (const std::uint32_t root : choice_.roots()) walk(root, root);
    // Headings at the end introduce what was left out.
    const auto ends = [this] { return body_.blocks.back().heading || body_.blocks.back().contact; };
    while (!body_.blocks.empty() && ends()) body_.blocks.pop_back();
    if (!choice_.roots().empty()) sources_below(nodes_[choice_.roots().back()].end);
    return std::move(body_);
  }
  std::size_t size() const { return size_; }

 private:
  // Lists of links, teasers and tables of numbers inside the article.
  bool drop_inside(std::uint32_t i) const {
    const HtmlNode& node = nodes_[i];
    const HtmlCounts& c = choice_.counts(i);
    if (c.chars == 0) return true;
    if (!is_block_element(node.tag) || c.prose * 3 > choice_.size()) return false;
    const double density = c.link_density();
    switch (node.tag) {
      case GUMBO_TAG_UL:
      case GUMBO_TAG_OL:
      case GUMBO_TAG_DL:
      case GUMBO_TAG_TABLE:
        return density > 0.45 && !in_sources_;
      case GUMBO_TAG_DIV:
      case GUMBO_TAG_SECTION:
      case GUMBO_TAG_HEADER:
        if (density > 0.5 && c.prose < 200) return true;
        return choice_.names(i).weight() < 0 && (density > 0.2 || c.chars < 100);
      default:
        return false;
    }
  }

  void walk(std::uint32_t from, std::uint32_t root) {
    for (std::uint32_t i = from; i < nodes_[root].end;) {
      while (!ends_.empty() && i >= ends_.back()) {
        ends_.pop_back();
        flush();
      }
      const HtmlNode& node = nodes_[i];
      if (choice_.set_aside(i) || (i != root && !node.is_text && node.tag != GUMBO_TAG_BR && drop_inside(i))) {
        if (is_block_element(node.tag)) flush();
        i = node.end;
        continue;
      }
      if (node.is_text) {
        block_.texts.push_back(i);
      } else if (node.tag == GUMBO_TAG_BR) {
        if (breaks_line(i)) flush();
        block_.texts.push_back(i);  // a single line break is a space
      } else if (is_block_element(node.tag)) {
        flush();
        block_.heading = is_heading_element(node.tag);
        ends_.push_back(node.end);
      }
      ++i;
    }
    ends_.clear();
    flush();
  }

  // <br> after another one, with nothing but white space between.
  bool breaks_line(std::uint32_t i) const {
    for (std::uint32_t k = i; k-- > 0;) {
      if (nodes_[k].tag == GUMBO_TAG_BR) return true;
      if (!nodes_[k].is_text || !trim(nodes_[k].text).empty()) return false;
    }
    return false;
  }

  // Sources are often named under the article and not in it.
  void sources_below(std::uint32_t from) {
    constexpr std::uint32_t sight = 400;  // nodes
    const auto end = std::min(static_cast<std::uint32_t>(nodes_.size()), from + sight);
    for (std::uint32_t i = from; i < end; ++i) {
      if (nodes_[i].is_text || !is_block_element(nodes_[i].tag) || choice_.counts(i).has_block) continue;
      HtmlBlock block;
      for (std::uint32_t k = i; k < nodes_[i].end; ++k)
        if (nodes_[k].is_text) block.texts.push_back(k);
      if (const std::string text = tree_.text_of(i); !text.empty()) take_sources(block, text);
      i = nodes_[i].end - 1;
    }
  }

  void flush();
  bool keep(const std::string& text, std::uint32_t links, bool heading);
  bool take_sources(const HtmlBlock& block, const std::string& text);

  const HtmlTree& tree_;
  const std::vector<HtmlNode>& nodes_;
  const ArticleChoice& choice_;
  const std::string title_;
  HtmlBlock block_;
  std::vector<std::uint32_t> ends_;
  bool in_sources_ = false;  // after a heading "Sources"
  std::size_t size_ = 0;     // of the text of the blocks kept
  std::size_t longest_ = 0;  // of the blocks kept
  HtmlBody body_;
};

void BodyWriter::flush() {
  HtmlBlock block = std::exchange(block_, {});
  std::string text;
  std::uint32_t link_chars = 0;
  for (const std::uint32_t i : block.texts) {
    if (nodes_[i].is_text) {
      append_collapsed(text, nodes_[i].text);
      link_chars += choice_.counts(i).link_chars;
    } else {
      append_collapsed(text, " ");
    }
  }
  const std::string trimmed(trim(text));
  if (trimmed.empty() || take_sources(block, trimmed) || !keep(trimmed, link_chars, block.heading)) return;
  longest_ = std::max(longest_, trimmed.size());
  size_ += trimmed.size();
  block.contact = is_contact_line(trimmed);
  body_.blocks.push_back(std::move(block));
}

bool BodyWriter::keep(const std::string& text, std::uint32_t links, bool heading) {
  if (is_bar(text) || is_page_line(text) || is_copyright_line(text)) return false;
  if (heading || body_.blocks.empty())
    if (squeeze(text) == title_) return false;
  if (links * 10 > text.size() * 7 && text.size() < 300) return false;
  if (longest_ >= 100 || text.size() >= 120) return true;
  if (text.starts_with("By ") || text.starts_with("by ")) return false;
  const auto date_line = read_date_line(text);
  if (date_line && !body_.date_line) body_.date_line = date_line;
  return !date_line;
}

// "Source: <a href=...>" and the items under a heading "Sources": addresses to cite, no text of the article.
bool BodyWriter::take_sources(const HtmlBlock& block, const std::string& text) {
  if (is_source_heading(text)) return in_sources_ = true;
  const bool line = source_line(text).has_value();
  const auto item = source_item(text);
  std::string address(address_in(text));
  for (const std::uint32_t i : block.texts) {
    for (std::uint32_t up = i; address.empty() && up != 0 && !is_block_element(nodes_[up].tag); up = nodes_[up].parent)
      if (is_html_link(tree_, up) && tree_.attribute(up, "href").starts_with("http"))
        address = tree_.attribute(up, "href");
  }
  const bool listed = in_sources_ && (item || !address.empty()) && text.size() < 400;
  in_sources_ = listed;
  if (!line && !listed) return false;
  if (!address.empty()) body_.sources.push_back({item ? item->number : 0, std::move(address)});
  return true;
}

}  // namespace

HtmlBody find_body(const HtmlTree& tree, std::string_view title) {
  constexpr std::size_t little = 250;  // bytes; an article is longer, so the names may have misled
  const ArticleChoice choice(tree, true);
  BodyWriter writer(tree, choice, title);
  HtmlBody body = writer.write();
  if (writer.size() >= little) return body;
  const ArticleChoice wider(tree, false);
  BodyWriter again(tree, wider, title);
  HtmlBody more = again.write();
  return again.size() > writer.size() * 2 ? std::move(more) : std::move(body);
}

}  // namespace demarche
