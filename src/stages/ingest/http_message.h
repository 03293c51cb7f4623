// An HTTP response as archives keep it: status, header fields, body.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace demarche {

/// Names in lower case, values trimmed; folded lines are joined.
struct HeaderFields {
  std::vector<std::pair<std::string, std::string>> fields;
  /// The first with this name (in lower case), "" for none.
  std::string_view get(std::string_view name) const;
};
/// Reads "Name: value" lines up to an empty line or the end of `bytes`; returns the bytes used, with the empty line.
std::size_t read_header_fields(std::string_view bytes, HeaderFields& into);

struct HttpResponse {
  int status = 0;  // 0: no status line, all of it is body
  HeaderFields header;
  std::string_view body;  // as transferred
};
HttpResponse read_http_response(std::string_view bytes);

/// "text/html" of "Text/HTML; charset=..."; the charset of it, in lower case, "" for none.
std::string media_type(std::string_view content_type);
std::string media_charset(std::string_view content_type);

}  // namespace demarche
