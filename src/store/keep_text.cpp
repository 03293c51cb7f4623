#include "store/keep_text.h"

#include <algorithm>

#include "base/record_words.h"
#include "base/utf8.h"

namespace demarche::store {
namespace {

constexpr std::string_view names[] = {"all", "evidence", "none"};

// Ascending and apart, so that one pass over the text is enough.
std::vector<Span> evidence_of(const StoredDocument& document) {
  std::vector<Span> spans;
  for (const StoredEvent& event : document.events)
    if (!event.sentence.title) spans.push_back(event.sentence.span);
  for (const StoredStatement& statement : document.statements)
    if (!statement.sentence.title) spans.push_back(statement.sentence.span);
  std::sort(spans.begin(), spans.end(),
            [](Span a, Span b) { return a.begin != b.begin ? a.begin < b.begin : a.end < b.end; });
  std::vector<Span> out;
  for (const Span span : spans) {
    if (!out.empty() && span.begin <= out.back().end) {
      out.back().end = std::max(out.back().end, span.end);
    } else {
      out.push_back(span);
    }
  }
  return out;
}

// Every code point outside becomes one blank; line breaks stay.
std::string blanked(std::string_view text, const std::vector<Span>& evidence) {
  std::string out;
  out.reserve(text.size());
  std::uint32_t point = 0;
  auto next = evidence.begin();
  for (std::size_t at = 0; at < text.size(); ++point) {
    const std::size_t from = at;
    decode_utf8(text, at);
    while (next != evidence.end() && point >= next->end) ++next;
    if (next != evidence.end() && point >= next->begin) {
      out += text.substr(from, at - from);
    } else {
      out += text[from] == '\n' ? '\n' : ' ';
    }
  }
  return out;
}

}  // namespace

std::string_view name_of(KeepText keep) {
  return names[static_cast<std::size_t>(keep)];
}

std::optional<KeepText> keep_text_of(std::string_view name) {
  for (const KeepText keep : {KeepText::all, KeepText::evidence, KeepText::none})
    if (name_of(keep) == name) return keep;
  return std::nullopt;
}

void reduce(StoredDocument& document, KeepText keep) {
  if (keep == KeepText::all) return;
  std::vector<Span> evidence;
  if (keep == KeepText::evidence) evidence = evidence_of(document);
  const auto within = [&](Span span) {
    auto after = std::upper_bound(evidence.begin(), evidence.end(), span.begin,
                                  [](std::uint32_t begin, Span one) { return begin < one.begin; });
    return after != evidence.begin() && span.end <= (--after)->end;
  };
  // The title's words are kept with the evidence, and lost with all.
  const auto kept = [&](bool title, Span span) { return title ? keep == KeepText::evidence : within(span); };
  for (StoredEvent& event : document.events)
    event.json = without_words(event.json, [&](Span span) { return kept(event.sentence.title, span); });
  for (StoredStatement& statement : document.statements)
    statement.json = without_words(statement.json, [&](Span span) { return kept(statement.sentence.title, span); });
  if (keep == KeepText::evidence) {
    document.text = blanked(document.text, evidence);
  } else {
    document.text.clear();
    document.title.clear();
  }
}

}  // namespace demarche::store
