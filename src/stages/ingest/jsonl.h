// A line of JSONL -> Document. The text is taken verbatim: no extraction, no normalisation, no rejection by language.
//
// Fields: "text" (required), "id", "url", "title", "date" or "published" (ISO 8601), "category", "publisher",
// "language", "sources" (strings or {"n","url"}). Others are passed over. A field of another type than expected counts
// as absent, except "text". A date that is none leaves the document undated.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "types/document.h"

namespace demarche {

/// `line` may be given spare capacity; it is only read. `fallback_id` is used where the line has no id.
std::variant<Document, Reject> read_jsonl_line(std::string& line, const std::string& origin,
                                               const std::string& fallback_id);

/// A field's day: "2022-12-31", "2022-12-31T09:00:00Z" or "20221231".
std::optional<Day> day_of_field(std::string_view text);

/// True when the beginning of some input looks like JSONL: its first lines are objects.
bool looks_like_jsonl(std::string_view beginning);

}  // namespace demarche
