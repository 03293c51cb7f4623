// Sentences with one expression of theirs and the days it means; an empty expression says that the text holds no date
// at all.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "stages/ground/dates.h"

namespace demarche {

struct Case {
  const char* text;
  const char* reference;
  const char* span;
  const char* start;
  const char* end;
};

inline std::vector<DateMention> found_in(const std::string& text, const std::string& reference) {
  return find_dates(text, {}, {}, Day::parse(reference));
}

inline std::string listed(const std::string& text, const std::vector<DateMention>& dates) {
  std::string out;
  for (const auto& d : dates) {
    out.append("[").append(text, d.span.begin, d.span.size()).append("] ").append(d.interval.start.iso());
    out.append("..").append(d.interval.end.iso()).append(" ").append(d.rule).append("; ");
  }
  return out;
}

inline void check(const Case& c) {
  const std::string text = c.text;
  const auto dates = found_in(text, c.reference);
  SCOPED_TRACE(text + " -> " + listed(text, dates));
  if (std::string(c.span).empty()) {
    EXPECT_TRUE(dates.empty());
    return;
  }
  for (const auto& d : dates) {
    if (text.substr(d.span.begin, d.span.size()) != c.span) continue;
    EXPECT_EQ(d.interval.start.iso(), c.start);
    EXPECT_EQ(d.interval.end.iso(), c.end);
    return;
  }
  ADD_FAILURE() << "not found: " << c.span;
}

template <std::size_t n>
void check_all(const Case (&cases)[n]) {
  for (const Case& c : cases) check(c);
}

}  // namespace demarche
