#include "stages/ingest/jsonl.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <memory>

#include "base/limits.h"
#include "base/text.h"

namespace demarche {
namespace {

using simdjson::dom::element;

// A parser keeps its buffers, so each thread has one. A huge line does not leave huge buffers behind.
class ThreadParser {
 public:
  simdjson::dom::parser& get() {
    if (!parser_ || parser_->capacity() > kept_bytes) {
      parser_ = std::make_unique<simdjson::dom::parser>(limits::document_bytes + 1);
      // Without memory parse() says so.
      if (parser_->allocate(1u << 16, limits::json_depth) != simdjson::SUCCESS) return *parser_;
    }
    return *parser_;
  }

 private:
  static constexpr std::size_t kept_bytes = 1u << 20;
  std::unique_ptr<simdjson::dom::parser> parser_;
};

// A string as it is; an integer in digits; "" for anything else.
std::string scalar(element value) {
  if (std::string_view s; value.get_string().get(s) == simdjson::SUCCESS) return std::string(s);
  if (std::int64_t n = 0; value.is_int64() && value.get_int64().get(n) == simdjson::SUCCESS) return std::to_string(n);
  if (std::uint64_t n = 0; value.is_uint64() && value.get_uint64().get(n) == simdjson::SUCCESS)
    return std::to_string(n);
  return {};
}

// ["https://...", {"n": 2, "url": "https://..."}] or one string.
std::vector<CitedSource> sources_of(element value) {
  std::vector<CitedSource> out;
  const auto add = [&out](int number, std::string url) {
    if (!url.empty()) out.push_back({number, std::move(url)});
  };
  simdjson::dom::array list;
  if (value.get_array().get(list) != simdjson::SUCCESS) {
    add(0, scalar(value));
    return out;
  }
  for (element one : list) {
    simdjson::dom::object object;
    if (one.get_object().get(object) != simdjson::SUCCESS) {
      add(0, scalar(one));
      continue;
    }
    std::int64_t number = 0;
    std::string url;
    for (const auto& [key, v] : object) {
      if (key == "n" && v.get_int64().get(number) != simdjson::SUCCESS) number = 0;
      if (key == "url") url = scalar(v);
    }
    add(number > 0 && number < 1'000'000 ? static_cast<int>(number) : 0, std::move(url));
  }
  return out;
}

// "published" wins over "date" wherever both stand.
struct Dates {
  std::string published;
  std::string date;
};

void take_field(std::string_view key, element value, Document& document, Dates& dates) {
  if (key == "id") {
    document.id = scalar(value);
  } else if (key == "url") {
    document.url = scalar(value);
  } else if (key == "title") {
    document.title = scalar(value);
  } else if (key == "published") {
    dates.published = scalar(value);
  } else if (key == "date") {
    dates.date = scalar(value);
  } else if (key == "category") {
    document.category = scalar(value);
  } else if (key == "publisher") {
    document.publisher = scalar(value);
  } else if (key == "language") {
    document.language = scalar(value);
  } else if (key == "sources") {
    document.sources = sources_of(value);
  }
}

}  // namespace

std::optional<Day> day_of_field(std::string_view s) {
  s = trim(s);
  if (const auto day = Day::parse(s)) return day;
  if (s.size() < 8) return std::nullopt;
  return Day::parse(fmt::format("{}-{}-{}", s.substr(0, 4), s.substr(4, 2), s.substr(6)));
}

std::variant<Document, Reject> read_jsonl_line(std::string& line, const std::string& origin,
                                               const std::string& fallback_id) {
  const auto reject = [&](ErrorCode code, std::string message, std::string id = {}) {
    return Reject{origin, std::move(id), code, std::move(message)};
  };
  if (line.size() > limits::document_bytes)
    return reject(ErrorCode::too_large, fmt::format("the line is longer than {} bytes", limits::document_bytes));
  static thread_local ThreadParser parsers;
  line.reserve(line.size() + simdjson::SIMDJSON_PADDING);
  element root;
  const auto error = parsers.get().parse(line.data(), line.size(), false).get(root);
  if (error != simdjson::SUCCESS)
    return reject(ErrorCode::bad_input, fmt::format("not a JSON object: {}", simdjson::error_message(error)));
  simdjson::dom::object object;
  if (root.get_object().get(object) != simdjson::SUCCESS)
    return reject(ErrorCode::bad_input, "not a JSON object but another value");

  Document document;
  Dates dates;
  bool has_text = false, text_is_string = false;
  std::string_view text;
  for (const auto& [key, value] : object) {
    if (key == "text") {
      has_text = !value.is_null();
      text_is_string = value.get_string().get(text) == simdjson::SUCCESS;
    } else {
      take_field(key, value, document, dates);
    }
  }
  if (!has_text) return reject(ErrorCode::no_text, "the object has no \"text\"", document.id);
  if (!text_is_string) return reject(ErrorCode::bad_input, "\"text\" is not a string", document.id);
  if (trim(text).empty()) return reject(ErrorCode::no_text, "\"text\" is empty", document.id);
  if (text.size() > limits::text_bytes)
    return reject(ErrorCode::too_large, fmt::format("\"text\" is longer than {} bytes", limits::text_bytes),
                  document.id);
  document.text = text;
  document.origin = origin;
  if (document.id.empty()) document.id = fallback_id;
  document.published = day_of_field(dates.published.empty() ? dates.date : dates.published);
  return document;
}

bool looks_like_jsonl(std::string_view beginning) {
  if (beginning.starts_with("\xEF\xBB\xBF")) beginning.remove_prefix(3);
  int lines = 0, objects = 0;
  while (!beginning.empty() && lines < 64) {
    const std::size_t end = beginning.find('\n');
    const std::string_view line = trim(beginning.substr(0, end));
    beginning = end == std::string_view::npos ? std::string_view() : beginning.substr(end + 1);
    if (line.empty()) continue;
    ++lines;
    const std::string_view inside = trim(line.substr(1));
    objects += line.front() == '{' && (inside.empty() || inside.front() == '"' || inside.front() == '}');
  }
  return objects > 0 && objects * 2 >= lines;
}

}  // namespace demarche
