// Drafts of names: persons, countries and places, bodies.
#include <algorithm>

#include "stages/ground/phrase_finder.h"
#include "stages/ground/word_lists.h"

namespace demarche {

std::uint32_t PhraseFinder::person_name_from(std::uint32_t w, const Hit& title) const {
  if (w >= last_ || taken_[w] != 0) return w;
  if (name_at_[w] != no_word && names_[name_at_[w]].first <= w && names_[name_at_[w]].name_class == NameClass::PER)
    return longer_name(std::min(names_[name_at_[w]].last, last_));
  if (const Hit* hit = hits_.starting(w); hit != nullptr && (hit->person || hit->surname) && !hit->adjective)
    return hit->last;
  // A run of capitalised proper nouns after a capitalised title, when the tagger saw no name.
  if (!capital(title.first) && title.last - title.first < 2) return w;
  std::uint32_t end = w;
  while (end < last_ && end < w + 4 && capital(end) && upos(end) == Upos::PROPN && !names_a_time(form(end))) {
    const Hit* hit = hits_.starting(end);
    if (hit != nullptr && (hit->land || hit->body || hit->noun) && !hit->surname && !hit->person) break;
    ++end;
  }
  return end;
}

std::uint32_t PhraseFinder::longer_name(std::uint32_t end) const {
  for (int more = 0; more < 2 && end < last_ && taken_[end] == 0 && upos(end) == Upos::PROPN && capital(end); ++more) {
    const Hit* hit = hits_.covering(end);
    if (hit != nullptr && (hit->land || hit->body || hit->noun)) break;
    if (name_at_[end] != no_word && names_[name_at_[end]].name_class != NameClass::PER) break;
    if (names_a_time(form(end))) break;
    ++end;
  }
  // "Tsai Ing | -wen": the table or the hyphen knows where it ends.
  if (end < last_ && end > first_ && hyphen(end) && !tokens_.words[end].space_after &&
      !tokens_.words[end - 1].space_after && end + 1 < last_ && taken_[end + 1] == 0)
    end += 2;
  return end;
}

void PhraseFinder::persons() {
  for (std::uint32_t w = first_; w < last_; ++w) {
    if (taken_[w] != 0) continue;
    std::uint32_t end = w;
    if (name_at_[w] != no_word && names_[name_at_[w]].name_class == NameClass::PER) {
      end = longer_name(std::min(names_[name_at_[w]].last, last_));
      // A title inside the span is not part of the name.
      while (w + 1 < end && is_name_prefix(form(w))) ++w;
    } else if (const Hit* hit = hits_.starting(w);
               hit != nullptr && (hit->person || hit->surname) && person_reading(*hit) && !told_as_time(w)) {
      end = hit->last;
    } else if (upos(w) == Upos::PROPN && capital(w) && hits_.covering(w) == nullptr && bare_family_name(w)) {
      end = w + 1;
    }
    if (end <= w || names_no_person(w, end) || (end == w + 1 && names_a_time(form(w)))) continue;
    std::uint32_t last = w;
    while (last < end && taken_[last] == 0) ++last;
    if (possessive_mark(last - 1) && last - 1 > w) --last;
    if (last <= w) continue;
    std::uint32_t first = w;
    while (first > first_ && taken_[first - 1] == 0 && is_name_prefix(form(first - 1)) && capital(first - 1)) --first;
    Draft d = start(first, last, last - 1);
    d.kind = MentionKind::name;
    d.needs = Draft::Needs::person;
    d.named_as = NamedAs::person;
    d.name_first = w;
    d.name_last = last;
    d.rule = "person.name";
    mark(d.first, d.last);
    drafts_.push_back(std::move(d));
    w = last - 1;
  }
}

bool PhraseFinder::bare_family_name(std::uint32_t w) const {
  if (name_at_[w] != no_word && names_[name_at_[w]].last - names_[name_at_[w]].first > 1) return false;
  if (w > first_ && upos(w - 1) == Upos::PROPN && !is_name_prefix(form(w - 1))) return false;
  if (w + 1 < last_ && upos(w + 1) == Upos::PROPN) return false;
  if (family_names_.contains(hash64(form(w)))) return true;
  const std::uint32_t up = governor(w);
  return name_at_[w] == no_word && deprel(w) == Deprel::nsubj && up != no_word && upos(up) == Upos::VERB &&
         is_saying_lemma(syntax_.lemma(up));
}

bool PhraseFinder::names_no_person(std::uint32_t first, std::uint32_t last) const {
  if (const Hit* over = hits_.covering(first); over != nullptr && over->first < first)  // "Al | -Qaeda"
    return (over->body || over->land) && !over->person && !over->surname;
  const Hit* hit = hits_.starting(first);
  if (hit == nullptr || hit->person || hit->surname) return false;
  if (hit->last < last && !(hit->last + 1 == last && possessive_mark(hit->last))) return false;
  if (hit->body) return true;
  if (!hit->land) return false;
  return hit->land->kind != SenseKind::place || (first > first_ && is_place_preposition(form(first - 1)));
}

bool PhraseFinder::person_reading(const Hit& hit) const {
  if (hit.person && hit.last - hit.first > 1) return true;
  if (hit.land || hit.body || hit.noun) return false;
  const std::uint32_t w = hit.last - 1;
  if (upos(w) != Upos::PROPN) return false;
  if (hit.first > first_ && upos(hit.first - 1) == Upos::PROPN && capital(hit.first - 1) &&
      !is_name_prefix(form(hit.first - 1)))
    return false;
  if (hit.last < last_ && upos(hit.last) == Upos::PROPN && capital(hit.last)) return false;
  return name_at_[w] == no_word || names_[name_at_[w]].name_class == NameClass::PER ||
         names_[name_at_[w]].last - names_[name_at_[w]].first == 1;
}

void PhraseFinder::named() {
  for (std::uint32_t w = first_; w < last_; ++w) {
    const Hit* hit = hits_.starting(w);
    if (hit == nullptr || taken_[w] != 0) continue;
    if (hit->body)
      body(*hit);
    else if (hit->land)
      land(*hit);
  }
}

void PhraseFinder::body(const Hit& hit) {
  std::uint32_t first = hit.first;
  if (first > first_ && is(first - 1, "the") && taken_[first - 1] == 0) --first;
  const bool adjective_place = hit.land && hit.adjective;
  Draft d = start(first, hit.last, hit.last - 1);
  const Sense& s = adjective_place ? *hit.land : *hit.body;
  d.kind = modifies_noun(hit) ? MentionKind::adjective : MentionKind::name;
  d.named_as = s.kind == SenseKind::body ? s.named_as() : NamedAs::country;
  d.hit = hits_.at[hit.first];
  d.code = s.code;
  d.name = s.name;
  d.sector = s.sector;
  d.plural = d.named_as == NamedAs::group;
  d.rule = "body.name";
  mark(d.first, d.last);
  drafts_.push_back(std::move(d));
}

bool PhraseFinder::modifies_noun(const Hit& hit) const {
  const std::uint32_t w = hit.last - 1;
  const Deprel d = deprel(w);
  const std::uint32_t up = governor(w);
  return (d == Deprel::amod || d == Deprel::compound || d == Deprel::nmod_desc) && up != no_word && up >= hit.last &&
         up < last_;
}

void PhraseFinder::land(const Hit& hit) {
  const Sense& s = *hit.land;
  if (s.kind == SenseKind::place && !capital_place(hit)) return;
  std::uint32_t first = hit.first;
  if (first > first_ && is(first - 1, "the") && taken_[first - 1] == 0 && !modifies_noun(hit)) --first;
  Draft d = start(first, hit.last, hit.last - 1);
  d.hit = hits_.at[hit.first];
  d.name = s.name;
  d.lands.push_back(s.code);
  d.named_as = NamedAs::country;
  const bool modifier =
      modifies_noun(hit) || (hit.adjective && !hit.people) || (hit.adjective && upos(hit.last - 1) == Upos::ADJ);
  if (hit.adjective || hit.people) {
    const bool noun_use = hit.people && !modifier;
    d.kind = noun_use ? MentionKind::description : MentionKind::adjective;
    if (noun_use) {
      d.first = walk_left(hit.first, hit.last).first;
      d.sector = static_cast<std::uint8_t>(Sector::CVL);
      d.named_as = NamedAs::group;
      d.plural = form(hit.last - 1).ends_with('s') || form(hit.last - 1).ends_with("ese") ||
                 form(hit.last - 1).ends_with("sh");
    }
    d.rule = noun_use ? "demonym.people" : "demonym.adjective";
  } else {
    d.kind = modifier ? MentionKind::adjective : MentionKind::name;
    d.place_only = located(d.first) || s.kind == SenseKind::place;
    if (!d.place_only && hit.seat) d.lands.front() = hit.seat->code;
    d.rule = s.kind == SenseKind::country   ? "country.name"
             : s.kind == SenseKind::capital ? "country.capital"
             : s.kind == SenseKind::region  ? "country.region"
                                            : "place.name";
    if (s.kind == SenseKind::region || s.kind == SenseKind::place) d.named_as = NamedAs::group;
  }
  mark(d.first, d.last);
  drafts_.push_back(std::move(d));
}

bool PhraseFinder::capital_place(const Hit& hit) const {
  if (hit.last - hit.first > 1) return true;
  const std::uint32_t w = hit.first;
  if (name_at_[w] != no_word) return names_[name_at_[w]].name_class == NameClass::LOC;
  return upos(w) == Upos::PROPN && w > first_ && upos(w - 1) == Upos::ADP;
}

bool PhraseFinder::dateline(std::uint32_t first) const {
  const Hit* hit = hits_.covering(first);
  std::uint32_t w = hit == nullptr ? first + 1 : hit->last;
  for (int more = 0; more < 2 && w + 1 < last_ && is(w, ","); ++more) {  // "Cairo, Egypt", "Cairo, May 3"
    const Hit* next = hits_.starting(w + 1);
    if (next != nullptr && next->land)
      w = next->last;
    else if (names_a_time(form(w + 1)))
      return true;
    else
      return false;
  }
  return w < last_ && (form(w) == "(" || form(w) == "—" || form(w) == "–" || form(w) == "--" ||
                       (form(w) == "-" && tokens_.words[w - 1].space_after));
}

bool PhraseFinder::located(std::uint32_t first, int lists) const {
  std::uint32_t w = first;
  for (int steps = 0; w > first_ && steps < 5; ++steps) {
    --w;
    if (is_place_preposition(form(w))) return true;
    if (is(w, "to") || is(w, "for")) {
      for (std::uint32_t v = w, seen = 0; v > first_ && seen < 4; ++seen)
        if (is_motion_word(form(--v))) return true;
      return false;
    }
    // "in the south-eastern part", "in war-torn Somalia"
    if (hyphen(w) || is_compass_word(form(w))) continue;
    const Upos tag = upos(w);
    if (tag != Upos::DET && tag != Upos::ADJ && !(tag == Upos::VERB && deprel(w) == Deprel::amod)) break;
  }
  if (first == first_ && dateline(first)) return true;
  // "in Istanbul, Paris and London"
  if (lists < 6 && first > first_ + 1 && (is(first - 1, "and") || is(first - 1, ","))) {
    const std::uint32_t end = is(first - 2, ",") && first > first_ + 2 ? first - 3 : first - 2;
    const Hit* before = hits_.ending(end);
    if (before != nullptr && before->land && !before->adjective && before->first < first &&
        located(before->first, lists + 1))
      return true;
  }
  // "Baghdad, Iraq": the second of two places.
  if (first > first_ + 1 && is(first - 1, ",")) {
    const Hit* before = hits_.ending(first - 2);
    if (before != nullptr && before->land &&
        (before->land->kind == SenseKind::place || before->land->kind == SenseKind::capital))
      return true;
  }
  return false;
}

bool PhraseFinder::several_parties(std::uint32_t first, std::uint32_t last) const {
  int parties = 0;
  for (std::uint32_t w = first; w < last; ++w)
    if (const Hit* hit = hits_.starting(w); hit != nullptr && (hit->land || hit->body)) {
      const bool linked = w > first && (hyphen(w - 1) || is(w - 1, "and") || is(w - 1, "/"));
      if (parties == 0 || linked) ++parties;
    }
  return parties > 1;
}

void PhraseFinder::bodies_without_entry() {
  for (std::uint32_t w = first_; w < last_; ++w) {
    const std::uint32_t n = name_at_[w];
    if (n == no_word || names_[n].name_class != NameClass::ORG || names_[n].first != w) continue;
    const std::uint32_t end = std::min(names_[n].last, last_);
    const Hit* whole = hits_.starting(w);
    if (whole != nullptr && whole->last >= end && (whole->body || whole->land)) continue;
    if (std::any_of(taken_.begin() + w, taken_.begin() + end, [](std::uint32_t t) { return t != 0; })) continue;
    if (end == w + 1 && (form(w) == "North" || form(w) == "South")) continue;
    if (several_parties(w, end)) continue;  // "China-EU"
    std::uint32_t first = w;
    if (first > first_ && is(first - 1, "the") && taken_[first - 1] == 0) --first;
    Draft d = start(first, end, end - 1);
    d.kind = MentionKind::name;
    d.needs = Draft::Needs::body;
    d.named_as = NamedAs::body;
    d.name_first = w;
    d.name_last = end;
    for (std::uint32_t k = w; k < end && d.lands.empty(); ++k)
      if (const Hit* hit = hits_.starting(k); hit != nullptr && (hit->land || hit->body)) add_lands(d, {hit}, false);
    d.sector = sector_of_body_name(form(end - 1));
    if (d.sector == 255) d.sector = sector_of_body_name(form(w));
    d.rule = "body.unknown";
    mark(d.first, d.last);
    drafts_.push_back(std::move(d));
    w = end - 1;
  }
}

}  // namespace demarche
