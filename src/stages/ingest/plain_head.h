// The head of a page in plain text: "date 2021-05-04 World", "Economy | 4 May 2021", "Title: ...", a byline, a
// headline.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"

namespace demarche {

/// A line that is a date and at most a category with it.
struct DateLine {
  Day day;
  std::string category;
};
std::optional<DateLine> read_date_line(std::string_view line);

/// True for "Politics", "World news" and other usual section names.
bool is_section_name(std::string_view words);

/// True for a line that reads like a headline: short, and not ended like a sentence.
bool is_headline_like(std::string_view line);

struct PlainHead {
  std::size_t lines = 0;  // how many of the given lines belong to the head; 0: there is none
  std::string title, category, publisher, url;
  std::optional<Day> published;
};
/// `lines` are the trimmed, non-empty lines of the page. `laid_out`: the tail has shown that this is a page.
PlainHead read_plain_head(const std::vector<std::string_view>& lines, bool laid_out);

}  // namespace demarche
