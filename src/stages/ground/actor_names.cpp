// Persons and bodies by name: in the table, seen before, by title and apposition, or unknown.
#include <algorithm>

#include "base/text.h"
#include "stages/ground/actor_resolver.h"
#include "stages/ground/word_lists.h"

namespace demarche {

std::optional<PersonReading> ActorResolver::table_person(const Draft& d) const {
  const Hit* hit = nullptr;
  for (std::uint32_t w = d.name_first; w < d.name_last; ++w) {
    const Hit* h = hits_.starting(w);
    if (h == nullptr || (!h->person && !h->surname) || h->last > d.name_last) continue;
    const bool whole = w == d.name_first && h->last == d.name_last;
    if (whole || (h->person && h->last == d.name_last)) hit = h;
    if (whole) break;
  }
  if (hit == nullptr) return std::nullopt;
  if (d.lands.empty() || d.weak_land) return read_person(table_, *hit, hits_.atoms.data(), day_, spoken_of_);
  std::vector<std::string_view> lands;
  for (std::uint32_t land : d.lands) lands.push_back(country_of_code(table_.text(land)));
  const auto r = read_person(table_, *hit, hits_.atoms.data(), day_, lands);
  if (r && std::find(lands.begin(), lands.end(), country_of_code(table_.text(r->code))) == lands.end())
    return std::nullopt;
  return r;
}

std::uint64_t ActorResolver::name_key(std::uint32_t first, std::uint32_t last) {
  std::uint64_t key = 0;
  scratch_.clear();
  find_atoms(document_.text, tokens_.words[first].span.begin, tokens_.words[last - 1].span.end, scratch_);
  for (const Atom& a : scratch_) key = extend_name(key, a.hash);
  return key;
}

void ActorResolver::name_person(std::uint32_t i, std::uint32_t who) {
  const Draft& d = drafts_[i];
  named_[name_key(d.name_first, d.name_last)] = who;
  named_[name_key(d.name_last - 1, d.name_last)] = who;
  // "Kim Jong-il": the first word is the family name of some; it only fills an empty place.
  if (d.name_last - d.name_first > 1) named_.emplace(name_key(d.name_first, d.name_first + 1), who);
  if (scratch_.size() == 1 && d.name_last - d.name_first > 1) gender_of(who, form(d.name_first));
}

void ActorResolver::gender_of(std::uint32_t who, std::string_view first_name) {
  if (genders_.size() <= who) genders_.resize(who + 1, NameGender::unknown);
  if (genders_[who] == NameGender::unknown && table_.female_first_name(first_name)) genders_[who] = NameGender::female;
}

void ActorResolver::person(std::uint32_t i) {
  Draft& d = drafts_[i];
  const std::uint64_t whole = name_key(d.name_first, d.name_last);
  const bool single = d.name_last - d.name_first == 1;
  if (const auto seen = named_.find(whole); seen != named_.end()) {
    actors_of_[i].push_back(seen->second);
    rules_[i] = single ? "coref.surname" : "coref.name";
    if (open(seen->second)) settle_from_title(i, seen->second);
    return;
  }
  if (const auto known = table_person(d)) {
    std::string code(table_.text(known->code));
    if (!known->current && known->former && !international(code) && !(d.hit != no_word && hit_of(d).title && !d.former))
      code = std::string(country_of_code(code)) + ":ELI";
    if (d.former && !international(code)) code = std::string(country_of_code(code)) + ":ELI";
    const std::uint32_t who = actor(code, table_.text(known->name), NamedAs::person);
    actors_of_[i].push_back(who);
    rules_[i] = single ? "person.surname-at-date" : "person.at-date";
    name_person(i, who);
    title_before(i, who);
    return;
  }
  if (!single)
    if (const auto seen = named_.find(name_key(d.name_last - 1, d.name_last));
        seen != named_.end() && compatible(i, seen->second)) {
      actors_of_[i].push_back(seen->second);
      rules_[i] = "coref.surname";
      return;
    }
  const Span span{tokens_.words[d.name_first].span.begin, tokens_.words[d.name_last - 1].span.end};
  const std::string_view name = std::string_view(document_.text).substr(span.begin, span.size());
  const std::uint32_t who = actor("UNK", name, NamedAs::person);
  actors_of_[i].push_back(who);
  name_person(i, who);
  rules_[i] = "person.unknown";
  if (open(who)) settle_from_title(i, who);
  if (out_.actors[who].code == "UNK" && scene_ != 0) {
    guess(who, scene_);
    rules_[i] = "person.of-document";
  }
}

void ActorResolver::title_before(std::uint32_t i, std::uint32_t who) {
  const std::uint32_t b = description_before(i);
  if (b == no_word) return;
  if (!drafts_[b].lands.empty() && country_of_code(table_.text(drafts_[b].lands.front())) != out_.actors[who].country())
    return;
  actors_of_[b].assign(1, who);
  rules_[b] = "coref.apposition";
  in_office(b, who);
}

std::uint32_t ActorResolver::description_before(std::uint32_t i) const {
  const Draft& d = drafts_[i];
  if (i == 0) return no_word;
  const Draft& before = drafts_[i - 1];
  if (before.sentence != d.sentence || before.named_as == NamedAs::body || before.named_as == NamedAs::country ||
      before.plural || before.name_last != before.name_first || before.hit == no_word ||
      before.pronoun != PronounClass::none || actors_of_[i - 1].size() != 1)
    return no_word;
  const bool comma = before.last + 1 == d.first && form(before.last) == ",";
  // "the US ambassador in Iraq, Ryan Crocker": the place between is no party.
  return comma || before.last == d.first ? i - 1 : no_word;
}

bool ActorResolver::compatible(std::uint32_t i, std::uint32_t who) const {
  const Draft& d = drafts_[i];
  const std::string& known = out_.actors[who].name;
  return known.find(' ') == std::string::npos || known.find(form(d.name_first)) != std::string::npos;
}

void ActorResolver::settle_from_title(std::uint32_t i, std::uint32_t who) {
  Draft& d = drafts_[i];
  const bool titled = d.hit != no_word && hit_of(d).noun;
  if (!titled || d.lands.empty()) {
    // "the Kenyan foreign minister, Raphael Tuju,"
    if (const std::uint32_t b = description_before(i); b != no_word) {
      const Actor& a = out_.actors[actors_of_[b].front()];
      if (a.code != "UNK" && a.name.empty()) {
        out_.actors[who].code = a.code;
        out_.actors[who].sectors = a.sectors;
        if (who < guessed_.size()) guessed_[who] = 0;
        actors_of_[b].front() = who;
        rules_[i] = "person.apposition";
        return;
      }
    }
  }
  if (!titled) return;
  std::uint32_t land = d.lands.empty() ? 0 : d.lands.front();
  const std::string_view rule = rules_[i];
  if (land == 0) land = infer_country(i);
  if (land == 0) {
    rules_[i] = rule;
    return;
  }
  rules_[i] = d.lands.empty() ? "person.title-in-document" : "person.title";
  settle(who, land, d.sector);
  if (d.lands.empty()) doubt(who);
}

void ActorResolver::unknown_body(std::uint32_t i) {
  Draft& d = drafts_[i];
  const std::uint64_t key = name_key(d.name_first, d.name_last);
  if (const auto seen = bodies_.find(key); seen != bodies_.end()) {
    actors_of_[i].push_back(seen->second);
    rules_[i] = "coref.name";
    return;
  }
  const Span span{tokens_.words[d.name_first].span.begin, tokens_.words[d.name_last - 1].span.end};
  const std::string_view name = std::string_view(document_.text).substr(span.begin, span.size());
  std::uint32_t land = d.lands.empty() ? local_country(i) : d.lands.front();
  if (land == 0) land = main_;
  const std::string code = land == 0 ? "UNK" : code_of(land, d.sector);
  const std::uint32_t who = actor(code, name, NamedAs::body);
  actors_of_[i].push_back(who);
  bodies_[key] = who;
  abbreviation(d, who);
}

void ActorResolver::abbreviation(const Draft& d, std::uint32_t who) {
  const std::uint32_t end = tokens_.sentences[d.sentence].last;
  if (d.last + 2 >= end || form(d.last) != "(" || form(d.last + 2) != ")") return;
  const std::string_view letters = form(d.last + 1);
  if (letters.size() < 2 || letters.size() > 10 || !is_ascii_upper(letters[0]) || !is_ascii_upper(letters[1])) return;
  bodies_[name_key(d.last + 1, d.last + 2)] = who;
}

/// Whoever issued the paper: the last subject spoken of, in this sentence or the two before.
void ActorResolver::author(std::uint32_t i) {
  const std::size_t begin = references_.size() > remembered_references ? references_.size() - remembered_references : 0;
  for (std::size_t k = references_.size(); k-- > begin;) {
    const ActorReference& r = references_[k];
    if (drafts_[i].sentence - r.sentence > 2) break;
    if (!r.subject || r.weak || r.joint != no_word || actors_of_[r.draft].size() != 1) continue;
    if (!r.person && !r.body && !r.country) continue;
    actors_of_[i] = actors_of_[r.draft];
    return;
  }
}

}  // namespace demarche
