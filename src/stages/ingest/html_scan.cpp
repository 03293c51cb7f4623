#include "stages/ingest/html_scan.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "base/limits.h"
#include "base/text.h"
#include "stages/ingest/html_tags.h"

namespace demarche {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t most_elements = 120'000;
constexpr std::size_t most_attributes = 64;  // looked at in one tag
constexpr std::size_t value_bytes = 2000;    // longer attribute values are cut
constexpr std::size_t name_bytes = 32;
// The parser walks its stack of open elements for some tags, so depth is paid for again and again: once this many steps
// are spent, new elements stay shallow.
constexpr std::size_t depth_budget = 60'000'000;
constexpr int shallow_depth = 32;

constexpr std::array kept_attributes = {
    "id"sv,       "class"sv,       "href"sv,    "rel"sv,      "name"sv,       "property"sv, "content"sv,
    "itemprop"sv, "datetime"sv,    "type"sv,    "lang"sv,     "xml:lang"sv,   "role"sv,     "hidden"sv,
    "style"sv,    "aria-hidden"sv, "pubdate"sv, "itemtype"sv, "http-equiv"sv, "title"sv,    "data-testid"sv};

class Scanner {
 public:
  explicit Scanner(std::string_view page) : page_(page) { out_.html.reserve(page.size() / 2); }

  ScannedHtml scan() {
    std::size_t run = 0;  // text not yet copied
    while (at_ < page_.size()) {
      const void* found = std::memchr(page_.data() + at_, '<', page_.size() - at_);
      if (found == nullptr) break;
      at_ = static_cast<std::size_t>(static_cast<const char*>(found) - page_.data());
      const char next = at_ + 1 < page_.size() ? page_[at_ + 1] : '\0';
      const bool end_tag = next == '/' && at_ + 2 < page_.size() && is_ascii_alpha(page_[at_ + 2]);
      if (!is_ascii_alpha(next) && !end_tag && next != '!' && next != '?' && next != '/') {
        ++at_;  // "<" as text
        continue;
      }
      copy_text(run, at_);
      if (is_ascii_alpha(next)) {
        start_tag();
      } else if (end_tag) {
        close_tag();
      } else {
        declaration();
      }
      run = at_;
    }
    copy_text(run, page_.size());
    return std::move(out_);
  }

 private:
  void copy_text(std::size_t begin, std::size_t end) {
    if (begin >= end) return;
    out_.html += page_.substr(begin, end - begin);
    out_.map.add(end - begin, begin, end - begin);
  }
  void write(std::string_view markup) {
    out_.html += markup;
    out_.map.skip(markup.size());
  }

  // <!-- ... -->, <!doctype ...>, <? ... >, </ ...>
  void declaration() {
    if (page_.substr(at_).starts_with("<!--")) {
      const std::size_t end = page_.find("-->", at_ + 4);
      at_ = end == std::string_view::npos ? page_.size() : end + 3;
      return;
    }
    const std::size_t end = std::min(page_.find('>', at_), page_.size() - 1);
    if (equals_ignoring_case(page_.substr(at_, 9), "<!doctype") && end - at_ < 300)
      write(page_.substr(at_, end + 1 - at_));
    at_ = end + 1;
  }

  std::string_view tag_name() {
    name_.clear();
    while (at_ < page_.size() && !is_ascii_space(page_[at_]) && page_[at_] != '>' && page_[at_] != '/') {
      if (name_.size() < name_bytes) name_ += to_ascii_lower(page_[at_]);
      ++at_;
    }
    return name_;
  }

  void close_tag() {
    at_ += 2;
    const std::string_view name = tag_name();
    at_ = std::min(page_.find('>', at_), page_.size() - 1) + 1;
    const TagInfo tag = tag_info(name);
    // The body ends with the page: whatever follows </body> still belongs to it.
    if (tag.has(tag_drop_content) || tag.has(tag_drop) || tag.has(tag_void) || name == "body") return;
    if (flattened_[tag.slot] > 0) {
      --flattened_[tag.slot];
      return;
    }
    const std::vector<std::uint32_t>& open = positions_[tag.slot];
    if (open.empty()) return;
    if (last_of(tag.has(tag_table) ? tables_ : tag.has(tag_special) ? scopes_ : specials_) <= open.back() + 1)
      close_down_to(open.back());
  }

