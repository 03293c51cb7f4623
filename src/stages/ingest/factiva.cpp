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

constexpr std::array factiva_labels = {"SE"sv, "HD"sv, "BY"sv,  "CR"sv,  "WC"sv,  "PD"sv,  "ET"sv,  "SN"sv,
                                       "SC"sv, "ED"sv, "PG"sv,  "VOL"sv, "LA"sv,  "CY"sv,  "LP"sv,  "TD"sv,
                                       "CO"sv, "IN"sv, "NS"sv,  "RE"sv,  "IPD"sv, "IPC"sv, "PUB"sv, "AN"sv,
                                       "CT"sv, "RF"sv, "ART"sv, "CLM"sv, "DE"sv};

std::string_view factiva_label(const PressLine& line) {
  if (line.indented) return {};
  const std::size_t end = std::min(line.text.find_first_of(" \t"), line.text.size());
  const std::string_view word = line.text.substr(0, end);
  return std::find(factiva_labels.begin(), factiva_labels.end(), word) == factiva_labels.end() ? std::string_view()
                                                                                               : word;
}

bool is_factiva_end(std::string_view line) {
  if (!line.starts_with("Document ") || line.size() > 60) return false;
  const std::string_view id = line.substr(9);
  return id.size() >= 12 && std::all_of(id.begin(), id.end(), [](char c) {
           return is_ascii_upper(c) || is_ascii_lower(c) || is_ascii_digit(c);
         });
}

class Factiva {
 public:
  Factiva(const Record& record, const IngestOptions& options, std::vector<Ingested>& out)
      : record_(record), options_(options), out_(out) {}

  void run(std::string_view text) {
    const std::vector<PressLine> lines = press_lines(text);
    std::size_t number = 0;
    for (std::size_t begin = 0; begin < lines.size();) {
      std::size_t end = begin;
      while (end < lines.size() && !ends_article(lines, begin, end)) ++end;
      const bool blank = std::all_of(
          lines.begin() + static_cast<std::ptrdiff_t>(begin), lines.begin() + static_cast<std::ptrdiff_t>(end),
          [](const PressLine& line) { return line.text.empty() || factiva_label(line).empty(); });
      if (!blank || end < lines.size()) {
        if (++number > limits::feed_items) {
          out_.emplace_back(Reject{
              record_.origin, {}, ErrorCode::too_large, fmt::format("more than {} articles", limits::feed_items)});
          return;
        }
        article(lines, begin, end);
      }
      begin = end + 1;
    }
    if (number == 0)
      out_.emplace_back(Reject{
          record_.origin, {}, ErrorCode::bad_input, "no article of a Factiva export: none ends with \"Document ID\""});
  }

 private:
  // Behind "Document ID", or where the next headline begins without one.
  static bool ends_article(const std::vector<PressLine>& lines, std::size_t begin, std::size_t at) {
    return at > begin && is_factiva_end(lines[at].text);
  }

  void article(const std::vector<PressLine>& lines, std::size_t begin, std::size_t end) {
    while (begin < end && lines[begin].text.empty()) ++begin;
    Document document;
    document.origin = fmt::format("{}:{}", record_.origin, begin < lines.size() ? lines[begin].begin : 0);
    document.id = end < lines.size() ? std::string(lines[end].text.substr(9))
                                     : fmt::format("{}:{}", record_.name, lines[begin].begin);
    const bool labelled = std::any_of(lines.begin() + static_cast<std::ptrdiff_t>(begin),
                                      lines.begin() + static_cast<std::ptrdiff_t>(end),
                                      [](const PressLine& line) { return factiva_label(line) == "HD"; });
    if (labelled) {
      by_labels(lines, begin, end, document);
    } else {
      by_layout(lines, begin, end, document);
    }
    out_.push_back(finished(std::move(document), options_, "article"));
  }

  static void by_labels(const std::vector<PressLine>& lines, std::size_t begin, std::size_t end, Document& document) {
    Paragraphs body;
    std::string_view label;
    std::string value;
    const auto close = [&] {
      const std::string text = repair_utf8(trim(value));
      if (label == "HD") document.title = text;
      if (label == "PD") document.published = day_written(text);
      if (label == "SN") document.publisher = text;
      if (label == "SE") document.category = text;
      value.clear();
    };
    for (std::size_t i = begin; i < end; ++i) {
      std::string_view line = lines[i].text;
      if (const std::string_view next = factiva_label(lines[i]); !next.empty()) {
        close();
        label = next;
        line = trim(line.substr(next.size()));
        body.add({});
      }
      if (label == "LP" || label == "TD") {
        body.add(line);
      } else if (!line.empty()) {
        if (!value.empty()) value += ' ';
        value += line;
      }
    }
    close();
    document.text = body.take();
  }

  static bool is_word_count(std::string_view line) {
    return line.ends_with(" words") && is_ascii_digit(line.front()) && line.size() < 16;
  }

  // "By A. Writer", "A. Writer and B. Other": few words, all with capitals but "and".
  static bool is_byline(std::string_view line) {
    if (line.size() > 3 && equals_ignoring_case(line.substr(0, 3), "by ")) return true;
    const std::vector<std::string_view> words = split(line, ' ');
    return words.size() <= 5 && std::all_of(words.begin(), words.end(), [](std::string_view word) {
             return word == "and" || (!word.empty() && is_ascii_upper(word.front()));
           });
  }

  // Without labels: section, headline, byline, "123 words", day, time, source, code, language, copyright, the text.
  static void by_layout(const std::vector<PressLine>& lines, std::size_t begin, std::size_t end, Document& document) {
    std::vector<std::string_view> head;
    std::size_t i = begin, seen = 0;
    bool words = false, copyright = false;
    for (; i < end && seen < 24 && !copyright; ++i) {
      const std::string_view line = lines[i].text;
      if (line.empty()) continue;
      ++seen;
      copyright = line.starts_with("(c)") || line.starts_with("\xC2\xA9") || line.starts_with("Copyright");
      if (is_word_count(line)) {
        words = true;
      } else if (!words) {
        head.push_back(line);
      } else if (!document.published && line.size() < 40) {
        document.published = day_written(line);
      } else if (document.published && document.publisher.empty() && line.find(':') == std::string_view::npos) {
        document.publisher = repair_utf8(line);
      }
    }
    if (!copyright || !words) i = begin + 1;
    if (head.size() > 1 && words && is_byline(head.back())) head.pop_back();
    if (!head.empty()) document.title = repair_utf8(words ? head.back() : head.front());
    if (head.size() > 1 && words) document.category = repair_utf8(head.front());
    Paragraphs body;
    for (; i < end; ++i) body.add(lines[i].text);
    document.text = body.take();
  }

  const Record& record_;
  const IngestOptions& options_;
  std::vector<Ingested>& out_;
};

}  // namespace

void read_factiva(const Record& record, std::string_view text, const IngestOptions& options,
                  std::vector<Ingested>& out) {
  Factiva(record, options, out).run(text);
}

bool looks_like_factiva(std::string_view beginning) {
  int labels = 0;
  bool headline = false;
  for (const PressLine& line : press_lines(beginning.substr(0, 16u << 10))) {
    const std::string_view label = factiva_label(line);
    headline |= label == "HD";
    labels += label == "HD" || label == "WC" || label == "PD" || label == "SN" || label == "LP" || label == "TD";
    if (headline && labels >= 4) return true;
    if (is_factiva_end(line.text)) return true;
  }
  return false;
}

}  // namespace demarche
