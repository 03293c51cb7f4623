#include "base/record_words.h"

#include <charconv>

#include "base/json.h"

namespace demarche {
namespace {

constexpr std::string_view text_key = "\"text\":";
constexpr std::string_view span_key = ",\"span\":[";

// The position after the string or null that begins at `at`; npos when neither stands there.
std::size_t after_value(std::string_view json, std::size_t at) {
  if (json.substr(at, 4) == "null") return at + 4;
  if (at >= json.size() || json[at] != '"') return std::string_view::npos;
  for (++at; at < json.size(); ++at) {
    if (json[at] == '\\') {
      ++at;
    } else if (json[at] == '"') {
      return at + 1;
    }
  }
  return std::string_view::npos;
}

std::optional<Span> span_at(std::string_view json) {
  Span out;
  const char* end = json.data() + json.size();
  const auto begin = std::from_chars(json.data(), end, out.begin);
  if (begin.ec != std::errc() || begin.ptr == end || *begin.ptr != ',') return std::nullopt;
  const auto last = std::from_chars(begin.ptr + 1, end, out.end);
  if (last.ec != std::errc() || last.ptr == end || *last.ptr != ']' || out.end < out.begin) return std::nullopt;
  return out;
}

// Calls `each(value, span)` for every text with a span; appends what it gives in the value's place.
template <typename Each>
std::string replaced(std::string_view json, const Each& each) {
  std::string out;
  out.reserve(json.size());
  std::size_t copied = 0, at = 0;
  while (at < json.size()) {
    if (json[at] != '"') {
      ++at;
      continue;
    }
    // A key or a string value; a value never has ':' after it.
    const std::size_t end = after_value(json, at);
    if (end == std::string_view::npos) break;
    if (json.substr(at, text_key.size()) != text_key) {
      at = end;
      continue;
    }
    const std::size_t value = at + text_key.size();
    const std::size_t after = after_value(json, value);
    if (after == std::string_view::npos) {
      at = value;
      continue;
    }
    at = after;
    if (json.substr(after, span_key.size()) != span_key) continue;
    const auto span = span_at(json.substr(after + span_key.size()));
    if (!span) continue;
    out += json.substr(copied, value - copied);
    each(out, json.substr(value, after - value), *span);
    copied = after;
  }
  return out += json.substr(copied);
}

}  // namespace

std::string with_words(std::string_view json,
                       const std::function<std::optional<std::string_view>(Span code_points)>& words) {
  return replaced(json, [&](std::string& out, std::string_view, Span span) {
    if (const auto found = words(span)) {
      append_json_string(out, *found);
    } else {
      out += "null";
    }
  });
}

std::string without_words(std::string_view json, const std::function<bool(Span code_points)>& keep) {
  return replaced(json, [&](std::string& out, std::string_view value, Span span) {
    out += keep(span) ? value : std::string_view("null");
  });
}

}  // namespace demarche
