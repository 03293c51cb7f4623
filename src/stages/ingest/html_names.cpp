#include "stages/ingest/html_names.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_set>
#include <vector>

#include "base/text.h"

namespace demarche {
namespace {

using namespace std::string_view_literals;

// Parts of names that are telling wherever they stand.
constexpr std::array furniture_parts = {
    "comment"sv,       "sidebar"sv,         "side-bar"sv,       "newsletter"sv,
    "breadcrumb"sv,    "related"sv,         "share"sv,          "sharing"sv,
    "social"sv,        "promo"sv,           "sponsor"sv,        "footer"sv,
    "cookie"sv,        "popup"sv,           "modal"sv,          "subscri"sv,
    "disqus"sv,        "paginat"sv,         "recirc"sv,         "recommend"sv,
    "trending"sv,      "outbrain"sv,        "taboola"sv,        "byline"sv,
    "author-bio"sv,    "authorbio"sv,       "author-info"sv,    "caption"sv,
    "toolbar"sv,       "advert"sv,          "signup"sv,         "sign-up"sv,
    "most-read"sv,     "mostread"sv,        "most-popular"sv,   "mostpopular"sv,
    "read-more"sv,     "readmore"sv,        "also-read"sv,      "navigation"sv,
    "navbar"sv,        "masthead"sv,        "skyscraper"sv,     "shoutbox"sv,
    "screen-reader"sv, "visually-hidden"sv, "visuallyhidden"sv, "sr-only"sv,
    "hidden-print"sv,  "noprint"sv,         "no-print"sv,       "syndicat"sv,
    "gdpr"sv,          "consent"sv,         "paywall"sv,        "print-only"sv,
    "printonly"sv,     "more-stories"sv,    "morestories"sv,    "latest-news"sv,
    "infobox"sv,       "editsection"sv,     "mw-jump"sv,        "feedback"sv,
    "rating"sv,        "jp-relatedposts"sv, "post-tags"sv,      "tag-list"sv,
    "taglist"sv,       "article-tags"sv,    "copyright"sv,      "dropdown"sv,
    "tooltip"sv,       "lightbox"sv,        "slideshow"sv,      "carousel"sv,
    "gallery"sv,       "widget"sv,          "follow-us"sv,      "followus"sv,
    "contributors"sv,  "catlinks"sv,        "reflist"sv,        "mw-references"sv,
    "printfooter"sv,   "author-box"sv,      "about-author"sv,   "about-the-author"sv,
    "authorblock"sv,   "toplinks"sv,        "premium-box"sv,    "donat"sv,
    "teaser"sv,        "pullquote"sv,       "pull-quote"sv,     "backlink"sv,
    "read-next"sv,     "readnext"sv,        "up-next"sv,        "upnext"sv,
    "next-post"sv,     "prev-post"sv,       "post-nav"sv,       "postmeta"sv,
    "post-meta"sv,     "entry-meta"sv,      "entry-footer"sv,   "article-footer"sv,
    "metadata"sv,      "meta-data"sv,       "sticky"sv,         "login"sv,
    "register"sv,      "poll-"sv,           "quiz"sv,           "ticker"sv};
constexpr std::array furniture_words = {
    "ad"sv,      "ads"sv,       "adv"sv,      "nav"sv,     "menu"sv,    "menus"sv,      "rail"sv,        "tags"sv,
    "tools"sv,   "banner"sv,    "credit"sv,   "credits"sv, "print"sv,   "skip"sv,       "legal"sv,       "rss"sv,
    "toc"sv,     "timestamp"sv, "dateline"sv, "pager"sv,   "replies"sv, "reply"sv,      "bio"sv,         "noscript"sv,
    "topics"sv,  "hide"sv,      "hidden"sv,   "navbox"sv,  "aside"sv,   "actions"sv,    "pubdate"sv,     "contact"sv,
    "overlay"sv, "alert"sv,     "email"sv,    "kicker"sv,  "eyebrow"sv, "correction"sv, "photo-credit"sv};
constexpr std::array body_names = {
    "articlebody"sv,    "article-body"sv,    "article_body"sv,     "article__body"sv,    "story-body"sv,
    "storybody"sv,      "story_body"sv,      "story__body"sv,      "entry-content"sv,    "post-content"sv,
    "post-body"sv,      "postbody"sv,        "article-content"sv,  "article__content"sv, "article-text"sv,
    "articletext"sv,    "story-text"sv,      "storytext"sv,        "story-content"sv,    "storycontent"sv,
    "articlecontent"sv, "article_content"sv, "post__content"sv,    "entry__content"sv,   "body-text"sv,
    "bodytext"sv,       "field-name-body"sv, "field--name-body"sv, "text-wrapper"sv,     "mw-parser-output"sv,
    "news-content"sv,   "newstext"sv,        "news-text"sv,        "content-body"sv,     "body-content"sv,
    "rich-text"sv,      "richtext"sv};
constexpr std::array good_parts = {"article"sv, "body"sv, "content"sv, "entry"sv, "main"sv,  "page"sv,
                                   "post"sv,    "text"sv, "blog"sv,    "story"sv, "column"sv};
constexpr std::array bad_parts = {"hidden"sv, "banner"sv, "combx"sv,    "contact"sv,  "foot"sv, "masthead"sv,
                                  "media"sv,  "meta"sv,   "outbrain"sv, "shopping"sv, "tags"sv, "tool"sv,
                                  "widget"sv, "list"sv,   "index"sv,    "card"sv,     "grid"sv};

constexpr std::array strong_parts = {"comment"sv,    "gallery"sv, "carousel"sv, "slideshow"sv, "related"sv,
                                     "recommend"sv,  "taboola"sv, "outbrain"sv, "disqus"sv,    "recirc"sv,
                                     "newsletter"sv, "cookie"sv,  "sidebar"sv,  "footer"sv};

enum Trait : std::uint8_t { body = 1, furniture = 2, good = 4, bad = 8, strong = 16 };

// All parts and words at once: one pass over a name finds those it holds, by the first three letters.
class Vocabulary {
 public:
  Vocabulary() {
    for (const std::string_view part : body_names) add(part, body);
    for (const std::string_view part : furniture_parts) add(part, furniture);
    for (const std::string_view part : strong_parts) add(part, strong);
    for (const std::string_view part : good_parts) add(part, good);
    for (const std::string_view part : bad_parts) add(part, bad);
    for (const std::string_view word : furniture_words) words_.insert(word);
  }

