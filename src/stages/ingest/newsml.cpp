#include "stages/ingest/newsml.h"

#include <fmt/format.h>

#include "base/limits.h"
#include "base/text.h"
#include "base/utf8.h"
#include "stages/ingest/finish.h"
#include "stages/ingest/html_fragment.h"
#include "stages/ingest/item_fields.h"
#include "stages/ingest/warc_record.h"
#include "stages/ingest/xml_tree.h"

namespace demarche {
namespace {

using pugi::xml_node;

// "stat:canceled" -> "canceled"; the status may also be an address that ends in it.
std::string status_of(const xml_node& node) {
  std::string_view code = attribute_named(node, "qcode");
  if (code.empty()) code = attribute_named(node, "uri");
  if (const std::size_t cut = code.find_last_of(":/#"); cut != std::string_view::npos) code.remove_prefix(cut + 1);
  return ascii_lower(code);
}

// A thing with a name child, a literal or a code.
std::string name_in(const xml_node& node) {
  if (const xml_node name = child_named(node, "name")) return xml_text(name);
  for (const char* key : {"literal", "qcode", "uri"})
    if (const std::string_view value = attribute_named(node, key); !value.empty()) return repair_utf8(value);
  return {};
}

class NewsMl {
 public:
  NewsMl(const Record& record, const IngestOptions& options, std::vector<Ingested>& out)
      : record_(record), options_(options), out_(out) {}

  void run(std::string_view text) {
    const XmlTree tree(text);
    if (tree.too_deep()) return reject(record_.origin, tree.damage()->code, tree.damage()->message);
    std::vector<xml_node> items;
    collect(tree.root(), items);
    if (const xml_node set = child_named(tree.root(), "itemSet"))
      for (const xml_node& child : set.children()) collect(child, items);
    const bool too_many = items.size() > limits::feed_items;
    if (too_many) items.resize(limits::feed_items);
    if (tree.damage() && !items.empty()) items.pop_back();
    for (const xml_node& item : items) one(item);
    if (too_many) reject(record_.origin, ErrorCode::too_large, fmt::format("more than {} items", limits::feed_items));
    if (tree.damage()) return reject(record_.origin, tree.damage()->code, tree.damage()->message);
    if (items.empty()) reject(record_.origin, ErrorCode::no_text, "the message holds no news item");
  }

 private:
  static void collect(const xml_node& node, std::vector<xml_node>& items) {
    const std::string_view name = local_name(node);
    if ((name == "newsItem" || name == "packageItem" || name == "conceptItem" || name == "knowledgeItem" ||
         name == "planningItem") &&
        items.size() <= limits::feed_items)
      items.push_back(node);
  }

  void reject(const std::string& origin, ErrorCode code, std::string message, std::string id = {}) {
    out_.emplace_back(Reject{origin, std::move(id), code, std::move(message)});
  }

  static std::string text_of_content(const xml_node& item) {
    const xml_node set = child_named(item, "contentSet");
    for (const xml_node& content : set.children()) {
      std::string text;
      const std::string type = ascii_lower(attribute_named(content, "contenttype"));
      if (local_name(content) == "inlineXML") {
        text = xml_paragraphs(content);
      } else if (local_name(content) == "inlineData" && (type.empty() || type.starts_with("text/"))) {
        std::string data;
        for (const xml_node& child : content.children()) data += child.value();
        text = html_fragment_text(data);
      }
      if (!text.empty()) return text;
    }
    return {};
  }

  void one(const xml_node& item) {
    const std::string origin = fmt::format("{}:{}", record_.origin, item.offset_debug());
    const xml_node meta = child_named(item, "itemMeta"), content = child_named(item, "contentMeta");
    Document document;
    document.origin = origin;
    document.id = clean_address(attribute_named(item, "guid"));
    if (document.id.empty()) document.id = origin;
    document.publisher = name_in(child_named(meta, "provider"));
    for (const xml_node& child : item.children())  // a link of the item to its page
      if (local_name(child) == "link" && attribute_named(child, "rel").ends_with("alternate"))
        document.url = clean_address(attribute_named(child, "href"));
    const std::string status = status_of(child_named(meta, "pubStatus"));
    const std::string version = xml_text(child_named(meta, "versionCreated"));
    const std::string embargo = xml_text(child_named(meta, "embargoed"));
    Signal signal;
    signal.target = document.id;
    signal.address = document.url;
    signal.publisher = document.publisher;
    signal.when = version;
    if (status == "canceled" || status == "cancelled" || status == "withheld") {
      signal.kind = status == "withheld" ? SignalKind::withheld : SignalKind::withdrawn;
      signal.note = fmt::format("pubStatus {}", status);
      out_.emplace_back(Notice{origin, std::move(signal)});
      return;
    }
    if (local_name(item) != "newsItem")
      return reject(origin, ErrorCode::no_text, fmt::format("a {}, which holds no text", local_name(item)),
                    document.id);
    if (embargo.size() >= 10 && embargo > version) {
      signal.kind = SignalKind::withheld;
      signal.when = embargo;
      signal.note = "embargoed";
      document.signals.push_back(signal);
    }
    document.title = xml_text(child_named(content, "headline"));
    if (document.title.empty()) document.title = xml_text(child_named(meta, "title"));
    for (const std::string& day :
         {xml_text(child_named(content, "contentCreated")), xml_text(child_named(meta, "firstCreated")), version})
      if (!document.published) document.published = day_written(day);
    document.category = name_in(child_named(content, "subject"));
    document.text = text_of_content(item);
    out_.push_back(finished(std::move(document), options_, "news item"));
  }

  const Record& record_;
  const IngestOptions& options_;
  std::vector<Ingested>& out_;
};

}  // namespace

void read_newsml(const Record& record, std::string_view text, const IngestOptions& options,
                 std::vector<Ingested>& out) {
  NewsMl(record, options, out).run(text);
}

}  // namespace demarche
