#include "stages/merge/incident_votes.h"

#include <algorithm>

#include "stages/merge/incident_fit.h"

namespace demarche {
namespace {

struct Standing {
  std::size_t actor = 0;
  std::size_t recipient = 0;
  std::string name;
  std::string named_as;
};

std::map<std::string, Standing> standings_of(const std::vector<const EventView*>& mentions) {
  std::map<std::string, std::set<Voice>> actors, recipients;
  std::map<std::string, Votes<std::pair<std::string, std::string>>> names;
  for (const EventView* event : mentions)
    for (const bool actor : {true, false})
      for (const IncidentParty& party : actor ? event->actors : event->recipients) {
        (actor ? actors : recipients)[party.code].insert(voice_of(*event));
        names[party.code].add({party.name, party.named_as}, voice_of(*event));
      }
  std::map<std::string, Standing> out;
  for (const auto& [code, votes] : names) {
    // A name says more than none.
    const std::pair<std::string, std::string>* best = nullptr;
    std::size_t most = 0;
    for (const auto& [name, voices] : votes.all())
      if (best == nullptr || (best->first.empty() && !name.first.empty()) ||
          (voices.size() > most && best->first.empty() == name.first.empty())) {
        best = &name;
        most = voices.size();
      }
    Standing standing{0, 0, best->first, best->second};
    if (const auto at = actors.find(code); at != actors.end()) standing.actor = at->second.size();
    if (const auto at = recipients.find(code); at != recipients.end()) standing.recipient = at->second.size();
    out[code] = std::move(standing);
  }
  return out;
}

}  // namespace

DecidedParties decide_parties(const std::vector<const EventView*>& mentions) {
  const auto standings = standings_of(mentions);
  std::size_t most_actor = 0, most_recipient = 0;
  for (const auto& [code, s] : standings) {
    most_actor = std::max(most_actor, s.actor);
    most_recipient = std::max(most_recipient, s.recipient);
  }
  DecidedParties out;
  for (const auto& [code, s] : standings) {
    const bool actor = s.actor >= s.recipient;
    const std::size_t votes = actor ? s.actor : s.recipient, most = actor ? most_actor : most_recipient;
    if (2 * votes >= most) (actor ? out.actors : out.recipients).push_back({code, s.name, s.named_as});
  }
  return out;
}

// A day from a text goes before a day of publication, the narrower of two before the wider, then the more told.
DecidedDate decide_date(const std::vector<const EventView*>& mentions) {
  using Wide = std::pair<int, std::pair<Day, Day>>;
  Votes<Wide> texts;
  std::optional<Day> published;
  for (const EventView* event : mentions) {
    const auto date = told_date(*event);
    if (!date) continue;
    if (event->date && !event->dated_by_publication) {
      texts.add({date->end - date->start, {date->start, date->end}}, voice_of(*event));
    } else if (!published || date->start < *published) {
      published = date->start;
    }
  }
  if (!texts.empty()) {
    const int narrowest = texts.all().begin()->first.first;
    const Wide* best = nullptr;
    std::size_t most = 0;
    for (const auto& [value, voices] : texts.all())
      if (value.first == narrowest && voices.size() > most) {
        best = &value;
        most = voices.size();
      }
    return {Interval{best->second.first, best->second.second}, false};
  }
  if (published) return {Interval{*published, *published}, true};
  return {};
}

std::optional<IncidentPlace> decide_place(const std::vector<const EventView*>& mentions) {
  for (const std::string_view precision : {"city", "area", "country"}) {
    Votes<IncidentPlace> votes;
    for (const EventView* event : mentions)
      if (event->place && event->place->precision == precision) votes.add(*event->place, voice_of(*event));
    if (!votes.empty()) return votes.winner();
  }
  return std::nullopt;
}

}  // namespace demarche
