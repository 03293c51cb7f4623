#include "stages/ingest/ingest.h"

#include <fmt/format.h>

#include "base/limits.h"
#include "base/text.h"
#include "stages/ingest/charset.h"
#include "stages/ingest/html_page.h"
#include "stages/ingest/jsonl.h"
#include "stages/ingest/language.h"
#include "stages/ingest/plain_text.h"
#include "stages/ingest/sniff.h"

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

Ingested ingest_page(Record& record, InputFormat format, const IngestOptions& options) {
  if (const std::string kind = binary_kind(record.bytes); !kind.empty())
    return reject(record, ErrorCode::bad_input, fmt::format("not text but {}", kind));
  Decoded page = decode(record.bytes);
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
  if (trim(document.text).empty()) return reject(record, ErrorCode::no_text, "the page holds no text of an article");
  if (!options.verbatim && document.text.size() > limits::text_bytes)
    return reject(record, ErrorCode::too_large, fmt::format("the text is longer than {} bytes", limits::text_bytes));
  if (!options.verbatim) {
    const Language language = identify_language(document.text);
    if (!language.english())
      return reject(record, ErrorCode::language, fmt::format("the text is in {}, not in English", language.name));
    document.language = language.code;
  }
  if (!document.published) document.published = options.reference;
  return document;
}

}  // namespace

void ingest(Record record, const IngestOptions& options, std::vector<Ingested>& out) {
  const InputFormat format = record.format == InputFormat::automatic ? options.format : record.format;
  if (format == InputFormat::jsonl) {
    ingest_jsonl(record, options, out);
  } else if (format == InputFormat::conllu) {
    out.emplace_back(reject(record, ErrorCode::bad_input, "CoNLL-U holds no article: only parse reads it"));
  } else {
    out.emplace_back(ingest_page(record, format, options));
  }
}

}  // namespace demarche
