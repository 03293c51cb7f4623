#include "stages/ingest/warc_record.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/limits.h"
#include "base/text.h"
#include "base/utf8.h"
#include "stages/ingest/content_coding.h"
#include "stages/ingest/http_message.h"

namespace demarche {
namespace {

bool is_page_type(std::string_view type) {
  return type.empty() || type == "text/html" || type == "application/xhtml+xml" || type == "text/plain" ||
         type == "unknown/unknown" || type == "application/octet-stream" || type == "no-type";
}

Error no_page(std::string_view what) {
  return {ErrorCode::bad_input, fmt::format("no page but {}", what)};
}

// A status that says something about the article; nothing for the others.
std::vector<Signal> signals_of_status(int status) {
  Signal signal;
  signal.note = fmt::format("HTTP {}", status);
  if (status == 410 || status == 451) {
    signal.kind = SignalKind::withdrawn;
  } else if (status == 404) {
    signal.kind = SignalKind::not_found;
  } else {
    return {};
  }
  return {signal};
}

Result<WarcPage> read_response(std::string_view block, WarcPage page) {
  const HttpResponse http = read_http_response(block);
  if (http.status == 0 && block.starts_with("HTTP/")) return no_page("a response without a status line");
  if (http.status != 0) page.status = http.status;
  page.signals = signals_of_status(page.status);
  if (!page.signals.empty()) return page;
  if (page.status < 200 || page.status > 299) return no_page(fmt::format("HTTP status {}", page.status));
  page.media_type = media_type(http.header.get("content-type"));
  page.charset = media_charset(http.header.get("content-type"));
  if (!is_page_type(page.media_type)) return no_page(repair_utf8(page.media_type.substr(0, 80)));
  page.signals = signals_of_header(http.header.get("x-robots-tag"), http.header.get("tdm-reservation"));
  const bool chunked = ascii_lower(http.header.get("transfer-encoding")).find("chunked") != std::string::npos;
  Result<std::string> body = decode_content(chunked ? join_chunks(http.body) : std::string(http.body),
                                            http.header.get("content-encoding"), limits::document_bytes);
  if (!body) return body.error();
  page.bytes = std::move(*body);
  return page;
}

}  // namespace

std::string clean_address(std::string_view address) {
  address = trim(address);
  if (address.starts_with('<') && address.ends_with('>')) address = address.substr(1, address.size() - 2);
  std::string out;
  for (const char c : repair_utf8(address.substr(0, 4096))) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) continue;
    if (c == ' ') {
      out += "%20";
    } else {
      out += c;
    }
  }
  return out;
}

std::vector<Signal> signals_of_header(std::string_view robots, std::string_view mining) {
  std::vector<Signal> out;
  const std::string lower = ascii_lower(robots.substr(0, 400));
  if (lower.find("noindex") != std::string::npos || trim(lower) == "none") {
    Signal signal;
    signal.kind = SignalKind::no_index;
    signal.note = "X-Robots-Tag: noindex";
    out.push_back(std::move(signal));
  }
  if (trim(mining) == "1") {
    Signal signal;
    signal.kind = SignalKind::no_mining;
    signal.note = "tdm-reservation: 1";
    out.push_back(std::move(signal));
  }
  return out;
}

Result<WarcPage> read_warc_record(std::string_view record, std::string& address) {
  const std::size_t line_end = record.find('\n');
  if (line_end == std::string_view::npos) return Error{ErrorCode::corrupt, "the record's header is cut short"};
  HeaderFields header;
  const std::size_t used = read_header_fields(record.substr(line_end + 1), header);
  const std::string_view block = record.substr(line_end + 1 + used);
  WarcPage page;
  page.address = address = clean_address(header.get("warc-target-uri"));
  const std::string type = media_type(header.get("content-type"));
  if (type == "application/http" || block.starts_with("HTTP/")) return read_response(block, std::move(page));
  if (address.starts_with("metadata:")) return no_page("what the crawler says of itself");
  if (!is_page_type(type)) return no_page(repair_utf8(type.substr(0, 80)));
  page.media_type = type;
  page.charset = media_charset(header.get("content-type"));
  page.bytes = block;
  return page;
}

}  // namespace demarche
