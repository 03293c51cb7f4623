#include "stages/ground/actor_phrases.h"

#include <algorithm>

#include "stages/ground/phrase_finder.h"
#include "stages/ground/word_lists.h"

namespace demarche {

std::vector<Draft> PhraseFinder::run() {
  for (std::uint32_t s = 0; s < tokens_.sentences.size(); ++s) {
    sentence_ = s;
    first_ = tokens_.sentences[s].first;
    last_ = tokens_.sentences[s].last;
    const std::size_t begin = drafts_.size();
    nouns();
    persons();
    bodies_without_entry();
    named();
    amounts();
    documents();
    pairs();
    pronouns();
    std::sort(drafts_.begin() + static_cast<std::ptrdiff_t>(begin), drafts_.end(),
              [](const Draft& a, const Draft& b) { return a.first != b.first ? a.first < b.first : a.last > b.last; });
  }
  return std::move(drafts_);
}

bool PhraseFinder::possessive_mark(std::uint32_t w) const {
  if (w < first_ || w >= last_) return false;
  const std::string_view f = form(w);
  return f == "'s" || f == "’s" || ((f == "'" || f == "’") && w > first_ && form(w - 1).ends_with('s')) || f == "'S";
}

const Hit* PhraseFinder::land_ending(std::uint32_t w) const {
  const Hit* hit = hits_.ending(w);
  if (hit == nullptr || (!hit->land && !hit->body)) return nullptr;
  if (hit->land && !hit->body && !hit->adjective && (hit->surname || hit->person) && is_person_name(w)) return nullptr;
  if (hit->land && hit->land->kind == SenseKind::place && !hit->body && is_person_name(w)) return nullptr;
  if (hit->noun && !hit->body && !hit->adjective) return nullptr;
  return hit;
}

PhraseFinder::Left PhraseFinder::walk_left(std::uint32_t noun, std::uint32_t noun_last) const {
  Left left;
  left.first = noun;
  std::uint32_t k = noun;
  while (k > first_) {
    const std::uint32_t w = k - 1;
    if (taken_[w] != 0) break;
    const std::string_view f = form(w);
    if (possessive_mark(w) && w > first_) {
      take_owner(w, left);
      break;
    }
    if (const Hit* hit = land_ending(w)) {
      if (hit->first < first_) break;
      left.lands.push_back(hit);
      left.first = k = hit->first;
      // "Japanese and Chinese ministers", "U.S.-led", "U.S. and British troops"
      if (k > first_ + 1 && (is(k - 1, "and") || is(k - 1, "or") || hyphen(k - 1) || is(k - 1, "/")))
        if (const Hit* other = land_ending(k - 2); other != nullptr && !possessive_mark(k)) {
          left.lands.push_back(other);
          left.first = k = other->first;
        }
      if (k > first_ + 2 && is(k - 1, ","))
        if (const Hit* other = land_ending(k - 2); other != nullptr && other->adjective && left.lands.size() > 1) {
          left.lands.push_back(other);
          left.first = k = other->first;
        }
      continue;
    }
    const Upos tag = upos(w);
    if (tag == Upos::DET || is(w, "the") || is(w, "a") || is(w, "an") || is(w, "both")) {
      if (is(w, "no") || is(w, "what") || is(w, "which")) break;
      left.definite |=
          is(w, "the") || is(w, "both") || is(w, "these") || is(w, "those") || is(w, "this") || is(w, "that");
      left.indefinite |= is(w, "a") || is(w, "an");
      if (is(w, "both")) left.count = 2;
      left.first = k = w;
      if (k > first_ && (is(k - 1, "all") || is(k - 1, "both"))) {
        if (is(k - 1, "both")) left.count = 2;
        left.first = k - 1;
      }
      break;
    }
    if (tag == Upos::PRON && is_owner_pronoun(f)) {
      left.owner = w;
      left.owned = left.definite = true;
      left.first = k = w;
      break;
    }
    if (is_former(f)) left.former = true;
    if (const int n = small_number(f); n > 1 && n < 13) left.count = static_cast<std::uint8_t>(n);
    if (!modifies(w, noun_last)) break;
    left.first = k = w;
  }
  // A bare adverb or hyphen at the edge is no part of a phrase.
  while (left.first < noun && (hyphen(left.first) || upos(left.first) == Upos::ADV || upos(left.first) == Upos::PUNCT))
    ++left.first;
  return left;
}

std::uint32_t PhraseFinder::walk_quantity(std::uint32_t first) const {
  if (first < first_ + 2 || !is(first - 1, "of") || taken_[first - 2] != 0) return first;
  std::uint32_t w = first - 2;
  if (upos(w) != Upos::NUM && !is_quantity(form(w))) return first;
  while (w > first_ && taken_[w - 1] == 0) {
    const Upos tag = upos(w - 1);
    if (tag != Upos::DET && tag != Upos::NUM && tag != Upos::ADJ &&
        !(tag == Upos::ADV && deprel(w - 1) == Deprel::advmod && governor(w - 1) == w))
      break;
    --w;
  }
  // "hundreds of thousands of"
  return w >= first_ + 2 && is(w - 1, "of") ? walk_quantity(w) : w;
}

bool PhraseFinder::modifies(std::uint32_t w, std::uint32_t noun_last) const {
  const Upos tag = upos(w);
  const std::uint32_t up = governor(w);
  const bool inside = up != no_word && up > w && up < noun_last;
  switch (tag) {
    case Upos::ADJ:
    case Upos::NUM:
      return true;
    case Upos::PROPN:
    case Upos::NOUN: {
      if (names_a_time(form(w))) return false;
      const Deprel d = deprel(w);
      return inside || d == Deprel::compound || d == Deprel::amod || d == Deprel::nmod_desc || d == Deprel::flat;
    }
    case Upos::VERB:
      return deprel(w) == Deprel::amod && inside;
    case Upos::ADV:
      return deprel(w) == Deprel::advmod && inside;
    case Upos::PUNCT:
      return hyphen(w) && (!tokens_.words[w].space_after || (w > first_ && !tokens_.words[w - 1].space_after));
    case Upos::SYM:
      return hyphen(w) && !tokens_.words[w].space_after;
    default:
      return false;
  }
}

void PhraseFinder::take_owner(std::uint32_t mark, Left& left) const {
  left.owned = left.definite = true;
  const std::uint32_t w = mark - 1;
  if (const Hit* hit = land_ending(w)) {
    left.lands.push_back(hit);
    left.first = hit->first;
    while (left.first > first_ && (is(left.first - 1, "the") || upos(left.first - 1) == Upos::ADJ)) --left.first;
    return;
  }
  left.owner = w;
  if (taken_[w] != 0) {  // "the country's president": the owner is a party of its own
    left.first = std::max({first_, taken_[w] - 1, w < 16 ? 0u : w - 16});
    return;
  }
  std::uint32_t k = w;
  while (k > first_ && taken_[k - 1] == 0 &&
         (upos(k - 1) == Upos::ADJ || upos(k - 1) == Upos::PROPN || upos(k - 1) == Upos::NOUN ||
          upos(k - 1) == Upos::DET)) {
    --k;
    if (upos(k) == Upos::DET) break;
  }
  left.first = k;
}

PhraseFinder::Right PhraseFinder::walk_right(std::uint32_t noun_last, bool plural) const {
  Right right;
  right.last = noun_last;
  std::uint32_t k = noun_last;
  if (k >= last_) return right;
  const bool of = is(k, "of"), for_ = is(k, "for"), from = is(k, "from"),
             in = is(k, "in") || from || is(k, "at") || is(k, "inside");
  if (!of && !for_ && !in) return right;
  ++k;
  const std::uint32_t limit = std::min(last_, k + 5);
  // "a spokesman for Abbas", "supporters of Mr. Tsvangirai"
  if (of || for_)
    for (std::uint32_t w = k; w < limit; ++w) {
      if (is_name_prefix(form(w))) continue;
      if (is_person_name(w)) {
        right.owner = std::min(names_[name_at_[w]].last, last_) - 1;
        return right;
      }
      break;
    }
  while (k < limit) {
    const Hit* hit = hits_.starting(k);
    if (hit != nullptr && (hit->land || hit->body) && !((hit->person || hit->surname) && is_person_name(k))) {
      if (in && hit->body && !hit->land) return right;
      if (for_ && !hit->body && hit->adjective) return right;
      right.lands.push_back(hit);
      right.weak = in && !from;
      right.origin = from;
      right.last = hit->last;
      std::uint32_t at = hit->last;
      while (plural && at + 1 < last_ && (is(at, "and") || is(at, ",")) && !in) {
        std::uint32_t next = at + 1;
        if (next < last_ && is(next, "and")) ++next;
        if (next < last_ && is(next, "the")) ++next;
        const Hit* other = next < last_ ? hits_.starting(next) : nullptr;
        if (other == nullptr || !other->land || other->adjective) break;
        right.lands.push_back(other);
        right.last = at = other->last;
      }
      if (hit->adjective && hit->land && !hit->body) {  // "of the Iranian army": up to its noun
        if (hit->last < last_ && (upos(hit->last) == Upos::NOUN || upos(hit->last) == Upos::PROPN))
          right.last = hit->last + 1;
      }
      return right;
    }
    if (hit != nullptr && hit->noun) return right;
    const Upos tag = upos(k);
    if (tag != Upos::DET && tag != Upos::ADJ && tag != Upos::PROPN && tag != Upos::VERB && !(tag == Upos::NOUN && of))
      return right;
    ++k;
  }
  return right;
}

void PhraseFinder::add_lands(Draft& d, const std::vector<const Hit*>& lands, bool all) const {
  for (const Hit* hit : lands) {
    const Sense& s = hit->body && !(hit->adjective && hit->land) ? *hit->body : hit->land ? *hit->land : *hit->body;
    if (std::find(d.lands.begin(), d.lands.end(), s.code) == d.lands.end()) d.lands.push_back(s.code);
    if (!all) return;
  }
}

Draft PhraseFinder::start(std::uint32_t first, std::uint32_t last, std::uint32_t core) const {
  Draft d;
  d.first = first;
  d.last = last;
  d.core = core;
  d.sentence = sentence_;
  d.head = head_of(syntax_, first, last, core);
  const Deprel role = deprel(d.head);
  d.subject = role == Deprel::nsubj || role == Deprel::nsubj_pass || role == Deprel::nsubj_outer;
  d.possessive = role == Deprel::nmod_poss || (last < last_ && possessive_mark(last));
  return d;
}

void PhraseFinder::nouns() {
  for (std::uint32_t w = first_; w < last_;) {
    const Hit* hit = hits_.covering(w);
    if (hit == nullptr || hit->first != w || !hit->noun || taken_[w] != 0 || !noun_reading(*hit)) {
      ++w;
      continue;
    }
    w = std::max(hit->last, noun(*hit));
  }
}

bool PhraseFinder::noun_reading(const Hit& hit) const {
  const std::uint32_t w = hit.last - 1;
  if (hit.body && !hit.noun->plural() && capital(hit.first)) return false;
  if ((hit.person || hit.surname) && is_person_name(w)) return false;
  const Upos tag = upos(w);
  if (tag != Upos::NOUN && tag != Upos::PROPN && hit.last - hit.first == 1) {
    // "the wounded", "the dead", when nothing follows that they describe.
    if (tag != Upos::ADJ && tag != Upos::VERB) return false;
    if (!hit.noun->plural() || hit.first == first_ || !is(hit.first - 1, "the")) return false;
    if (hit.last < last_ &&
        (upos(hit.last) == Upos::NOUN || upos(hit.last) == Upos::PROPN || upos(hit.last) == Upos::ADJ))
      return false;
  }
  // A noun that only modifies a following one: "police station", "government policy", "army base" is no party; but
  // "police chief" is one name, and "rebel group", "opposition party" end in a noun of ours.
  if (hit.last < last_) {
    const std::uint32_t up = governor(w);
    const Deprel d = deprel(w);
    if ((d == Deprel::compound || d == Deprel::amod) && up != no_word && up > w && up < last_) {
      const Hit* next = hits_.covering(up);
      const NounRole role = role_of_noun(table_.text(hit.noun->name));
      // "state terrorism", "city hall", "border post"
      if (role == NounRole::country || role == NounRole::place || role == NounRole::side) return false;
      const bool noun_follows = next != nullptr && next->noun && !next->person;
      if (noun_follows && up == hit.last) return false;
      if (is_person_name(up) || (upos(up) == Upos::PROPN && hit.noun->noun_kind() == NounKind::person)) return true;
      modifier_ = true;
      return true;
    }
  }
  return true;
}

std::uint32_t PhraseFinder::noun(const Hit& hit) {
  const Left left = walk_left(hit.first, hit.last);
  Right right = walk_right(hit.last, hit.noun->plural());
  // "its troops from Lebanon": whose they are is said already.
  if (left.owned && (right.weak || right.origin)) right = Right{hit.last, {}, false, false, no_word};
  const Sense& sense = *hit.noun;
  std::uint32_t last = hit.last;
  const bool right_only = left.lands.empty() && !right.lands.empty();
  const bool named_here = right_only && !right.weak;
  if (named_here) last = right.last;
  // "President Vladimir Putin", "Prime Minister of Italy Silvio Berlusconi", "President Sarkozy and Chancellor
  // Merkel"
  std::uint32_t name_first = 0, name_last = 0;
  const bool one = !sense.plural() && sense.noun_kind() == NounKind::group;  // "activist Joshua Wong"
  if (sense.noun_kind() == NounKind::person || hit.title || (one && last < last_ && is_person_name(last)))
    if (const std::uint32_t end = person_name_from(last, hit); end > last) {
      name_first = last;
      name_last = last = end;
    }
  const std::uint32_t first = sense.plural() ? walk_quantity(left.first) : left.first;
  Right behind;
  if (name_last > name_first && left.lands.empty() && right.lands.empty()) {  // "spokesman Jan Novak of the Czech army"
    behind = walk_right(name_last, false);
    if (behind.weak) behind.lands.clear();
  }
  Draft d = start(first, last, name_last > name_first ? name_last - 1 : hit.last - 1);
  d.kind = hit.title || name_last > name_first ? MentionKind::title : MentionKind::description;
  d.named_as = sense.noun_kind() == NounKind::person ? NamedAs::person
               : sense.noun_kind() == NounKind::body ? NamedAs::body
                                                     : NamedAs::group;
  if (sense.plural() && d.named_as == NamedAs::person) d.named_as = NamedAs::group;
  d.hit = hits_.at[hit.first];
  d.sector =
      left.former && sense.noun_kind() == NounKind::person ? static_cast<std::uint8_t>(Sector::ELI) : sense.sector;
  d.former = left.former || sense.sector == static_cast<std::uint8_t>(Sector::ELI);
  d.office = sense.office;
  d.plural = sense.plural();
  d.definite = left.definite;
  d.count = left.count;
  d.owner = left.owner != no_word || !left.lands.empty() ? left.owner : right.owner;
  d.name_first = name_first;
  d.name_last = name_last;
  const bool several = d.plural || left.lands.size() > 1;
  std::vector<const Hit*> lands(left.lands.rbegin(), left.lands.rend());
  if (!lands.empty()) add_lands(d, lands, several && coordinated(lands));
  if (d.lands.empty() && !right.lands.empty()) {
    add_lands(d, right.lands, true);
    d.weak_land = right.weak;
  }
  if (d.lands.empty()) add_lands(d, behind.lands, true);
  if (name_last > name_first && d.named_as == NamedAs::group) d.named_as = NamedAs::person;
  d.rule = d.lands.empty() ? "noun.bare" : d.weak_land ? "noun.in-country" : "noun.country";
  d.needs = name_last > name_first ? Draft::Needs::person
            : d.lands.empty()      ? Draft::Needs::country
                                   : Draft::Needs::nothing;
  special(d, sense);
  if (!d.lands.empty() && role_of_noun(table_.text(sense.name)) == NounRole::place) {  // "the Israeli town"
    d.place_only = true;
    d.sector = 255;
  }
  if (modifier_) {
    modifier_ = false;
    d.kind = MentionKind::adjective;
  }
  mark(d.first, d.last);
  at_person_[d.head] = 1;
  const std::uint32_t next = d.last;
  drafts_.push_back(std::move(d));
  return next;
}

bool PhraseFinder::coordinated(const std::vector<const Hit*>& lands) const {
  for (std::size_t i = 1; i < lands.size(); ++i)
    if (lands[i]->first == lands[i - 1]->last) return false;
  return true;
}

void PhraseFinder::special(Draft& d, const Sense& sense) {
  const std::string_view noun = table_.text(sense.name);
  const NounRole role = role_of_noun(noun);
  const bool bare = d.lands.empty() && d.name_last == d.name_first;
  if (!bare) return;
  if (d.plural && d.count >= 2 && (role == NounRole::country || role == NounRole::leader))
    d.needs = Draft::Needs::collective;
  else if (d.plural && d.definite && role == NounRole::side)
    d.needs = Draft::Needs::collective;
  else if (d.plural && d.definite && role == NounRole::leader && d.owner == no_word)
    d.needs = Draft::Needs::collective;
  else if (role == NounRole::country && d.plural && d.owner != no_word)
    d.needs = Draft::Needs::collective;
  else if (role == NounRole::country && !d.plural)
    d.needs = Draft::Needs::antecedent;
  else if (role == NounRole::group && d.definite && !d.plural)
    d.needs = Draft::Needs::antecedent;
  else if (role == NounRole::counterpart)
    d.needs = Draft::Needs::antecedent;
  if (d.needs == Draft::Needs::collective) d.named_as = NamedAs::collective;
  if (role == NounRole::place) {
    // "the city", "the region": where, and whose land it is.
    d.needs = Draft::Needs::antecedent;
    d.located = d.place_only = true;
    d.sector = 255;
  }
  if (role == NounRole::country) {
    d.named_as = NamedAs::country;
    d.located = d.first > first_ && (is_place_preposition(form(d.first - 1)) || is_motion_word(form(d.first - 1)) ||
                                     is(d.first - 1, "from") || is(d.first - 1, "of"));
  }
}

bool PhraseFinder::told_as_time(std::uint32_t w) const {
  if (!names_a_time(form(w)) && !is(w, "may")) return false;
  if (name_at_[w] != no_word && names_[name_at_[w]].name_class == NameClass::DATE) return true;
  if (w == first_) return false;
  constexpr std::string_view before[] = {"in", "last", "next", "since", "until", "early", "late", "this", "of"};
  return std::any_of(std::begin(before), std::end(before), [&](std::string_view word) { return is(w - 1, word); });
}

std::uint32_t head_of(const Syntax& syntax, std::uint32_t first, std::uint32_t last, std::uint32_t core) {
  if (syntax.words.size() < last) return core;
  std::uint32_t found = no_word;
  for (std::uint32_t w = first; w < last; ++w) {
    const std::uint32_t up = syntax.words[w].head;
    if (up != no_word && up >= first && up < last) continue;
    const Deprel d = syntax.words[w].deprel;
    if (d == Deprel::punct || d == Deprel::det || d == Deprel::case_ || d == Deprel::cc) continue;
    if (w == core) return w;
    if (found == no_word) found = w;
  }
  return found == no_word ? core : found;
}

std::vector<Draft> find_drafts(std::string_view text, const Tokens& tokens, const Syntax& syntax, const Names& names,
                               const ActorTable& table, const Hits& hits) {
  return PhraseFinder(text, tokens, syntax, names, table, hits).run();
}

}  // namespace demarche
