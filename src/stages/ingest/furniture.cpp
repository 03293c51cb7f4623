#include "stages/ingest/furniture.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace demarche {
namespace {

using namespace std::string_view_literals;

template <std::size_t N>
bool has_any(std::string_view lower, const std::array<std::string_view, N>& parts) {
  return std::any_of(parts.begin(), parts.end(),
                     [&](std::string_view part) { return lower.find(part) != std::string_view::npos; });
}
template <std::size_t N>
bool starts_any(std::string_view lower, const std::array<std::string_view, N>& starts) {
  return std::any_of(starts.begin(), starts.end(), [&](std::string_view start) { return lower.starts_with(start); });
}

// "2/", "[2]", "(2)", "2.", "2)", "2:", "2 -": the number and what follows it.
struct Numbered {
  int number = 0;
  std::string_view rest;
};
std::optional<Numbered> numbered(std::string_view line) {
  std::size_t i = 0;
  const char open = line.empty() ? '\0' : line[0];
  const bool bracket = open == '[' || open == '(';
  if (bracket) ++i;
  const std::size_t digits = i;
  int number = 0;
  while (i < line.size() && is_ascii_digit(line[i]) && i - digits < 4) number = number * 10 + (line[i++] - '0');
  if (i == digits || i >= line.size()) return std::nullopt;
  if (bracket) {
    if (line[i] != (open == '[' ? ']' : ')')) return std::nullopt;
    return Numbered{number, trim(line.substr(i + 1))};
  }
  const std::string_view rest = line.substr(i);
  const bool marked = "/.):"sv.find(rest[0]) != std::string_view::npos;
  const bool spaced =
      rest.size() > 1 && (rest[1] == ' ' || rest[1] == '\t' || trim(rest.substr(1)).starts_with("http"));
  if (marked && spaced) return Numbered{number, trim(rest.substr(1))};
  if (rest.starts_with(" - ") || rest.starts_with(" http") || rest.starts_with("\t"))
    return Numbered{number, trim(rest.substr(rest.starts_with(" - ") ? 3 : 1))};
  return std::nullopt;
}

// How lines of the page around an article begin, and what they are as a whole.
constexpr std::array page_starts = {"share this"sv,
                                    "share on "sv,
                                    "follow us"sv,
                                    "sign up for"sv,
                                    "sign up to"sv,
                                    "subscribe to"sv,
                                    "subscribe now"sv,
                                    "read more:"sv,
                                    "read more on"sv,
                                    "read also:"sv,
                                    "also read:"sv,
                                    "see also:"sv,
                                    "related:"sv,
                                    "read next:"sv,
                                    "more on this"sv,
                                    "click here to"sv,
                                    "download our app"sv,
                                    "download the app"sv,
                                    "we use cookies"sv,
                                    "this site uses cookies"sv,
                                    "this website uses cookies"sv,
                                    "skip to "sv,
                                    "log in to"sv,
                                    "join our "sv,
                                    "get our "sv,
                                    "like us on"sv,
                                    "print this"sv,
                                    "email this"sv,
                                    "listen to this article"sv,
                                    "support our journalism"sv};
constexpr std::array page_lines = {"share"sv,
                                   "tweet"sv,
                                   "advertisement"sv,
                                   "advertisment"sv,
                                   "sponsored"sv,
                                   "comments"sv,
                                   "print"sv,
                                   "email"sv,
                                   "facebook"sv,
                                   "twitter"sv,
                                   "whatsapp"sv,
                                   "linkedin"sv,
                                   "read more"sv,
                                   "related articles"sv,
                                   "related stories"sv,
                                   "related news"sv,
                                   "related topics"sv,
                                   "related"sv,
                                   "more stories"sv,
                                   "most read"sv,
                                   "most popular"sv,
                                   "tags"sv,
                                   "topics"sv,
                                   "leave a comment"sv,
                                   "back to top"sv,
                                   "subscribe"sv,
                                   "newsletter"sv,
                                   "show comments"sv,
                                   "continue reading"sv,
                                   "recommended"sv,
                                   "loading"sv,
                                   "loading..."sv,
                                   "copy link"sv,
                                   "menu"sv,
                                   "search"sv,
                                   "story continues below"sv,
                                   "advertising"sv,
                                   "share this"sv,
                                   "share this article"sv,
                                   "story continues below advertisement"sv};

}  // namespace

std::string_view address_in(std::string_view line) {
  std::size_t at = std::min(line.find("http://"), line.find("https://"));
  if (at == std::string_view::npos) {
    at = line.find("www.");
    if (at == std::string_view::npos) return {};
  }
  std::size_t end = at;
  while (end < line.size() && !is_ascii_space(line[end]) && "<>\"|"sv.find(line[end]) == std::string_view::npos) ++end;
  while (end > at && ".,;:!?)]}'"sv.find(line[end - 1]) != std::string_view::npos) {
    const std::string_view so_far = line.substr(at, end - at);
    if (line[end - 1] == ')' &&
        std::count(so_far.begin(), so_far.end(), ')') <= std::count(so_far.begin(), so_far.end(), '('))
      break;
    --end;
  }
  const std::string_view address = line.substr(at, end - at);
  return address.size() > 8 ? address : std::string_view();
}

