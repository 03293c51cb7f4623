#include "stages/ingest/feed.h"

#include <fmt/format.h>

#include "base/limits.h"
#include "base/text.h"
#include "base/utf8.h"
#include "stages/ingest/day_text.h"
#include "stages/ingest/finish.h"
#include "stages/ingest/html_fragment.h"
#include "stages/ingest/item_fields.h"
#include "stages/ingest/warc_record.h"
#include "stages/ingest/xml_tree.h"

namespace demarche {
namespace {

using pugi::xml_node;

class Feed {
 public:
  Feed(const Record& record, const IngestOptions& options, std::vector<Ingested>& out)
      : record_(record), options_(options), out_(out) {}

  void run(std::string_view text) {
    const XmlTree tree(text);
    if (tree.too_deep()) return reject(record_.origin, tree.damage()->code, tree.damage()->message);
    const xml_node root = tree.root(), channel = child_named(root, "channel");
    const bool atom = local_name(root) == "feed" || local_name(root) == "entry";
    publisher_ = xml_text(child_named(channel ? channel : root, "title"));
    address_ = clean_address(atom ? link_of(root) : xml_text(child_named(channel, "link")));
    std::vector<xml_node> items;
    if (local_name(root) == "entry") items.push_back(root);
    for (const xml_node parent : {root, channel})
      for (const xml_node& child : parent.children())
        if (is_item(child) && items.size() <= limits::feed_items) items.push_back(child);
    const bool too_many = items.size() > limits::feed_items;
    if (too_many || (tree.damage() && !items.empty())) items.pop_back();  // the one that the damage is in
    for (const xml_node& item : items) one(item);
    if (too_many) reject(record_.origin, ErrorCode::too_large, fmt::format("more than {} items", limits::feed_items));
    if (tree.damage()) return reject(record_.origin, tree.damage()->code, tree.damage()->message);
    if (items.empty()) reject(record_.origin, ErrorCode::no_text, "the feed holds no items");
  }

 private:
  static bool is_item(const xml_node& node) {
    const std::string_view name = local_name(node);
    return name == "item" || name == "entry" || name == "deleted-entry";
  }

  void reject(const std::string& origin, ErrorCode code, std::string message, std::string id = {}) {
    out_.emplace_back(Reject{origin, std::move(id), code, std::move(message)});
  }

  // Atom's link to the article itself.
  static std::string_view link_of(const xml_node& node) {
    for (const xml_node& child : node.children()) {
      if (local_name(child) != "link") continue;
      const std::string_view relation = attribute_named(child, "rel");
      if (relation.empty() || relation == "alternate") return attribute_named(child, "href");
    }
    return {};
  }

  // A text construct of Atom: plain, HTML in text, or XHTML in elements. RSS has HTML in text.
  static std::string paragraphs_of(const xml_node& node) {
    if (!node) return {};
    if (attribute_named(node, "type") == "xhtml" || child_named(node, "div") || child_named(node, "p"))
      return xml_paragraphs(node);
    std::string text;
    for (const xml_node& child : node.children())
      if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) text += child.value();
    return html_fragment_text(text);
  }

  static std::string title_of(const xml_node& node) {
    std::string title = paragraphs_of(child_named(node, "title"));
    for (char& c : title)
      if (c == '\n') c = ' ';
    return title;
  }

  void one(const xml_node& item) {
    const std::string origin = fmt::format("{}:{}", record_.origin, item.offset_debug());
    if (local_name(item) == "deleted-entry") return deleted(item, origin);
    Document document;
    document.origin = origin;
    const std::string_view link = link_of(item);
    document.url = clean_address(link.empty() ? xml_text(child_named(item, "link")) : std::string(link));
    for (const char* name : {"guid", "id"})
      if (document.id.empty()) document.id = clean_address(xml_text(child_named(item, name)));
    if (document.url.empty() && document.id.starts_with("http") &&
        attribute_named(child_named(item, "guid"), "isPermaLink") != "false")
      document.url = document.id;
    if (document.id.empty()) document.id = document.url.empty() ? origin : document.url;
    document.title = title_of(item);
    for (const char* name : {"published", "pubDate", "date", "issued", "created", "updated", "modified"})
      if (!document.published) document.published = day_written(xml_text(child_named(item, name)));
    const xml_node category = child_named(item, "category"), source = child_named(item, "source");
    document.category = repair_utf8(attribute_named(category, "term"));
    if (document.category.empty()) document.category = xml_text(category);
    document.publisher = source && child_named(source, "title") ? xml_text(child_named(source, "title")) : publisher_;
    // RSS names the source that an item is taken from: a source of the article, not its publisher.
    if (const std::string url = clean_address(attribute_named(source, "url")); !url.empty())
      document.sources.push_back({0, url});
    for (const char* name : {"encoded", "content", "description", "summary"})
      if (document.text.empty()) document.text = paragraphs_of(child_named(item, name));
    out_.push_back(finished(std::move(document), options_, "item"));
  }

  void deleted(const xml_node& entry, const std::string& origin) {
    Notice notice;
    notice.origin = origin;
    notice.signal.kind = SignalKind::withdrawn;
    notice.signal.target = clean_address(attribute_named(entry, "ref"));
    if (notice.signal.target.starts_with("http")) notice.signal.address = notice.signal.target;
    if (const std::string_view link = link_of(entry); !link.empty()) notice.signal.address = clean_address(link);
    notice.signal.publisher = publisher_.empty() ? address_ : publisher_;
    notice.signal.when = repair_utf8(attribute_named(entry, "when").substr(0, 40));
    const std::string comment = xml_text(child_named(entry, "comment"));
    notice.signal.note = comment.empty() ? "deleted-entry" : fmt::format("deleted-entry: {}", comment);
    if (notice.signal.target.empty())
      return reject(origin, ErrorCode::bad_input, "a deleted-entry without a ref: it names no article");
    out_.emplace_back(std::move(notice));
  }

  const Record& record_;
  const IngestOptions& options_;
  std::vector<Ingested>& out_;
  std::string publisher_, address_;
};

}  // namespace

void read_feed(const Record& record, std::string_view text, const IngestOptions& options, std::vector<Ingested>& out) {
  Feed(record, options, out).run(text);
}

}  // namespace demarche