  std::uint8_t find(std::string_view names) const {
    std::uint8_t traits = 0;
    std::size_t word = 0;
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (!is_ascii_alpha(names[i])) {
        if (i > word && i - word < 16 && words_.count(names.substr(word, i - word)) != 0) traits |= furniture;
        word = i + 1;
      }
      if (i + 3 > names.size()) continue;
      for (const Part& part : buckets_[key(names.substr(i))])
        if (names.substr(i).starts_with(part.text)) traits |= part.trait;
    }
    if (word < names.size() && words_.count(names.substr(word)) != 0) traits |= furniture;
    return traits;
  }

 private:
  struct Part {
    std::string_view text;
    std::uint8_t trait;
  };
  static std::size_t key(std::string_view s) {
    const auto byte = [&](std::size_t i) { return static_cast<std::size_t>(static_cast<unsigned char>(s[i])); };
    return (byte(0) * 31 * 31 + byte(1) * 31 + byte(2)) % 4096;
  }
  void add(std::string_view part, std::uint8_t trait) { buckets_[key(part)].push_back({part, trait}); }

  std::array<std::vector<Part>, 4096> buckets_;
  std::unordered_set<std::string_view> words_;
};

}  // namespace

NameTraits name_traits(std::string_view names) {
  static const Vocabulary vocabulary;
  if (names.empty()) return {};
  const std::uint8_t traits = vocabulary.find(names);
  return {(traits & body) != 0, (traits & furniture) != 0, (traits & strong) != 0, (traits & good) != 0,
          (traits & bad) != 0};
}

bool is_page_furniture(const HtmlTree& tree, std::uint32_t node, const NameTraits& names) {
  const HtmlNode& n = tree.nodes[node];
  switch (n.tag) {
    case GUMBO_TAG_NAV:
    case GUMBO_TAG_ASIDE:
    case GUMBO_TAG_FOOTER:
    case GUMBO_TAG_BUTTON:
    case GUMBO_TAG_FIGCAPTION:
    case GUMBO_TAG_FIGURE:
    case GUMBO_TAG_LABEL:
    case GUMBO_TAG_FIELDSET:
      return true;
    default:
      break;
  }
  if (n.names.empty()) return false;
  const std::string_view role = tree.attribute(node, "role");
  for (const std::string_view other :
       {"navigation"sv, "complementary"sv, "menu"sv, "menubar"sv, "dialog"sv, "alertdialog"sv, "contentinfo"sv,
        "search"sv, "banner"sv, "tooltip"sv, "tablist"sv, "toolbar"sv})
    if (role == other) return true;
  return names.furniture && !names.body;
}

bool is_hidden(const HtmlTree& tree, std::uint32_t node) {
  if (tree.has_attribute(node, "hidden") || tree.attribute(node, "aria-hidden") == "true") return true;
  const std::string_view style = tree.attribute(node, "style");
  if (style.empty()) return false;
  std::string packed = ascii_lower(style);
  packed.erase(std::remove(packed.begin(), packed.end(), ' '), packed.end());
  return packed.find("display:none") != std::string::npos || packed.find("visibility:hidden") != std::string::npos;
}

}  // namespace demarche
