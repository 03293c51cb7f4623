#include "stages/ingest/plain_head.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "stages/ingest/day_text.h"
#include "stages/ingest/furniture.h"

namespace demarche {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t most_head_lines = 8;

// Words that stand beside a date and say nothing of their own.
bool is_date_label(std::string_view lower) {
  constexpr std::array labels = {"date"sv,    "dated"sv,    "published"sv, "publish"sv, "publication"sv, "posted"sv,
                                 "updated"sv, "modified"sv, "last"sv,      "first"sv,   "time"sv,        "category"sv,
                                 "section"sv, "topic"sv,    "on"sv,        "the"sv,     "in"sv,          "of"sv,
                                 "day"sv,     "created"sv,  "release"sv,   "issued"sv};
  return std::find(labels.begin(), labels.end(), lower) != labels.end();
}

// The separator that begins at `at`, as its length; 0 for none.
std::size_t separator_at(std::string_view s, std::size_t at) {
  if ("|/,;:[]()<>\t\n"sv.find(s[at]) != std::string_view::npos) return 1;
  if (s[at] == '-' && (at + 1 >= s.size() || s[at + 1] == ' ' || at == 0 || s[at - 1] == ' ')) return 1;
  for (const std::string_view sign : {"\xC2\xB7"sv, "\xE2\x80\xA2"sv, "\xE2\x80\x93"sv, "\xE2\x80\x94"sv})
    if (s.substr(at).starts_with(sign)) return sign.size();
  return 0;
}

// What is left of a field of a date line once dates, times and labels are taken away.
std::string bare_words(std::string_view field, std::size_t& words) {
  std::string out;
  for (std::string_view word : split(field, ' ')) {
    word = trim(word);
    while (!word.empty() && (word.back() == '.' || word.back() == '\'')) word.remove_suffix(1);
    if (word.empty() || is_calendar_word(word) || is_date_label(ascii_lower(word))) continue;
    if (std::any_of(word.begin(), word.end(), is_ascii_digit) || word[0] == '+') continue;  // 10.30am, +0300
    ++words;
    if (!out.empty()) out += ' ';
    out += word;
  }
  return out;
}

struct Label {
  std::string_view name;
  std::string PlainHead::* field;
};
constexpr std::array labels = {Label{"title", &PlainHead::title},
                               Label{"headline", &PlainHead::title},
                               Label{"category", &PlainHead::category},
                               Label{"section", &PlainHead::category},
                               Label{"topic", &PlainHead::category},
                               Label{"publisher", &PlainHead::publisher},
                               Label{"publication", &PlainHead::publisher},
                               Label{"newspaper", &PlainHead::publisher},
                               Label{"outlet", &PlainHead::publisher},
                               Label{"url", &PlainHead::url},
                               Label{"link", &PlainHead::url},
                               Label{"address", &PlainHead::url}};

// "Title: ..." fills the title; "Author: ..." is passed over.
bool take_labelled(std::string_view line, PlainHead& head) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || colon > 12 || line.size() > 300) return false;
  const std::string name = ascii_lower(trim(line.substr(0, colon)));
  const std::string_view value = trim(line.substr(colon + 1));
  if (value.empty()) return false;
  if (name == "author" || name == "by" || name == "byline" || name == "language" || name == "tags") return true;
  for (const Label& label : labels) {
    if (name != label.name || !(head.*label.field).empty()) continue;
    head.*label.field = value;
    return true;
  }
  return false;
}

// "By Ann Example and Bo Sample"
bool is_byline(std::string_view line) {
  if (line.size() > 100 || !(line.starts_with("By ") || line.starts_with("BY "))) return false;
  std::size_t words = 0, capitals = 0;
  for (const std::string_view word : split(line, ' ')) {
    if (word.empty()) continue;
    ++words;
    capitals += !is_ascii_lower(word.front());
  }
  return words <= 12 && capitals * 2 >= words && !line.ends_with("?");
}

}  // namespace

