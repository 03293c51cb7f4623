#include "stages/ingest/ingest.h"

#include <fmt/format.h>

#include <iterator>

#include "base/text.h"
#include "stages/ingest/charset.h"
#include "stages/ingest/feed.h"
#include "stages/ingest/finish.h"
#include "stages/ingest/html_page.h"
#include "stages/ingest/item_fields.h"
#include "stages/ingest/json_items.h"
#include "stages/ingest/jsonl.h"
#include "stages/ingest/newsml.h"
#include "stages/ingest/plain_text.h"
#include "stages/ingest/press_export.h"
#include "stages/ingest/recognise.h"
#include "stages/ingest/sniff.h"
#include "stages/ingest/warc_record.h"
#include "stages/ingest/wire_lines.h"

namespace demarche {
namespace {

Reject reject(const Record& record, ErrorCode reason, std::string message) {
  return {record.origin, record.name, reason, std::move(message)};
}

void ingest_jsonl(Record& record, const IngestOptions& options, std::vector<Ingested>& out) {
  const auto add = [&](std::string& line, const std::string& origin, const std::string& id) {
    auto result = read_jsonl_line(line, origin, id);
    if (Document* document = std::get_if<Document>(&result)) {
      if (!document->published) document->published = options.reference;
      if (!options.verbatim) read_wire_lines(*document);  // beside the text, which stays as it is
      out.emplace_back(std::move(*document));
    } else {
      out.emplace_back(std::move(std::get<Reject>(result)));
    }
  };
  if (record.bytes.find('\n') == std::string::npos) return add(record.bytes, record.origin, record.name);
  std::size_t number = 0;
  for (const std::string_view piece : split(record.bytes, '\n')) {
    ++number;
    if (trim(piece).empty()) continue;
    std::string line(piece);
    add(line, fmt::format("{}:{}", record.origin, number), fmt::format("{}:{}", record.name, number));
  }
}

// JSON that is not a line of JSONL: said so, rather than coded as if it were prose.
bool looks_like_json(std::string_view text) {
  const std::string_view start = trim(text);
  if (start.size() < 2 || (start[0] != '{' && start[0] != '[')) return false;
  const std::string_view inside = trim(start.substr(1));
  if (inside.empty()) return true;
  return start[0] == '{' ? inside[0] == '"' || inside[0] == '}' : inside[0] == '{' || inside[0] == '"';
}

// What the list says, where the page does not.
void fill_in(const ListedFacts& listed, Document& document) {
  if (document.url.empty()) document.url = listed.address;
  if (document.title.empty()) document.title = listed.title;
  if (document.publisher.empty()) document.publisher = listed.publisher;
  if (!document.published) document.published = listed.published;
}

// More than one character in twenty could not be decoded.
bool mostly_undecodable(std::string_view text) {
  std::size_t bad = 0;
  for (std::size_t at = text.find("\xEF\xBF\xBD"); at != std::string_view::npos; at = text.find("\xEF\xBF\xBD", at + 3))
    ++bad;
  return bad * 60 > text.size();
}

// Why these bytes cannot be a page, if they cannot.
std::optional<Error> not_a_page(std::string_view bytes, std::string_view text) {
  if (mostly_control(text) || mostly_undecodable(text)) return Error{ErrorCode::bad_input, "not text but binary data"};
  if (trim(text).empty())
    return Error{ErrorCode::no_text, bytes.empty() ? "the file is empty" : "nothing but white space"};
  return std::nullopt;
}

Ingested ingest_page(Record& record, InputFormat format, const IngestOptions& options, std::string_view charset = {}) {
  if (const std::string kind = binary_kind(record.bytes); !kind.empty())
    return reject(record, ErrorCode::bad_input, fmt::format("not text but {}", kind));
  Decoded page = decode(record.bytes, charset);
  if (const auto error = not_a_page(record.bytes, page.text)) return reject(record, error->code, error->message);

  Document document;
  document.id = record.name;
  document.origin = record.origin;
  if (format == InputFormat::automatic) {
    if (!options.verbatim && looks_like_json(page.text))
      return reject(record, ErrorCode::bad_input, "JSON, but not JSONL in UTF-8 with an object a line");
    format = looks_like_html(page.text) ? InputFormat::html : InputFormat::text;
  }
  if (format == InputFormat::html) {
    read_html(page, document);
  } else if (options.verbatim) {
    document.raw_map = page.map.pieces();
    document.text = std::move(page.text);
  } else {
    read_plain_text(page, document);
  }
  if (record.listed) fill_in(*record.listed, document);
  return finished(std::move(document), options, "page");
}

// A record of a WARC: the page, under its address. What HTTP says of a page that is gone is a notice.
void ingest_warc(Record& record, const IngestOptions& options, std::vector<Ingested>& out) {
  std::string address;
  Result<WarcPage> page = read_warc_record(record.bytes, address);
  if (!address.empty()) record.name = address;
  if (!page) return out.emplace_back(reject(record, page.error().code, page.error().message)), void();
  if (page->status == 404 || page->status == 410 || page->status == 451) {
    for (Signal& signal : page->signals) {
      signal.target = signal.address = page->address;
      signal.publisher = host_of(page->address);
      out.emplace_back(Notice{record.origin, std::move(signal)});
    }
    return;
  }
  record.bytes = std::move(page->bytes);
  const InputFormat format = page->media_type == "text/html" || page->media_type == "application/xhtml+xml"
                                 ? InputFormat::html
                                 : InputFormat::automatic;
  Ingested one = ingest_page(record, format, options, page->charset);
  if (Document* document = std::get_if<Document>(&one)) {
    if (document->url.empty()) document->url = page->address;
    std::move(page->signals.begin(), page->signals.end(), std::back_inserter(document->signals));
  }
  out.push_back(std::move(one));
}

// Feeds, news messages and press exports: text in any character set that holds several articles.
void ingest_container(const Record& record, InputFormat format, const IngestOptions& options,
                      std::vector<Ingested>& out) {
  const Decoded whole = decode(record.bytes);
  if (const auto error = not_a_page(record.bytes, whole.text))
    return out.emplace_back(reject(record, error->code, error->message)), void();
  switch (format) {
    case InputFormat::rss:
    case InputFormat::atom:
      return read_feed(record, whole.text, options, out);
    case InputFormat::newsml:
      return read_newsml(record, whole.text, options, out);
    case InputFormat::json_feed:
      return read_json_feed(record, whole.text, options, out);
    case InputFormat::ninjs:
      return read_ninjs(record, whole.text, options, out);
    case InputFormat::lexisnexis:
      return read_lexisnexis(record, whole.text, options, out);
    default:
      return read_factiva(record, whole.text, options, out);
  }
}

}  // namespace

void ingest(Record record, const IngestOptions& options, std::vector<Ingested>& out) {
  const InputFormat format = record.format == InputFormat::automatic && !record.listed ? options.format : record.format;
  if (format == InputFormat::jsonl) {
    ingest_jsonl(record, options, out);
  } else if (format == InputFormat::conllu) {
    out.emplace_back(reject(record, ErrorCode::bad_input, "CoNLL-U holds no article: only parse reads it"));
  } else if (format == InputFormat::warc) {
    ingest_warc(record, options, out);
  } else if (is_container(format)) {
    ingest_container(record, format, options, out);
  } else {
    out.emplace_back(ingest_page(record, format, options));
  }
}

}  // namespace demarche
