#include "pipeline/regroup_incidents.h"

#include <algorithm>

#include "format/incident_records.h"
#include "store/dyads.h"

namespace demarche {
namespace {

template <typename Enum, typename Names>
Enum parse(const Names& names, std::string_view name) {
  return static_cast<Enum>(std::find(names.begin(), names.end(), name) - names.begin());
}

IncidentParty party_of(const store::StoredParty& party) {
  return {party.code, party.name, party.named_as};
}

EventView view_of(const store::StoredMention& mention) {
  EventView out;
  out.record_id = mention.record_id;
  out.document = static_cast<std::uint64_t>(mention.document_id);
  out.story = static_cast<std::uint64_t>(mention.story_id);
  out.report = static_cast<std::uint32_t>(mention.report);
  out.type = parse<EventType>(event_type_names, mention.type);
  out.mode = mention.mode;
  out.plover_score = mention.plover_score;
  out.goldstein = mention.goldstein;
  for (const store::StoredParty& party : mention.parties) {
    if (party.role == store::Role::attributed) {
      out.attributed_to = party_of(party);
    } else if (party.code != "UNK") {
      (party.role == store::Role::actor ? out.actors : out.recipients).push_back(party_of(party));
    }
  }
  out.date = mention.date;
  out.dated_by_publication = mention.dated_by_publication;
  out.published = mention.published;
  if (mention.place)
    out.place = IncidentPlace{mention.place->name, mention.place->country, mention.place->coordinates,
                              mention.place->precision};
  out.newness = parse<Newness>(newness_names, mention.newness);
  out.factuality = parse<Factuality>(factuality_names, mention.factuality);
  return out;
}

std::vector<EventView> views_of(const std::vector<store::StoredMention>& mentions) {
  std::vector<EventView> out;
  for (const store::StoredMention& mention : mentions) out.push_back(view_of(mention));
  return out;
}

bool anchored(const store::StoredTelling& telling) {
  return telling.kin != 0 && telling.founding && telling.when && telling.when->start == telling.when->end;
}

IncidentRecordParty shown(const IncidentParty& party) {
  return {party.code, party.name, party.named_as};
}

IncidentRecord record_of(const Incident& incident, const std::vector<EventView>& mentions) {
  IncidentRecord out;
  out.id = incident.id;
  out.type = name_of(incident.type);
  out.mode = incident.mode;
  out.quad = name_of(quad_of(incident.type));
  out.plover_score = incident.plover_score;
  out.goldstein = incident.goldstein;
  for (const IncidentParty& party : incident.actors) out.actors.push_back(shown(party));
  for (const IncidentParty& party : incident.recipients) out.recipients.push_back(shown(party));
  out.date = incident.date;
  out.dated_by_publication = incident.dated_by_publication;
  if (incident.place)
    out.place = IncidentRecordPlace{incident.place->name, incident.place->country, incident.place->coordinates,
                                    incident.place->precision};
  out.newness = name_of(incident.newness);
  out.factuality = name_of(incident.factuality);
  for (const std::uint32_t i : incident.mentions) out.mentions.push_back(mentions[i].record_id);
  out.documents = incident.documents;
  out.reports = incident.reports;
  out.stories = incident.stories;
  for (const Account& account : incident.accounts) {
    IncidentRecordAccount one{name_of(account.factuality), std::nullopt, account.mentions, account.documents,
                              account.reports};
    if (account.attributed_to) one.attributed_to = shown(*account.attributed_to);
    out.accounts.push_back(std::move(one));
  }
  return out;
}

store::StoredIncident stored(std::int64_t cell, const Incident& incident, const std::vector<EventView>& views,
                             const std::vector<store::StoredMention>& mentions) {
  store::StoredIncident out;
  out.record_id = incident.id;
  out.cell = cell;
  out.type = name_of(incident.type);
  out.quad = 1 + static_cast<int>(quad_of(incident.type));
  out.plover_score = incident.plover_score;
  out.goldstein = incident.goldstein;
  if (incident.date) out.day = incident.date->start;
  out.newness = name_of(incident.newness);
  out.factuality = name_of(incident.factuality);
  out.documents = static_cast<int>(incident.documents);
  out.reports = static_cast<int>(incident.reports);
  for (const bool actor : {true, false})
    for (const IncidentParty& party : actor ? incident.actors : incident.recipients) {
      store::StoredParty one;
      one.role = actor ? store::Role::actor : store::Role::recipient;
      one.code = party.code;
      out.parties.push_back(std::move(one));
    }
  for (const std::uint32_t i : incident.mentions) out.event_ids.push_back(mentions[i].event_id);
  out.json = incident_json(record_of(incident, views));
  return out;
}

}  // namespace

// Where a telling was or is, its neighbours change.
void Reincidenting::note(const store::StoredTelling& telling) {
  if (telling.cell) cells_.insert(*telling.cell);
  if (anchored(telling)) anchors_.emplace(telling.kin, telling.when->start);
}

Status Reincidenting::story_goes(std::int64_t story_id) {
  const auto tellings = rows_.tellings_of_story(story_id);
  if (!tellings) return tellings.error();
  for (const store::StoredTelling& telling : *tellings) {
    note(telling);
    vague_.erase(telling.id);
  }
  if (Status status = units_.remove(store::Unit::report, story_id); !status) return status;
  return units_.remove(store::Unit::story, story_id);
}

Status Reincidenting::story_comes(std::int64_t story_id) {
  const auto mentions = rows_.mentions_of_story(story_id);
  if (!mentions) return mentions.error();
  for (const Telling& telling : tellings_of(views_of(*mentions))) {
    store::StoredTelling row{0,
                             static_cast<std::int64_t>(telling.kin),
                             telling.founding,
                             telling.when,
                             static_cast<std::int64_t>(telling.own),
                             std::nullopt};
    if (anchored(row)) row.cell = static_cast<std::int64_t>(cell_of(telling.kin, *telling.when));
    std::vector<std::int64_t> event_ids;
    for (const std::uint32_t i : telling.mentions) event_ids.push_back((*mentions)[i].event_id);
    if (Status status = rows_.add_telling(story_id, row, event_ids); !status) return status;
    note(row);
    if (!anchored(row)) vague_[row.id] = row;
  }
  return count_units(story_id, *mentions);
}

// A report, and a story, tells of one act between a pair on a day once, however many sentences repeat it.
Status Reincidenting::count_units(std::int64_t story_id, const std::vector<store::StoredMention>& mentions) {
  std::vector<store::UnitEvent> reports;
  for (const store::StoredMention& m : mentions) {
    store::UnitEvent event{m.report,
                           m.type,
                           m.series_day,
                           m.quad,
                           store::standing_of(m.newness, m.factuality),
                           m.plover_score,
                           m.goldstein.value_or(0),
                           {}};
    for (const store::StoredParty& party : m.parties)
      if (party.role != store::Role::attributed) event.parties.push_back(party);
    reports.push_back(std::move(event));
  }
  if (Status status = units_.add(store::Unit::report, story_id, reports); !status) return status;
  for (store::UnitEvent& event : reports) event.report = 0;
  return units_.add(store::Unit::story, story_id, reports);
}

Status Reincidenting::finish() {
  for (const auto& [kin, day] : anchors_) {
    const auto around = rows_.vague_around(kin, day, longest_vague_days);
    if (!around) return around.error();
    for (const store::StoredTelling& telling : *around) vague_.emplace(telling.id, telling);
  }
  for (const auto& [id, telling] : vague_)
    if (Status status = resolve(telling); !status) return status;
  // All go before any comes: a mention may move from one cell to another.
  for (const std::int64_t cell : cells_) {
    const auto before = rows_.incidents_of_cell(cell);
    if (!before) return before.error();
    for (const std::int64_t incident : *before)
      if (Status status = rows_.remove_incident(incident); !status) return status;
  }
  for (const std::int64_t cell : cells_)
    if (Status status = rebuild(cell); !status) return status;
  return {};
}

Status Reincidenting::resolve(store::StoredTelling telling) {
  const auto cell = cell_for(telling);
  if (!cell) return cell.error();
  if (*cell == telling.cell) return {};
  for (const auto& touched : {telling.cell, *cell})
    if (touched) cells_.insert(*touched);
  return rows_.set_cell(telling.id, *cell);
}

// A vague telling joins the one happening of its kind within its days; else it stands for itself, if it may.
Result<std::optional<std::int64_t>> Reincidenting::cell_for(const store::StoredTelling& telling) {
  using Cell = std::optional<std::int64_t>;
  const auto kin = static_cast<std::uint64_t>(telling.kin);
  if (telling.kin == 0 || !telling.when) return telling.founding ? Cell(telling.own) : Cell();
  if (telling.when->end - telling.when->start < longest_vague_days) {
    const auto days = rows_.founded_days(telling.kin, *telling.when);
    if (!days) return days.error();
    if (days->size() == 1) return Cell(static_cast<std::int64_t>(cell_of(kin, {days->front(), days->front()})));
  }
  return telling.founding ? Cell(static_cast<std::int64_t>(cell_of(kin, *telling.when))) : Cell();
}

Status Reincidenting::rebuild(std::int64_t cell) {
  const auto mentions = rows_.mentions_of_cell(cell);
  if (!mentions) return mentions.error();
  if (mentions->empty()) return {};
  std::map<std::int64_t, std::vector<std::uint32_t>> tellings;
  for (std::uint32_t i = 0; i < mentions->size(); ++i) tellings[(*mentions)[i].telling_id].push_back(i);
  std::vector<std::vector<std::uint32_t>> which;
  for (auto& [telling, its] : tellings) which.push_back(std::move(its));
  const std::vector<EventView> views = views_of(*mentions);
  for (const Incident& incident : incidents_of(static_cast<std::uint64_t>(cell), views, which))
    if (Status status = rows_.add_incident(stored(cell, incident, views, *mentions)); !status) return status;
  return {};
}

}  // namespace demarche
