// Who speaks: from a cue verb or noun to the head word of its speaker, and from there to a party.
#include <algorithm>

#include "base/text.h"
#include "stages/extract/statements_draft.h"

namespace demarche {
namespace {

constexpr int climb_limit = 12;

bool is_subject(Deprel r) {
  return r == Deprel::nsubj || r == Deprel::nsubj_pass || r == Deprel::nsubj_outer;
}

bool is_relative_pronoun(const SpeechContext& c, std::uint32_t word) {
  const std::string_view form = c.form(word);
  return equals_lower(form, "who") || equals_lower(form, "which") || equals_lower(form, "that") ||
         equals_lower(form, "whom");
}

bool is_expletive(const SpeechContext& c, std::uint32_t word) {
  return c.deprel(word) == Deprel::expl || equals_lower(c.form(word), "there");
}

bool is_passive(const SpeechContext& c, std::uint32_t verb) {
  return c.child(verb, Deprel::nsubj_pass) != no_word || c.child(verb, Deprel::aux_pass) != no_word;
}

std::uint32_t agent_of(const SpeechContext& c, std::uint32_t verb) {
  for (const std::uint32_t child : c.tree.children(verb)) {
    const Deprel r = c.deprel(child);
    if (r == Deprel::obl_agent) return child;
    if (universal(r) == Deprel::obl && c.case_of(child) == "by") return child;
  }
  return no_word;
}

// The noun that a relative clause describes; of "Jane Roe, head of the agency, who said" the person named.
std::uint32_t antecedent(const SpeechContext& c, std::uint32_t verb) {
  for (int i = 0; i < climb_limit && verb != no_word; ++i) {
    const Deprel r = c.deprel(verb);
    if (r == Deprel::acl_relcl || r == Deprel::acl) return c.tree.head(verb);
    if (r != Deprel::conj && r != Deprel::xcomp && r != Deprel::ccomp) return no_word;
    verb = c.tree.head(verb);
  }
  return no_word;
}

std::uint32_t object_before(const SpeechContext& c, std::uint32_t governor, std::uint32_t verb) {
  const std::uint32_t object = c.child(governor, Deprel::obj);
  return object != no_word && object < verb ? object : no_word;
}

bool object_speaks(const SpeechContext& c, std::uint32_t governor) {
  const std::string_view lemma = c.syntax.lemma(governor);
  return lemma == "quote" || lemma == "cite" || lemma == "hear" || lemma == "see" || lemma == "show" || lemma == "make";
}

// Punctuation, clauses and times of day stand as subjects on wrong trees only.
bool can_speak(const SpeechContext& c, std::uint32_t word) {
  const Upos tag = c.upos(word);
  if (tag == Upos::VERB || tag == Upos::AUX || tag == Upos::PUNCT || tag == Upos::ADV || tag == Upos::X ||
      tag == Upos::SYM)
    return false;
  const std::string_view form = c.form(word);
  return !equals_lower(form, "today") && !equals_lower(form, "yesterday") && !equals_lower(form, "tomorrow");
}

// The subject of a verb; of two before it the nearer ("the convoy, the Red Cross said, never arrived" on a wrong tree).
std::uint32_t subject_of(const SpeechContext& c, std::uint32_t verb) {
  std::uint32_t found = no_word;
  for (const std::uint32_t child : c.tree.children(verb)) {
    if (!is_subject(c.deprel(child)) || is_expletive(c, child) || !can_speak(c, child)) continue;
    if (c.quote_at(c.tokens.words[child].span.begin) != no_word) continue;  // spoken, not speaking
    if (found == no_word || child < verb) found = child;
  }
  return found;
}

// The head of the noun phrase that ends right before the verb: "nine voters say they ..." when the tree took "they" for
// the subject.
std::uint32_t phrase_before(const SpeechContext& c, std::uint32_t verb) {
  std::uint32_t w = verb;
  while (w > c.tree.first() && (c.upos(w - 1) == Upos::AUX || c.upos(w - 1) == Upos::ADV)) --w;
  if (w == c.tree.first()) return no_word;
  --w;
  if (c.upos(w) != Upos::NOUN && c.upos(w) != Upos::PROPN && c.upos(w) != Upos::NUM) return no_word;
  for (int i = 0; i < 4; ++i) {
    const Deprel r = universal(c.deprel(w));
    const std::uint32_t head = c.tree.head(w);
    if (head == no_word || head > verb ||
        (r != Deprel::nmod && r != Deprel::flat && r != Deprel::compound && r != Deprel::appos))
      break;
    w = head;
  }
  return w;
}

// Where the tree gives no subject: the mention right after an inverted verb ("..., said Roe"), else the nearest before
// it.
std::uint32_t nearest_mention(const SpeechContext& c, std::uint32_t verb) {
  const auto usable = [&](std::uint32_t word) {
    return c.mentions.mention_at(word) != nullptr && c.quote_at(c.tokens.words[word].span.begin) == no_word;
  };
  if (const std::uint32_t phrase = phrase_before(c, verb);
      phrase != no_word && c.quote_at(c.tokens.words[phrase].span.begin) == no_word)
    return phrase;
  constexpr std::uint32_t reach = 6;
  for (std::uint32_t w = verb + 1; w < std::min(c.tree.last(), verb + reach); ++w) {
    if (c.is_punct(w) || c.upos(w) == Upos::VERB || c.upos(w) == Upos::SCONJ || c.upos(w) == Upos::ADP) break;
    if (usable(w)) return w;
  }
  for (std::uint32_t w = verb; w-- > c.tree.first() && verb - w < 2 * reach;) {
    if (c.upos(w) == Upos::VERB) break;
    if (usable(w)) return w;
  }
  // No known party: the noun phrase right behind the verb.
  for (std::uint32_t w = verb + 1; w < std::min(c.tree.last(), verb + reach); ++w) {
    const Upos tag = c.upos(w);
    if (tag == Upos::DET || tag == Upos::ADJ || tag == Upos::NUM) continue;
    if (tag != Upos::NOUN && tag != Upos::PROPN && tag != Upos::PRON) break;
    const std::uint32_t head = c.tree.head(w);
    return head != no_word && head > w && universal(c.deprel(w)) == Deprel::compound ? head : w;
  }
  return no_word;
}

}  // namespace

std::uint32_t speaker_of_verb(const SpeechContext& c, std::uint32_t verb) {
  std::uint32_t at = verb;
  bool participle_of_passive = false;
  for (int i = 0; i < climb_limit && at != no_word; ++i) {
    const bool passive = is_passive(c, at);
    if (passive && !participle_of_passive) {
      const std::uint32_t agent = agent_of(c, at);
      if (at == verb || agent != no_word) return agent;
    }
    std::uint32_t subject = subject_of(c, at);
    if (subject != no_word && subject > at && c.upos(subject) == Upos::PRON && phrase_before(c, at) != no_word)
      subject = phrase_before(c, at);
    if (subject != no_word) {
      if (!is_relative_pronoun(c, subject)) return subject;
      const std::uint32_t noun = antecedent(c, at);
      if (noun != no_word) return c.cues.noun(c.syntax.lemma(noun)).has(CueUse::text) ? speaker_of_noun(c, noun) : noun;
    }
    const std::uint32_t head = c.tree.head(at);
    if (head == no_word) break;
    switch (universal(c.deprel(at))) {
      case Deprel::conj:
        // A name that the tree mistook for the root: "Official Jane Roe, a spokeswoman, confirmed that".
        if (at == verb && (c.upos(head) == Upos::NOUN || c.upos(head) == Upos::PROPN) &&
            c.child(head, Deprel::cop) == no_word)
          return speaker_of_noun(c, head);
        // "was called in and told that": the second participle is passive too
        if (at == verb && is_passive(c, head) && has_feature(c.analysis(at).feats, "VerbForm=Part") &&
            c.child(at, Deprel::aux) == no_word)
          return agent_of(c, at);
        break;
      case Deprel::xcomp:
      case Deprel::advcl:
      case Deprel::ccomp:
      case Deprel::parataxis:
      case Deprel::dep: {
        if (c.upos(head) != Upos::VERB && c.upos(head) != Upos::AUX && c.child(head, Deprel::nsubj) == no_word) {
          const bool nominal = c.upos(head) == Upos::NOUN || c.upos(head) == Upos::PROPN;
          if (nominal && universal(c.deprel(head)) != Deprel::xcomp) return speaker_of_noun(c, head);
        }
        if (universal(c.deprel(at)) == Deprel::parataxis && c.child(head, Deprel::ccomp) == no_word && i == 0 &&
            !has_feature(c.analysis(at).feats, "VerbForm=Part"))
          return nearest_mention(c, verb);
        const std::uint32_t object = object_speaks(c, head) ? object_before(c, head, at) : no_word;
        if (object != no_word) return object;
        participle_of_passive = true;
        break;
      }
      case Deprel::acl: {
        if (c.deprel(at) == Deprel::acl_relcl) return head;
        if (has_feature(c.analysis(at).feats, "Tense=Past")) {  // "described by the minister as"
          const std::uint32_t agent = agent_of(c, at);
          if (agent != no_word) return agent;
          if (at == verb) return no_word;
        }
        // "commented on the visit, saying": a noun that is no party does not speak; the clause around it does.
        const bool text = c.cues.noun(c.syntax.lemma(head)).has(CueUse::text);
        const bool speaks = text ? speaker_of_noun(c, head) != head : c.mentions.mention_at(head) != nullptr;
        const std::uint32_t above = c.tree.head(head);
        if (speaks || above == no_word || (c.upos(above) != Upos::VERB && c.upos(above) != Upos::AUX) ||
            is_subject(c.deprel(head)))
          return speaker_of_noun(c, head);
        at = above;
        continue;
      }
      default:
        return nearest_mention(c, verb);
    }
    at = head;
  }
  return nearest_mention(c, verb);
}

std::uint32_t speaker_of_noun(const SpeechContext& c, std::uint32_t noun, bool issuer) {
  if (!c.cues.noun(c.syntax.lemma(noun))) return noun;
  for (const std::uint32_t child : c.tree.children(noun)) {
    const Deprel r = c.deprel(child);
    if (r == Deprel::nmod_poss && c.upos(child) != Upos::DET) return child;
    if (universal(r) == Deprel::nmod) {
      const std::string_view marker = c.case_of(child);
      if (marker == "by") return child;
      if ((marker == "from" || marker == "of") && c.mentions.mention_at(child) != nullptr) return child;
    }
    if (universal(r) == Deprel::acl) {
      const std::uint32_t agent = agent_of(c, child);
      if (agent != no_word) return agent;
    }
  }
  for (const std::uint32_t child : c.tree.children(noun)) {
    const Deprel r = c.deprel(child);
    if ((r == Deprel::compound || r == Deprel::amod) && c.mentions.mention_at(child) != nullptr) return child;
  }
  const std::uint32_t head = c.tree.head(noun);
  if (!issuer || head == no_word || c.upos(head) != Upos::VERB) return noun;
  const Deprel r = universal(c.deprel(noun));
  if (r == Deprel::nsubj) {
    const std::uint32_t agent = agent_of(c, head);
    return agent != no_word ? agent : noun;
  }
  if (r != Deprel::obj && r != Deprel::obl) return noun;
  // "issued a statement saying": whoever issued it.
  for (const std::uint32_t child : c.tree.children(head))
    if (is_subject(c.deprel(child)) && child != noun && !is_relative_pronoun(c, child)) return child;
  if (universal(c.deprel(head)) == Deprel::conj || universal(c.deprel(head)) == Deprel::xcomp) {
    const std::uint32_t speaker = speaker_of_verb(c, head);
    if (speaker != no_word) return speaker;
  }
  return noun;
}

namespace {

bool is_known(const SpeechContext& c, const ActorMention& mention) {
  return !mention.actors.empty() && c.mentions.actors[mention.actors.front()].code != "UNK";
}

// The first mention with a known actor inside a description that has none of its own: "a spokesman for the army".
const ActorMention* actor_inside(const SpeechContext& c, std::uint32_t head) {
  const std::uint32_t low = head > 12 ? head - 12 : 0;
  const std::uint32_t high = std::min<std::uint32_t>(static_cast<std::uint32_t>(c.syntax.words.size()), head + 13);
  for (std::uint32_t w = low; w < high; ++w) {
    const ActorMention* mention = c.mentions.mention_at(w);
    if (w == head || mention == nullptr || !is_known(c, *mention)) continue;
    std::uint32_t at = w;
    for (int i = 0; i < 4 && at != no_word && at != head; ++i) {
      const Deprel r = c.deprel(at);
      const Deprel u = universal(r);
      if (u != Deprel::nmod && u != Deprel::compound && u != Deprel::amod && u != Deprel::appos && u != Deprel::flat)
        at = no_word;
      else
        at = c.analysis(at).head;
    }
    if (at == head) return mention;
  }
  return nullptr;
}

// The words of a noun phrase for display: up to its first relative clause, clause or apposition.
Span phrase_of(const SpeechContext& c, std::uint32_t head) {
  const Sentence& sentence = c.tokens.sentences[c.tokens.sentence_of(head)];
  std::uint32_t first = head, last = head + 1;
  const auto belongs = [&](std::uint32_t word) {
    for (int i = 0; i < climb_limit && word != no_word; ++i) {
      if (word == head) return true;
      const Deprel u = universal(c.deprel(word));
      if (u == Deprel::acl || u == Deprel::appos || u == Deprel::punct || u == Deprel::parataxis || u == Deprel::conj ||
          u == Deprel::cc || u == Deprel::case_ || u == Deprel::nsubj || u == Deprel::obj || u == Deprel::ccomp ||
          u == Deprel::advcl)
        if (!(u == Deprel::case_ && c.analysis(word).head != head)) return false;
      word = c.analysis(word).head;
    }
    return false;
  };
  while (first > sentence.first && belongs(first - 1)) --first;
  while (last < sentence.last && belongs(last)) ++last;
  return c.tokens.span_of(first, last);
}

}  // namespace

Party resolve_speaker(const SpeechContext& c, std::uint32_t head, std::uint32_t statement_sentence) {
  Party party;
  party.from_document = c.tokens.sentence_of(head) != statement_sentence;
  const ActorMention* mention = c.mentions.mention_at(head);
  if (mention == nullptr && head < c.mentions.covering.size() && c.mentions.covering[head] != no_word) {
    const ActorMention& around = c.mentions.mentions[c.mentions.covering[head]];
    const Deprel r = around.head < c.syntax.words.size() ? universal(c.deprel(around.head)) : Deprel::dep;
    // A covering mention whose own head hangs on ours is a part of the phrase: the name beside a title.
    if (around.head == head || c.analysis(around.head).head == head ||
        (r != Deprel::nmod && around.first <= head && head < around.last))
      mention = &around;
  }
  if (mention != nullptr) {
    party.mention = static_cast<std::uint32_t>(mention - c.mentions.mentions.data());
    if (!mention->actors.empty()) party.actor = mention->actors.front();
  }
  // An actor that only the document suggests ("a spokesperson") gives way to one that the phrase names ("... for the
  // ministry").
  const bool guessed = mention != nullptr && mention->rule.starts_with("document.");
  if ((mention == nullptr || guessed || !is_known(c, *mention)) &&
      (mention == nullptr || mention->kind != MentionKind::pronoun))
    if (const ActorMention* inside = actor_inside(c, head)) party.actor = inside->actors.front();
  if (mention == nullptr) party.words = phrase_of(c, head);
  return party;
}

namespace {

// "the statement", "this letter", "its report"; bare "reports" are nobody's in particular.
bool is_definite(const SpeechContext& c, std::uint32_t noun) {
  for (std::uint32_t w = noun; w-- > 0 && noun - w < 4;)
    if (c.analysis(w).head == noun && (c.deprel(w) == Deprel::det || c.deprel(w) == Deprel::nmod_poss))
      return !equals_lower(c.form(w), "a") && !equals_lower(c.form(w), "an") && !equals_lower(c.form(w), "some");
  return false;
}

}  // namespace

Party resolve_author(const SpeechContext& c, std::uint32_t head, std::uint32_t statement_sentence) {
  const Party party = resolve_speaker(c, head, statement_sentence);
  const bool known = party.actor != no_word && c.mentions.actors[party.actor].code != "UNK";
  if (known || !c.cues.noun(c.syntax.lemma(head)).has(CueUse::text) || !is_definite(c, head)) return party;
  // The last text of that name, else the last text, among those named shortly before.
  constexpr int memory = 32;
  const auto end = std::lower_bound(c.authored.begin(), c.authored.end(), head,
                                    [](const Authored& text, std::uint32_t at) { return text.noun < at; });
  const Authored* best = nullptr;
  auto text = end;
  for (int i = 0; i < memory && text != c.authored.begin(); ++i) {
    --text;
    if (best == nullptr) best = &*text;
    if (c.syntax.lemma(text->noun) != c.syntax.lemma(head)) continue;
    best = &*text;
    break;
  }
  if (best == nullptr) return party;
  Party author = resolve_speaker(c, best->author, statement_sentence);
  author.mention = party.mention;  // the words shown are those of this sentence
  author.words = party.words;
  author.from_document = party.from_document;
  return author;
}

}  // namespace demarche
