// Whose "police", "government" or "protesters" they are when the words do not say: owner, same noun before, sentence,
// scene.
#include <algorithm>

#include "stages/ground/actor_resolver.h"
#include "stages/ground/word_lists.h"

namespace demarche {

std::uint32_t ActorResolver::country_of_draft(std::uint32_t i) const {
  const Draft& d = drafts_[i];
  if (!actors_of_[i].empty()) {
    const std::string_view country = out_.actors[actors_of_[i].front()].country();
    if (!country.empty()) return table_.string_of(country).value_or(0);
  }
  return d.lands.empty() ? 0 : country_string(d.lands.front());
}

std::uint32_t ActorResolver::local_country(std::uint32_t i) const {
  const Draft& d = drafts_[i];
  const std::uint32_t begin = std::max(sentence_first_[d.sentence], i < sentence_drafts ? 0u : i - sentence_drafts);
  std::uint32_t place = 0;
  for (std::uint32_t k = i; k-- > begin;) {
    const std::uint32_t c = country_of_draft(k);
    if (c == 0 || drafts_[k].pronoun != PronounClass::none || international(table_.text(c))) continue;
    if (!drafts_[k].place_only) return c;
    if (place == 0) place = c;
  }
  return place;
}

bool ActorResolver::of_the_scene(std::uint8_t sector) {
  switch (static_cast<Sector>(sector)) {
    case Sector::CVL:
    case Sector::REB:
    case Sector::COP:
    case Sector::CRM:
    case Sector::REF:
    case Sector::MED:
    case Sector::EDU:
    case Sector::LAB:
    case Sector::REL:
      return true;
    default:
      return false;
  }
}

std::uint32_t ActorResolver::local_place(std::uint32_t i) const {
  const Draft& d = drafts_[i];
  const std::uint32_t begin = std::max(sentence_first_[d.sentence], i < sentence_drafts ? 0u : i - sentence_drafts);
  const std::uint32_t end = std::min(sentence_first_[d.sentence + 1], i + sentence_drafts);
  std::uint32_t found = 0;
  for (std::uint32_t k = begin; k < end; ++k)
    if (k != i && (drafts_[k].place_only || drafts_[k].weak_land) && !drafts_[k].lands.empty()) {
      if (k < i || found == 0) found = country_string(drafts_[k].lands.front());
      if (k > i) break;
    }
  return found;
}

std::uint32_t ActorResolver::infer_country(std::uint32_t i) {
  const std::uint32_t country = infer_any_country(i);
  if (country == 0 || drafts_[i].hit == no_word) return country;
  if (table_.text(country) == "ISR" && drafts_[i].sector == static_cast<std::uint8_t>(Sector::REB) &&
      drafts_[i].lands.empty())
    if (const auto other = table_.string_of("PSE"); other && weight_of(*other) > 0) return *other;
  if (table_.text(country) != "PSE") return country;
  // Palestine keeps no army, and its settlers are Israel's.
  const Hit& hit = hit_of(drafts_[i]);
  const bool settlers = hit.noun && table_.text(hit.noun->name) == "settler";
  if (drafts_[i].sector != static_cast<std::uint8_t>(Sector::MIL) && !settlers) return country;
  return table_.string_of("ISR").value_or(country);
}

std::uint32_t ActorResolver::infer_any_country(std::uint32_t i) {
  Draft& d = drafts_[i];
  if (d.owner != no_word) {
    if (const std::uint32_t c = owner_country(i)) {
      rules_[i] = "noun.owner";
      return c;
    }
  }
  if (d.hit != no_word && hit_of(d).noun) {
    const auto same = last_of_noun_.find(hit_of(d).noun->name);
    if (same != last_of_noun_.end() && d.sentence - drafts_[same->second].sentence <= 12) {
      rules_[i] = "coref.same-noun";
      return country_of_draft(same->second);
    }
  }
  if (d.hit != no_word && hit_of(d).noun && table_.text(hit_of(d).noun->name).starts_with("peacekeep"))
    for (const CountryWeight& w : ranked_)
      if (table_.text(w.country).starts_with("IGO:")) {
        rules_[i] = "document.organisation";
        return w.country;
      }
  if (d.hit != no_word && hit_of(d).noun && table_.text(hit_of(d).noun->name) == "administration")
    if (const auto land = table_.string_of("USA");
        land && weight_of(*land) > 0) {  // no other government is called so by itself
      rules_[i] = "document.administration";
      return *land;
    }
  if (of_the_scene(d.sector)) {
    if (const std::uint32_t c = local_place(i)) {
      rules_[i] = "document.sentence-place";
      return c;
    }
    rules_[i] = "document.scene";
    return scene_;
  }
  if (const std::uint32_t c = local_country(i); c != 0 && weight_of(c) * 3 >= weight_of(main_)) {
    rules_[i] = "document.sentence";
    return c;
  }
  rules_[i] = "document.main-country";
  return main_;
}

std::uint32_t ActorResolver::owner_country(std::uint32_t i) {
  const Draft& d = drafts_[i];
  const PronounClass p = pronoun_class(form(d.owner));
  if (p == PronounClass::relative)  // "Sarkozy, whose country"
    return i > 0 && drafts_[i - 1].sentence == d.sentence ? country_of_draft(i - 1) : 0;
  if (p != PronounClass::none) {
    const auto r = find_antecedent(i, p, true);
    if (!r) return 0;
    const std::uint32_t owner = references_[*r].draft;
    const std::uint32_t country = country_of_draft(owner);
    const std::string_view noun =
        d.hit != no_word && hit_of(d).noun ? table_.text(hit_of(d).noun->name) : std::string_view{};
    if (!d.plural && (noun == "neighbour" || noun == "neighbor")) return other_country(i, country);
    // "Hamas and its leader": the leader of the armed group is of the group.
    const Actor& a = out_.actors[actors_of_[owner].front()];
    const bool armed = !a.sectors.empty() && (a.sectors.front() == Sector::REB || a.sectors.front() == Sector::PRM);
    if (armed &&
        (d.sector == static_cast<std::uint8_t>(Sector::GOV) || d.sector == static_cast<std::uint8_t>(Sector::MIL)))
      return table_.string_of(a.code).value_or(country);
    return country;
  }
  const Hit* hit = hits_.covering(d.owner);
  if (hit != nullptr && hit->noun) {
    if (role_of_noun(table_.text(hit->noun->name)) == NounRole::country) return last_country(i);
    const auto same = last_of_noun_.find(hit->noun->name);
    if (same != last_of_noun_.end()) return country_of_draft(same->second);
    return 0;
  }
  if (const auto seen = named_.find(name_key(d.owner, d.owner + 1)); seen != named_.end()) {
    const std::string_view country = out_.actors[seen->second].country();
    if (!country.empty()) return table_.string_of(country).value_or(0);
  }
  if (hit != nullptr && (hit->surname || hit->person))
    if (const auto known = read_person(table_, *hit, hits_.atoms.data(), day_, spoken_of_))
      return country_string(known->code);
  return 0;
}

/// "India urged its neighbour": the last country spoken of that is not India.
std::uint32_t ActorResolver::other_country(std::uint32_t i, std::uint32_t not_this) const {
  const std::uint32_t end = i < sentence_drafts ? 0 : i - sentence_drafts;
  for (std::uint32_t k = i; k-- > end;) {
    const std::uint32_t c = country_of_draft(k);
    if (c != 0 && c != not_this && !international(table_.text(c))) return c;
  }
  return not_this;
}

}  // namespace demarche
