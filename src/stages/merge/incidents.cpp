#include "stages/merge/incidents.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>

#include "base/hash.h"
#include "stages/merge/incident_fit.h"
#include "stages/merge/incident_votes.h"
#include "types/actor.h"

namespace demarche {
namespace {

using Mentions = std::vector<const EventView*>;

// Recalled, denied and supposed happenings are told of; they do not happen by being told.
bool founds(const EventView& event) {
  return event.newness != Newness::background && event.factuality != Factuality::negated &&
         event.factuality != Factuality::hypothetical;
}

// The most telling mention first: others are compared with it.
auto weight_of(const EventView& event) {
  return std::tuple(!founds(event), !(event.date && !event.dated_by_publication),
                    event.actors.empty() || (event.recipients.empty() && event.actors.size() < 2), !event.place,
                    std::string_view(event.record_id));
}

Mentions views(const std::vector<EventView>& mentions, const std::vector<std::uint32_t>& which) {
  Mentions out;
  for (const std::uint32_t i : which) out.push_back(&mentions[i]);
  return out;
}

void sort_by_record(std::vector<std::uint32_t>& which, const std::vector<EventView>& mentions) {
  std::sort(which.begin(), which.end(),
            [&](std::uint32_t a, std::uint32_t b) { return mentions[a].record_id < mentions[b].record_id; });
}

std::string countries_of(const std::vector<IncidentParty>& parties) {
  std::set<std::string_view> countries;
  for (const IncidentParty& party : parties) countries.insert(country_of_code(party.code));
  std::string out;
  for (const std::string_view country : countries)
    if (!country.empty()) (out += country) += ' ';
  return out;
}

bool within_one_country(const DecidedParties& parties) {
  std::set<std::string_view> countries;
  for (const auto* side : {&parties.actors, &parties.recipients})
    for (const IncidentParty& party : *side) countries.insert(country_of_code(party.code));
  return countries.size() == 1;
}

std::string codes_of(const std::vector<IncidentParty>& parties) {
  std::string out;  // decided parties ascend by code
  for (const IncidentParty& party : parties) (out += party.code) += ' ';
  return out;
}

// 0 unless both sides are known, or one side and the town. Within one country much is said between government and
// people on a day: words there need a town to be the same words, deeds the same bodies.
std::uint64_t kin_of(EventType type, const DecidedParties& parties, const std::optional<IncidentPlace>& place) {
  const bool domestic = within_one_country(parties);
  const auto named = domestic ? codes_of : countries_of;
  const std::string actors = named(parties.actors), recipients = named(parties.recipients);
  const bool sides = (!actors.empty() && !recipients.empty()) || std::count(actors.begin(), actors.end(), ' ') > 1;
  const bool town = place && place->precision == "city";
  if (!sides && (!town || (actors.empty() && recipients.empty()))) return 0;
  const Quad quad = quad_of(type);
  if (domestic && !town && (quad == Quad::verbal_cooperation || quad == Quad::verbal_conflict)) return 0;
  std::string text = std::string(name_of(type)) + '|' + actors + '>' + recipients;
  if ((!sides || domestic) && town) text += '@' + place->name;
  return hash64(text) | 1;
}

Telling finish(const std::vector<EventView>& mentions, std::vector<std::uint32_t> which) {
  Telling out;
  sort_by_record(which, mentions);
  const Mentions all = views(mentions, which);
  out.founding = std::any_of(all.begin(), all.end(), [](const EventView* e) { return founds(*e); });
  out.when = decide_date(all).when;
  out.kin = kin_of(all.front()->type, decide_parties(all), decide_place(all));
  out.own = hash64(all.front()->record_id, 1);
  out.mentions = std::move(which);
  return out;
}

std::uint32_t count_documents(const Mentions& mentions) {
  std::set<std::uint64_t> documents;
  for (const EventView* event : mentions) documents.insert(event->document);
  return static_cast<std::uint32_t>(documents.size());
}

std::uint32_t count_reports(const Mentions& mentions) {
  std::set<Voice> voices;
  for (const EventView* event : mentions) voices.insert(voice_of(*event));
  return static_cast<std::uint32_t>(voices.size());
}

std::vector<Account> accounts_of(const Mentions& mentions) {
  std::map<std::pair<Factuality, std::optional<IncidentParty>>, Mentions> groups;
  for (const EventView* event : mentions) groups[{event->factuality, event->attributed_to}].push_back(event);
  std::vector<Account> out;
  for (const auto& [key, its] : groups)
    out.push_back(
        {key.first, key.second, static_cast<std::uint32_t>(its.size()), count_documents(its), count_reports(its)});
  return out;
}

// What a report says in its own voice goes before what it passes on; what happened before what may.
Factuality decide_factuality(const Mentions& mentions) {
  const auto any = [&](Factuality f, bool own_voice) {
    return std::any_of(mentions.begin(), mentions.end(),
                       [&](const EventView* e) { return e->factuality == f && (!own_voice || !e->attributed_to); });
  };
  if (any(Factuality::actual, true)) return Factuality::actual;
  if (any(Factuality::negated, true)) return Factuality::negated;
  for (const Factuality f : {Factuality::actual, Factuality::alleged, Factuality::future, Factuality::negated})
    if (any(f, false)) return f;
  return Factuality::hypothetical;
}

Newness decide_newness(const Mentions& mentions) {
  Newness out = Newness::background;
  for (const EventView* event : mentions) out = std::min(out, event->newness);
  return out;
}

Incident decide(const std::vector<EventView>& mentions, std::vector<std::uint32_t> which) {
  sort_by_record(which, mentions);
  const Mentions all = views(mentions, which);
  Incident out;
  out.type = all.front()->type;
  Votes<std::tuple<bool, std::string, int, std::optional<int>>> modes;  // a mode says more than none
  for (const EventView* e : all) modes.add({e->mode.empty(), e->mode, e->plover_score, e->goldstein}, voice_of(*e));
  std::tie(std::ignore, out.mode, out.plover_score, out.goldstein) = modes.winner();
  DecidedParties parties = decide_parties(all);
  out.actors = std::move(parties.actors);
  out.recipients = std::move(parties.recipients);
  const DecidedDate date = decide_date(all);
  out.date = date.when;
  out.dated_by_publication = date.by_publication;
  out.place = decide_place(all);
  out.newness = decide_newness(all);
  out.factuality = decide_factuality(all);
  out.documents = count_documents(all);
  out.reports = count_reports(all);
  std::set<std::uint64_t> stories;
  for (const EventView* event : all) stories.insert(event->story);
  out.stories = static_cast<std::uint32_t>(stories.size());
  out.accounts = accounts_of(all);
  out.mentions = std::move(which);
  return out;
}

}  // namespace

std::vector<Telling> tellings_of(const std::vector<EventView>& mentions) {
  std::vector<std::uint32_t> order(mentions.size());
  std::iota(order.begin(), order.end(), 0u);
  std::sort(order.begin(), order.end(),
            [&](std::uint32_t a, std::uint32_t b) { return weight_of(mentions[a]) < weight_of(mentions[b]); });
  std::map<EventType, std::vector<std::vector<std::uint32_t>>> groups;
  for (const std::uint32_t i : order) {
    auto& its = groups[mentions[i].type];
    std::vector<std::uint32_t>* best = nullptr;
    int most = 0;
    for (auto& group : its)
      if (const int fit = fit_of(mentions[group.front()], mentions[i]); fit > most) {
        best = &group;
        most = fit;
      }
    if (best != nullptr) {
      best->push_back(i);
    } else {
      its.push_back({i});
    }
  }
  std::vector<Telling> out;
  for (auto& [type, its] : groups)
    for (auto& group : its) out.push_back(finish(mentions, std::move(group)));
  return out;
}

std::uint64_t cell_of(std::uint64_t kin, Interval when) {
  const std::uint64_t parts[] = {kin, static_cast<std::uint64_t>(when.start.count()),
                                 static_cast<std::uint64_t>(when.end.count())};
  return hash64({reinterpret_cast<const char*>(parts), sizeof parts}, 2);
}

std::vector<Incident> incidents_of(std::uint64_t cell, const std::vector<EventView>& mentions,
                                   const std::vector<std::vector<std::uint32_t>>& tellings) {
  std::map<std::string, std::vector<std::uint32_t>> towns;
  std::vector<std::uint32_t> nowhere;
  for (const auto& telling : tellings) {
    const auto place = decide_place(views(mentions, telling));
    auto& where = place && place->precision == "city" ? towns[place->name] : nowhere;
    where.insert(where.end(), telling.begin(), telling.end());
  }
  if (!nowhere.empty()) {
    // What names no town is the one happening there is; among several it cannot be told.
    auto& where = towns.size() == 1 ? towns.begin()->second : towns[""];
    where.insert(where.end(), nowhere.begin(), nowhere.end());
  }
  std::vector<Incident> out;
  for (const auto& [town, which] : towns) {
    Incident incident = decide(mentions, which);
    // The only place of a cell does not name it, so that learning the town changes no id.
    incident.id = "in-" + hex(hash64(towns.size() == 1 ? std::string_view() : std::string_view(town), cell));
    out.push_back(std::move(incident));
  }
  return out;
}

}  // namespace demarche
