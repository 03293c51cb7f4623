// Publication days as people write them: "2022-12-31", "31 December 2022", "Dec. 31st, 2022", "31/12/2022",
// "Sat, 31 Dec 2022 10:30 GMT".
//
// Only whole dates with a four-digit year count. Of two readings of "05/06/2022" the month comes first, unless the
// caller knows better; with dots or hyphens the day does. Expressions in running text are ground/'s affair, not this
// one's.
#pragma once

#include <optional>
#include <string_view>

#include "base/day.h"

namespace demarche {

struct FoundDay {
  Day day;
  std::size_t begin = 0;  // bytes of the text that hold it, time of day not included
  std::size_t end = 0;
};

/// The first whole date in the text, between the years 1600 and 2199.
std::optional<FoundDay> find_day(std::string_view text, bool day_first = false);

/// True for names of weekdays and months and their short forms, and for "am", "pm", "GMT" and the like.
bool is_calendar_word(std::string_view word);

}  // namespace demarche
