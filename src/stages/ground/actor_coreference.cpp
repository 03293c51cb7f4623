// What pronouns and descriptions stand for: a short memory of references, scored by kind, nearness and
// subjecthood.
#include <algorithm>

#include "base/limits.h"
#include "base/text.h"
#include "stages/ground/actor_resolver.h"
#include "stages/ground/word_lists.h"

namespace demarche {

void ActorResolver::remember(std::uint32_t i) {
  const Draft& d = drafts_[i];
  if (actors_of_[i].empty()) return;
  ActorReference r;
  r.draft = i;
  r.sentence = d.sentence;
  r.subject = d.subject;
  const Actor& a = out_.actors[actors_of_[i].front()];
  r.person = d.named_as == NamedAs::person || a.named_as == NamedAs::person;
  r.plural = d.plural || actors_of_[i].size() > 1;
  r.country = a.named_as == NamedAs::country;
  r.body = d.named_as == NamedAs::body || a.named_as == NamedAs::body || a.named_as == NamedAs::group;
  r.weak = d.kind == MentionKind::adjective || d.place_only;
  references_.push_back(r);
  join(i);
}

void ActorResolver::join(std::uint32_t i) {
  const Draft& d = drafts_[i];
  if (d.head >= syntax_.words.size() || syntax_.words[d.head].deprel != Deprel::conj) return;
  const std::uint32_t up = syntax_.words[d.head].head;
  if (up == no_word || up >= at_head_.size() || at_head_[up] == no_word) return;
  const std::uint32_t j = at_head_[up];
  if (j >= i || drafts_[j].sentence != d.sentence || actors_of_[j].empty() || actors_of_[i].empty()) return;
  if (drafts_[j].kind == MentionKind::adjective || drafts_[j].place_only) return;
  ActorReference r;
  r.draft = j;
  r.sentence = d.sentence;
  r.subject = drafts_[j].subject;
  r.plural = true;
  r.body = true;
  // A third partner joins the first two.
  if (!references_.empty() && references_.size() > 1 && references_[references_.size() - 2].joint != no_word &&
      references_[references_.size() - 2].draft == j) {
    std::vector<std::uint32_t>& together = joint_[references_[references_.size() - 2].joint];
    add_new(together, actors_of_[i]);
    return;
  }
  r.joint = static_cast<std::uint32_t>(joint_.size());
  joint_.push_back(actors_of_[j]);
  add_new(joint_.back(), actors_of_[i]);
  references_.push_back(r);
}

void ActorResolver::add_new(std::vector<std::uint32_t>& to, const std::vector<std::uint32_t>& from) {
  for (std::uint32_t a : from)
    if (to.size() < limits::parties_a_role && std::find(to.begin(), to.end(), a) == to.end()) to.push_back(a);
}

NameGender ActorResolver::gender(std::uint32_t draft) const {
  const std::uint32_t who = actors_of_[draft].front();
  if (who < genders_.size() && genders_[who] != NameGender::unknown) return genders_[who];
  const std::string& name = out_.actors[who].name;
  if (const std::size_t space = name.find(' ');
      space != std::string::npos && table_.female_first_name(std::string_view(name).substr(0, space)))
    return NameGender::female;
  const std::string_view first = form(drafts_[draft].first);
  if (equals_ignoring_case(first, "mrs") || equals_ignoring_case(first, "mrs.") || equals_ignoring_case(first, "ms") ||
      equals_ignoring_case(first, "ms.") || equals_ignoring_case(first, "queen"))
    return NameGender::female;
  return name.find(' ') != std::string::npos ? NameGender::male : NameGender::unknown;
}

int ActorResolver::fit(const ActorReference& r, PronounClass p) {
  switch (p) {
    case PronounClass::he:
    case PronounClass::she:
      return r.person && !r.plural ? 3 : -100;
    case PronounClass::they:
      return r.plural ? 4 : r.body ? 2 : r.country ? 1 : -100;
    case PronounClass::it:
      return r.person || (r.plural && !r.body) ? -100 : r.country || r.body ? 3 : -100;
    default:
      return -100;
  }
}

std::uint32_t ActorResolver::subject_beside(std::uint32_t i) const {
  const Draft& d = drafts_[i];
  if (d.pronoun == PronounClass::none || d.head >= syntax_.words.size()) return no_word;
  const Deprel role = syntax_.words[d.head].deprel;
  if (role != Deprel::obj && role != Deprel::iobj && role != Deprel::obl) return no_word;
  if (form(d.head).ends_with("self") || form(d.head).ends_with("selves")) return no_word;
  // "promised not to fire on them": the promiser is the subject of both verbs.
  std::uint32_t verb = syntax_.words[d.head].head;
  for (int up = 0; up < 3 && verb != no_word; ++up) {
    std::uint32_t seen = 0;
    for (std::uint32_t k = i; k-- > 0 && seen < 8 && drafts_[k].sentence == d.sentence; ++seen)
      if (drafts_[k].subject && drafts_[k].head < syntax_.words.size() && syntax_.words[drafts_[k].head].head == verb &&
          !actors_of_[k].empty())
        return k;
    if (syntax_.words[verb].deprel != Deprel::xcomp && syntax_.words[verb].deprel != Deprel::advcl) break;
    verb = syntax_.words[verb].head;
  }
  return no_word;
}

std::optional<std::uint32_t> ActorResolver::find_antecedent(std::uint32_t i, PronounClass p, bool owner) {
  const Draft& d = drafts_[i];
  std::optional<std::uint32_t> best;
  int best_score = -50;
  const std::uint32_t subject = owner ? no_word : subject_beside(i);
  const std::size_t begin = references_.size() > remembered_references ? references_.size() - remembered_references : 0;
  for (std::size_t k = references_.size(); k-- > begin;) {
    const ActorReference& r = references_[k];
    const std::uint32_t away = d.sentence - r.sentence;
    if (away > antecedent_sentences) break;
    int score = fit(r, p);
    if (score < -50) continue;
    // "he expected him": two people.
    if (subject != no_word && (r.draft == subject || actors_of_[r.draft] == actors_of_[subject])) continue;
    if (p == PronounClass::he && gender(r.draft) == NameGender::female) continue;
    if (p == PronounClass::she && gender(r.draft) == NameGender::male) continue;
    if (r.weak) score -= drafts_[r.draft].place_only ? 5 : 4;
    if (r.subject) score += 3;
    score -= static_cast<int>(away) * (p == PronounClass::he || p == PronounClass::she ? 2 : 3);
    if (away == 0 && !r.subject) score += owner ? 2 : 1;
    if (drafts_[r.draft].kind == MentionKind::pronoun) score += 1;
    if (score > best_score) {
      best_score = score;
      best = static_cast<std::uint32_t>(k);
    }
  }
  return best;
}

std::uint32_t ActorResolver::last_country(std::uint32_t i, bool located) const {
  const Draft& d = drafts_[i];
  const std::size_t begin = references_.size() > remembered_references ? references_.size() - remembered_references : 0;
  std::uint32_t best = 0, own = 0;
  int best_score = -1000;
  for (std::size_t k = references_.size(); k-- > begin;) {
    const ActorReference& r = references_[k];
    const std::uint32_t away = d.sentence - r.sentence;
    if (away > antecedent_sentences) break;
    const Draft& other = drafts_[r.draft];
    const bool explicit_land = !other.lands.empty() && !other.weak_land;
    if (!r.country && other.kind != MentionKind::adjective && !other.place_only && !explicit_land) continue;
    const std::uint32_t c = country_of_draft(r.draft);
    if (c == 0 || international(table_.text(c))) continue;
    // "Syria withdraws its forces from the country": not from Syria.
    if (located && r.subject && away == 0) {
      own = c;
      continue;
    }
    if (located && c == own) continue;
    const int score = (r.subject ? 2 : 0) - static_cast<int>(away) * 2 + (c == (located ? scene_ : main_) ? 3 : 0) +
                      (drafts_[r.draft].kind == MentionKind::adjective ? -1 : 0);
    if (score > best_score) {
      best_score = score;
      best = c;
    }
  }
  return best != 0 ? best : located ? scene_ : main_;
}

/// Whether "the party", "the alliance", "the group" can mean that body.
bool ActorResolver::may_be_called(const Draft& d, const Actor& a) const {
  const std::string_view noun = table_.text(hit_of(d).noun->name);
  const bool igo = a.code.starts_with("IGO:");
  if (noun == "alliance" || noun == "bloc") return igo;
  const auto has = [&](Sector s) { return !a.sectors.empty() && a.sectors.front() == s; };
  switch (static_cast<Sector>(d.sector)) {
    case Sector::PTY:
      return has(Sector::PTY) || has(Sector::OPP);
    case Sector::BUS:
      return has(Sector::BUS);
    case Sector::JRN:
      return has(Sector::JRN);
    case Sector::LAB:
      return has(Sector::LAB) || igo;
    default:
      return a.named_as == NamedAs::group || (!has(Sector::LEG) && !has(Sector::JUD) && !has(Sector::GOV));
  }
}

void ActorResolver::antecedent(std::uint32_t i) {
  Draft& d = drafts_[i];
  if (d.pronoun == PronounClass::we || d.pronoun == PronounClass::i) return;  // see speakers()
  if (d.pronoun == PronounClass::relative) return relative(i);
  if (d.pronoun != PronounClass::none) {
    if (const auto a = find_antecedent(i, d.pronoun, d.possessive)) {
      const ActorReference& r = references_[*a];
      actors_of_[i] = r.joint != no_word ? joint_[r.joint] : actors_of_[r.draft];
      d.plural = d.plural || drafts_[r.draft].plural;
    } else if (d.pronoun == PronounClass::they) {
      rules_[i] = "coref.none";
    }
    return;
  }
  if (d.rule == "coref.document") return author(i);
  if (d.rule == "coref.half") {
    const std::string_view half = form(d.core);
    for (std::string_view code : spoken_of_)
      if (table_.country_name(code).starts_with(half)) {
        if (const auto land = table_.string_of(code)) actors_of_[i].push_back(state(*land));
        return;
      }
    return;
  }
  const NounRole role = d.hit == no_word ? NounRole::none : role_of_noun(table_.text(hit_of(d).noun->name));
  if (role == NounRole::country &&
      (equals_ignoring_case(form(d.first), "each") || equals_ignoring_case(form(d.first), "every")) &&
      together(i, false))
    return;
  if (role == NounRole::country && !d.subject && !d.located && d.owner == no_word &&
      table_.text(hit_of(d).noun->name) == "nation")
    for (std::uint32_t k = i, seen = 0; k-- > 0 && seen < 8 && drafts_[k].sentence == d.sentence; ++seen)
      if (const std::uint32_t c = country_of_draft(k); drafts_[k].subject && c != 0 && !international(table_.text(c))) {
        actors_of_[i].push_back(state(c));  // "the president told the nation"
        rules_[i] = "coref.country";
        return;
      }
  if (role == NounRole::country || role == NounRole::place) {
    if (const std::uint32_t c = d.owner != no_word ? owner_country(i) : last_country(i, d.located))
      actors_of_[i].push_back(state(c));
    rules_[i] = "coref.country";
    return;
  }
  if (role == NounRole::group && d.owner == no_word) {
    const std::size_t begin =
        references_.size() > remembered_references ? references_.size() - remembered_references : 0;
    for (std::size_t k = references_.size(); k-- > begin;) {
      const ActorReference& r = references_[k];
      if (d.sentence - r.sentence > antecedent_sentences * 2) break;
      if (r.person || r.country || r.weak || drafts_[r.draft].kind == MentionKind::pronoun) continue;
      if (drafts_[r.draft].kind != MentionKind::name || !may_be_called(d, out_.actors[actors_of_[r.draft].front()]))
        continue;
      actors_of_[i] = actors_of_[r.draft];
      rules_[i] = "coref.group";
      return;
    }
    const std::string_view noun = table_.text(hit_of(d).noun->name);
    if (noun == "alliance" || noun == "bloc")
      for (const CountryWeight& w : ranked_)
        if (table_.text(w.country).starts_with("IGO:")) {
          actors_of_[i].push_back(state(w.country));
          rules_[i] = "coref.group";
          return;
        }
  }
  bare_noun(i);
}

void ActorResolver::relative(std::uint32_t i) {
  const Draft& d = drafts_[i];
  const std::uint32_t verb = syntax_.words[d.head].head;
  if (verb == no_word) return;
  const std::uint32_t noun = syntax_.words[verb].head;
  if (noun == no_word || noun >= at_head_.size() || at_head_[noun] == no_word) return;
  const std::uint32_t a = at_head_[noun];
  if (a < i) actors_of_[i] = actors_of_[a];
  rules_[i] = "coref.relative";
}

bool ActorResolver::of_the_scene_actor(std::uint32_t who) const {
  const Actor& a = out_.actors[who];
  return !a.sectors.empty() && of_the_scene(static_cast<std::uint8_t>(a.sectors.front())) &&
         a.sectors.front() != Sector::REB;
}

/// "Peru, Chile and Ecuador ... the leaders": those named together last, when they are as many.
bool ActorResolver::together(std::uint32_t i, bool persons) {
  const Draft& d = drafts_[i];
  const std::size_t begin = references_.size() > remembered_references ? references_.size() - remembered_references : 0;
  for (std::size_t k = references_.size(); k-- > begin;) {
    const ActorReference& r = references_[k];
    if (d.sentence - r.sentence > antecedent_sentences) break;
    const std::vector<std::uint32_t>& those = r.joint != no_word ? joint_[r.joint] : actors_of_[r.draft];
    if (those.size() < 2 || (d.count != 0 && those.size() != d.count)) continue;
    bool fit = true, known = true;
    for (std::size_t a = 0; a < those.size(); ++a) {
      const Actor& one = out_.actors[those[a]];
      known = known && !one.country().empty();
      fit =
          fit && (one.named_as == NamedAs::person || one.named_as == NamedAs::country || one.named_as == NamedAs::body);
      fit = fit && (!persons || one.named_as != NamedAs::body);
      for (std::size_t b = 0; b < a; ++b) fit = fit && out_.actors[those[b]].country() != one.country();
    }
    if (!fit || !known) continue;
    actors_of_[i] = those;
    rules_[i] = "coref.collective";
    return true;
  }
  return false;
}

/// "their countries": the states of those whom "their" stands for.
bool ActorResolver::owners_states(std::uint32_t i) {
  const PronounClass p = pronoun_class(form(drafts_[i].owner));
  const auto a = p == PronounClass::none ? std::nullopt : find_antecedent(i, p, true);
  if (!a) return false;
  const ActorReference& r = references_[*a];
  const std::vector<std::uint32_t> those = r.joint != no_word ? joint_[r.joint] : actors_of_[r.draft];
  if (those.size() < 2) return false;
  for (std::uint32_t who : those)
    if (const auto land = table_.string_of(out_.actors[who].country()); land && *land != 0)
      add_new(actors_of_[i], {state(*land)});
  rules_[i] = "coref.owners";
  return !actors_of_[i].empty();
}

void ActorResolver::collective(std::uint32_t i) {
  Draft& d = drafts_[i];
  const std::size_t wanted = std::clamp<std::size_t>(d.count == 0 ? 2 : d.count, 2, 8);
  const NounRole role = d.hit == no_word ? NounRole::none : role_of_noun(table_.text(hit_of(d).noun->name));
  const bool persons = role == NounRole::leader && hit_of(d).noun->noun_kind() == NounKind::person;
  std::vector<std::uint32_t> found;
  std::vector<std::string> countries;  // copies: state() may move the actors that would be looked at
  const auto take = [&](bool only_persons, bool weak) {
    const std::size_t begin =
        references_.size() > remembered_references ? references_.size() - remembered_references : 0;
    for (std::size_t k = references_.size(); k-- > begin && found.size() < wanted;) {
      const ActorReference& r = references_[k];
      if (d.sentence - r.sentence > antecedent_sentences) break;
      if (only_persons && !r.person) continue;
      if (r.weak && !weak) continue;
      const std::vector<std::uint32_t>& those = actors_of_[r.draft];
      for (auto at = those.rbegin(); at != those.rend(); ++at) {
        const std::uint32_t who = *at;
        const std::string country(out_.actors[who].country());
        if (country.empty() || std::find(countries.begin(), countries.end(), country) != countries.end() ||
            found.size() >= wanted)
          continue;
        if (international(country) && role == NounRole::country) continue;
        countries.push_back(country);
        const bool as_state = role == NounRole::country || (role == NounRole::side && of_the_scene_actor(who));
        const auto land = as_state ? table_.string_of(country) : std::nullopt;
        found.push_back(land ? state(*land) : who);
      }
    }
  };
  if (d.owner != no_word && owners_states(i)) return;
  if (together(i, persons)) return;
  if (persons) take(true, false);
  if (found.size() < wanted) take(false, false);
  if (found.size() < wanted) take(false, true);
  for (const CountryWeight& w : ranked_) {
    if (found.size() >= wanted) break;
    const std::string_view country = table_.text(w.country);
    if (international(country) || std::find(countries.begin(), countries.end(), country) != countries.end()) continue;
    countries.emplace_back(country);
    found.push_back(state(w.country));
  }
  std::reverse(found.begin(), found.end());
  actors_of_[i] = std::move(found);
  rules_[i] = "coref.collective";
}

/// Who may be speaking where no cue says so: the last person named shortly before.
std::uint32_t ActorResolver::person_before(std::uint32_t i) const {
  const std::uint32_t end = i < sentence_drafts ? 0 : i - sentence_drafts;
  for (std::uint32_t k = i; k-- > end && drafts_[i].sentence - drafts_[k].sentence <= 2;)
    if (drafts_[k].named_as == NamedAs::person && drafts_[k].name_last > drafts_[k].name_first &&
        !actors_of_[k].empty())
      return k;
  return no_word;
}

void ActorResolver::speakers() {
  std::vector<std::uint32_t> speaker(tokens_.sentences.size(), no_word);
  for (std::size_t s = 0; s < tokens_.sentences.size(); ++s) {
    const Sentence& sentence = tokens_.sentences[s];
    for (std::uint32_t w = sentence.first; w < sentence.last && w < syntax_.words.size(); ++w) {
      const Analysis& a = syntax_.words[w];
      if (a.deprel != Deprel::nsubj || a.head == no_word || at_head_[w] == no_word) continue;
      if (syntax_.words[a.head].upos != Upos::VERB || !is_saying_lemma(syntax_.lemma(a.head))) continue;
      const Draft& d = drafts_[at_head_[w]];
      if (d.pronoun == PronounClass::we || d.pronoun == PronounClass::i || actors_of_[at_head_[w]].empty()) continue;
      speaker[s] = at_head_[w];
      break;
    }
  }
  for (std::uint32_t i = 0; i < drafts_.size(); ++i) {
    const Draft& d = drafts_[i];
    if (d.pronoun != PronounClass::we && d.pronoun != PronounClass::i) continue;
    std::uint32_t who = no_word;
    for (std::uint32_t back = 0; back <= 3 && back <= d.sentence && who == no_word; ++back)
      who = speaker[d.sentence - back];
    for (std::uint32_t ahead = 1; ahead <= 1 && who == no_word && d.sentence + ahead < speaker.size(); ++ahead)
      who = speaker[d.sentence + ahead];
    if (who == no_word) who = person_before(i);
    if (who == no_word) continue;
    actors_of_[i] = actors_of_[who];
    rules_[i] = "coref.speaker";
  }
}

}  // namespace demarche