bool is_section_name(std::string_view words) {
  std::string lower = ascii_lower(words);
  for (const std::string_view ending : {" news"sv, " section"sv})
    if (lower.ends_with(ending)) lower.resize(lower.size() - ending.size());
  constexpr std::array names = {"politics"sv,
                                "political"sv,
                                "world"sv,
                                "international"sv,
                                "national"sv,
                                "business"sv,
                                "economy"sv,
                                "economics"sv,
                                "finance"sv,
                                "markets"sv,
                                "opinion"sv,
                                "analysis"sv,
                                "diplomacy"sv,
                                "security"sv,
                                "defence"sv,
                                "defense"sv,
                                "military"sv,
                                "conflict"sv,
                                "war"sv,
                                "elections"sv,
                                "government"sv,
                                "society"sv,
                                "culture"sv,
                                "science"sv,
                                "technology"sv,
                                "tech"sv,
                                "health"sv,
                                "environment"sv,
                                "climate"sv,
                                "energy"sv,
                                "sport"sv,
                                "sports"sv,
                                "asia"sv,
                                "europe"sv,
                                "africa"sv,
                                "middle east"sv,
                                "americas"sv,
                                "us"sv,
                                "uk"sv,
                                "news"sv,
                                "local"sv,
                                "foreign affairs"sv,
                                "foreign policy"sv,
                                "world affairs"sv,
                                "law"sv,
                                "crime"sv,
                                "justice"sv,
                                "human rights"sv,
                                "trade"sv,
                                "education"sv,
                                "religion"sv,
                                "media"sv,
                                "top stories"sv,
                                "breaking"sv,
                                "general"sv,
                                "domestic"sv};
  return std::find(names.begin(), names.end(), lower) != names.end();
}

std::optional<DateLine> read_date_line(std::string_view line) {
  if (line.size() > 120) return std::nullopt;
  const auto found = find_day(line);
  if (!found) return std::nullopt;
  std::string rest(line.substr(0, found->begin));
  rest += '\n';  // a separator of its own
  rest += line.substr(found->end);
  if (rest.ends_with('.') && rest.find_first_not_of(". \n") != std::string::npos &&
      rest.find(' ') != std::string::npos && !rest.ends_with(".m."))
    return std::nullopt;  // "... on 4 May 2021 in Vienna."
  DateLine out{found->day, {}};
  std::size_t words = 0, from = 0;
  std::string fallback;
  for (std::size_t i = 0; i <= rest.size();) {
    const std::size_t length = i < rest.size() ? separator_at(rest, i) : 1;
    if (length == 0) {
      ++i;
      continue;
    }
    const std::string field = bare_words(std::string_view(rest).substr(from, i - from), words);
    const bool after_comma = from > 0 && rest[from - 1] == ',';
    const bool before_comma = i < rest.size() && rest[i] == ',';
    if (is_section_name(field)) {
      if (out.category.empty()) out.category = field;
    } else if (!field.empty() && fallback.empty() && !after_comma && !before_comma) {
      fallback = field;  // "Vienna, 4 May 2021" names a place, so commas do not make a category
    }
    i += length;
    from = i;
  }
  if (words > 4) return std::nullopt;
  if (out.category.empty() && !fallback.starts_with("By ") && std::count(fallback.begin(), fallback.end(), ' ') < 4)
    out.category = fallback;
  return out;
}

bool is_headline_like(std::string_view line) {
  if (line.size() < 6 || line.size() > 250 || line.find(' ') == std::string_view::npos) return false;
  if (std::count(line.begin(), line.end(), ' ') > 30) return false;
  if (is_bar(line) || is_contact_line(line) || is_source_heading(line) || line.starts_with("http")) return false;
  const char last = line.back();
  if (last == ';' || last == ',' || last == ':') return false;
  if (last != '.') return true;
  // "Talks with the U.S." and "More to come..." are headlines; a sentence is not.
  return line.ends_with("...") || (line.size() > 3 && line[line.size() - 3] == '.');
}

PlainHead read_plain_head(const std::vector<std::string_view>& lines, bool laid_out) {
  PlainHead head;
  std::size_t i = 0;
  bool labelled_title = false, section_line = false;
  for (; i < lines.size() && i < most_head_lines; ++i) {
    const std::string_view line = lines[i];
    if (!head.published) {
      if (const auto date = read_date_line(line)) {
        head.published = date->day;
        if (head.category.empty()) head.category = date->category;
        continue;
      }
    }
    const bool had_title = !head.title.empty();
    if (take_labelled(line, head)) {
      labelled_title |= !had_title && !head.title.empty();
      continue;
    }
    if (head.category.empty() && is_section_name(line)) {
      head.category = line;
      section_line = true;
      continue;
    }
    if (i > 0 && (is_bar(line) || is_byline(line))) continue;
    if (!had_title && is_headline_like(line)) {
      head.title = line;
      continue;
    }
    break;
  }
  const bool real = head.published || labelled_title || (laid_out && (section_line || !head.title.empty()));
  // A head without a body under it is the body.
  if (!real || i >= lines.size()) {
    PlainHead none;
    if (real) none.published = head.published;
    return none;
  }
  head.lines = i;
  return head;
}

}  // namespace demarche
