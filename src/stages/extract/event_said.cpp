// Acts that lie in what a quoted speaker says rather than in a frame: demands ("Israel must leave") and reproaches.
#include "stages/extract/event_builder.h"

namespace demarche {

/// "The talks were a mistake," "Turkey violated the treaty," the minister said: the speaker reproaches the subject.
std::optional<EventMention> EventBuilder::build_reproach(std::uint32_t word, std::uint32_t sentence,
                                                         const Findings& findings) {
  const FrameMatcher::Classes& k = matcher_.classes();
  const bool verb = tree_.verbal(word);
  if (!matcher_.in_set(word, verb ? k.reproach_verb : k.reproach_word)) return std::nullopt;
  if (!verb && tree_.child(word, Deprel::cop) == no_word) return std::nullopt;
  const std::uint32_t s = parties_.statement_around(tokens_.words[word].span);
  if (s == no_word || findings.statements[s].speaker->actor == no_word) return std::nullopt;
  Match match;
  match.trigger = word;
  match.pos = verb ? FramePos::verb : FramePos::adjective;
  const Modality m = circumstances_.modality(match);
  if (m.negated || m.conditional || m.wanted || m.future || m.obligation) return std::nullopt;
  const Party speaker = *findings.statements[s].speaker;
  EventMention e;
  WordList words;
  if (verb && tree_.passive(word)) return std::nullopt;
  tree_.subjects(word, words);
  for (const std::uint32_t w : words) parties_.resolve(w, e.recipients);
  if (!PartyFinder::known(e.recipients)) {
    // "The move was very disappointing": whose move it was, the report has said before
    if (words.empty() || !matcher_.in_set(words[0], k.event)) return std::nullopt;
    e.sentence = sentence;
    e.trigger_word = word;
    e.trigger = tokens_.words[word].span;
    e.type = EventType::ACCUSE;
    e.statement = s;
    e.recipients.clear();
    choose(match, PartyRole::recipient, e.recipients, {speaker}, false, findings, e);
    if (!PartyFinder::known(e.recipients)) return std::nullopt;
  }
  for (const Party& p : e.recipients) {
    if (p.actor == speaker.actor) return std::nullopt;
  }
  e.sentence = sentence;
  e.trigger_word = word;
  e.trigger = tokens_.words[word].span;
  e.type = EventType::ACCUSE;
  e.actors.assign(1, speaker);
  e.statement = s;
  e.mode = codebook_.ontology().mode(e.type, verb ? "allege" : "disapprove");
  e.cameo = codebook_.ontology().cameo_of(e.type, e.mode);
  e.rule = verb ? "ACCUSE/reproach.v#1" : "ACCUSE/reproach.a#1";
  Modality said;
  said.past = m.past;
  circumstances_.finish(e, match, said);
  e.factuality = Factuality::actual;
  e.confidence = 750;
  return e;
}

/// "The authorities must wait," the statement said: the speaker asks the subject.
std::optional<EventMention> EventBuilder::build_demand(std::uint32_t verb, std::uint32_t sentence,
                                                       const Findings& findings) {
  std::string_view modal;
  for (std::uint32_t c = tree_.first(verb); c != no_word; c = tree_.next(c)) {
    const std::string_view l = tree_.lemma(c);
    if (tree_.relation(c) == Deprel::aux && (l == "must" || l == "should" || l == "ought")) modal = l;
    if (l == "have" && tree_.relation(c) == Deprel::aux) return std::nullopt;  // "should have known"
    if (tree_.relation(c) == Deprel::mark) return std::nullopt;
  }
  if (modal.empty()) return std::nullopt;
  const std::uint32_t s = parties_.statement_around(tokens_.words[verb].span);
  if (s == no_word || findings.statements[s].speaker->actor == no_word) return std::nullopt;
  const Party speaker = *findings.statements[s].speaker;
  EventMention e;
  WordList words;
  if (tree_.passive(verb)) {
    tree_.objects(verb, words);
  } else {
    tree_.subjects(verb, words);
  }
  for (const std::uint32_t w : words) parties_.resolve(w, e.recipients);
  if (!PartyFinder::known(e.recipients)) return std::nullopt;
  for (const Party& p : e.recipients) {
    if (p.actor == speaker.actor) return std::nullopt;
  }
  Match match;
  match.trigger = verb;
  match.pos = FramePos::verb;
  e.sentence = sentence;
  e.trigger_word = verb;
  e.trigger = tokens_.words[verb].span;
  e.type = EventType::REQUEST;
  e.actors.assign(1, speaker);
  e.statement = s;
  const FrameMatcher::Classes& k = matcher_.classes();
  const std::string_view mode = matcher_.in_set(verb, k.yield_verb)  ? "yield"
                                : matcher_.in_set(verb, k.meet_verb) ? "meet"
                                : matcher_.in_set(verb, k.help_verb) ? "assist"
                                                                     : "change";
  e.mode = codebook_.ontology().mode(e.type, mode);
  e.cameo = codebook_.ontology().cameo_of(e.type, e.mode);
  e.rule = modal == "must" ? "REQUEST/must.v#1" : modal == "should" ? "REQUEST/should.v#1" : "REQUEST/ought.v#1";
  Modality asked;
  circumstances_.finish(e, match, asked);
  e.factuality = Factuality::actual;
  e.confidence = 650;
  return e;
}

}  // namespace demarche
