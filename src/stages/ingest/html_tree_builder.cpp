// Builds an HtmlTree.
#include <algorithm>
#include <array>

#include "base/text.h"
#include "stages/ingest/html_entities.h"
#include "stages/ingest/html_tree.h"

namespace demarche {
namespace {

constexpr std::size_t longest_name = 300;
constexpr std::uint32_t none = 0xFFFFFFFF;

std::string_view copied(std::deque<std::string>& kept, std::string text) {
  return kept.emplace_back(std::move(text));
}

bool is_named_kind(std::string_view value) {
  // An id of many words repeats a heading; it names no kind of thing.
  return std::count_if(value.begin(), value.end(), [](char c) { return c == '-' || c == '_'; }) <= 2;
}

}  // namespace

// The parser: what HTML's own rules do to markup that the pre-scan has put in order. Every element that the scan opens
// it closes; what is left to do are elements that the page may leave out (head, body, tbody, tr) and those that the
// start of another ends (p, li, dt, dd, option, cells and rows).
class HtmlTree::Builder {
 public:
  Builder(HtmlTree& tree, std::string_view html) : tree_(tree), nodes_(tree.nodes), html_(html) {
    nodes_.reserve(html.size() / 40 + 8);
    open(GUMBO_TAG_HTML);
    open(GUMBO_TAG_HEAD);
  }

  void run() {
    std::size_t text = 0;
    while (at_ < html_.size()) {
      at_ = std::min(html_.find('<', at_), html_.size());
      if (at_ + 1 >= html_.size()) break;
      const char next = html_[at_ + 1];
      if (!is_ascii_alpha(next) && next != '/' && next != '!') {
        ++at_;
        continue;
      }
      add_text(text, at_);
      if (next == '!') {
        at_ = std::min(html_.find('>', at_), html_.size() - 1) + 1;
      } else if (next == '/') {
        end_tag();
      } else {
        start_tag();
      }
      text = at_;
    }
    add_text(text, html_.size());
    if (!body_seen_) begin_body();
    pop_to(0);
  }

 private:
  struct Open {
    GumboTag tag;
    std::uint32_t node;
    std::string_view name;  // as the page writes it; elements of unknown names are told apart by it
  };

  std::uint32_t open(GumboTag tag, std::string_view name = {}) {
    const std::uint32_t node = add(tag);
    open_.push_back({tag, node, name});
    return node;
  }
  std::uint32_t add(GumboTag tag) {
    const auto index = static_cast<std::uint32_t>(nodes_.size());
    HtmlNode& made = nodes_.emplace_back();
    made.tag = tag;
    made.parent = open_.empty() ? 0 : open_.back().node;
    made.end = index + 1;
    return index;
  }
  /// Closes everything from this place of the stack on.
  void pop_to(std::size_t depth) {
    const auto end = static_cast<std::uint32_t>(nodes_.size());
    while (open_.size() > depth) {
      nodes_[open_.back().node].end = end;
      open_.pop_back();
    }
  }

  void begin_body() {
    pop_to(1);
    body_seen_ = true;
    body_ = open(GUMBO_TAG_BODY);
  }

  void add_text(std::size_t begin, std::size_t end) {
    if (begin >= end) return;
    const std::string_view text = html_.substr(begin, end - begin);
    const bool blank = trim(text).empty();
    if (!body_seen_ && open_.size() <= 2) {
      if (blank) return;
      begin_body();
    }
    const std::uint32_t node = add(GUMBO_TAG_UNKNOWN);
    nodes_[node].is_text = true;
    nodes_[node].source = text;
    nodes_[node].text = text;
    if (text.find('&') != std::string_view::npos) {
      std::string decoded;
      append_decoded(decoded, text, false);
      nodes_[node].text = copied(tree_.kept_, std::move(decoded));
    }
  }

