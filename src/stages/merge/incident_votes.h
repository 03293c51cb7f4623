// What many mentions decide together: each independent report has one voice, however often it says a thing.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <utility>

#include "stages/merge/incidents.h"

namespace demarche {

/// (story, report).
using Voice = std::pair<std::uint64_t, std::uint32_t>;
inline Voice voice_of(const EventView& event) {
  return {event.story, event.report};
}

template <typename Value>
class Votes {
 public:
  void add(const Value& value, Voice voice) { voices_[value].insert(voice); }
  bool empty() const { return voices_.empty(); }
  const std::map<Value, std::set<Voice>>& all() const { return voices_; }
  /// The value with most voices; of several the least.
  const Value& winner() const {
    auto best = voices_.begin();
    for (auto at = voices_.begin(); at != voices_.end(); ++at)
      if (at->second.size() > best->second.size()) best = at;
    return best->first;
  }

 private:
  std::map<Value, std::set<Voice>> voices_;
};

struct DecidedParties {
  std::vector<IncidentParty> actors, recipients;
};

/// Who acted upon whom: parties that at least half as many reports name as name the most named one, each in the role
/// that more give it.
DecidedParties decide_parties(const std::vector<const EventView*>& mentions);

struct DecidedDate {
  std::optional<Interval> when;
  bool by_publication = false;
};
DecidedDate decide_date(const std::vector<const EventView*>& mentions);
std::optional<IncidentPlace> decide_place(const std::vector<const EventView*>& mentions);

}  // namespace demarche