  void start_tag() {
    const std::size_t tag_begin = at_++;
    const std::string name(tag_name());
    const TagInfo tag = tag_info(name);
    attributes_.clear();
    const bool closed_itself = read_attributes();
    if (tag.has(tag_drop_content)) {
      if (!closed_itself || name == "script") drop_content(name);
      return;
    }
    if (name == "html" && !std::exchange(root_seen_, true)) write_start(name);  // for its language
    if (tag.has(tag_drop)) return;
    const bool anchor = name == "a" && !has_attribute("href");
    if (!tag.has(tag_void)) close_before(name, tag);
    spent_ += open_.size();
    const std::size_t deepest = spent_ < depth_budget ? limits::html_depth : shallow_depth;
    if (anchor || ++elements_ > most_elements || (!tag.has(tag_void) && open_.size() >= deepest)) {
      if (!tag.has(tag_void)) ++flattened_[tag.slot];
      if (anchor) return;
      // The words on both sides of a dropped block stay apart.
      out_.html += ' ';
      out_.map.add(1, tag_begin, 1);
      return;
    }
    if (!tag.has(tag_void)) {
      const auto position = static_cast<std::uint32_t>(open_.size());
      open_.push_back({tag, written_name(name)});
      positions_[tag.slot].push_back(position);
      // One more than the position, so that 0 means none.
      if (tag.has(tag_special)) specials_.push_back(position + 1);
      if (tag.has(tag_scope)) scopes_.push_back(position + 1);
      if (name == "table") tables_.push_back(position + 1);
    }
    write_start(written_name(name));
  }

  static std::string written_name(std::string_view name) {
    return name == "a" ? "span" : name == "form" ? "div" : std::string(name);
  }

  // What a start tag closes: a link another link, a row or cell the one before it, "p" and "li" one that holds nothing
  // open.
  void close_before(std::string_view name, const TagInfo& tag) {
    const std::vector<std::uint32_t>& open = positions_[tag.slot];
    if (!tag.has(tag_closes_itself) || open.empty()) return;
    const std::uint32_t limit = last_of(name == "a" ? specials_ : tables_);
    const bool reaches = name == "a" || name == "tr" ? open.back() + 1 >= limit : open.back() + 1 == open_.size();
    const bool cell = name == "td" || name == "th";
    if (cell && open.back() + 1 >= limit && !positions_[row_slot_].empty() &&
        positions_[row_slot_].back() < open.back()) {
      close_down_to(open.back());
    } else if (reaches) {
      close_down_to(open.back());
    }
  }

  static std::uint32_t last_of(const std::vector<std::uint32_t>& positions) {
    return positions.empty() ? 0 : positions.back();
  }

  // Closes the elements from the innermost to the one at `position`, each with its end tag.
  void close_down_to(std::uint32_t position) {
    while (open_.size() > position) {
      const Open& top = open_.back();
      write("</");
      write(top.name);
      write(">");
      positions_[top.tag.slot].pop_back();
      if (top.tag.has(tag_special)) specials_.pop_back();
      if (top.tag.has(tag_scope)) scopes_.pop_back();
      if (top.name == "table") tables_.pop_back();
      open_.pop_back();
    }
  }

  bool has_attribute(std::string_view name) const {
    return std::any_of(attributes_.begin(), attributes_.end(), [&](const auto& a) { return a.first == name; });
  }

  void write_start(std::string_view name) {
    write("<");
    write(name);
    for (const auto& [key, value] : attributes_) {
      const std::string_view quote = value.find('"') == std::string_view::npos ? "\"" : "'";
      write(" ");
      write(key);
      write("=");
      write(quote);
      write(value);
      write(quote);
    }
    write(">");
  }

  // Moves past the tag's ">"; true for "<br/>".
  bool read_attributes() {
    std::size_t seen = 0;
    bool slash = false;
    while (at_ < page_.size() && page_[at_] != '>') {
      const char c = page_[at_];
      if (is_ascii_space(c) || c == '/' || c == '=' || c == '"' || c == '\'') {
        slash = c == '/';
        ++at_;
        continue;
      }
      slash = false;
      const std::size_t key_begin = at_;
      while (at_ < page_.size() && !is_ascii_space(page_[at_]) && page_[at_] != '=' && page_[at_] != '>' &&
             page_[at_] != '/')
        ++at_;
      const std::string_view key = page_.substr(key_begin, at_ - key_begin);
      const std::string_view value = read_value();
      if (++seen <= most_attributes) keep_attribute(key, value);
    }
    if (at_ < page_.size()) ++at_;
    return slash;
  }

