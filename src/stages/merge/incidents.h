// From event mentions to incidents: which mentions tell of one happening, and what their evidence decides together.
//
// In two steps. Within a story mentions come together when type, parties, dates and place are compatible (a telling):
// there a missing party or a vague day is no obstacle. Across stories tellings come together only when they name the
// same parties and the same day (a cell), and no different town. A mention of the past, an anniversary, a denial or an
// "if" founds nothing; it joins what is there. Both steps are pure functions of their mentions, whatever their order.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"
#include "types/findings.h"

namespace demarche {

struct IncidentParty {
  std::string code;
  std::string name;
  std::string named_as;
  friend auto operator<=>(const IncidentParty&, const IncidentParty&) = default;
};

struct IncidentPlace {
  std::string name;
  std::string country;
  std::optional<std::pair<int, int>> coordinates;  // thousandths of a degree
  std::string precision;                           // city, area, country
  friend auto operator<=>(const IncidentPlace&, const IncidentPlace&) = default;
};

/// An event mention as incidents see it.
struct EventView {
  std::string record_id;
  std::uint64_t document = 0;
  std::uint64_t story = 0;
  std::uint32_t report = 0;  // of the story
  EventType type = EventType::CONSULT;
  std::string mode;
  int plover_score = 0;  // thousandths
  std::optional<int> goldstein;
  std::vector<IncidentParty> actors, recipients;  // without unknown ones
  std::optional<Interval> date;
  bool dated_by_publication = false;
  std::optional<Day> published;
  std::optional<IncidentPlace> place;
  Newness newness = Newness::new_;
  Factuality factuality = Factuality::actual;
  std::optional<IncidentParty> attributed_to;
};

/// Mentions of one story that tell of one happening.
struct Telling {
  std::vector<std::uint32_t> mentions;  // ascending by record id
  bool founding = false;                // one of them stands for an incident of its own
  std::optional<Interval> when;
  std::uint64_t kin = 0;  // of type and parties, so that other stories' tellings can meet it; 0: too little is known
  std::uint64_t own = 0;  // its alone
};

std::vector<Telling> tellings_of(const std::vector<EventView>& mentions);

/// Where tellings of one kind and day meet.
std::uint64_t cell_of(std::uint64_t kin, Interval when);
/// Vague tellings of at most so many days join the one incident of their kind within them.
inline constexpr int longest_vague_days = 31;

struct Account {
  Factuality factuality = Factuality::actual;
  std::optional<IncidentParty> attributed_to;
  std::uint32_t mentions = 0, documents = 0, reports = 0;
};

struct Incident {
  std::string id;
  EventType type = EventType::CONSULT;
  std::string mode;
  int plover_score = 0;
  std::optional<int> goldstein;
  std::vector<IncidentParty> actors, recipients;
  std::optional<Interval> date;
  bool dated_by_publication = false;
  std::optional<IncidentPlace> place;
  Newness newness = Newness::new_;
  Factuality factuality = Factuality::actual;
  std::vector<std::uint32_t> mentions;  // ascending by record id
  std::uint32_t documents = 0, reports = 0, stories = 0;
  std::vector<Account> accounts;
};

/// The incidents of one cell; `tellings` index into `mentions`.
std::vector<Incident> incidents_of(std::uint64_t cell, const std::vector<EventView>& mentions,
                                   const std::vector<std::vector<std::uint32_t>>& tellings);

}  // namespace demarche
