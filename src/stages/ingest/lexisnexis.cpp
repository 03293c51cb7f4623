#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/limits.h"
#include "base/text.h"
#include "base/utf8.h"
#include "stages/ingest/finish.h"
#include "stages/ingest/item_fields.h"
#include "stages/ingest/press_export.h"
#include "stages/ingest/press_lines.h"

namespace demarche {
namespace {

using namespace std::string_view_literals;

bool all_digits(std::string_view s) {
  return !s.empty() && std::all_of(s.begin(), s.end(), is_ascii_digit);
}

// "12 of 345 DOCUMENTS", "Document 12 of 345".
bool is_counter(std::string_view line) {
  if (line.size() > 40) return false;
  std::vector<std::string_view> words;
  for (const std::string_view word : split(line, ' '))
    if (!word.empty()) words.push_back(word);
  const bool old = words.size() == 4 && all_digits(words[0]) && words[1] == "of" && all_digits(words[2]) &&
                   (words[3] == "DOCUMENTS" || words[3] == "DOCUMENT");
  return old || (words.size() == 4 && words[0] == "Document" && all_digits(words[1]) && words[2] == "of" &&
                 all_digits(words[3]));
}

// "HEADLINE: words", "Load-Date: words" or a line "Body": the label in capitals and what stands behind it. Labels in
// small letters are those of the newer exports; other words before a colon are text.
std::pair<std::string, std::string_view> label_of(std::string_view line) {
  if (line == "Body" || line == "BODY") return {"BODY", {}};
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon > 20) return {};
  const std::string_view label = line.substr(0, colon);
  constexpr std::array newer = {
      "Byline"sv,   "Section"sv,        "Length"sv,   "Load-Date"sv,        "Dateline"sv,    "Highlight"sv,
      "Graphic"sv,  "Classification"sv, "Language"sv, "Publication-Type"sv, "Subject"sv,     "Series"sv,
      "Industry"sv, "Geographic"sv,     "Person"sv,   "Company"sv,          "Organization"sv};
  const bool capitals =
      std::all_of(label.begin(), label.end(), [](char c) { return is_ascii_upper(c) || c == '-' || c == ' '; });
  if (!capitals && std::find(newer.begin(), newer.end(), label) == newer.end()) return {};
  std::string name(label);
  for (char& c : name)
    if (is_ascii_lower(c)) c = static_cast<char>(c - 32);
  return {std::move(name), trim(line.substr(colon + 1))};
}

// Labels of LexisNexis that end the body or stand around it.
constexpr std::array behind_labels = {"LOAD-DATE"sv,     "LANGUAGE"sv,        "PUBLICATION-TYPE"sv,
                                      "DOCUMENT-TYPE"sv, "JOURNAL-CODE"sv,    "GRAPHIC"sv,
                                      "SUBJECT"sv,       "ORGANIZATION"sv,    "NOTES"sv,
                                      "TICKER"sv,        "INDUSTRY"sv,        "GEOGRAPHIC"sv,
                                      "PERSON"sv,        "COMPANY"sv,         "COUNTRY"sv,
                                      "STATE"sv,         "CORRECTION-DATE"sv, "URL"sv,
                                      "CITY"sv,          "DISTRIBUTION"sv,    "PUB-TYPE"sv,
                                      "TYPE"sv,          "ACC-NO"sv};

class LexisNexis {
 public:
  LexisNexis(const Record& record, const IngestOptions& options, std::vector<Ingested>& out)
      : record_(record), options_(options), out_(out) {}

  void run(std::string_view text) {
    const std::vector<PressLine> lines = press_lines(text);
    // The older exports count their articles at the head, the newer ones mark their ends.
    const bool counted =
        std::any_of(lines.begin(), lines.end(), [](const PressLine& line) { return is_counter(line.text); });
    const auto divides = [&](const PressLine& line) {
      return counted ? is_counter(line.text) : line.text == "End of Document";
    };
    std::size_t begin = 0, number = 0;
    while (counted && begin < lines.size() && !divides(lines[begin])) ++begin;
    while (begin < lines.size()) {
      std::size_t end = begin + counted;
      while (end < lines.size() && !divides(lines[end])) ++end;
      if (!counted && end == lines.size()) break;  // what stands behind the last end is no article
      if (++number > limits::feed_items) {
        out_.emplace_back(
            Reject{record_.origin, {}, ErrorCode::too_large, fmt::format("more than {} articles", limits::feed_items)});
        return;
      }
      article(lines, begin, end, counted);
      begin = end + !counted;
    }
    if (number == 0)
      out_.emplace_back(Reject{record_.origin,
                               {},
                               ErrorCode::bad_input,
                               "no article of a LexisNexis export: none begins with \"1 of N DOCUMENTS\" or ends with "
                               "\"End of Document\""});
  }

