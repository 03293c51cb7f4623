#include "stages/extract/event_builder.h"

#include <algorithm>

namespace demarche {
namespace {

bool planned_is_agree(EventType t) {
  return t == EventType::CONSULT || t == EventType::SUPPORT || t == EventType::COOPERATE || t == EventType::AID;
}

}  // namespace

std::string_view EventBuilder::complement_mode(const Match& match, EventType type) {
  const FrameMatcher::Classes& k = matcher_.classes();
  WordList candidates;
  tree_.complements(match.trigger, candidates);
  const WordList clauses = candidates;
  for (const std::uint32_t c : clauses) {
    if (matcher_.in_set(c, k.light)) {
      const std::uint32_t o = tree_.child(c, Deprel::obj);
      if (o != no_word) candidates.add(o);
    }
  }
  for (std::uint32_t c = tree_.first(match.trigger); c != no_word; c = tree_.next(c)) {
    const Deprel r = universal(tree_.relation(c));
    if (r == Deprel::obj || r == Deprel::obl || r == Deprel::nmod || r == Deprel::compound) candidates.add(c);
  }
  const auto any = [&](std::uint32_t verbs, std::uint32_t nouns) {
    for (const std::uint32_t c : candidates) {
      if (matcher_.in_set(c, verbs) || matcher_.in_set(c, nouns)) return true;
    }
    return false;
  };
  if (type == EventType::THREATEN) {
    if (any(k.violence_verb, k.violence_noun)) return "violence";
    if (any(k.arrest_verb, FrameTable::no_set)) return "arrest";
    if (any(k.relation_verb, k.relation_noun)) return "relations";
    if (any(k.restrict_verb, FrameTable::no_set)) return "restrict";
    return "violence";
  }
  if (any(k.yield_verb, k.yield_noun)) return "yield";
  if (any(k.meet_verb, k.meet_noun)) return "meet";
  if (any(k.help_verb, k.help_noun)) return "assist";
  return "change";
}

std::string_view EventBuilder::weapon_mode(const Match& match) {
  // The clause around the trigger: its own dependents, its subject's and its objects'.
  const FrameTable& table = matcher_.table();
  std::string_view found;
  const auto try_word = [&](std::uint32_t w) {
    if (found.empty()) found = table.weapon_mode(tree_.lemma(w));
  };
  const auto around = [&](std::uint32_t w) {
    for (std::uint32_t c = tree_.first(w); c != no_word && found.empty(); c = tree_.next(c)) {
      const Deprel r = universal(tree_.relation(c));
      if (r == Deprel::punct || r == Deprel::ccomp || r == Deprel::parataxis || r == Deprel::case_) continue;
      try_word(c);
      for (std::uint32_t k = tree_.first(c); k != no_word && found.empty(); k = tree_.next(k)) {
        const Deprel rk = universal(tree_.relation(k));
        if (rk == Deprel::compound || rk == Deprel::amod || rk == Deprel::nmod) try_word(k);
      }
    }
  };
  around(match.trigger);
  if (found.empty() && match.support.verb != no_word) around(match.support.verb);
  return found;
}

/// The speaker of the words announces an act of his own side.
bool EventBuilder::speaks_for(const EventMention& e, const Findings& findings) const {
  if (e.statement == no_word || !PartyFinder::known(e.actors)) return false;
  const Party& speaker = *findings.statements[e.statement].speaker;
  return speaker.actor != no_word && share_country(e.actors, {speaker});
}

/// The guide's rulings on plans, refusals and threats. False when nothing is left to report.
bool EventBuilder::apply_rulings(const Match& match, const Modality& m, const Findings& findings, EventMention& e,
                                 std::string_view& mode) {
  e.factuality = m.negated                                   ? Factuality::negated
                 : m.conditional || m.obligation || m.wanted ? Factuality::hypothetical
                 : m.future                                  ? Factuality::future
                 : m.alleged                                 ? Factuality::alleged
                                                             : Factuality::actual;
  const std::string_view lemma = tree_.lemma(match.trigger);
  if (e.type == EventType::MOBILIZE && match.pos == FramePos::noun && e.actors.size() > 1 &&
      (lemma == "exercise" || lemma == "drill" || lemma == "manoeuvre" || lemma == "maneuver" || lemma == "game") &&
      !share_country({e.actors[0]}, {e.actors[1]})) {
    // An exercise of two states is cooperation, one state's own a show of force.
    e.type = EventType::COOPERATE;
    mode = "";
    e.cameo = "062";
    e.recipients.clear();
  }
  const bool ahead = m.future || m.conditional || m.purpose;
  const bool harms = e.type == EventType::ASSAULT || e.type == EventType::SANCTION || e.type == EventType::COERCE;
  if (harms && m.future && !m.negated && match.pos == FramePos::verb && speaks_for(e, findings)) {
    // "We will strike back," the general said: a threat, and an actual one
    mode = e.type == EventType::ASSAULT ? "violence" : e.type == EventType::SANCTION ? "relations" : "restrict";
    e.type = EventType::THREATEN;
    e.cameo = "";
    e.factuality = Factuality::actual;
    return true;
  }
  if (m.wanted && !m.future) return false;
  if (m.purpose && e.type != EventType::PROTEST && e.type != EventType::REQUEST && e.type != EventType::ACCUSE &&
      !planned_is_agree(e.type)) {
    return false;
  }
  if (planned_is_agree(e.type) && ahead && !m.negated) {
    e.type = EventType::AGREE;
    mode = "";
    e.cameo = "";
    e.factuality = m.conditional ? Factuality::hypothetical : Factuality::actual;
  } else if (planned_is_agree(e.type) && m.negated && (m.future || match.pos != FramePos::noun)) {
    if (m.future || !m.past) {
      mode = e.type == EventType::CONSULT                                 ? "meet"
             : e.type == EventType::AID || e.type == EventType::COOPERATE ? "assist"
                                                                          : "change";
      e.type = EventType::REJECT;
      split_sides(match, e);
      e.cameo = "";
      e.factuality = Factuality::actual;
    }
  } else if (e.type == EventType::CONSULT && m.negated && match.pos == FramePos::noun) {
    return true;
  }
  return true;
}

void EventBuilder::attribute(const Findings& findings, EventMention& event) {
  const std::uint32_t s = parties_.statement_around(event.trigger);
  if (s == no_word) return;
  event.statement = s;
  event.attributed_to = findings.statements[s].speaker;
}

Span EventBuilder::trigger_span(const Match& match) const {
  Span span = tokens_.words[match.trigger].span;
  if (match.pos == FramePos::verb) {
    const std::uint32_t p = tree_.child(match.trigger, Deprel::compound_prt);
    if (p == match.trigger + 1) span = cover(span, tokens_.words[p].span);
  }
  return span;
}

std::optional<EventMention> EventBuilder::begin(const Match& match, std::uint32_t sentence, const Findings& findings,
                                                const Modality& modality, std::string_view& mode) {
  EventMention e;
  e.sentence = sentence;
  e.trigger_word = match.trigger;
  e.trigger = trigger_span(match);
  e.type = *match.frame.type;
  e.cameo = match.frame.cameo;
  mode = match.frame.mode;
  if (mode == "@") mode = complement_mode(match, e.type);
  if (e.type == EventType::ASSAULT && (mode.empty() || mode == "explosives" || mode == "destroy")) {
    const std::string_view weapon = weapon_mode(match);
    if (!weapon.empty()) mode = weapon;
  }
  e.mode = mode;
  find_parties(match, e);
  attribute(findings, e);
  if (!apply_rulings(match, modality, findings, e, mode)) return std::nullopt;
  return e;
}

std::optional<EventMention> EventBuilder::build_plain(const Match& match, std::uint32_t sentence,
                                                      const Findings& findings) {
  std::string_view mode;
  return begin(match, sentence, findings, circumstances_.modality(match), mode);
}

std::optional<EventMention> EventBuilder::build(const Match& match, std::uint32_t sentence, const Findings& findings) {
  const Modality m = circumstances_.modality(match);
  std::string_view mode;
  auto begun = begin(match, sentence, findings, m, mode);
  if (!begun) return std::nullopt;
  EventMention e = std::move(*begun);
  fill_open_roles(match, e, findings);
  const OntologyTable& ontology = codebook_.ontology();
  const bool need = ontology.needs_recipient(e.type) && !(e.type == EventType::COOPERATE && e.actors.size() > 1);
  if (need && !PartyFinder::known(e.recipients)) return std::nullopt;
  if (!PartyFinder::known(e.actors) && !PartyFinder::known(e.recipients)) return std::nullopt;
  e.mode = ontology.mode(e.type, mode);
  e.cameo = e.cameo.empty() ? ontology.cameo_of(e.type, e.mode) : ontology.cameo(e.cameo);
  e.rule = std::string(match.frame.rule);
  circumstances_.finish(e, match, m);
  recall_date(e, findings);
  e.date = dates_.choose(e, match, m, findings);
  e.newness = circumstances_.newness_of(e, match, m);
  if (e.newness == Newness::background && e.date && e.date->from_publication)
    e.date.reset();  // no news, no day of news
  e.confidence = confidence_.weigh(match, e, m);
  // People of nowhere seldom do anything political: a report of politics says whose they are.
  const auto placed = [&](const Party& p) {
    return p.actor != no_word && !mentions_.actors[p.actor].code.starts_with("UNK");
  };
  const bool nowhere = std::none_of(e.actors.begin(), e.actors.end(), placed) &&
                       std::none_of(e.recipients.begin(), e.recipients.end(), placed);
  if (e.confidence < (nowhere ? least_confidence_nowhere : least_confidence)) return std::nullopt;
  return e;
}

}  // namespace demarche
