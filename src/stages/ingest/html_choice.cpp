#include "stages/ingest/html_choice.h"

#include <algorithm>

#include "base/text.h"

namespace demarche {
namespace {

constexpr std::uint32_t none = 0xFFFFFFFF;
constexpr std::uint32_t paragraph_chars = 25;  // shorter pieces do not vote

// Each of several such elements may be a whole of its own.
bool is_item(GumboTag tag) {
  return tag == GUMBO_TAG_LI || tag == GUMBO_TAG_ARTICLE;
}

}  // namespace

ArticleChoice::ArticleChoice(const HtmlTree& tree, bool by_names)
    : tree_(tree), nodes_(tree.nodes), counts_(nodes_.size()), cut_(nodes_.size()), score_(nodes_.size()) {
  for (const HtmlNode& node : nodes_) names_.push_back(name_traits(node.names));
  count();
  cut_furniture(by_names);
  count();
  vote();
  if (const std::uint32_t top = choose(); top != none) take(top);
}

// Counts of every node from its descendants, which follow it.
void ArticleChoice::count() {
  std::fill(counts_.begin(), counts_.end(), HtmlCounts());
  std::vector<bool> in_link(nodes_.size());
  for (std::uint32_t i = 0; i < nodes_.size(); ++i) {
    if (i > 0) in_link[i] = in_link[nodes_[i].parent];
    if (!nodes_[i].is_text) {
      if (is_html_link(tree_, i)) in_link[i] = true;
      continue;
    }
    HtmlCounts& c = counts_[i];
    c = {};
    if (cut_[i]) continue;
    for (const char ch : nodes_[i].text) {
      c.chars += !is_ascii_space(ch);
      c.commas += ch == ',';
    }
    if (in_link[i]) c.link_chars = c.chars;
  }
  for (auto i = static_cast<std::uint32_t>(nodes_.size()); i-- > 1;) {
    HtmlCounts& c = counts_[i];
    const bool paragraph =
        !nodes_[i].is_text && is_block_element(nodes_[i].tag) && !c.has_block && !is_heading_element(nodes_[i].tag);
    if (paragraph && (c.chars >= 60 || nodes_[i].tag == GUMBO_TAG_PRE) && c.link_density() < 0.5)
      c.prose = c.flow = c.chars;
    HtmlCounts& up = counts_[nodes_[i].parent];
    up.chars += c.chars;
    up.link_chars += c.link_chars;
    up.commas += c.commas;
    up.prose += c.prose;
    up.flow += is_item(nodes_[i].tag) ? c.flow / 4 : c.flow;
    up.has_block |= c.has_block || (!nodes_[i].is_text && is_block_element(nodes_[i].tag));
  }
}
// Sets furniture aside, but never what holds a large part of the page's prose: names mislead.
void ArticleChoice::cut_furniture(bool by_names) {
  const std::uint64_t flow = counts_[0].flow;
  for (std::uint32_t i = 0; i < nodes_.size(); ++i) {
    const HtmlNode& node = nodes_[i];
    if (node.is_text) continue;
    const bool whole = node.tag == GUMBO_TAG_HTML || node.tag == GUMBO_TAG_BODY || node.tag == GUMBO_TAG_ARTICLE ||
                       node.tag == GUMBO_TAG_MAIN;
    bool cut = node.tag == GUMBO_TAG_HEAD || node.tag == GUMBO_TAG_TITLE;
    if (!cut && !whole && is_hidden(tree_, i)) cut = counts_[i].flow * std::uint64_t{2} <= flow;
    const bool in_sentence = !is_block_element(node.tag) && nodes_[node.parent].tag == GUMBO_TAG_P;
    const NameTraits names = by_names && !in_sentence ? names_[i] : NameTraits();
    if (!cut && !whole && is_page_furniture(tree_, i, names))
      cut = counts_[i].flow * std::uint64_t{10} <= flow * std::uint64_t{names_[i].strong ? 7u : 4u};
    if (!cut) continue;
    std::fill(cut_.begin() + i, cut_.begin() + node.end, true);
    i = node.end - 1;
  }
}

// Paragraphs give their points to the elements around them, less with each level.
void ArticleChoice::vote() {
  for (std::uint32_t i = 1; i < nodes_.size(); ++i) {
    const HtmlNode& node = nodes_[i];
    const HtmlCounts& c = counts_[i];
    if (cut_[i] || node.is_text || !is_block_element(node.tag) || is_heading_element(node.tag)) continue;
    // A block with text of its own among its blocks votes with that text.
    const std::uint32_t own = c.has_block ? own_chars(i) : c.chars;
    if (own < paragraph_chars || c.link_density() > 0.6) continue;
    double points = 1.0 + (c.has_block ? 0 : c.commas) + std::min(own / 100.0, 3.0);
    std::uint32_t up = c.has_block ? i : node.parent;
    for (int level = 0; level < 5; ++level) {
      score_[up] += points / (level == 0 ? 1.0 : level == 1 ? 2.0 : level * 3.0);
      candidates_.push_back(up);
      if (up == 0 || nodes_[up].tag == GUMBO_TAG_BODY) break;
      if (is_item(nodes_[up].tag)) points /= 4;
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

std::uint32_t ArticleChoice::own_chars(std::uint32_t node) const {
  std::uint32_t chars = 0;
  for (std::uint32_t i = node + 1; i < nodes_[node].end; i = nodes_[i].end)
    if (!cut_[i] && (nodes_[i].is_text || !is_block_element(nodes_[i].tag)))
      chars += counts_[i].chars - counts_[i].link_chars;
  return chars;
}

double ArticleChoice::start_score(std::uint32_t i) const {
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

std::uint32_t ArticleChoice::choose() {
  std::uint32_t top = none;
  for (const std::uint32_t i : candidates_)
    if (top == none || score_[i] > score_[top]) top = i;
  if (top == none) return counts_[0].chars > 0 ? 0 : none;
  winner_ = top;
  top = shared_ancestor(top);
  // Upwards while that adds much prose and little else: an article cut into sections by its page.
  for (std::uint32_t up = nodes_[top].parent; top != 0 && nodes_[top].tag != GUMBO_TAG_BODY; up = nodes_[up].parent) {
    const std::uint32_t kept = is_item(nodes_[top].tag) ? counts_[top].flow / 4 : counts_[top].flow;
    const std::uint32_t more_flow = counts_[up].flow - std::min(kept, counts_[up].flow);
    const std::uint32_t more_chars = counts_[up].chars - counts_[top].chars;
    const std::uint32_t more_else = more_chars - std::min(more_flow, more_chars);
    if (more_chars == 0 || (more_flow * 4 > counts_[top].flow && more_flow * 2 > more_else * 3)) top = up;
    if (up == 0 || nodes_[up].tag == GUMBO_TAG_BODY) break;
  }
  return top;
}

// When several good candidates have an ancestor in common, the article is that ancestor.
std::uint32_t ArticleChoice::shared_ancestor(std::uint32_t top) const {
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

// Elements elsewhere that are named as the winner is, within the same article: its text was cut by advertisements.
std::vector<std::uint32_t> ArticleChoice::other_parts(std::uint32_t top) const {
  std::vector<std::uint32_t> parts;
  if (!names_[winner_].body && !names_[winner_].good) return parts;
  const std::uint32_t article = article_of(top);
  std::uint32_t after_headline = 0;  // a second headline begins another article
  for (std::uint32_t i = 0; i < nodes_.size() && parts.size() < 200; ++i) {
    if (nodes_[i].tag == GUMBO_TAG_H1) {
      if (i > top) break;
      if (i > after_headline) parts.clear();
      after_headline = i;
    }
    if (cut_[i] || nodes_[i].is_text || nodes_[i].tag != nodes_[winner_].tag ||
        nodes_[i].names != nodes_[winner_].names)
      continue;
    const bool apart =
        !tree_.inside(i, top) && !tree_.inside(top, i) && (parts.empty() || !tree_.inside(i, parts.back()));
    if (apart && counts_[i].flow > 0 && counts_[i].link_density() < 0.4 && article_of(i) == article) parts.push_back(i);
  }
  return parts;
}
std::uint32_t ArticleChoice::article_of(std::uint32_t i) const {
  while (i != 0 && nodes_[i].tag != GUMBO_TAG_ARTICLE) i = nodes_[i].parent;
  return i;
}

// The winner, those of its siblings that belong to it, and its parts elsewhere.
void ArticleChoice::take(std::uint32_t top) {
  size_ = counts_[top].chars;
  if (top == 0 || nodes_[top].tag == GUMBO_TAG_BODY) {
    roots_ = {top};
    return;
  }
  roots_ = other_parts(top);
  const std::uint32_t parent = nodes_[top].parent;
  for (std::uint32_t i = parent + 1; i < nodes_[parent].end; i = nodes_[i].end)
    if (!cut_[i] && (i == top || belongs_to(i, top))) roots_.push_back(i);
  std::sort(roots_.begin(), roots_.end());
  // What lies within the root before it is in it already.
  std::size_t kept = 1;
  for (std::size_t i = 1; i < roots_.size(); ++i)
    if (roots_[i] >= nodes_[roots_[kept - 1]].end) roots_[kept++] = roots_[i];
  roots_.resize(kept);
}

bool ArticleChoice::belongs_to(std::uint32_t i, std::uint32_t top) const {
  if (nodes_[i].is_text || !is_block_element(nodes_[i].tag)) return false;
  const HtmlCounts& c = counts_[i];
  const bool same = !nodes_[top].names.empty() && nodes_[i].names == nodes_[top].names;
  const double least = std::max(10.0, score_[top] * 0.2);
  const bool votes = score_[i] > 0 && score_[i] + (same ? score_[top] * 0.2 : 0) >= least;
  const bool paragraph = nodes_[i].tag == GUMBO_TAG_P && !c.has_block && c.link_density() < 0.25 && c.chars > 65;
  return (votes && c.link_density() < 0.4) || paragraph;
}

}  // namespace demarche
