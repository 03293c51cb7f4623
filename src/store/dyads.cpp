#include "store/dyads.h"

#include <algorithm>

#include "types/actor.h"

namespace demarche::store {
namespace {

void note(std::vector<Dyad>& out, std::string_view from, std::string_view to, bool mutual) {
  if (from.empty() || to.empty()) return;
  const bool ordered = from <= to;
  Dyad dyad{std::string(ordered ? from : to), std::string(ordered ? to : from), ordered ? 1 : 2};
  if (mutual || from == to) dyad.direction = 0;
  const auto same = [&](const Dyad& d) { return d.first == dyad.first && d.second == dyad.second; };
  const auto known = std::find_if(out.begin(), out.end(), same);
  if (known == out.end()) {
    out.push_back(std::move(dyad));
  } else if (known->direction != dyad.direction) {
    known->direction = 0;
  }
}

}  // namespace

std::vector<Dyad> dyads_of(const std::vector<StoredParty>& parties) {
  std::vector<std::string_view> actors, recipients;
  for (const StoredParty& party : parties) {
    if (party.role == Role::actor) actors.push_back(country_of_code(party.code));
    if (party.role == Role::recipient) recipients.push_back(country_of_code(party.code));
  }
  std::vector<Dyad> out;
  if (recipients.empty()) {
    for (std::size_t i = 0; i < actors.size(); ++i)
      for (std::size_t j = i + 1; j < actors.size(); ++j) note(out, actors[i], actors[j], true);
  } else {
    for (std::string_view actor : actors)
      for (std::string_view recipient : recipients) note(out, actor, recipient, false);
  }
  std::sort(out.begin(), out.end(),
            [](const Dyad& a, const Dyad& b) { return a.first != b.first ? a.first < b.first : a.second < b.second; });
  return out;
}

int standing_of(std::string_view newness, std::string_view factuality) {
  if (newness != "new") return 1;
  return factuality == "actual" ? 0 : 2;
}

}  // namespace demarche::store
