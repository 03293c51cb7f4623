// Which elements of a page hold its article.
//
// Furniture is set aside first, unless it holds most of the page's prose: names mislead. Paragraphs then vote for the
// elements around them, by length and commas and against links, less with each level. The winner grows upwards while
// that adds prose and little else, and sideways by what looks like it.
#pragma once

#include <cstdint>
#include <vector>

#include "stages/ingest/html_names.h"
#include "stages/ingest/html_tree.h"

namespace demarche {

/// What lies below an element, without what was set aside.
struct HtmlCounts {
  std::uint32_t chars = 0;       // of text, white space left out
  std::uint32_t link_chars = 0;  // of these, within links
  std::uint32_t commas = 0;
  std::uint32_t prose = 0;  // chars of paragraphs that read like prose
  std::uint32_t flow = 0;   // the same, where items of lists and articles within count less: they may be teasers
  bool has_block = false;   // holds a block element
  double link_density() const { return chars == 0 ? 0.0 : static_cast<double>(link_chars) / chars; }
};

class ArticleChoice {
 public:
  /// `by_names`: class names and ids may set elements aside; without them less is left out.
  ArticleChoice(const HtmlTree& tree, bool by_names);

  /// The elements whose text is the article, in document order, none within another.
  const std::vector<std::uint32_t>& roots() const { return roots_; }
  bool set_aside(std::uint32_t node) const { return cut_[node]; }
  const HtmlCounts& counts(std::uint32_t node) const { return counts_[node]; }
  const NameTraits& names(std::uint32_t node) const { return names_[node]; }
  /// Characters of the element that won.
  std::uint32_t size() const { return size_; }

 private:
  void count();
  void cut_furniture(bool by_names);
  void vote();
  std::uint32_t own_chars(std::uint32_t node) const;
  double start_score(std::uint32_t node) const;
  std::uint32_t choose();
  std::uint32_t shared_ancestor(std::uint32_t top) const;
  void take(std::uint32_t top);
  bool belongs_to(std::uint32_t sibling, std::uint32_t top) const;
  std::vector<std::uint32_t> other_parts(std::uint32_t top) const;
  std::uint32_t article_of(std::uint32_t node) const;

  const HtmlTree& tree_;
  const std::vector<HtmlNode>& nodes_;
  std::vector<NameTraits> names_;
  std::vector<HtmlCounts> counts_;
  std::vector<bool> cut_;
  std::vector<double> score_;
  std::vector<std::uint32_t> candidates_;  // ascending
  std::vector<std::uint32_t> roots_;
  std::uint32_t winner_ = 0;  // of the votes, before it grew
  std::uint32_t size_ = 0;
};

}  // namespace demarche