  static bool belongs_in_head(GumboTag tag) {
    return tag == GUMBO_TAG_TITLE || tag == GUMBO_TAG_META || tag == GUMBO_TAG_LINK || tag == GUMBO_TAG_BASE;
  }
  static bool is_void(GumboTag tag) {
    switch (tag) {
      case GUMBO_TAG_AREA:
      case GUMBO_TAG_BASE:
      case GUMBO_TAG_BR:
      case GUMBO_TAG_COL:
      case GUMBO_TAG_EMBED:
      case GUMBO_TAG_HR:
      case GUMBO_TAG_IMG:
      case GUMBO_TAG_INPUT:
      case GUMBO_TAG_LINK:
      case GUMBO_TAG_META:
      case GUMBO_TAG_PARAM:
      case GUMBO_TAG_SOURCE:
      case GUMBO_TAG_TRACK:
        return true;
      default:
        return false;
    }
  }
  static bool ends_paragraph(GumboTag tag) {
    switch (tag) {
      case GUMBO_TAG_ADDRESS:
      case GUMBO_TAG_ARTICLE:
      case GUMBO_TAG_ASIDE:
      case GUMBO_TAG_BLOCKQUOTE:
      case GUMBO_TAG_CENTER:
      case GUMBO_TAG_DETAILS:
      case GUMBO_TAG_DIR:
      case GUMBO_TAG_DIV:
      case GUMBO_TAG_DL:
      case GUMBO_TAG_FIELDSET:
      case GUMBO_TAG_FIGCAPTION:
      case GUMBO_TAG_FIGURE:
      case GUMBO_TAG_FOOTER:
      case GUMBO_TAG_HEADER:
      case GUMBO_TAG_HGROUP:
      case GUMBO_TAG_MAIN:
      case GUMBO_TAG_MENU:
      case GUMBO_TAG_NAV:
      case GUMBO_TAG_OL:
      case GUMBO_TAG_P:
      case GUMBO_TAG_SECTION:
      case GUMBO_TAG_SUMMARY:
      case GUMBO_TAG_UL:
      case GUMBO_TAG_PRE:
      case GUMBO_TAG_LISTING:
      case GUMBO_TAG_TABLE:
      case GUMBO_TAG_HR:
      case GUMBO_TAG_LI:
      case GUMBO_TAG_DD:
      case GUMBO_TAG_DT:
        return true;
      default:
        return is_heading_element(tag);
    }
  }
  static bool is_scope(GumboTag tag) {
    return tag == GUMBO_TAG_TABLE || tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH || tag == GUMBO_TAG_CAPTION ||
           tag == GUMBO_TAG_BUTTON || tag == GUMBO_TAG_BODY || tag == GUMBO_TAG_HTML;
  }
  static bool is_part_of_table(GumboTag tag) {
    switch (tag) {
      case GUMBO_TAG_TBODY:
      case GUMBO_TAG_THEAD:
      case GUMBO_TAG_TFOOT:
      case GUMBO_TAG_TR:
      case GUMBO_TAG_TD:
      case GUMBO_TAG_TH:
      case GUMBO_TAG_CAPTION:
      case GUMBO_TAG_COLGROUP:
      case GUMBO_TAG_COL:
        return true;
      default:
        return false;
    }
  }
  /// Elements that a "li" or "dd" does not reach across to the one before it.
  static bool is_special(GumboTag tag) {
    return tag != GUMBO_TAG_ADDRESS && tag != GUMBO_TAG_DIV && tag != GUMBO_TAG_P && is_block_element(tag) &&
           tag != GUMBO_TAG_OPTION;
  }

  void close_open_paragraph() {
    for (std::size_t i = open_.size(); i-- > 0 && !is_scope(open_[i].tag);)
      if (open_[i].tag == GUMBO_TAG_P) return pop_to(i);
  }
  void close_item(GumboTag one, GumboTag other) {
    for (std::size_t i = open_.size(); i-- > 0;) {
      if (open_[i].tag == one || open_[i].tag == other) return pop_to(i);
      if (is_special(open_[i].tag)) return;
    }
  }
  /// The innermost open element with one of the tags; none beyond an open table.
  template <typename Tags>
  std::uint32_t innermost(const Tags& tags) const {
    for (std::size_t i = open_.size(); i-- > 0;) {
      for (const GumboTag tag : tags)
        if (open_[i].tag == tag) return static_cast<std::uint32_t>(i);
      if (open_[i].tag == GUMBO_TAG_TABLE) break;
    }
    return none;
  }

  /// Rows and cells where they may stand; false: there is no table for them.
  bool make_place_in_table(GumboTag tag) {
    if (innermost(std::array{GUMBO_TAG_TABLE}) == none) return false;
    const bool cell = tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH;
    std::uint32_t at = none;
    if (cell)
      at = innermost(std::array{GUMBO_TAG_TR, GUMBO_TAG_TBODY, GUMBO_TAG_THEAD, GUMBO_TAG_TFOOT, GUMBO_TAG_TABLE});
    else if (tag == GUMBO_TAG_TR)
      at = innermost(std::array{GUMBO_TAG_TBODY, GUMBO_TAG_THEAD, GUMBO_TAG_TFOOT, GUMBO_TAG_TABLE});
    else if (tag == GUMBO_TAG_COL)
      at = innermost(std::array{GUMBO_TAG_COLGROUP, GUMBO_TAG_TABLE});
    else
      at = innermost(std::array{GUMBO_TAG_TABLE});
    pop_to(std::size_t{at} + 1);
    if ((cell || tag == GUMBO_TAG_TR) && open_.back().tag == GUMBO_TAG_TABLE) open(GUMBO_TAG_TBODY);
    if (cell && open_.back().tag != GUMBO_TAG_TR) open(GUMBO_TAG_TR);
    return true;
  }

