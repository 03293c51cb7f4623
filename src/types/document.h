// What arrives and what is read from it: Record (raw bytes) and Document (one article version).
//
// A Document's text never changes: every later layer points into it with Spans.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/day.h"
#include "base/span.h"
#include "demarche/result.h"
#include "types/signal.h"

namespace demarche {

enum class InputFormat {
  automatic,
  text,
  html,
  jsonl,
  conllu,
  warc,
  rss,
  atom,
  json_feed,
  ninjs,
  newsml,
  csv,
  tsv,
  lexisnexis,
  factiva,
  article_list
};

/// What a list beside a page says of it; used where the page is silent.
struct ListedFacts {
  std::string address;
  std::string title;
  std::string publisher;
  std::optional<Day> published;
};

/// Raw bytes with their origin: "path", "path:line" or "path:offset".
struct Record {
  std::string bytes;
  std::string origin;
  std::string name;  // the file's stem without .gz, .zst, .html, .txt; the document's id where nothing better is known
  InputFormat format = InputFormat::automatic;
  std::optional<ListedFacts> listed = std::nullopt;
};

/// A source that a page names as its own origin.
struct CitedSource {
  int number = 0;  // as the page numbers it; 0 when it does not
  std::string url;
};

/// text[text_begin, text_begin + length) came from the record's bytes from raw_begin on (raw_length of them).
struct RawPiece {
  std::uint32_t text_begin = 0;
  std::uint32_t length = 0;
  std::uint32_t raw_begin = 0;
  std::uint32_t raw_length = 0;
};

struct Document {
  std::string id;
  std::string origin;
  std::string url;
  std::string title;
  std::optional<Day> published;
  std::string category;
  std::string publisher;
  std::string language;  // ISO 639-1, "" when not identified (JSONL is taken as it is)
  std::vector<CitedSource> sources;
  std::string text;               // body; paragraphs joined by "\n"; well-formed UTF-8
  std::vector<RawPiece> raw_map;  // ascending; empty where text is the record's own
  std::vector<Signal> signals;    // what the publisher says about it, in the order of the page
};

/// A document that could not be read: it is reported and the run goes on.
struct Reject {
  std::string origin;
  std::string id;  // "" when unknown
  ErrorCode reason = ErrorCode::bad_input;
  std::string message;
};

}  // namespace demarche
