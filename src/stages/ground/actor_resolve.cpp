#include "stages/ground/actor_resolve.h"

#include <algorithm>

#include "base/hash.h"
#include "stages/ground/actor_resolver.h"
#include "stages/ground/word_lists.h"

namespace demarche {

void ActorResolver::run() {
  weigh();
  at_head_.assign(tokens_.words.size(), no_word);
  for (std::uint32_t i = 0; i < drafts_.size(); ++i)
    if (drafts_[i].head < at_head_.size() && at_head_[drafts_[i].head] == no_word) at_head_[drafts_[i].head] = i;
  sentence_first_.assign(tokens_.sentences.size() + 1, static_cast<std::uint32_t>(drafts_.size()));
  for (std::size_t i = drafts_.size(); i-- > 0;) sentence_first_[drafts_[i].sentence] = static_cast<std::uint32_t>(i);
  for (std::size_t s = tokens_.sentences.size(); s-- > 0;)
    if (sentence_first_[s] > sentence_first_[s + 1]) sentence_first_[s] = sentence_first_[s + 1];
  paragraphs();
  for (std::uint32_t i = 0; i < drafts_.size(); ++i) {
    enter_paragraph(drafts_[i].sentence);
    resolve(i);
    remember(i);
  }
  speakers();
  emit();
  salient();
}

std::uint64_t ActorResolver::actor_key(std::string_view code, std::string_view name, NamedAs as) {
  key_.assign(code);
  key_ += '\t';
  key_ += name;
  key_ += static_cast<char>('0' + static_cast<int>(as));
  return hash64(key_);
}

std::uint32_t ActorResolver::actor(std::string_view code, std::string_view name, NamedAs as) {
  const std::uint64_t hash = actor_key(code, name, as);
  const auto [at, fresh] = actor_at_.emplace(hash, static_cast<std::uint32_t>(out_.actors.size()));
  if (!fresh) return at->second;
  Actor a;
  a.code.assign(code);
  a.name.assign(name);
  a.named_as = as;
  const std::size_t colon = code.find(':');
  if (colon != std::string_view::npos && !international(code))
    for (std::size_t i = 0; i < sector_names.size(); ++i)
      if (sector_names[i] == code.substr(colon + 1)) a.sectors.push_back(static_cast<Sector>(i));
  if (as == NamedAs::country) a.wikidata.assign(table_.wikidata(country_of_code(code)));
  out_.actors.push_back(std::move(a));
  return at->second;
}

std::string ActorResolver::code_of(std::uint32_t land, std::uint8_t sector) const {
  const std::string_view text = table_.text(land);
  if (international(text)) return std::string(text);
  const std::string_view country = country_of_code(text);
  const bool general = sector == 255 || sector == static_cast<std::uint8_t>(Sector::GOV) ||
                       sector == static_cast<std::uint8_t>(Sector::CVL);
  // "the military commander of Hamas" is no army.
  const bool armed =
      sector == static_cast<std::uint8_t>(Sector::MIL) && (text.ends_with(":REB") || text.ends_with(":PRM"));
  if (country.size() != text.size() && (general || armed)) return std::string(text);
  std::string code(country);
  if (sector == 255) return code;
  code += ':';
  code += sector_names[sector];
  return code;
}

std::uint32_t ActorResolver::state(std::uint32_t land) {
  const std::string_view text = table_.text(land);
  if (international(text))
    return actor(text, text == "IGO:EU" ? "European Union" : text == "IGO:WEST" ? "the West" : "", NamedAs::body);
  const std::string_view country = country_of_code(text);
  return actor(std::string(country) + ":GOV", table_.country_name(country), NamedAs::country);
}

void ActorResolver::resolve(std::uint32_t i) {
  Draft& d = drafts_[i];
  rules_[i] = d.rule;
  switch (d.needs) {
    case Draft::Needs::nothing:
      known(i);
      break;
    case Draft::Needs::country:
      bare_noun(i);
      break;
    case Draft::Needs::person:
      person(i);
      break;
    case Draft::Needs::body:
      unknown_body(i);
      break;
    case Draft::Needs::antecedent:
      antecedent(i);
      break;
    case Draft::Needs::collective:
      collective(i);
      break;
  }
  if (d.kind == MentionKind::description || d.kind == MentionKind::title)
    if (d.hit != no_word && hit_of(d).noun && !actors_of_[i].empty() && !d.weak_land)
      last_of_noun_[hit_of(d).noun->name] = i;
}

void ActorResolver::known(std::uint32_t i) {
  Draft& d = drafts_[i];
  if (d.code != 0) {
    const std::string_view code = table_.text(d.code);
    if (d.last - d.first <= 2 && !bodies_.empty() && !international(code))
      if (const auto seen = bodies_.find(name_key(d.last - 1, d.last)); seen != bodies_.end()) {
        actors_of_[i].push_back(seen->second);
        rules_[i] = "coref.abbreviation";
        return;
      }
    if (d.hit != no_word && hit_of(d).noun && main_ != 0 && d.sector != 255 &&
        weight_of(country_string(d.code)) * 3 < weight_of(main_)) {
      const std::uint32_t land = local_country(i) != 0 ? local_country(i) : main_;
      actors_of_[i].push_back(actor(code_of(land, d.sector), "", d.named_as));
      rules_[i] = "body.of-document";
      return;
    }
    actors_of_[i].push_back(actor(code, table_.text(d.name), d.named_as));
    abbreviation(d, actors_of_[i].front());
    return;
  }
  const bool noun = d.hit != no_word && hit_of(d).noun && d.kind != MentionKind::name && d.named_as != NamedAs::country;
  if (!noun || d.sector == 255) {
    for (std::uint32_t land : d.lands) {
      if (d.named_as == NamedAs::country || d.kind == MentionKind::adjective)
        actors_of_[i].push_back(state(land));
      else
        actors_of_[i].push_back(actor(code_of(land, d.sector),
                                      d.named_as == NamedAs::group && d.sector == 255 ? table_.text(d.name) : "",
                                      d.named_as));
    }
    return;
  }
  if (!d.plural && d.named_as != NamedAs::body && apposed(i)) return;
  for (std::uint32_t land : d.lands) office_or_group(i, land);
}

void ActorResolver::office_or_group(std::uint32_t i, std::uint32_t land) {
  const Draft& d = drafts_[i];
  if (!d.plural && !d.former && d.hit != no_word && hit_of(d).title) {
    const Hit& hit = hit_of(d);
    for (std::uint32_t s = table_.first_sense(hit.entry); s < table_.last_sense(hit.entry); ++s) {
      const Sense sense = table_.sense(s);
      if (sense.kind != SenseKind::noun || sense.office == 255) continue;
      const std::string_view text = table_.text(land);
      const std::uint32_t country = international(text) ? land : country_string(land);
      if (const auto holder = table_.holder(country, sense.office, day_)) {
        actors_of_[i].push_back(actor(table_.text(holder->code), table_.text(holder->name), NamedAs::person));
        rules_[i] = "office.at-date";
        return;
      }
    }
  }
  actors_of_[i].push_back(actor(code_of(land, d.sector), "", d.named_as));
}

bool ActorResolver::apposed(std::uint32_t i) {
  Draft& d = drafts_[i];
  if (i == 0) return false;
  const std::uint32_t p = i - 1;
  const Draft& before = drafts_[p];
  if (before.sentence != d.sentence || before.last >= d.first || form(before.last) != ",") return false;
  // "Nagai, 50, a journalist": the age stands between.
  const bool aged =
      before.last + 3 == d.first && form(before.last + 2) == "," && small_number(form(before.last + 1)) > 0;
  if (before.last + 1 != d.first && !aged) return false;
  if (before.named_as != NamedAs::person || before.name_last == before.name_first || actors_of_[p].size() != 1)
    return false;
  const bool tree = d.head < syntax_.words.size() && syntax_.words[d.head].deprel == Deprel::appos;
  const bool closed =
      d.last >= tokens_.sentences[d.sentence].last || form(d.last) == "," || form(d.last) == "." || form(d.last) == ")";
  if (!tree && !closed && !d.weak_land && !open(actors_of_[p].front())) return false;
  const Actor& a = out_.actors[actors_of_[p].front()];
  if (open(actors_of_[p].front())) {
    const std::uint32_t land = !d.lands.empty() ? d.lands.front() : infer_country(i);
    if (land != 0) settle(actors_of_[p].front(), land, d.sector);
  } else if (!d.lands.empty() && a.country() != country_of_code(table_.text(d.lands.front()))) {
    return false;
  }
  actors_of_[i] = actors_of_[p];
  rules_[i] = "coref.apposition";
  in_office(i, actors_of_[p].front());
  return true;
}

bool ActorResolver::open(std::uint32_t who) const {
  return out_.actors[who].code == "UNK" || (who < guessed_.size() && guessed_[who] != 0);
}

void ActorResolver::guess(std::uint32_t who, std::uint32_t land) {
  settle(who, land, static_cast<std::uint8_t>(Sector::CVL));
  doubt(who);
}

void ActorResolver::doubt(std::uint32_t who) {
  if (guessed_.size() <= who) guessed_.resize(who + 1, 0);
  guessed_[who] = 1;
}

void ActorResolver::settle(std::uint32_t actor_index, std::uint32_t land, std::uint8_t sector) {
  if (actor_index < guessed_.size()) guessed_[actor_index] = 0;
  Actor& a = out_.actors[actor_index];
  a.code = code_of(land, sector == 255 ? static_cast<std::uint8_t>(Sector::GOV) : sector);
  a.sectors.clear();
  const std::string_view code = a.code;
  const std::size_t colon = code.find(':');
  if (colon != std::string_view::npos && !international(code))
    for (std::size_t s = 0; s < sector_names.size(); ++s)
      if (sector_names[s] == code.substr(colon + 1)) a.sectors.push_back(static_cast<Sector>(s));
}

void ActorResolver::bare_noun(std::uint32_t i) {
  Draft& d = drafts_[i];
  if (!d.plural && d.named_as != NamedAs::body && d.named_as != NamedAs::country) {
    if (apposed(i)) return;
    // "the president": the one named so before.
    if (d.hit != no_word && d.definite) {
      const auto same = last_of_noun_.find(hit_of(d).noun->name);
      if (same != last_of_noun_.end() && !drafts_[same->second].plural && actors_of_[same->second].size() == 1 &&
          d.owner == no_word && !spoken_for(i, same->second)) {
        actors_of_[i] = actors_of_[same->second];
        rules_[i] = "coref.title";
        return;
      }
      if (!actors_of_[i].empty()) return;
      if (d.owner == no_word && (named_holder(i) || former_before(i) || shorter_title(i))) return;
    }
  }
  const std::uint32_t country = infer_country(i);
  if (country == 0) {
    if (d.sector != 255) {
      rules_[i] = "noun.no-country";
      actors_of_[i].push_back(actor(std::string("UNK:") + std::string(sector_names[d.sector]), "", d.named_as));
    }
    return;
  }
  const std::string_view rule = rules_[i];
  office_or_group(i, country);
  if (rules_[i] != "office.at-date") rules_[i] = rule;
}

bool ActorResolver::spoken_for(std::uint32_t i, std::uint32_t before) {
  const Draft& d = drafts_[i];
  if (!hit_of(d).title || drafts_[before].sentence == d.sentence) return false;
  const std::uint32_t begin = std::max(sentence_first_[d.sentence], i < sentence_drafts ? 0u : i - sentence_drafts);
  for (std::uint32_t k = i; k-- > begin;) {
    if (!drafts_[k].subject || drafts_[k].pronoun != PronounClass::none) continue;
    const std::uint32_t country = country_of_draft(k);
    if (country == 0 || country == country_of_draft(before) || drafts_[k].named_as == NamedAs::person) return false;
    office_or_group(i, country);
    if (rules_[i] == "office.at-date") return true;
    actors_of_[i].clear();
    return false;
  }
  return false;
}

void ActorResolver::in_office(std::uint32_t i, std::uint32_t who) {
  const Draft& d = drafts_[i];
  Actor& a = out_.actors[who];
  if (d.former || d.hit == no_word || !hit_of(d).title || !a.code.ends_with(":ELI")) return;
  if (const auto land = table_.string_of(a.country())) settle(who, *land, d.sector);
}

bool ActorResolver::named_holder(std::uint32_t i) {
  const Draft& d = drafts_[i];
  const Hit& hit = hit_of(d);
  if (!hit.title || d.former) return false;
  for (std::uint32_t s = table_.first_sense(hit.entry); s < table_.last_sense(hit.entry); ++s) {
    const Sense sense = table_.sense(s);
    if (sense.kind != SenseKind::noun || sense.office == 255) continue;
    for (std::size_t k = 0; k < ranked_.size() && k < 6; ++k) {
      const auto holder = table_.holder(ranked_[k].country, sense.office, day_);
      if (!holder) continue;
      const auto seen =
          actor_at_.find(actor_key(table_.text(holder->code), table_.text(holder->name), NamedAs::person));
      if (seen == actor_at_.end()) continue;
      actors_of_[i].push_back(seen->second);
      rules_[i] = "coref.office";
      return true;
    }
  }
  return false;
}

bool ActorResolver::shorter_title(std::uint32_t i) {
  const Draft& d = drafts_[i];
  const std::string_view noun = table_.text(hit_of(d).noun->name);
  if (noun != "minister" && noun != "secretary" && noun != "general" && noun != "leader" && noun != "chief" &&
      noun != "commander" && noun != "official")
    return false;
  const std::size_t begin = references_.size() > remembered_references ? references_.size() - remembered_references : 0;
  for (std::size_t k = references_.size(); k-- > begin;) {
    const ActorReference& r = references_[k];
    const Draft& other = drafts_[r.draft];
    if (d.sentence - r.sentence > antecedent_sentences) break;
    if (!r.person || r.plural || other.hit == no_word || !hit_of(other).noun || actors_of_[r.draft].size() != 1)
      continue;
    const std::string_view longer = table_.text(hit_of(other).noun->name);
    if (longer.size() <= noun.size() || !longer.ends_with(noun) || longer[longer.size() - noun.size() - 1] != ' ')
      continue;
    actors_of_[i] = actors_of_[r.draft];
    rules_[i] = "coref.title";
    return true;
  }
  return false;
}

bool ActorResolver::former_before(std::uint32_t i) {
  const Draft& d = drafts_[i];
  if (d.sector != static_cast<std::uint8_t>(Sector::ELI)) return false;
  const std::size_t begin = references_.size() > remembered_references ? references_.size() - remembered_references : 0;
  for (std::size_t k = references_.size(); k-- > begin;) {
    const ActorReference& r = references_[k];
    if (!r.person || r.plural || actors_of_[r.draft].size() != 1) continue;
    if (!out_.actors[actors_of_[r.draft].front()].code.ends_with(":ELI")) continue;
    actors_of_[i] = actors_of_[r.draft];
    rules_[i] = "coref.office";
    return true;
  }
  return false;
}

void ActorResolver::emit() {
  out_.at_word.assign(tokens_.words.size(), no_word);
  out_.covering.assign(tokens_.words.size(), no_word);
  std::vector<std::uint32_t> order(drafts_.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return drafts_[a].head < drafts_[b].head; });
  mention_of_.assign(drafts_.size(), no_word);
  for (std::uint32_t i : order) {
    const Draft& d = drafts_[i];
    // Pronouns that stand for nothing known ("it rained") are no mention of a party.
    if (actors_of_[i].empty() && d.kind == MentionKind::pronoun && d.pronoun != PronounClass::they &&
        d.pronoun != PronounClass::we)
      continue;
    ActorMention m;
    m.first = d.first;
    m.last = d.last;
    m.head = d.head;
    m.span = tokens_.span_of(d.first, d.last);
    m.kind = d.kind;
    m.actors = actors_of_[i];
    m.place_only = d.place_only;
    m.rule.assign(rules_[i]);
    const std::uint32_t number = static_cast<std::uint32_t>(out_.mentions.size());
    mention_of_[i] = number;
    if (out_.at_word[d.head] == no_word) out_.at_word[d.head] = number;
    for (std::uint32_t w = d.first; w < d.last; ++w) {
      const std::uint32_t before = out_.covering[w];
      if (before == no_word || out_.mentions[before].last - out_.mentions[before].first > d.last - d.first)
        out_.covering[w] = number;
    }
    out_.mentions.push_back(std::move(m));
  }
}

void ActorResolver::salient() {
  std::unordered_map<std::uint32_t, std::uint32_t> mention_for;
  for (std::uint32_t i = 0; i < drafts_.size(); ++i) {
    if (mention_of_[i] == no_word || actors_of_[i].empty() || drafts_[i].kind == MentionKind::pronoun) continue;
    const std::uint32_t c = country_of_draft(i);
    if (c != 0) mention_for.emplace(c, mention_of_[i]);
  }
  for (const CountryWeight& w : ranked_) {
    if (w.weight < 4 || out_.salient.size() >= 12) continue;
    const auto at = mention_for.find(w.country);
    out_.salient.push_back(state(w.country));
    out_.salient_mentions.push_back(at == mention_for.end() ? no_word : at->second);
  }
}

void resolve_drafts(const Document& document, const Tokens& tokens, const Syntax& syntax, const ActorTable& table,
                    const Hits& hits, std::int32_t day, std::vector<Draft> drafts, Mentions& out) {
  ActorResolver(document, tokens, syntax, table, hits, day, std::move(drafts), out).run();
}

}  // namespace demarche