bool is_bar(std::string_view line) {
  if (line.empty() || line.size() > 300) return false;
  return std::all_of(line.begin(), line.end(),
                     [](char c) { return "|-_=*~+#/\\. \t"sv.find(c) != std::string_view::npos; }) &&
         line.find_first_not_of(". \t") != std::string_view::npos;
}

bool is_source_heading(std::string_view line) {
  std::string lower = ascii_lower(line);
  while (!lower.empty() && (lower.back() == ':' || lower.back() == ' ' || lower.back() == '-')) lower.pop_back();
  while (!lower.empty() && (lower.front() == '#' || lower.front() == ' ' || lower.front() == '*')) lower.erase(0, 1);
  while (!lower.empty() && lower.back() == '*') lower.pop_back();
  constexpr std::array headings = {"source"sv,        "sources"sv,          "source(s)"sv,        "references"sv,
                                   "cited sources"sv, "our sources"sv,      "sources cited"sv,    "citations"sv,
                                   "source links"sv,  "links to sources"sv, "original sources"sv, "original source"sv};
  return std::find(headings.begin(), headings.end(), lower) != headings.end();
}

std::optional<CitedSource> source_item(std::string_view line) {
  if (const auto item = numbered(line)) {
    if (item->rest.empty() || item->rest.size() > 400) return std::nullopt;
    return CitedSource{item->number, std::string(address_in(item->rest))};
  }
  for (const std::string_view bullet : {"- "sv, "* "sv, "\xE2\x80\xA2 "sv, "\xE2\x80\x93 "sv})
    if (line.starts_with(bullet)) return CitedSource{0, std::string(address_in(line))};
  const std::string_view address = address_in(line);
  if (!address.empty() && address.size() * 2 >= line.size()) return CitedSource{0, std::string(address)};
  return std::nullopt;
}

std::optional<CitedSource> source_line(std::string_view line) {
  if (line.size() > 300) return std::nullopt;
  const std::string lower = ascii_lower(line);
  constexpr std::array starts = {
      "source:"sv,  "sources:"sv,           "original source:"sv,        "via:"sv,
      "source -"sv, "read the original:"sv, "originally published at"sv, "original article:"sv,
      "source :"sv};
  if (!starts_any(lower, starts)) return std::nullopt;
  return CitedSource{0, std::string(address_in(line))};
}

bool is_contact_line(std::string_view line) {
  if (line.size() > 300) return false;
  const std::string lower = ascii_lower(line);
  // "us" is the page speaking; a report's own "contact the police" is no offer of the page.
  constexpr std::array to_us = {"contact us"sv,
                                "write to us"sv,
                                "write us"sv,
                                "get in touch with us"sv,
                                "reach us"sv,
                                "e-mail us"sv,
                                "email us"sv,
                                "notify us"sv,
                                "let us know"sv,
                                "tell us"sv,
                                "contact the editor"sv,
                                "contact our editor"sv,
                                "contact the author"sv,
                                "contact the publisher"sv,
                                "contact the webmaster"sv,
                                "contact this site"sv};
  constexpr std::array change = {
      "remov"sv,       "modif"sv,     "correct"sv,    "delet"sv,   "take down"sv, "taken down"sv, "takedown"sv,
      "changing"sv,    "change th"sv, "changes to"sv, "changed"sv, "rectif"sv,    "to request"sv, "request a"sv,
      "request the"sv, "requests"sv,  "withdrawn"sv,  "opt out"sv, "errors"sv,    "error in"sv,   "mistake"sv};
  constexpr std::array means = {"email protected"sv, "@"sv,           " here"sv,     "mailto:"sv,
                                "contact form"sv,    "http"sv,        "this page"sv, "this article"sv,
                                "this text"sv,       "this report"sv, "contact:"sv};
  const bool asks = has_any(lower, to_us), acts = has_any(lower, change), by = has_any(lower, means);
  const bool requests = lower.find("request") != std::string::npos || lower.starts_with("contact:");
  return (asks && (acts || by || line.size() < 40)) || (requests && by && (acts || line.size() < 60)) ||
         (acts && lower.find("click here") != std::string::npos);
}

bool is_copyright_line(std::string_view line) {
  if (line.size() > 300) return false;
  const std::string lower = ascii_lower(line);
  constexpr std::array starts = {"copyright"sv,           "\xC2\xA9"sv, "(c) 19"sv, "(c) 20"sv,
                                 "all rights reserved"sv, "\xC2\xAE"sv};
  return starts_any(lower, starts) || lower.find("all rights reserved") != std::string::npos;
}

bool is_page_line(std::string_view line) {
  if (line.size() > 200) return false;
  const std::string lower = ascii_lower(line);
  std::string_view bare = lower;
  while (!bare.empty() && (bare.back() == ':' || bare.back() == ' ')) bare.remove_suffix(1);
  return starts_any(lower, page_starts) || std::find(page_lines.begin(), page_lines.end(), bare) != page_lines.end();
}

}  // namespace demarche
