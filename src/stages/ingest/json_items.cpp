#include "stages/ingest/json_items.h"

#include <fmt/format.h>
#include <simdjson.h>

#include "base/limits.h"
#include "base/text.h"
#include "stages/ingest/finish.h"
#include "stages/ingest/html_fragment.h"
#include "stages/ingest/item_fields.h"
#include "stages/ingest/warc_record.h"

namespace demarche {
namespace {

using simdjson::dom::element;
using simdjson::dom::object;

std::string string_at(const object& from, std::string_view key) {
  std::string_view s;
  if (from[key].get_string().get(s) == simdjson::SUCCESS) return std::string(s);
  std::int64_t n = 0;
  return from[key].get_int64().get(n) == simdjson::SUCCESS ? std::to_string(n) : std::string();
}

// The objects of an array of objects.
std::vector<object> objects_at(const object& from, std::string_view key) {
  std::vector<object> out;
  simdjson::dom::array list;
  if (from[key].get_array().get(list) != simdjson::SUCCESS) return out;
  for (const element one : list)
    if (object inner; one.get_object().get(inner) == simdjson::SUCCESS) out.push_back(inner);
  return out;
}

std::string one_line(std::string text) {
  for (char& c : text)
    if (c == '\n') c = ' ';
  return text;
}

struct Items {
  const Record& record;
  const IngestOptions& options;
  std::vector<Ingested>& out;

