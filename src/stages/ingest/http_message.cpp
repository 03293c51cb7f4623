#include "stages/ingest/http_message.h"

#include <algorithm>

#include "base/limits.h"
#include "base/text.h"
#include "stages/ingest/charset.h"

namespace demarche {

std::string_view HeaderFields::get(std::string_view name) const {
  for (const auto& [key, value] : fields)
    if (key == name) return value;
  return {};
}

std::size_t read_header_fields(std::string_view bytes, HeaderFields& into) {
  std::size_t at = 0;
  while (at < bytes.size() && into.fields.size() < 500) {
    const std::size_t end = std::min(bytes.find('\n', at), bytes.size());
    const std::string_view line = bytes.substr(at, end - at);
    at = std::min(end + 1, bytes.size());
    if (trim(line).empty()) break;
    if (is_ascii_space(line.front()) && !into.fields.empty()) {
      into.fields.back().second += ' ';
      into.fields.back().second += trim(line);
      continue;
    }
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    into.fields.emplace_back(ascii_lower(trim(line.substr(0, colon))), std::string(trim(line.substr(colon + 1))));
  }
  return at;
}

HttpResponse read_http_response(std::string_view bytes) {
  HttpResponse out;
  out.body = bytes;
  if (!bytes.starts_with("HTTP/")) return out;
  const std::size_t line_end = bytes.substr(0, limits::warc_header_bytes).find('\n');
  if (line_end == std::string_view::npos) return out;
  const std::string_view line = bytes.substr(0, line_end);
  const std::size_t space = line.find(' ');
  const std::string_view digits = space == std::string_view::npos ? "" : line.substr(space + 1, 3);
  if (digits.size() == 3 && std::all_of(digits.begin(), digits.end(), is_ascii_digit))
    out.status = (digits[0] - '0') * 100 + (digits[1] - '0') * 10 + (digits[2] - '0');
  const std::size_t used = read_header_fields(bytes.substr(line_end + 1), out.header);
  out.body = bytes.substr(line_end + 1 + used);
  return out;
}

std::string media_type(std::string_view content_type) {
  return ascii_lower(trim(content_type.substr(0, content_type.find(';'))));
}

std::string media_charset(std::string_view content_type) {
  return content_type.find(';') == std::string_view::npos ? std::string() : declared_charset(content_type);
}

}  // namespace demarche