  void start_tag() {
    const std::size_t name_begin = at_ + 1;
    at_ = std::min(html_.find_first_of(" >", name_begin), html_.size());
    const std::string_view name = html_.substr(name_begin, at_ - name_begin);
    const GumboTag tag =
        name == "image" ? GUMBO_TAG_IMG : gumbo_tagn_enum(name.data(), static_cast<unsigned>(name.size()));
    if (tag == GUMBO_TAG_HTML || tag == GUMBO_TAG_BODY || tag == GUMBO_TAG_HEAD) {
      if (tag == GUMBO_TAG_BODY && !body_seen_) begin_body();
      const std::uint32_t node = tag == GUMBO_TAG_HTML ? 0 : tag == GUMBO_TAG_HEAD ? 1 : body_;
      return read_attributes(node, nodes_[node].attribute_count == 0);
    }
    if (!body_seen_ && !belongs_in_head(tag)) {
      begin_body();
    } else if (!body_seen_ && open_.size() > 2) {
      pop_to(2);  // a title that was never closed
    }
    if (body_seen_ && !prepare(tag)) return read_attributes(0, false);
    const std::uint32_t node = is_void(tag) ? add(tag) : open(tag, name);
    read_attributes(node, true);
  }

  bool prepare(GumboTag tag) {
    if (is_part_of_table(tag)) return make_place_in_table(tag);
    if (tag == GUMBO_TAG_LI) close_item(GUMBO_TAG_LI, GUMBO_TAG_LI);
    if (tag == GUMBO_TAG_DD || tag == GUMBO_TAG_DT) close_item(GUMBO_TAG_DD, GUMBO_TAG_DT);
    if (ends_paragraph(tag)) close_open_paragraph();
    if (is_heading_element(tag) && is_heading_element(open_.back().tag)) pop_to(open_.size() - 1);
    if ((tag == GUMBO_TAG_OPTION || tag == GUMBO_TAG_OPTGROUP) && open_.back().tag == GUMBO_TAG_OPTION)
      pop_to(open_.size() - 1);
    return true;
  }

  void end_tag() {
    const std::size_t end = std::min(html_.find('>', at_), html_.size() - 1);
    const std::string_view name = html_.substr(at_ + 2, end - at_ - 2);
    at_ = end + 1;
    const GumboTag tag = gumbo_tagn_enum(name.data(), static_cast<unsigned>(name.size()));
    if (tag == GUMBO_TAG_HEAD || tag == GUMBO_TAG_BODY || tag == GUMBO_TAG_HTML) return;
    const bool of_table = is_part_of_table(tag) || tag == GUMBO_TAG_TABLE;
    // html and head or body stay open.
    for (std::size_t i = open_.size(); i-- > 2;) {
      if (open_[i].tag == tag && (tag != GUMBO_TAG_UNKNOWN || open_[i].name == name)) return pop_to(i);
      // Headings close each other; nothing but a table's own end tags reaches out of a cell.
      if (is_heading_element(tag) && is_heading_element(open_[i].tag)) return pop_to(i);
      if (!of_table &&
          (open_[i].tag == GUMBO_TAG_TD || open_[i].tag == GUMBO_TAG_TH || open_[i].tag == GUMBO_TAG_TABLE))
        return;
    }
  }

  // Moves past ">"; the scan has put every value between quotes.
  void read_attributes(std::uint32_t node, bool keep) {
    const auto first = static_cast<std::uint32_t>(tree_.attributes_.size());
    while (at_ < html_.size() && html_[at_] == ' ') {
      const std::size_t key_begin = ++at_;
      at_ = std::min(html_.find('=', at_), html_.size());
      if (at_ + 1 >= html_.size()) break;
      const std::string_view key = html_.substr(key_begin, at_ - key_begin);
      const char quote = html_[at_ + 1];
      const std::size_t begin = at_ + 2, end = std::min(html_.find(quote, begin), html_.size());
      at_ = std::min(end + 1, html_.size());
      if (!keep) continue;
      std::string_view value = html_.substr(begin, end - begin);
      if (value.find('&') != std::string_view::npos) {
        std::string decoded;
        append_decoded(decoded, value, true);
        value = copied(tree_.kept_, std::move(decoded));
      }
      const auto is_key = [&](const auto& attribute) { return attribute.first == key; };
      if (std::none_of(tree_.attributes_.begin() + first, tree_.attributes_.end(), is_key))
        tree_.attributes_.emplace_back(key, value);
    }
    if (at_ < html_.size()) ++at_;
    if (!keep) return;
    nodes_[node].first_attribute = first;
    nodes_[node].attribute_count = static_cast<std::uint32_t>(tree_.attributes_.size()) - first;
    collect_names(node);
  }

  void collect_names(std::uint32_t node) {
    if (nodes_[node].attribute_count == 0) return;
    std::string names;
    for (const char* key : {"id", "class", "itemprop", "role"}) {
      const std::string_view value = tree_.attribute(node, key);
      if (value.empty() || (key == std::string_view("id") && !is_named_kind(value))) continue;
      if (names.empty()) names += ' ';
      for (const char c : value.substr(0, longest_name)) names += to_ascii_lower(c);
      names += ' ';
    }
    nodes_[node].names = std::move(names);
  }

  HtmlTree& tree_;
  std::vector<HtmlNode>& nodes_;
  const std::string_view html_;
  std::size_t at_ = 0;
  std::vector<Open> open_;
  bool body_seen_ = false;
  std::uint32_t body_ = 0;
};

HtmlTree::HtmlTree(const ScannedHtml& scanned) {
  Builder(*this, scanned.html).run();
}

}  // namespace demarche
