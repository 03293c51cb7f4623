#include "stages/ingest/html_body.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "stages/ingest/furniture.h"
#include "stages/ingest/html_metadata.h"
#include "stages/ingest/html_names.h"
#include "stages/ingest/plain_head.h"

namespace demarche {
namespace {

constexpr std::uint32_t none = 0xFFFFFFFF;
constexpr std::uint32_t paragraph_chars = 25;  // shorter pieces do not vote

bool is_block(GumboTag tag) {
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

bool is_heading(GumboTag tag) {
  return tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6;
}

struct Counts {
  std::uint32_t chars = 0;       // of text, white space left out
  std::uint32_t link_chars = 0;  // of these, within links
  std::uint32_t commas = 0;
  std::uint32_t prose = 0;  // chars of paragraphs that read like prose
  bool has_block = false;   // holds a block element
  double link_density() const { return chars == 0 ? 0.0 : static_cast<double>(link_chars) / chars; }
};

class BodyFinder {
 public:
  BodyFinder(const HtmlTree& tree, std::string_view title)
      : tree_(tree),
        nodes_(tree.nodes),
        title_(squeeze(title)),
        counts_(nodes_.size()),
        cut_(nodes_.size()),
        score_(nodes_.size()) {
    for (const HtmlNode& node : nodes_) names_.push_back(name_traits(node.names));
  }

  HtmlBody find() {
    count();
    cut_furniture();
    recount();
    vote();
    const std::uint32_t top = choose();
    if (top != none) write(top);
    drop_ends();
    return std::move(body_);
  }

 private:
  bool is_link(std::uint32_t i) const { return nodes_[i].tag == GUMBO_TAG_SPAN && tree_.has_attribute(i, "href"); }

  // Counts of every node from its descendants, which follow it.
  void count() {
    std::vector<bool> in_link(nodes_.size());
    for (std::uint32_t i = 0; i < nodes_.size(); ++i) {
      if (i > 0) in_link[i] = in_link[nodes_[i].parent];
      if (!nodes_[i].is_text) {
        if (is_link(i)) in_link[i] = true;
        continue;
      }
      Counts& c = counts_[i];
      c = {};
      if (cut_[i]) continue;
      for (const char ch : nodes_[i].text) {
        c.chars += !is_ascii_space(ch);
        c.commas += ch == ',';
      }
      if (in_link[i]) c.link_chars = c.chars;
    }
    for (auto i = static_cast<std::uint32_t>(nodes_.size()); i-- > 1;) {
      Counts& c = counts_[i];
      const bool paragraph =
          !nodes_[i].is_text && is_block(nodes_[i].tag) && !c.has_block && !is_heading(nodes_[i].tag);
      if (paragraph && c.chars >= 60 && c.link_density() < 0.5) c.prose = c.chars;
      Counts& up = counts_[nodes_[i].parent];
      up.chars += c.chars;
      up.link_chars += c.link_chars;
      up.commas += c.commas;
      up.prose += c.prose;
      up.has_block |= c.has_block || (!nodes_[i].is_text && is_block(nodes_[i].tag));
    }
  }
  void recount() {
    for (std::uint32_t i = 0; i < nodes_.size(); ++i) counts_[i] = {};
    count();
  }

  void cut_tree(std::uint32_t node) { std::fill(cut_.begin() + node, cut_.begin() + nodes_[node].end, true); }

  // Sets furniture aside, but never what holds a large part of the page's prose: names mislead.
  void cut_furniture() {
    const std::uint32_t prose = counts_[0].prose;
    for (std::uint32_t i = 0; i < nodes_.size(); ++i) {
      const HtmlNode& node = nodes_[i];
      if (node.is_text) continue;
      const bool whole = node.tag == GUMBO_TAG_HTML || node.tag == GUMBO_TAG_BODY || node.tag == GUMBO_TAG_ARTICLE ||
                         node.tag == GUMBO_TAG_MAIN;
      bool cut = node.tag == GUMBO_TAG_HEAD || node.tag == GUMBO_TAG_TITLE;
      if (!cut && !whole && is_hidden(tree_, i)) cut = counts_[i].prose * 2 <= prose;
      if (!cut && !whole && is_page_furniture(tree_, i, names_[i])) cut = counts_[i].prose * 10 <= prose * 4;
      if (!cut) continue;
      cut_tree(i);
      i = node.end - 1;
    }
  }

  // Paragraphs give their points to the elements around them, less with each level.
  void vote() {
    for (std::uint32_t i = 1; i < nodes_.size(); ++i) {
      const HtmlNode& node = nodes_[i];
      const Counts& c = counts_[i];
      if (cut_[i] || node.is_text || !is_block(node.tag) || is_heading(node.tag)) continue;
      // A block with text of its own among its blocks votes with that text.
      const std::uint32_t own = c.has_block ? own_chars(i) : c.chars;
      if (own < paragraph_chars || c.link_density() > 0.6) continue;
      double points = 1.0 + (c.has_block ? 0 : c.commas) + std::min(own / 100.0, 3.0);
      std::uint32_t up = c.has_block ? i : node.parent;
      for (int level = 0; level < 5; ++level) {
        score_[up] += points / (level == 0 ? 1.0 : level == 1 ? 2.0 : level * 3.0);
        candidates_.push_back(up);
        if (up == 0 || nodes_[up].tag == GUMBO_TAG_BODY) break;
        up = nodes_[up].parent;
      }
    }
    std::sort(candidates_.begin(), candidates_.end());
    candidates_.erase(std::unique(candidates_.begin(), candidates_.end()), candidates_.end());
    for (const std::uint32_t i : candidates_) {
      score_[i] += start_score(i);
      score_[i] *= 1.0 - counts_[i].link_density();
    }
  }

  std::uint32_t own_chars(std::uint32_t node) const {
    std::uint32_t chars = 0;
    for (std::uint32_t i = node + 1; i < nodes_[node].end; i = nodes_[i].end)
      if (!cut_[i] && (nodes_[i].is_text || !is_block(nodes_[i].tag)))
        chars += counts_[i].chars - counts_[i].link_chars;
    return chars;
  }

  double start_score(std::uint32_t i) const {
    double score = names_[i].weight();
    if (names_[i].body) score += 25;
    switch (nodes_[i].tag) {
      case GUMBO_TAG_ARTICLE:
      case GUMBO_TAG_MAIN:
        return score + 10;
      case GUMBO_TAG_DIV:
      case GUMBO_TAG_SECTION:
        return score + 5;
      case GUMBO_TAG_PRE:
      case GUMBO_TAG_TD:
      case GUMBO_TAG_BLOCKQUOTE:
        return score + 3;
      case GUMBO_TAG_OL:
      case GUMBO_TAG_UL:
      case GUMBO_TAG_DL:
      case GUMBO_TAG_DD:
      case GUMBO_TAG_DT:
      case GUMBO_TAG_LI:
      case GUMBO_TAG_ADDRESS:
        return score - 3;
      case GUMBO_TAG_TH:
        return score - 5;
      default:
        return score;
    }
  }

  std::uint32_t choose() {
    std::uint32_t top = none;
    for (const std::uint32_t i : candidates_)
      if (top == none || score_[i] > score_[top]) top = i;
    if (top == none) return counts_[0].chars > 0 ? 0 : none;
    top = shared_ancestor(top);
    // Upwards while that adds much prose and little else: an article cut into sections by its page.
    for (std::uint32_t up = nodes_[top].parent; top != 0 && nodes_[top].tag != GUMBO_TAG_BODY; up = nodes_[up].parent) {
      const std::uint32_t more_prose = counts_[up].prose - counts_[top].prose;
      const std::uint32_t more_else = counts_[up].chars - counts_[top].chars - more_prose;
      const bool sole = counts_[up].chars == counts_[top].chars;
      if (sole || (more_prose * 4 > counts_[top].prose && more_prose > more_else * 2)) top = up;
      if (up == 0 || nodes_[up].tag == GUMBO_TAG_BODY) break;
    }
    return top;
  }

  // When several good candidates have an ancestor in common, the article is that ancestor.
  std::uint32_t shared_ancestor(std::uint32_t top) const {
    std::vector<std::uint32_t> rivals;
    for (const std::uint32_t i : candidates_)
      if (i != top && score_[i] >= score_[top] * 0.75) rivals.push_back(i);
    if (rivals.size() < 3) return top;
    for (std::uint32_t up = nodes_[top].parent; up != 0 && nodes_[up].tag != GUMBO_TAG_BODY; up = nodes_[up].parent) {
      const auto below =
          std::count_if(rivals.begin(), rivals.end(), [&](std::uint32_t r) { return tree_.inside(r, up) && r != up; });
      if (below >= 3) return up;
    }
    return top;
  }

  // The winner, and those of its siblings that belong to it.
  void write(std::uint32_t top) {
    if (top == 0 || nodes_[top].tag == GUMBO_TAG_BODY) {
      total_ = counts_[top].chars;
      walk(top, top);
      flush();
      return;
    }
    const std::uint32_t parent = nodes_[top].parent;
    const double least = std::max(10.0, score_[top] * 0.2);
    total_ = counts_[top].chars;
    for (std::uint32_t i = parent + 1; i < nodes_[parent].end; i = nodes_[i].end) {
      if (cut_[i]) continue;
      bool take = i == top;
      if (!take && !nodes_[i].is_text && is_block(nodes_[i].tag)) {
        const Counts& c = counts_[i];
        const bool same = !nodes_[top].names.empty() && nodes_[i].names == nodes_[top].names;
        const bool votes = score_[i] > 0 && score_[i] + (same ? score_[top] * 0.2 : 0) >= least;
        const bool paragraph = nodes_[i].tag == GUMBO_TAG_P && !c.has_block && c.link_density() < 0.25 && c.chars > 65;
        take = (votes && c.link_density() < 0.4) || paragraph;
      }
      if (take) walk(i, i);
      flush();
    }
  }

  // Lists of links, teasers and tables of numbers inside the article.
  bool drop_inside(std::uint32_t i) const {
    const HtmlNode& node = nodes_[i];
    const Counts& c = counts_[i];
    if (c.chars == 0) return true;
    if (!is_block(node.tag) || c.prose * 3 > total_) return false;
    const double density = c.link_density();
    switch (node.tag) {
      case GUMBO_TAG_UL:
      case GUMBO_TAG_OL:
      case GUMBO_TAG_DL:
      case GUMBO_TAG_TABLE:
        return density > 0.45;
      case GUMBO_TAG_DIV:
      case GUMBO_TAG_SECTION:
      case GUMBO_TAG_HEADER:
        if (density > 0.5 && c.prose < 200) return true;
        return names_[i].weight() < 0 && (density > 0.2 || c.chars < 100);
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
      if (cut_[i] || (i != root && !node.is_text && node.tag != GUMBO_TAG_BR && drop_inside(i))) {
        if (is_block(node.tag)) flush();
        i = node.end;
        continue;
      }
      if (node.is_text) {
        block_.texts.push_back(i);
      } else if (node.tag == GUMBO_TAG_BR) {
        if (breaks_line(i)) flush();
        block_.texts.push_back(i);  // a single line break is a space
      } else if (is_block(node.tag)) {
        flush();
        block_.heading = is_heading(node.tag);
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

  void flush();
  bool keep(const std::string& text, std::uint32_t links, bool heading) const;
  void drop_ends();

  const HtmlTree& tree_;
  const std::vector<HtmlNode>& nodes_;
  const std::string title_;
  std::vector<NameTraits> names_;
  std::vector<Counts> counts_;
  std::vector<bool> cut_;
  std::vector<double> score_;
  std::vector<std::uint32_t> candidates_;
  std::uint32_t total_ = 0;
  HtmlBlock block_;
  std::vector<std::uint32_t> ends_;
  std::size_t longest_ = 0;  // of the blocks kept
  HtmlBody body_;
};

void BodyFinder::flush() {
  HtmlBlock block = std::exchange(block_, {});
  std::string text;
  std::uint32_t link_chars = 0;
  for (const std::uint32_t i : block.texts) {
    if (nodes_[i].is_text) {
      append_collapsed(text, nodes_[i].text);
      link_chars += counts_[i].link_chars;
    } else {
      append_collapsed(text, " ");
    }
  }
  const std::string trimmed(trim(text));
  if (trimmed.empty() || !keep(trimmed, link_chars, block.heading)) return;
  longest_ = std::max(longest_, trimmed.size());
  body_.blocks.push_back(std::move(block));
}

bool BodyFinder::keep(const std::string& text, std::uint32_t links, bool heading) const {
  if (is_bar(text) || is_page_line(text) || is_copyright_line(text)) return false;
  if (heading || body_.blocks.empty())
    if (squeeze(text) == title_) return false;
  if (links * 10 > text.size() * 7 && text.size() < 300) return false;
  if (longest_ < 100 && text.size() < 120 &&
      (read_date_line(text) || text.starts_with("By ") || text.starts_with("by ")))
    return false;
  return true;
}

// Headings at the end introduce what was left out.
void BodyFinder::drop_ends() {
  while (!body_.blocks.empty() && body_.blocks.back().heading) body_.blocks.pop_back();
}

}  // namespace

HtmlBody find_body(const HtmlTree& tree, std::string_view title) {
  return BodyFinder(tree, title).find();
}

}  // namespace demarche
