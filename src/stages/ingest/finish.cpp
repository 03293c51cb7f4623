#include "stages/ingest/finish.h"

#include <fmt/format.h>

#include "base/limits.h"
#include "base/text.h"
#include "stages/ingest/language.h"
#include "stages/ingest/wire_lines.h"

namespace demarche {

Ingested finished(Document document, const IngestOptions& options, std::string_view what) {
  const auto reject = [&](ErrorCode reason, std::string message) {
    return Reject{document.origin, document.id, reason, std::move(message)};
  };
  if (trim(document.text).empty())
    return reject(ErrorCode::no_text, fmt::format("the {} holds no text of an article", what));
  if (!options.verbatim) {
    if (document.text.size() > limits::text_bytes)
      return reject(ErrorCode::too_large, fmt::format("the text is longer than {} bytes", limits::text_bytes));
    const Language language = identify_language(document.text);
    if (!language.english() && !options.any_language)
      return reject(ErrorCode::language, fmt::format("the text is in {}, not in English", language.name));
    document.language = language.code;
    read_wire_lines(document);
  }
  if (!document.published) document.published = options.reference;
  return document;
}

}  // namespace demarche