  std::string_view read_value() {
    std::size_t i = at_;
    while (i < page_.size() && is_ascii_space(page_[i])) ++i;
    if (i >= page_.size() || page_[i] != '=') return {};
    ++i;
    while (i < page_.size() && is_ascii_space(page_[i])) ++i;
    if (i < page_.size() && (page_[i] == '"' || page_[i] == '\'')) {
      const std::size_t end = std::min(page_.find(page_[i], i + 1), page_.size());
      at_ = std::min(end + 1, page_.size());
      return page_.substr(i + 1, end - i - 1);
    }
    at_ = i;
    while (at_ < page_.size() && !is_ascii_space(page_[at_]) && page_[at_] != '>') ++at_;
    return page_.substr(i, at_ - i);
  }

  void keep_attribute(std::string_view key, std::string_view value) {
    if (key.size() > 16) return;
    const std::string lower = ascii_lower(key);
    const auto* known = std::find(kept_attributes.begin(), kept_attributes.end(), lower);
    if (known == kept_attributes.end()) return;
    value = value.substr(0, value_bytes);
    const std::size_t both = value.find('"') == std::string_view::npos ? std::string_view::npos : value.find('\'');
    attributes_.emplace_back(*known, value.substr(0, both));  // a value with both quotes is cut at the second kind
  }

  static bool holds_paragraphs(std::string_view content) {
    int paragraphs = 0;
    for (std::size_t at = content.find("<p>"); at != std::string_view::npos && paragraphs < 3;
         at = content.find("<p>", at + 3))
      ++paragraphs;
    return paragraphs == 3;
  }

  // Past "</name ...>"; JSON-LD is noted on the way.
  void drop_content(std::string_view name) {
    const std::size_t begin = at_;
    std::size_t end =
        never_closed_.find(" " + std::string(name) + " ") == std::string::npos ? begin : std::string_view::npos;
    for (; end != std::string_view::npos; ++end) {
      end = page_.find("</", end);
      if (end == std::string_view::npos) break;
      if (equals_ignoring_case(page_.substr(end + 2, name.size()), name)) break;
    }
    if (end == std::string_view::npos) {
      // Never closed: scripts swallow the rest, as in browsers; of other elements only the tag is dropped.
      const bool raw =
          name == "script" || name == "style" || name == "textarea" || name == "xmp" || name == "plaintext";
      if (raw) at_ = page_.size();
      if (never_closed_.size() < 1000) never_closed_ += " " + std::string(name) + " ";  // no second search for it
      return;
    }
    const bool json_ld =
        name == "script" && std::any_of(attributes_.begin(), attributes_.end(), [](const auto& attribute) {
          return attribute.first == "type" && ascii_lower(attribute.second).find("ld+json") != std::string::npos;
        });
    if (json_ld && out_.json_ld.size() < 64) out_.json_ld.push_back(page_.substr(begin, end - begin));
    at_ = std::min(page_.find('>', end), page_.size() - 1) + 1;
  }

  struct Open {
    TagInfo tag;
    std::string name;  // as it was written
  };

  const std::string_view page_;
  std::size_t at_ = 0;
  ScannedHtml out_;
  std::vector<std::pair<std::string_view, std::string_view>> attributes_;
  std::string name_;
  std::string never_closed_;
  std::vector<Open> open_;                                       // the elements that are open, outermost first
  std::array<std::vector<std::uint32_t>, tag_slots> positions_;  // of each name, where in open_
  std::vector<std::uint32_t> specials_, scopes_, tables_;        // where in open_, plus one
  std::array<std::uint32_t, tag_slots> flattened_{};             // start tags dropped whose end tags are to go too
  const std::size_t row_slot_ = tag_info("tr").slot;
  bool root_seen_ = false;
  std::size_t elements_ = 0;
  std::size_t spent_ = 0;
};

}  // namespace

ScannedHtml scan_html(std::string_view page) {
  return Scanner(page).scan();
}

}  // namespace demarche
