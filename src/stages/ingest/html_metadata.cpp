#include "stages/ingest/html_metadata.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "stages/ingest/day_text.h"
#include "stages/ingest/json_ld.h"

namespace demarche {
namespace {

using namespace std::string_view_literals;

std::string collapsed(std::string_view text) {
  std::string out;
  append_collapsed(out, text);
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

// "https://www.example.co.uk/a/b" -> "example"
std::string host_stem(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return {};
  std::string host = ascii_lower(url.substr(scheme + 3, url.find('/', scheme + 3) - scheme - 3));
  for (const std::string_view start : {"www."sv, "m."sv, "edition."sv, "en."sv, "news."sv})
    if (host.starts_with(start)) host.erase(0, start.size());
  return host.substr(0, host.find('.'));
}

// A plausible publication day in an address: /2021/05/04/ or /2021-05-04-
std::optional<Day> day_in_url(std::string_view url) {
  const auto found = find_day(url);
  return found && found->day.civil().year >= 1990 ? std::optional(found->day) : std::nullopt;
}

// Milliseconds or seconds since 1970, as some pages have them.
std::optional<Day> day_of_timestamp(std::string_view s) {
  if (s.size() != 10 && s.size() != 13) return std::nullopt;
  std::int64_t value = 0;
  for (const char c : s) {
    if (!is_ascii_digit(c)) return std::nullopt;
    value = value * 10 + (c - '0');
  }
  if (s.size() == 13) value /= 1000;
  return value > 300'000'000 ? std::optional(Day(static_cast<std::int32_t>(value / 86400))) : std::nullopt;
}

std::optional<Day> day_of_value(std::string_view value, bool day_first) {
  value = trim(value).substr(0, 100);
  if (const auto day = Day::parse(value)) return day;
  if (const auto found = find_day(value, day_first)) return found->day;
  return day_of_timestamp(value);
}

// Names of <meta> that hold a day of publication, the most reliable first.
constexpr std::array date_names = {"article:published_time"sv,
                                   "og:published_time"sv,
                                   "article:published"sv,
                                   "datepublished"sv,
                                   "publishdate"sv,
                                   "publish_date"sv,
                                   "publish-date"sv,
                                   "published_time"sv,
                                   "parsely-pub-date"sv,
                                   "sailthru.date"sv,
                                   "pubdate"sv,
                                   "pub_date"sv,
                                   "article.published"sv,
                                   "article_date_original"sv,
                                   "originalpublicationdate"sv,
                                   "dc.date.issued"sv,
                                   "dcterms.created"sv,
                                   "dcterms.date"sv,
                                   "dcterms.issued"sv,
                                   "dc.date.created"sv,
                                   "dc.date"sv,
                                   "date"sv,
                                   "citation_publication_date"sv,
                                   "citation_date"sv,
                                   "displaydate"sv,
                                   "publication_date"sv,
                                   "cxenseparse:recs:publishtime"sv,
                                   "ptime"sv,
                                   "rnews:datepublished"sv,
                                   "article.created"sv,
                                   "bt:pubdate"sv,
                                   "og:article:published_time"sv,
                                   "timestamp"sv,
                                   "created"sv,
                                   "release_date"sv,
                                   "dc.created"sv,
                                   "prism.publicationdate"sv,
                                   "dcsext.articlefirstpublished"sv};

class Reader {
 public:
  Reader(const HtmlTree& tree, const ScannedHtml& scanned) : tree_(tree), json_ld_(read_json_ld(scanned.json_ld)) {}

  HtmlMetadata read() {
    collect();
    if (out_.url.empty()) out_.url = first_of({"og:url"});
    if (out_.url.empty() && json_ld_.url.starts_with("http")) out_.url = json_ld_.url;
    if (!out_.url.starts_with("http")) out_.url.clear();
    out_.category = first_of(
        {"article:section", "og:article:section", "section", "category", "parsely-section", "sailthru.verticals"});
    if (out_.category.empty()) out_.category = collapsed(json_ld_.section);
    if (out_.category.starts_with("http")) out_.category.clear();
    out_.publisher = first_of({"og:site_name", "application-name", "dc.publisher", "citation_publisher"});
    if (!json_ld_.publisher.empty()) out_.publisher = collapsed(json_ld_.publisher);
    out_.language = ascii_lower(tree_.attribute(0, "lang").substr(0, 2));
    day_first_ = puts_day_first();
    choose_title();
    choose_date();
    read_signals();
    return std::move(out_);
  }

 private:
  struct Meta {
    std::string name;
    std::string value;
    bool property = false;  // named by property, which is made for what a page is about
  };
  struct Heading {
    std::uint32_t node;
    std::string text;
  };

  std::string first_of(std::initializer_list<std::string_view> names) const {
    for (const std::string_view name : names)
      for (const bool property : {true, false})
        for (const Meta& meta : metas_)
          if (meta.property == property && meta.name == name && !meta.value.empty()) return meta.value;
    return {};
  }

  // For robots in general: what is meant for one search engine alone is not meant for us.
  void read_signals() {
    const auto add = [&](SignalKind kind, std::string_view note) {
      Signal signal;
      signal.kind = kind;
      signal.note = note;
      out_.signals.push_back(std::move(signal));
    };
    const std::string robots = ascii_lower(first_of({"robots"}));
    if (robots.find("noindex") != std::string::npos || robots == "none") add(SignalKind::no_index, "robots: noindex");
    if (first_of({"tdm-reservation"}) == "1") add(SignalKind::no_mining, "tdm-reservation: 1");
    if (json_ld_.corrected) add(SignalKind::corrected, "schema.org correction");
  }

  // A property may list several names; Dublin Core is written with dots and with colons.
  void add_meta(std::string_view names, std::string_view content, bool property) {
    if (names.empty() || metas_.size() > 500) return;
    for (const std::string_view name : split(names.substr(0, 200), ' ')) {
      std::string lower = ascii_lower(trim(name));
      if (lower.starts_with("dc:") || lower.starts_with("dcterms:") || lower.starts_with("dcterm:"))
        lower[lower.find(':')] = '.';
      if (!lower.empty()) metas_.push_back({std::move(lower), collapsed(content), property});
    }
  }

  void collect() {
    for (std::uint32_t i = 0; i < tree_.nodes.size(); ++i) {
      const HtmlNode& node = tree_.nodes[i];
      if (node.is_text) continue;
      switch (node.tag) {
        case GUMBO_TAG_META:
          for (const char* key : {"property", "name", "itemprop"})
            add_meta(tree_.attribute(i, key), tree_.attribute(i, "content"), key == std::string_view("property"));
          break;
        case GUMBO_TAG_TITLE:
          if (title_.empty()) title_ = tree_.text_of(i);
          break;
        case GUMBO_TAG_LINK:
          if (out_.url.empty() && ascii_lower(tree_.attribute(i, "rel")) == "canonical")
            out_.url = tree_.attribute(i, "href");
          break;
        case GUMBO_TAG_H1:
        case GUMBO_TAG_H2:
        case GUMBO_TAG_H3:
          if (headings_.size() < 60)
            if (std::string text = tree_.text_of(i); text.size() >= 3 && text.size() < 400)
              headings_.push_back({i, std::move(text)});
          break;
        default:
          break;
      }
      if (times_.size() < 200 && (node.tag == GUMBO_TAG_TIME || names_a_date(node))) times_.push_back(i);
    }
  }

  // class="published-date", itemprop="datePublished"
  static bool names_a_date(const HtmlNode& node) {
    if (node.names.empty()) return false;
    for (const std::string_view part :
         {"date"sv, "publish"sv, "time"sv, "posted"sv, "byline"sv, "dateline"sv, "meta"sv})
      if (node.names.find(part) != std::string::npos) return true;
    return false;
  }

  // English outside of America writes 4/5/2021 for the fourth of May.
  bool puts_day_first() const {
    std::string locale = ascii_lower(tree_.attribute(0, "lang"));
    if (locale.empty()) locale = ascii_lower(tree_.attribute(0, "xml:lang"));
    if (locale.size() < 5) locale = ascii_lower(first_of({"og:locale", "content-language"}));
    if (locale.size() >= 5) return !locale.ends_with("us") && !locale.ends_with("ph");
    const std::size_t host = out_.url.find("://");
    if (host == std::string::npos) return false;
    const std::string_view name = std::string_view(out_.url).substr(0, out_.url.find('/', host + 3));
    return name.ends_with(".uk") || name.ends_with(".au") || name.ends_with(".nz") || name.ends_with(".in") ||
           name.ends_with(".ie");
  }

  void choose_title() {
    const std::string host = host_stem(out_.url);
    const std::string site = out_.publisher.empty() ? first_of({"og:site_name"}) : out_.publisher;
    const auto clean = [&](std::string_view t) { return clean_title(t, site, host); };
    std::vector<std::string> candidates;
    if (is_article_type(json_ld_.type)) candidates.push_back(clean(collapsed(json_ld_.headline)));
    for (const std::string_view name : {"dc.title"sv, "dcterms.title"sv, "dcterm.title"sv, "og:title"sv,
                                        "twitter:title"sv, "parsely-title"sv, "sailthru.title"sv, "citation_title"sv})
      candidates.push_back(clean(first_of({name})));
    candidates.push_back(clean(title_));
    if (heading_in_title(site, squeeze(clean(first_of({"og:title"}))))) return;
    if (const Heading* only = only_headline(site)) {
      out_.title = only->text;
      headline_ = only->node;
      return;
    }
    for (const std::string& candidate : candidates) {
      if (candidate.empty() || names_the_site(candidate, site, host)) continue;
      out_.title = candidate;
      break;
    }
    for (const GumboTag level : {GUMBO_TAG_H1, GUMBO_TAG_H2}) {
      for (const Heading& heading : headings_) {
        if (headline_ != 0 || tree_.nodes[heading.node].tag != level) continue;
        if (level == GUMBO_TAG_H2 && !out_.title.empty()) continue;
        if (out_.title.empty()) out_.title = heading.text;
        headline_ = heading.node;
      }
    }
  }

  // A heading that the page also gives as its title is the title as readers see it.
  bool heading_in_title(const std::string& site, const std::string& shared) {
    const std::string page_title = squeeze(title_);
    const std::vector<std::string> parts = title_parts(title_);
    std::size_t longest = 0;
    for (const Heading& heading : headings_) {
      const std::string h = squeeze(heading.text);
      if (h.size() < 8 || h.size() <= longest || h == squeeze(site)) continue;
      const bool in_title = page_title.find(h) != std::string::npos &&
                            (h.size() * 10 >= page_title.size() * 4 ||
                             (h.size() >= 16 && parts.size() > 1 && h == parts.back() && h != parts.front()));
      const bool minor = tree_.nodes[heading.node].tag == GUMBO_TAG_H3;
      if ((!in_title && h != shared) || (minor && longest > 0)) continue;
      longest = h.size();
      out_.title = heading.text;
      headline_ = heading.node;
    }
    return longest > 0;
  }

  // Where a page has one first-level heading of several words, that is its headline, whatever search engines are told.
  const Heading* only_headline(const std::string& site) const {
    const Heading* only = nullptr;
    for (const Heading& heading : headings_) {
      if (tree_.nodes[heading.node].tag != GUMBO_TAG_H1 || squeeze(heading.text) == squeeze(site)) continue;
      if (only != nullptr) return nullptr;
      only = &heading;
    }
    if (only == nullptr || only->text.size() >= 250) return nullptr;
    // One that says less than the page's title is a slogan or the site's name.
    const auto blanks = [](const std::string& text) { return std::count(text.begin(), text.end(), ' '); };
    return blanks(only->text) >= std::max<std::ptrdiff_t>(3, blanks(clean_title(title_, site, {}))) ? only : nullptr;
  }

  // "The Example - Latest news", "The Example -": the title of a site, not of an article.
  static bool names_the_site(const std::string& candidate, const std::string& site, const std::string& host) {
    const std::string all = squeeze(candidate), name = squeeze(site);
    if (all == name) return true;
    const std::vector<std::string> parts = title_parts(candidate);
    return !parts.empty() && parts.size() <= 2 && candidate.find_first_of("-|") != std::string::npos &&
           ((!name.empty() && parts.front() == name) || (host.size() >= 5 && parts.front().starts_with(host)));
  }

  void choose_date() {
    const auto take = [&](const std::optional<Day>& day) {
      if (!out_.published && day && day->civil().year >= 1600) out_.published = day;
    };
    if (!json_ld_.published.empty()) take(day_of_value(json_ld_.published, day_first_));
    for (const std::string_view name : date_names) take(day_of_value(first_of({name}), day_first_));
    if (out_.published) return;
    take(day_near_headline(true));
    take(day_in_url(out_.url));
    take(day_near_headline(false));
    if (!out_.published) take(day_in_text_after_headline());
    const std::string modified = first_of(
        {"article:modified_time", "og:updated_time", "last-modified", "datemodified", "dcterms.modified", "lastmod"});
    take(day_of_value(modified, day_first_));
  }

  // Elements that are made for dates, those after the headline first; `stated`: only machine-readable ones.
  std::optional<Day> day_near_headline(bool stated) const {
    std::optional<Day> before;
    for (const std::uint32_t i : times_) {
      const HtmlNode& node = tree_.nodes[i];
      std::optional<Day> day;
      if (stated) {
        const bool publishes =
            node.names.find("datepublished") != std::string::npos || tree_.has_attribute(i, "pubdate");
        if (node.tag == GUMBO_TAG_TIME || publishes) day = day_of_value(tree_.attribute(i, "datetime"), day_first_);
        if (!day && publishes) day = day_of_value(tree_.attribute(i, "content"), day_first_);
        if (!day && node.names.find("datepublished") != std::string::npos)
          day = day_of_value(tree_.attribute(i, "title"), day_first_);
      } else if (node.end - i < 60) {
        const std::string text = tree_.text_of(i);
        if (const auto found = text.size() < 250 ? find_day(text, day_first_) : std::nullopt) day = found->day;
      }
      if (!day) continue;
      if (i > headline_) return day;
      if (!before) before = day;
    }
    return before;
  }

  // A short piece of text within sight of the headline that holds a whole date.
  std::optional<Day> day_in_text_after_headline() const {
    std::size_t seen = 0;
    const std::uint32_t from = headline_ > 40 ? headline_ - 40 : 0;
    for (std::uint32_t i = from; i < tree_.nodes.size() && seen < 1500; ++i) {
      const HtmlNode& node = tree_.nodes[i];
      if (!node.is_text || trim(node.text).empty()) continue;
      if (i > headline_) seen += node.text.size();
      if (node.text.size() > 160) continue;
      if (const auto found = find_day(node.text, day_first_)) return found->day;
    }
    return std::nullopt;
  }

  const HtmlTree& tree_;
  const JsonLd json_ld_;
  HtmlMetadata out_;
  std::vector<Meta> metas_;
  std::vector<Heading> headings_;
  std::vector<std::uint32_t> times_;
  std::string title_;
  std::uint32_t headline_ = 0;
  bool day_first_ = false;
};

}  // namespace

HtmlMetadata read_metadata(const HtmlTree& tree, const ScannedHtml& scanned) {
  return Reader(tree, scanned).read();
}

}  // namespace demarche
