#include "stages/extract/parties.h"

#include <algorithm>

#include "base/limits.h"

namespace demarche {
namespace {

constexpr int deepest = 4;

}  // namespace

PartyFinder::PartyFinder(const Tree& tree, const Tokens& tokens, const Mentions& mentions,
                         const std::vector<Statement>& statements)
    : tree_(tree), tokens_(tokens), mentions_(mentions), statements_(statements) {
  first_mention_.reserve(tokens.sentences.size() + 1);
  std::uint32_t at = 0;
  for (const Sentence& s : tokens.sentences) {
    while (at < mentions.mentions.size() && mentions.mentions[at].head < s.first) ++at;
    first_mention_.push_back(at);
  }
  first_mention_.push_back(static_cast<std::uint32_t>(mentions.mentions.size()));
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