 private:
  void article(const std::vector<PressLine>& lines, std::size_t begin, std::size_t end, bool counted) {
    while (!counted && begin < end && lines[begin].text.empty()) ++begin;
    Document document;
    document.origin = fmt::format("{}:{}", record_.origin, lines[begin].begin);
    document.id = fmt::format("{}:{}", record_.name, lines[begin].begin);
    std::size_t body = end;
    for (std::size_t i = begin; i < end && body == end; ++i)
      if (label_of(lines[i].text).first == "BODY") body = i;
    head(lines, begin + counted, body, counted, document);
    if (body < end) {
      Paragraphs text;
      text.add(label_of(lines[body].text).second);
      std::size_t i = body + 1;
      for (; i < end && !ends_body(lines[i].text); ++i) text.add(lines[i].text);
      document.text = text.take();
      for (; i < end; ++i)
        if (const auto [label, value] = label_of(lines[i].text); label == "URL" && value.starts_with("http"))
          document.url = repair_utf8(value);
    }
    out_.push_back(finished(std::move(document), options_, "article"));
  }

  static bool ends_body(std::string_view line) {
    if (line == "Classification" || line == "End of Document" || line == "Graphic") return true;
    const std::string label = label_of(line).first;
    if (!label.empty() && std::find(behind_labels.begin(), behind_labels.end(), label) != behind_labels.end())
      return true;
    return line.starts_with("Copyright ") && line.size() < 120;
  }

  // Before the body: publisher, day, headline and labelled lines. A label's words may go on in the next lines.
  static void head(const std::vector<PressLine>& lines, std::size_t begin, std::size_t end, bool counted,
                   Document& document) {
    std::string label;
    std::string* open = nullptr;
    bool plain_seen = false;
    for (std::size_t i = begin; i < end; ++i) {
      const std::string_view line = lines[i].text;
      const auto [name, value] = label_of(line);
      if (line.empty()) {
        if (open != nullptr && !open->empty()) open = nullptr;
        continue;
      }
      if (!name.empty()) {
        label = name;
        open = name == "HEADLINE" || name == "TITLE" ? &document.title
               : name == "SECTION"                   ? &document.category
                                                     : nullptr;
        if (open != nullptr) *open = repair_utf8(value);
        continue;
      }
      if (open != nullptr) {
        if (!open->empty()) *open += ' ';
        *open += repair_utf8(line);
        continue;
      }
      if (!document.published && line.size() < 80)
        if (const auto day = day_written(line)) {
          document.published = day;
          continue;
        }
      if (line.starts_with("Copyright ") || !label.empty()) continue;
      if (!counted && document.title.empty()) {  // the newer ones begin with the headline
        document.title = repair_utf8(line);
      } else if (document.publisher.empty() && (!plain_seen || !counted)) {
        document.publisher = repair_utf8(line);
      } else if (document.published) {
        // The last plain lines before the labels are the headline; those before it name an edition.
        if (lines[i - 1].text.empty()) document.title.clear();
        if (!document.title.empty()) document.title += ' ';
        document.title += repair_utf8(line);
      }
      plain_seen = true;
    }
    // "SECTION: Pg. A3" or "World News; Pg. 7"
    if (const std::size_t cut = document.category.find(';'); cut != std::string::npos) document.category.resize(cut);
  }

  const Record& record_;
  const IngestOptions& options_;
  std::vector<Ingested>& out_;
};

}  // namespace

void read_lexisnexis(const Record& record, std::string_view text, const IngestOptions& options,
                     std::vector<Ingested>& out) {
  LexisNexis(record, options, out).run(text);
}

bool looks_like_lexisnexis(std::string_view beginning) {
  bool counter = false;
  for (const std::string_view line : split(beginning.substr(0, 16u << 10), '\n')) {
    if (is_counter(trim(line))) counter = true;
    if (trim(line) == "End of Document") return true;
    const std::string label = label_of(trim(line)).first;
    if (counter && (label == "BODY" || label == "HEADLINE" || label == "LENGTH" || label == "BYLINE")) return true;
  }
  return false;
}

}  // namespace demarche
