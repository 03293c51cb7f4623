// Can two mentions of one story tell of the same happening?
#pragma once

#include "stages/merge/incidents.h"

namespace demarche {

/// 0: no. Else the more the better.
int fit_of(const EventView& a, const EventView& b);

/// The day or days that a mention gives; nothing for what is only recalled without a date of its own.
std::optional<Interval> told_date(const EventView& event);

}  // namespace demarche
