#include "stages/merge/incident_fit.h"

#include <algorithm>
#include <cstdlib>
#include <set>

#include "types/actor.h"

namespace demarche {
namespace {

constexpr int report_delay_days = 4;   // an undated happening lies at most so long before its report
constexpr int report_spread_days = 2;  // between undated reports of one

std::string_view sector_of(std::string_view code) {
  const std::string_view country = country_of_code(code);
  return code.size() > country.size() ? code.substr(country.size() + 1) : std::string_view();
}

// "RUS:GOV" and "RUS:MIL" can be one party, "ISR:COP" and "ISR:SOC" cannot.
bool meet(const std::string& a, const std::string& b) {
  if (country_of_code(a).empty() || country_of_code(a) != country_of_code(b)) return false;
  const std::string_view x = sector_of(a), y = sector_of(b);
  return x == y || x.empty() || y.empty() || x == "GOV" || y == "GOV";
}

bool meet(const std::vector<IncidentParty>& a, const std::vector<IncidentParty>& b) {
  return std::any_of(a.begin(), a.end(), [&](const IncidentParty& x) {
    return std::any_of(b.begin(), b.end(), [&](const IncidentParty& y) { return meet(x.code, y.code); });
  });
}

std::set<std::string_view> countries_of(const EventView& event) {
  std::set<std::string_view> out;
  for (const auto* parties : {&event.actors, &event.recipients})
    for (const IncidentParty& party : *parties) out.insert(country_of_code(party.code));
  out.erase("");
  return out;
}

// "The two presidents met" and "Putin received Xi" name the same pair in different roles.
int pairs_fit(const EventView& a, const EventView& b) {
  const auto x = countries_of(a), y = countries_of(b);
  const auto &few = x.size() < y.size() ? x : y, &many = x.size() < y.size() ? y : x;
  if (few.size() < 2 || !std::includes(many.begin(), many.end(), few.begin(), few.end())) return 0;
  return few.size() == many.size() ? 3 : 2;
}

int parties_fit(const EventView& a, const EventView& b) {
  const bool mutual = a.recipients.empty() || b.recipients.empty();
  if (mutual && (a.actors.size() > 1 || b.actors.size() > 1)) return pairs_fit(a, b);
  const bool actors = !a.actors.empty() && !b.actors.empty();
  const bool recipients = !a.recipients.empty() && !b.recipients.empty();
  if (actors && !meet(a.actors, b.actors)) return 0;
  if (recipients && !meet(a.recipients, b.recipients)) return 0;
  return 2 * actors + 2 * recipients;
}

// The stretch in which a mention without a date of its own may have happened.
Interval reported(Day published) {
  return {published - report_delay_days, published};
}

bool overlap(Interval a, Interval b) {
  return a.start <= b.end && b.start <= a.end;
}

int dates_fit(const EventView& a, const EventView& b) {
  const bool own_a = a.date && !a.dated_by_publication, own_b = b.date && !b.dated_by_publication;
  if (own_a && own_b) return overlap(*a.date, *b.date) ? (*a.date == *b.date ? 3 : 2) : 0;
  // What is recalled without a day of its own could be any time; what is to come is not yet what came.
  if (a.newness == Newness::background || b.newness == Newness::background) return 0;
  if ((a.factuality == Factuality::future) != (b.factuality == Factuality::future)) return 0;
  if (own_a || own_b) {
    const EventView &dated = own_a ? a : b, &other = own_a ? b : a;
    return !other.published || overlap(*dated.date, reported(*other.published)) ? 1 : 0;
  }
  if (!a.published || !b.published) return 1;
  return std::abs(*a.published - *b.published) <= report_spread_days ? 1 : 0;
}

// -1: they cannot be one place.
int places_fit(const EventView& a, const EventView& b) {
  if (!a.place || !b.place) return 0;
  if (!a.place->country.empty() && !b.place->country.empty() && a.place->country != b.place->country) return -1;
  if (a.place->precision != "city" || b.place->precision != "city") return 0;
  return a.place->name == b.place->name ? 2 : -1;
}

}  // namespace

int fit_of(const EventView& a, const EventView& b) {
  if (a.type != b.type) return 0;
  if (!a.mode.empty() && !b.mode.empty() && a.mode != b.mode) return 0;
  const int parties = parties_fit(a, b), dates = dates_fit(a, b), places = places_fit(a, b);
  if (dates == 0 || places < 0) return 0;
  // Without a party in common the same town on the same day must do.
  if (parties == 0 &&
      (places < 2 || (!a.actors.empty() && !b.actors.empty()) || (!a.recipients.empty() && !b.recipients.empty())))
    return 0;
  return 2 * parties + 2 * dates + places + (a.mode == b.mode);
}

std::optional<Interval> told_date(const EventView& event) {
  if (event.date && !event.dated_by_publication) return event.date;
  if (event.newness == Newness::background) return std::nullopt;
  if (event.date) return event.date;
  if (event.published) return Interval{*event.published, *event.published};
  return std::nullopt;
}

}  // namespace demarche