  void reject(const std::string& origin, ErrorCode code, std::string message) const {
    out.emplace_back(Reject{origin, {}, code, std::move(message)});
  }
  bool parse(simdjson::dom::parser& parser, std::string_view text, const std::string& origin, element& root) const {
    if (parser.allocate(text.size(), limits::json_depth) != simdjson::SUCCESS) {
      reject(origin, ErrorCode::too_large, "no memory for this JSON");
      return false;
    }
    const auto error = parser.parse(text.data(), text.size()).get(root);
    if (error != simdjson::SUCCESS)
      reject(origin, ErrorCode::bad_input, fmt::format("the JSON is damaged: {}", simdjson::error_message(error)));
    return error == simdjson::SUCCESS;
  }
};

void feed_item(const Items& to, const object& item, const std::string& origin, const std::string& publisher) {
  Document document;
  document.origin = origin;
  document.url = clean_address(string_at(item, "url"));
  document.id = clean_address(string_at(item, "id"));
  if (document.id.empty()) document.id = document.url.empty() ? origin : document.url;
  document.title = one_line(html_fragment_text(string_at(item, "title")));
  document.publisher = publisher;
  document.published = day_written(string_at(item, "date_published"));
  if (!document.published) document.published = day_written(string_at(item, "date_modified"));
  simdjson::dom::array tags;
  if (std::string_view tag; item["tags"].get_array().get(tags) == simdjson::SUCCESS && tags.size() > 0 &&
                            tags.at(0).get_string().get(tag) == simdjson::SUCCESS)
    document.category = tag;
  if (const std::string source = clean_address(string_at(item, "external_url")); !source.empty())
    document.sources.push_back({0, source});
  for (const char* key : {"content_html", "content_text", "summary"})
    if (document.text.empty()) document.text = html_fragment_text(string_at(item, key));
  to.out.push_back(finished(std::move(document), to.options, "item"));
}

// ninjs 2 has lists with roles where ninjs 1 has one value: "bodies" and "body_html".
std::string body_of(const object& item) {
  for (const char* key : {"body_xhtml", "body_html", "body_text"})
    if (std::string text = html_fragment_text(string_at(item, key)); !text.empty()) return text;
  std::string best;
  for (const object& body : objects_at(item, "bodies")) {
    const std::string role = string_at(body, "role");
    std::string text = html_fragment_text(string_at(body, "value"));
    if (text.empty() || role == "caption" || role == "summary" || role == "abstract") continue;
    if (role == "main" || role == "body") return text;
    if (best.empty()) best = std::move(text);
  }
  return best;
}

std::string headline_of(const object& item) {
  std::string title = string_at(item, "headline"), first;
  for (const object& headline : objects_at(item, "headlines")) {
    std::string value = string_at(headline, "value");
    if (first.empty()) first = value;
    if (title.empty() && string_at(headline, "role") == "main") title = std::move(value);
  }
  if (title.empty()) title = first.empty() ? string_at(item, "title") : first;
  return one_line(html_fragment_text(title));
}

std::string first_name(const object& item, std::initializer_list<std::string_view> keys) {
  for (const std::string_view key : keys)
    for (const object& one : objects_at(item, key))
      if (std::string name = string_at(one, "name"); !name.empty()) return name;
  return {};
}

void ninjs_item(const Items& to, const object& item, const std::string& origin) {
  Document document;
  document.origin = origin;
  document.id = clean_address(string_at(item, "uri"));
  if (document.id.empty()) document.id = origin;
  document.publisher = first_name(item, {"infosources", "infosource", "providers"});
  if (document.publisher.empty()) document.publisher = string_at(item, "copyrightholder");
  if (document.id.starts_with("http")) document.url = document.id;
  const std::string status = ascii_lower(string_at(item, "pubstatus"));
  const std::string version = string_at(item, "versioncreated"), embargo = string_at(item, "embargoed");
  Signal signal;
  signal.target = document.id;
  signal.address = document.url;
  signal.publisher = document.publisher;
  signal.when = version;
  if (status == "canceled" || status == "cancelled" || status == "withheld") {
    signal.kind = status == "withheld" ? SignalKind::withheld : SignalKind::withdrawn;
    signal.note = fmt::format("pubstatus {}", status);
    to.out.emplace_back(Notice{origin, std::move(signal)});
    return;
  }
  if (embargo.size() >= 10 && embargo > version) {
    signal.kind = SignalKind::withheld;
    signal.when = embargo;
    signal.note = "embargoed";
    document.signals.push_back(std::move(signal));
  }
  document.title = headline_of(item);
  for (const char* key : {"firstcreated", "contentcreated", "versioncreated"})
    if (!document.published) document.published = day_written(string_at(item, key));
  document.category = first_name(item, {"subjects", "subject", "genres", "genre"});
  document.text = body_of(item);
  to.out.push_back(finished(std::move(document), to.options, "item"));
}

}  // namespace

void read_json_feed(const Record& record, std::string_view text, const IngestOptions& options,
                    std::vector<Ingested>& out) {
  const Items to{record, options, out};
  simdjson::dom::parser parser(limits::container_bytes);
  element root;
  if (!to.parse(parser, text, record.origin, root)) return;
  object feed;
  if (root.get_object().get(feed) != simdjson::SUCCESS)
    return to.reject(record.origin, ErrorCode::bad_input, "not a JSON Feed: not an object");
  const std::string publisher = string_at(feed, "title");
  std::size_t number = 0;
  for (const object& item : objects_at(feed, "items")) {
    if (++number > limits::feed_items)
      return to.reject(record.origin, ErrorCode::too_large, fmt::format("more than {} items", limits::feed_items));
    feed_item(to, item, fmt::format("{}:{}", record.origin, number), publisher);
  }
  if (number == 0) to.reject(record.origin, ErrorCode::no_text, "the feed holds no items");
}

void read_ninjs(const Record& record, std::string_view text, const IngestOptions& options, std::vector<Ingested>& out) {
  const Items to{record, options, out};
  simdjson::dom::parser parser(limits::container_bytes);
  element root;
  // One a line, or the whole.
  const std::size_t end = text.find('\n');
  const std::string_view first = trim(text.substr(0, end));
  if (end != std::string_view::npos && first.starts_with('{') && first.ends_with('}') && first.size() > 2) {
    std::size_t number = 0;
    for (const std::string_view line : split(text, '\n')) {
      ++number;
      if (trim(line).empty()) continue;
      const std::string origin = fmt::format("{}:{}", record.origin, number);
      object item;
      if (!to.parse(parser, line, origin, root)) continue;
      if (root.get_object().get(item) != simdjson::SUCCESS) {
        to.reject(origin, ErrorCode::bad_input, "not a ninjs object");
        continue;
      }
      ninjs_item(to, item, origin);
    }
    return;
  }
  if (!to.parse(parser, text, record.origin, root)) return;
  object item;
  if (root.get_object().get(item) == simdjson::SUCCESS) return ninjs_item(to, item, record.origin);
  simdjson::dom::array list;
  if (root.get_array().get(list) != simdjson::SUCCESS)
    return to.reject(record.origin, ErrorCode::bad_input, "not a ninjs object");
  std::size_t number = 0;
  for (const element one : list) {
    const std::string origin = fmt::format("{}:{}", record.origin, ++number);
    if (one.get_object().get(item) == simdjson::SUCCESS) {
      ninjs_item(to, item, origin);
    } else {
      to.reject(origin, ErrorCode::bad_input, "not a ninjs object");
    }
  }
  if (number == 0) to.reject(record.origin, ErrorCode::no_text, "no items");
}

}  // namespace demarche
