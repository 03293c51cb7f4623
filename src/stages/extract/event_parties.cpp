// Who acts and who receives: the places of the frame first, then what the clause around an event noun tells, then what
// the report has said before, last the best guess of PartyFinder::fill.
#include <algorithm>

#include "stages/extract/event_builder.h"

namespace demarche {
namespace {

/// Whoever took the hostages lets them go; whoever arrested charges.
bool related(const EventMention& later, const EventMention& earlier) {
  if (later.type == EventType::RETREAT) {
    return (later.mode == "release" && (earlier.type == EventType::COERCE || earlier.mode == "abduct")) ||
           (later.mode == "withdraw" && (earlier.type == EventType::MOBILIZE || earlier.type == EventType::ASSAULT));
  }
  return later.type == EventType::COERCE && earlier.type == EventType::ACCUSE && earlier.mode == "allege";
}

void drop_shared(std::vector<Party>& from, const std::vector<Party>& others) {
  std::erase_if(from, [&](const Party& p) {
    return p.actor != no_word &&
           std::any_of(others.begin(), others.end(), [&](const Party& o) { return o.actor == p.actor; });
  });
}

}  // namespace

void EventBuilder::collect(const Match& match, std::uint32_t begin, std::uint32_t end, std::vector<Party>& out) {
  std::vector<Party> unknown;
  for (std::uint32_t i = begin; i < end;) {
    std::vector<Party> found;
    do {
      WordList words;
      matcher_.at_place(match, matcher_.table().place(i), words);
      for (const std::uint32_t w : words) parties_.resolve(w, found);
      ++i;
    } while (i < end && matcher_.table().place(i).joined);
    if (PartyFinder::known(found)) {
      out = std::move(found);
      return;
    }
    if (unknown.empty()) unknown = std::move(found);
  }
  out = std::move(unknown);
}

void EventBuilder::find_parties(const Match& match, EventMention& event) {
  const Frame& f = match.frame;
  collect(match, f.actors_begin, f.actors_end, event.actors);
  collect(match, f.recipients_begin, f.recipients_end, event.recipients);
  if (match.pos == FramePos::noun && match.support.undergo && !f.symmetric) {
    // "Iran faces sanctions", "the base came under attack"
    std::vector<Party> undergoer;
    WordList words;
    tree_.subjects(match.support.verb, words);
    for (const std::uint32_t w : words) parties_.resolve(w, undergoer);
    if (PartyFinder::known(undergoer) && !PartyFinder::known(event.recipients)) {
      event.recipients = undergoer;
      drop_shared(event.actors, event.recipients);
    }
  }
  if (match.pos == FramePos::noun && !f.symmetric && !f.bare_actor && !PartyFinder::known(event.actors)) {
    take_blamed(match, event);
  }
  if (match.pos == FramePos::noun && event.type == EventType::ASSAULT && !f.symmetric &&
      !PartyFinder::known(event.recipients)) {
    take_victims(match, event);
  }
  if (!f.symmetric) drop_shared(event.recipients, event.actors);
}

/// "Turkey blamed Syria for the shelling": the act is laid at the door of the verb's object.
void EventBuilder::take_blamed(const Match& match, EventMention& event) {
  const std::uint32_t top = tree_.phrase_top(match.trigger);
  const std::uint32_t verb = tree_.head(top);
  if (verb == no_word || !matcher_.in_set(verb, matcher_.classes().doer_verb)) return;
  const std::string_view p = tree_.preposition_lemma(top);
  if (p != "for" && p != "of" && p != "over") return;
  WordList words;
  tree_.objects(verb, words);
  std::vector<Party> blamed;
  for (const std::uint32_t w : words) parties_.resolve(w, blamed);
  if (PartyFinder::known(blamed)) event.actors = blamed;
}

/// "An operation targeting the embassy", "the attack that killed two policemen": the victims stand in the noun's
/// clause.
void EventBuilder::take_victims(const Match& match, EventMention& event) {
  for (std::uint32_t c = tree_.first(match.trigger); c != no_word; c = tree_.next(c)) {
    const Deprel r = tree_.relation(c);
    if ((r != Deprel::acl && r != Deprel::acl_relcl) || !tree_.verbal(c) || tree_.passive(c)) continue;
    const std::uint32_t o = tree_.child(c, Deprel::obj);
    if (o == no_word) continue;
    std::vector<Party> found;
    parties_.resolve(o, found);
    if (!PartyFinder::known(found)) continue;
    event.recipients = found;
    return;
  }
}

/// A refusal has two sides: "will not negotiate with Turkey".
void EventBuilder::split_sides(const Match& match, EventMention& event) {
  const Frame& f = match.frame;
  if (!f.symmetric || f.actors_begin == f.actors_end) return;
  std::vector<Party> first;
  WordList words;
  matcher_.at_place(match, matcher_.table().place(f.actors_begin), words);
  for (const std::uint32_t w : words) parties_.resolve(w, first);
  if (!PartyFinder::known(first)) return;
  event.recipients = event.actors;
  drop_shared(event.recipients, first);
  event.actors = first;
}

bool EventBuilder::share_country(const std::vector<Party>& a, const std::vector<Party>& b) const {
  for (const Party& p : a) {
    for (const Party& q : b) {
      if (p.actor == no_word || q.actor == no_word) continue;
      if (p.actor == q.actor || mentions_.actors[p.actor].country() == mentions_.actors[q.actor].country()) return true;
    }
  }
  return false;
}

/// "The attack" of a later sentence has the attacker of the earlier one: the nearest event of the type that agrees in
/// what is known gives what is not.
void EventBuilder::recall(const Match& match, EventMention& event, const Findings& findings) const {
  const bool actor_open = !match.frame.bare_actor && !PartyFinder::known(event.actors);
  const bool recipient_open = !match.frame.no_recipient && !PartyFinder::known(event.recipients);
  if (!actor_open && !recipient_open) return;
  int looked = 0;
  for (auto e = findings.events.rbegin(); e != findings.events.rend() && looked < 24; ++e, ++looked) {
    const bool kin = e->type != event.type && related(event, *e) && !(actor_open && recipient_open);
    if ((e->type != event.type && !kin) || event.sentence - e->sentence > 12) continue;
    const bool agrees = actor_open && recipient_open ? match.pos == FramePos::noun
                                                     : share_country(actor_open ? event.recipients : event.actors,
                                                                     actor_open ? e->recipients : e->actors);
    const bool answered = event.type == EventType::ASSAULT && actor_open && !recipient_open && !agrees &&
                          share_country(event.recipients, e->actors) && PartyFinder::known(e->recipients) &&
                          !share_country(e->actors, e->recipients);
    if (answered) {
      // "French troops attacked the rebels. A French soldier was wounded": by those whom they fought
      event.actors.clear();
      for (const Party& p : e->recipients) {
        if (p.actor != no_word)
          event.actors.push_back({p.actor, p.mention, p.from_document || e->sentence != event.sentence, {}});
      }
      return;
    }
    if (!agrees) continue;
    const auto copy = [&](const std::vector<Party>& from, std::vector<Party>& to) {
      to.clear();
      for (const Party& p : from) {
        if (p.actor != no_word)
          to.push_back({p.actor, p.mention, p.from_document || e->sentence != event.sentence, {}});
      }
    };
    if (actor_open && PartyFinder::known(e->actors)) copy(e->actors, event.actors);
    if (recipient_open && PartyFinder::known(e->recipients)) copy(e->recipients, event.recipients);
    return;
  }
}

/// "Condemned the arrest of the protesters": the reproach or praise goes to whoever did it.
void EventBuilder::take_doer(const Match& match, EventMention& event, const Findings& findings) {
  if (event.type != EventType::ACCUSE && event.type != EventType::SUPPORT) return;
  WordList words;
  const Frame& f = match.frame;
  for (std::uint32_t i = f.recipients_begin; i < f.recipients_end; ++i) {
    matcher_.at_place(match, matcher_.table().place(i), words);
  }
  for (auto e = findings.events.rbegin(); e != findings.events.rend() && e->sentence == event.sentence; ++e) {
    for (const std::uint32_t w : words) {
      if (w != e->trigger_word || !PartyFinder::known(e->actors) || share_country(e->actors, event.actors)) continue;
      event.recipients.clear();
      for (const Party& p : e->actors) {
        if (p.actor != no_word) event.recipients.push_back(p);
      }
      return;
    }
  }
}

/// "Beaten by the veterans": an agent that is named, but not known, is at home where the act is.
void EventBuilder::local_agent(const Match& match, EventMention& event) {
  if (match.pos != FramePos::verb || PartyFinder::known(event.actors)) return;
  if (event.type != EventType::ASSAULT && event.type != EventType::COERCE && event.type != EventType::PROTEST) return;
  WordList words;
  tree_.subjects(match.trigger, words);
  if (words.empty()) return;
  const std::uint32_t agent = words[0];
  const bool person = tree_.upos(agent) == Upos::NOUN &&
                      matcher_.table().find(tree_.lemma(agent), FramePos::noun).empty() &&
                      matcher_.table().weapon_mode(tree_.lemma(agent)).empty();
  if (!person) return;
  const auto place = parties_.place_near(event.sentence, match.trigger);
  if (!place) return;
  const std::uint32_t mention = event.actors.empty() ? no_word : event.actors.front().mention;
  event.actors.assign(1, Party{place->actor, mention, false, mention == no_word ? tokens_.words[agent].span : Span{}});
}

/// "Unicef thanked the army": somebody is named whom the codebook does not know; nobody else did it.
bool EventBuilder::unknown_name(const Match& match, EventMention& event) const {
  if (match.pos != FramePos::verb) return false;
  WordList words;
  tree_.subjects(match.trigger, words);
  if (words.empty() || tree_.upos(words[0]) != Upos::PROPN) return false;
  if (event.actors.empty()) event.actors.push_back(Party{no_word, no_word, false, tokens_.words[words[0]].span});
  return true;
}

/// A later mention of the same happening has the day that an earlier one names.
void EventBuilder::recall_date(EventMention& event, const Findings& findings) const {
  if (event.date && !event.date->from_publication) return;
  int looked = 0;
  for (auto e = findings.events.rbegin(); e != findings.events.rend() && looked < 16; ++e, ++looked) {
    if (e->type != event.type || !e->date || e->date->from_publication || e->sentence == event.sentence) continue;
    if (event.sentence - e->sentence > 6) break;
    const bool same =
        share_country(e->actors, event.actors) &&
        (event.recipients.empty() ? e->recipients.empty() : share_country(e->recipients, event.recipients));
    if (!same) continue;
    event.date = e->date;
    event.newness = e->newness;
    return;
  }
}

void EventBuilder::fill_open_roles(const Match& match, EventMention& event, const Findings& findings) {
  const Frame& f = match.frame;
  if (!f.symmetric) take_doer(match, event, findings);
  const EventType type = event.type;
  // People whose home the text leaves out belong to the place of the clause, else to the country of the other side.
  const auto place_people = [&](std::vector<Party>& role, const std::vector<Party>& other) {
    if (role.empty() || PartyFinder::known(role)) return;
    const bool people = type == EventType::ASSAULT || type == EventType::COERCE || type == EventType::PROTEST ||
                        type == EventType::AID || event.mode == "allege" || event.mode == "investigate" ||
                        event.mode == "convict";
    if (!people) return;
    if (const auto place = parties_.place_near(event.sentence, match.trigger)) {
      role.front() = Party{place->actor, role.front().mention, place->from_document, {}};
    } else if (PartyFinder::known(other) && type != EventType::ASSAULT) {
      for (const Party& p : other) {
        if (p.actor == no_word) continue;
        role.front() = Party{p.actor, role.front().mention, false, {}};
        break;
      }
    }
  };
  if (!f.no_recipient) place_people(event.recipients, event.actors);
  if (type == EventType::PROTEST) place_people(event.actors, event.recipients);
  if (f.symmetric && type != EventType::REJECT) {
    fill_sides(match, event, findings);
    return;
  }
  if (!f.bare_actor) local_agent(match, event);
  recall(match, event, findings);
  if (!f.bare_actor) {
    const bool stranger = !PartyFinder::known(event.actors) && unknown_name(match, event);
    choose(match, PartyRole::actor, event.actors, event.recipients, stranger, findings, event);
  }
  // Forces that move or drill threaten nobody unless the words say whom.
  const bool addressed = type != EventType::MOBILIZE && !(type == EventType::COOPERATE && event.actors.size() > 1);
  if (f.no_recipient || !addressed || (event.mode == "visit" && !event.recipients.empty())) return;
  choose(match, PartyRole::recipient, event.recipients, event.actors, false, findings, event);
}

/// The sides of talks or a deal that the frame did not find.
void EventBuilder::fill_sides(const Match& match, EventMention& event, const Findings& findings) {
  for (int i = 0; i < 2; ++i) {
    std::size_t count = 0;
    for (const Party& p : event.actors) count += p.actor != no_word ? 1 : 0;
    if (count >= 2 || event.mode == "multilateral") break;
    std::vector<Party> side;
    choose(match, PartyRole::side, side, event.actors, count < event.actors.size(), findings, event);
    if (side.empty()) break;
    event.actors.push_back(side.front());
  }
  std::erase_if(event.actors, [&](const Party& p) { return p.actor == no_word && event.actors.size() > 2; });
}

/// A party for a role that is open; what the frame placed there stays.
void EventBuilder::choose(const Match& match, PartyRole role, std::vector<Party>& placed,
                          const std::vector<Party>& others, bool stranger, const Findings& findings,
                          EventMention& event) {
  const bool filled = PartyFinder::known(placed);
  if (filled && !chooser_.training()) return;
  OpenRole open{event, role,  match.pos, match.support, match.frame.rule, no_word, no_word,
                false, false, filled,    others};
  open.unnamed = stranger || (!placed.empty() && !filled);
  if (match.pos == FramePos::verb && role == PartyRole::actor) {
    WordList subjects;
    tree_.subjects(match.trigger, subjects);
    open.elsewhere = !subjects.empty() && tree_.upos(subjects[0]) == Upos::PRON;
  }
  if (match.pos == FramePos::noun && !match.support.light && !match.support.undergo) {
    // Whoever condemns the attack is neither attacker nor victim.
    const std::uint32_t verb = tree_.clause_above(match.trigger);
    if (verb != no_word && tree_.verbal(verb)) {
      WordList subjects;
      tree_.subjects(verb, subjects);
      if (!subjects.empty() && !tree_.above(subjects[0], match.trigger)) open.barred = subjects[0];
    }
  }
  if (event.statement != no_word) open.speaker = findings.statements[event.statement].speaker->actor;
  const auto chosen = chooser_.choose(open, findings);
  if (chosen && !filled) placed.assign(1, *chosen);
}

}  // namespace demarche
