#include "stages/extract/parties.h"

#include <algorithm>

#include "base/limits.h"

namespace demarche {
namespace {

constexpr int deepest = 4;
constexpr std::uint32_t sentences_back = 12;

/// What counts for a party that the sentence leaves out; tuned on gold/train without its reserved articles.
struct FillWeights {
  int distance = 21;  // a sentence back
  int fit = 25;       // its sector does such things
  int half = 15;
  int unfit = 50;
  int subject = 12;
  int pronoun = 14;
  int adjective = 2;
  int place = 19;  // named as a place only
  int count = 1;   // a mention in the document, up to eight
  int home = 12;   // same country as the other side, where that is usual
  int home_assault = -3;
  int foreign = 21;  // same country where it is not
  int speaker = -17;
  int threshold = 30;
  int guess = 0;  // a country only guessed
};
constexpr FillWeights fill_weights;

bool sector_is(const Actor& a, std::initializer_list<Sector> wanted) {
  for (const Sector s : a.sectors) {
    if (std::find(wanted.begin(), wanted.end(), s) != wanted.end()) return true;
  }
  return false;
}

}  // namespace

PartyFinder::PartyFinder(const Tree& tree, const Tokens& tokens, const Mentions& mentions,
                         const std::vector<Statement>& statements)
    : tree_(tree), tokens_(tokens), mentions_(mentions), statements_(statements), counts_(mentions.actors.size(), 0) {
  first_mention_.reserve(tokens.sentences.size() + 1);
  std::uint32_t at = 0;
  for (const Sentence& s : tokens.sentences) {
    while (at < mentions.mentions.size() && mentions.mentions[at].head < s.first) ++at;
    first_mention_.push_back(at);
  }
  first_mention_.push_back(static_cast<std::uint32_t>(mentions.mentions.size()));
  for (const ActorMention& m : mentions.mentions) {
    for (const std::uint32_t a : m.actors) {
      if (a < counts_.size()) ++counts_[a];
    }
  }
}

std::uint32_t PartyFinder::statement_around(Span span) const {
  std::uint32_t best = no_word, best_size = no_word;
  // Statements come in order of content; a content reaches over one sentence, so a short look back is enough.
  auto it = std::upper_bound(statements_.begin(), statements_.end(), span.begin,
                             [](std::uint32_t at, const Statement& s) { return at < s.content.front().begin; });
  for (int back = 0; back < 8 && it != statements_.begin(); ++back) {
    --it;
    if (!it->speaker) continue;
    for (const Span piece : it->content) {
      if (piece.contains(span) && piece.size() < best_size) {
        best = static_cast<std::uint32_t>(it - statements_.begin());
        best_size = piece.size();
      }
    }
  }
  return best;
}

/// "We condemn the raid," the minister said: the speaker.
std::optional<Party> PartyFinder::first_person(std::uint32_t mention) const {
  const ActorMention& m = mentions_.mentions[mention];
  if (m.kind != MentionKind::pronoun || statements_.empty()) return std::nullopt;
  const std::string_view l = tree_.lemma(m.head);
  if (l != "I" && l != "we" && l != "my" && l != "our" && l != "i") return std::nullopt;
  const std::uint32_t s = statement_around(m.span);
  if (s == no_word || statements_[s].speaker->actor == no_word) return std::nullopt;
  return statements_[s].speaker;
}

void PartyFinder::add_mention(std::uint32_t mention, std::vector<Party>& out) const {
  const ActorMention& m = mentions_.mentions[mention];
  const auto add = [&](std::uint32_t actor) {
    if (out.size() >= limits::parties_a_role) return;
    for (const Party& p : out) {
      if (p.actor == actor && (actor != no_word || p.mention == mention)) return;
    }
    out.push_back({actor, mention, false, {}});
  };
  if (const auto speaker = first_person(mention)) {
    add(speaker->actor);
    return;
  }
  if (m.actors.empty()) add(no_word);
  for (const std::uint32_t a : m.actors) add(a);
}

bool PartyFinder::look_inside(std::uint32_t word, std::vector<Party>& out, int depth) const {
  // The owner first, then whoever did it, then whatever else the phrase names.
  static constexpr int orders = 5;
  for (int order = 0; order < orders; ++order) {
    for (std::uint32_t c = tree_.first(word); c != no_word; c = tree_.next(c)) {
      const Deprel full = tree_.relation(c);
      const Deprel r = universal(full);
      int mine = orders;
      if (full == Deprel::nmod_poss) {
        mine = 0;
      } else if (r == Deprel::amod || r == Deprel::compound || full == Deprel::nmod_desc || r == Deprel::flat) {
        mine = 1;
      } else if (r == Deprel::appos) {
        mine = 2;
      } else if (r == Deprel::nmod) {
        const std::string_view p = tree_.preposition_lemma(c);
        mine = p == "by" || p == "from"                         ? 2
               : p == "of"                                      ? 3
               : p == "during" || p == "after" || p == "before" ? orders
                                                                : 4;
      }
      if (mine != order) continue;
      const std::size_t before = out.size();
      if (order <= 1) {
        const std::uint32_t w = tree_.antecedent(c);
        if (mentions_.mention_at(w) != nullptr) {
          add_mention(mentions_.at_word[w], out);
        } else if (depth < 2) {
          look_inside(w, out, depth + 1);
        }
        for (std::uint32_t k = tree_.first(c); k != no_word; k = tree_.next(k)) {
          if (tree_.relation(k) == Deprel::conj && mentions_.mention_at(k) != nullptr)
            add_mention(mentions_.at_word[k], out);
        }
      } else {
        resolve(c, out, depth + 1);
      }
      if (known(out) && out.size() > before) return true;
    }
  }
  // "measures imposed by the Union"
  for (std::uint32_t c = tree_.first(word); c != no_word; c = tree_.next(c)) {
    if (tree_.relation(c) != Deprel::acl || !tree_.passive(c)) continue;
    WordList agents;
    tree_.subjects(c, agents);
    for (const std::uint32_t w : agents) resolve(w, out, depth + 2);
    if (known(out)) return true;
  }
  // "the service that Wolfowitz has given"
  for (std::uint32_t c = tree_.first(word); c != no_word; c = tree_.next(c)) {
    if (tree_.relation(c) != Deprel::acl_relcl) continue;
    const std::uint32_t s = tree_.child(c, Deprel::nsubj);
    if (s == no_word || tree_.antecedent(s) != s || mentions_.mention_at(s) == nullptr) continue;
    add_mention(mentions_.at_word[s], out);
    return known(out);
  }
  return false;
}

void PartyFinder::resolve(std::uint32_t word, std::vector<Party>& out, int depth) const {
  if (depth > deepest || word >= tree_.size()) return;
  word = tree_.antecedent(word);
  std::uint32_t m = word < mentions_.at_word.size() ? mentions_.at_word[word] : no_word;
  if (m == no_word && word < mentions_.covering.size()) {
    const std::uint32_t c = mentions_.covering[word];
    // The parser and the name finder may disagree on the head of a name.
    if (c != no_word && mentions_.mentions[c].kind != MentionKind::adjective) m = c;
  }
  if (m != no_word) {
    if (!mentions_.mentions[m].actors.empty()) {
      add_mention(m, out);
    } else {
      std::vector<Party> inside;
      if (depth < 2 && tree_.upos(word) != Upos::PRON && look_inside(word, inside, depth + 1) && known(inside)) {
        for (Party& p : inside) {
          if (p.actor != no_word && out.size() < limits::parties_a_role) out.push_back({p.actor, m, false, {}});
        }
      } else {
        add_mention(m, out);
      }
    }
  } else if (!tree_.verbal(word)) {
    look_inside(word, out, depth + 1);
  }
  for (std::uint32_t c = tree_.first(word); c != no_word; c = tree_.next(c)) {
    if (tree_.relation(c) == Deprel::conj && !tree_.verbal(c)) resolve(c, out, depth + 1);
  }
}

int PartyFinder::fitness(EventType type, bool actor_role, const Actor& actor) const {
  using enum Sector;
  const bool state = actor.sectors.empty() || sector_is(actor, {GOV});
  const bool armed = sector_is(actor, {MIL, REB, UAF, PRM});
  const bool force = sector_is(actor, {COP, MIL, GOV, JUD, SPY});
  const bool people = sector_is(actor, {CVL, LAB, EDU, OPP, REF, REL});
  const FillWeights& w = fill_weights;
  switch (type) {
    case EventType::PROTEST:
      return actor_role ? (people ? w.fit : -w.unfit) : (state ? w.fit : 0);
    case EventType::COERCE:
      return actor_role ? (force ? w.fit : -w.unfit) : (people || sector_is(actor, {OPP, JRN, CRM, REB}) ? w.half : 0);
    case EventType::ASSAULT:
      return actor_role ? (armed || sector_is(actor, {CRM}) ? w.fit
                           : state                          ? w.half / 2
                                                            : -w.unfit)
                        : (people ? w.half : w.half / 2);
    case EventType::MOBILIZE:
      return actor_role ? (armed || state ? w.fit : -w.unfit) : 0;
    case EventType::RETREAT:
      return state || armed ? w.half : 0;
    case EventType::SANCTION:
    case EventType::ACCUSE:
      return actor_role ? (sector_is(actor, {GOV, JUD, COP, LEG}) ? w.half : 0) : (state || armed ? w.half : 0);
    default:
      return state ? w.half : people ? -5 : 0;
  }
}

/// True when the word stands inside a phrase that already has a role ("eight people, three Canadians among them").
bool PartyFinder::inside(std::uint32_t word, const std::vector<Party>& parties) const {
  std::uint32_t w = word;
  for (int step = 0; step < 4 && w != no_word; ++step) {
    for (const Party& p : parties) {
      if (p.mention != no_word && mentions_.mentions[p.mention].head == w) return true;
    }
    if (tree_.verbal(w)) return false;
    w = tree_.head(w);
  }
  return false;
}

/// True when the word is the other or hangs on it, in the same phrase ("Britain, France and Germany").
bool PartyFinder::under(std::uint32_t word, std::uint32_t other) const {
  for (int step = 0; step < 4 && word != no_word; ++step) {
    if (word == other) return true;
    if (tree_.verbal(word)) return false;
    word = tree_.head(word);
  }
  return false;
}

int PartyFinder::score(const Open& open, std::uint32_t mention, std::uint32_t actor_number, int distance,
                       const std::vector<Party>& others) const {
  const FillWeights& w = fill_weights;
  const ActorMention& m = mentions_.mentions[mention];
  const Actor& actor = mentions_.actors[actor_number];
  const EventType type = open.type;
  int score = 80 - w.distance * distance + fitness(type, open.actor_role, actor);
  if (universal(tree_.relation(m.head)) == Deprel::nsubj) score += open.actor_role ? w.subject : w.subject / 2;
  if (m.kind == MentionKind::pronoun) score -= w.pronoun;
  if (m.kind == MentionKind::adjective) score -= w.adjective;
  if (m.rule.starts_with("document.")) score -= w.guess;
  if (m.place_only) score -= type == EventType::PROTEST || type == EventType::COERCE ? w.place / 2 : w.place;
  score += static_cast<int>(std::min<std::uint32_t>(counts_[actor_number], 8)) * w.count;
  bool neighbour = false;
  for (const Party& p : others) {
    neighbour |= p.actor != no_word && mentions_.actors[p.actor].country() == actor.country();
  }
  if (neighbour) {
    const bool domestic = type == EventType::PROTEST || type == EventType::COERCE;
    score += domestic ? w.home : type == EventType::ASSAULT && open.actor_role ? w.home_assault : -w.foreign;
  }
  if (open.speaker != no_word && actor.country() == mentions_.actors[open.speaker].country()) {
    const bool verbal = quad_of(type) == Quad::verbal_cooperation || quad_of(type) == Quad::verbal_conflict;
    score += verbal ? (open.actor_role ? w.speaker : -w.speaker) : -w.speaker / 2;
  }
  return score;
}

std::optional<Party> PartyFinder::fill(const Open& open, const std::vector<Party>& others) const {
  std::optional<Party> best;
  int best_score = fill_weights.threshold;
  const auto consider = [&](std::uint32_t mention, int distance) {
    const ActorMention& m = mentions_.mentions[mention];
    if (open.barred != no_word && distance == 0 && under(m.head, open.barred)) return;
    for (const std::uint32_t a : m.actors) {
      if (a >= mentions_.actors.size() || mentions_.actors[a].code == "UNK") continue;
      const bool taken = std::any_of(others.begin(), others.end(), [&](const Party& p) { return p.actor == a; });
      if (taken || (distance == 0 && inside(m.head, others))) continue;
      const int s = score(open, mention, a, distance, others);
      if (s > best_score) {
        best_score = s;
        best = Party{a, mention, distance > 0, {}};
      }
    }
  };
  for (std::uint32_t d = open.elsewhere ? 1 : 0; d <= sentences_back && d <= open.sentence; ++d) {
    const std::uint32_t s = open.sentence - d;
    for (std::uint32_t i = first_mention_[s]; i < first_mention_[s + 1]; ++i) consider(i, static_cast<int>(d));
  }
  if (!best && open.sentence + 1 < tokens_.sentences.size()) {
    for (std::uint32_t i = first_mention_[open.sentence + 1]; i < first_mention_[open.sentence + 2]; ++i)
      consider(i, 3);
  }
  return best;
}

std::optional<Party> PartyFinder::place_near(std::uint32_t sentence, std::uint32_t trigger) const {
  std::optional<Party> best;
  std::uint32_t best_distance = no_word;
  for (std::uint32_t d = 0; d <= 3 && d <= sentence; ++d) {
    const std::uint32_t s = sentence - d;
    for (std::uint32_t i = first_mention_[s]; i < first_mention_[s + 1]; ++i) {
      const ActorMention& m = mentions_.mentions[i];
      if (!m.place_only || m.actors.empty()) continue;
      const std::uint32_t distance = (m.head > trigger ? m.head - trigger : trigger - m.head) + d * 100;
      if (distance < best_distance) {
        best_distance = distance;
        best = Party{m.actors.front(), i, d > 0, {}};
      }
    }
    if (best) break;
  }
  return best;
}

}  // namespace demarche
