#include "stages/extract/links.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "stages/extract/links_words.h"

namespace demarche {
namespace {

bool pressure(EventType t) {
  return t == EventType::SANCTION || t == EventType::THREATEN || t == EventType::COERCE || t == EventType::PROTEST ||
         t == EventType::REJECT;
}
bool hostile(EventType t) {
  return t == EventType::ACCUSE || t == EventType::THREATEN || t == EventType::SANCTION || t == EventType::COERCE ||
         t == EventType::ASSAULT || t == EventType::MOBILIZE || t == EventType::REJECT;
}

class Links {
 public:
  Links(const Tokens& tokens, const Tree& tree, Findings& findings)
      : tokens_(tokens), tree_(tree), findings_(findings), event_at_(tree.size(), no_word) {
    for (std::uint32_t i = 0; i < findings.events.size(); ++i) {
      const std::uint32_t w = findings.events[i].trigger_word;
      if (w < event_at_.size() && event_at_[w] == no_word) event_at_[w] = i;
    }
  }

  void sentence(std::uint32_t index) {
    sentence_ = index;
    const Sentence& s = tokens_.sentences[index];
    for (std::uint32_t w = s.first; w < s.last; ++w) {
      if (const Connective* c = connective_at(w, s.last)) {
        phrase(*c, w);
        w += c->count() - 1;
      } else if (tree_.verbal(w)) {
        result(w);
        effect(w);
      }
    }
  }

 private:
  const Connective* connective_at(std::uint32_t w, std::uint32_t last) const {
    const std::string_view form = tree_.form(w);
    if (!starts_connective(form)) return nullptr;
    for (const Connective& c : connectives) {
      const std::uint32_t n = c.count();
      if (w + n > last) continue;
      bool same = true;
      for (std::uint32_t i = 0; i < n && same; ++i) same = equals_ignoring_case(tree_.form(w + i), c.words[i]);
      if (same) return &c;
    }
    return nullptr;
  }

  /// The head of what follows the connective: the first word above `t` that a word of the connective hangs on.
  std::uint32_t governed(std::uint32_t first, std::uint32_t last, std::uint32_t end) const {
    if (last >= end) return no_word;
    std::uint32_t w = last;
    for (int step = 0; step < 24 && w < tree_.size(); ++step) {
      for (std::uint32_t p = first; p < last; ++p) {
        if (tree_.head(p) == w && tree_.relation(p) != Deprel::advmod) return w;
      }
      const std::uint32_t h = tree_.head(w);
      if (h >= first && h < last) return w;
      w = h;
    }
    return no_word;
  }
  std::uint32_t governor(std::uint32_t word, std::uint32_t first, std::uint32_t last) const {
    std::uint32_t w = tree_.head(word);
    for (int step = 0; step < 8 && w < tree_.size() && w >= first && w < last; ++step) w = tree_.head(w);
    return w;
  }

  void phrase(const Connective& c, std::uint32_t first) {
    const Sentence& s = tokens_.sentences[sentence_];
    const std::uint32_t last = first + c.count();
    const std::uint32_t inner = governed(first, last, s.last);
    if (inner == no_word) return;
    const std::uint32_t outer = governor(inner, first, last);
    if (outer >= tree_.size() || outer == inner) return;
    if (c.clause && (!clausal(inner) || tree_.relation(inner) != Deprel::advcl)) return;
    if (c.role == LinkRole::condition && first > s.first &&
        (equals_ignoring_case(tree_.form(first - 1), "even") || equals_ignoring_case(tree_.form(first - 1), "as")))
      return;
    LinkEnd a = below(inner, outer);
    LinkEnd b = matrix(outer, inner);
    Span words = tokens_.span_of(first, last);
    if (c.role == LinkRole::condition) {
      // "will only start talks if": the words between belong to it
      for (std::uint32_t w = outer; w < tree_.size() && w >= s.first && outer - w < 4 && w < first; --w) {
        if (equals_ignoring_case(tree_.form(w), "only")) words = cover(tokens_.words[w].span, words);
        if (w == 0) break;
      }
    }
    if (c.test == Test::none) {
      said(a, inner, b);
      said(b, outer, a);
    }
    if (c.test == Test::pressure && !(event(a) && pressure(event(a)->type))) return;
    if (c.test == Test::provoked && !provoked(a, b)) return;
    add(c.role, c.inner_is_from ? a : b, c.inner_is_from ? b : a, words);
  }

  /// "The invasion has made Russia dependent", "the raid forced the army to withdraw".
  void result(std::uint32_t verb) {
    if (!makes(tree_.lemma(verb)) || tree_.passive(verb)) return;
    const std::uint32_t object = tree_.child(verb, Deprel::obj);
    std::uint32_t effect = tree_.child(verb, Deprel::xcomp);
    if (effect == no_word) effect = tree_.child(verb, Deprel::ccomp);
    if (effect == no_word || (object == no_word && tree_.relation(effect) != Deprel::ccomp) || effect < verb) return;
    LinkEnd a = caused_by(verb), b = below(effect, verb);
    if (!event(a)) return;
    said(b, effect, a);
    add(LinkRole::cause, a, b, verb_span(verb));
  }

  /// "The raid triggered protests", "sanctions that led to": both ends are acts.
  void effect(std::uint32_t verb) {
    const Effect* e = effect_of(tree_.lemma(verb));
    if (e == nullptr || tree_.passive(verb)) return;
    std::uint32_t object = no_word, preposition = no_word;
    if (e->preposition.empty()) {
      object = tree_.child(verb, Deprel::obj);
    } else {
      for (std::uint32_t c = tree_.first(verb); c != no_word && object == no_word; c = tree_.next(c)) {
        if (universal(tree_.relation(c)) == Deprel::obl && tree_.preposition_lemma(c) == e->preposition) {
          object = c;
          preposition = tree_.preposition(c);
        }
      }
    }
    if (object == no_word || object < verb) return;
    Span words = verb_span(verb);
    if (preposition != no_word && preposition > verb && preposition - verb < 3)
      words = cover(words, tokens_.words[preposition].span);
    const LinkEnd a = caused_by(verb), b = below(object, verb);
    if (a.index == no_word || b.index == no_word) return;
    add(e->role, a, b, words);
  }

  /// The act that is the subject of a verb of result, or whose clause it closes ("..., forcing it to").
  LinkEnd caused_by(std::uint32_t verb) const {
    if (tree_.relation(verb) == Deprel::advcl && tree_.gerund(verb) && tree_.head(verb) < tree_.size()) {
      if (tree_.child(verb, Deprel::mark) != no_word) return {};
      return matrix(tree_.head(verb), verb);
    }
    WordList subjects;
    tree_.subjects(verb, subjects);
    for (const std::uint32_t w : subjects) {
      const LinkEnd a = noun(w);
      if (a.index != no_word) return a;
      for (std::uint32_t c = tree_.first(w); c != no_word; c = tree_.next(c)) {
        if (tree_.relation(c) != Deprel::conj) continue;
        const LinkEnd other = noun(c);
        if (other.index != no_word) return other;
      }
    }
    return {};
  }

  Span verb_span(std::uint32_t verb) const {
    Span words = tokens_.words[verb].span;
    for (std::uint32_t c = tree_.first(verb); c != no_word && c < verb; c = tree_.next(c)) {
      if (tree_.relation(c) == Deprel::aux && verb - c <= 2) words = cover(tokens_.words[c].span, words);
    }
    return words;
  }

  const EventMention* event(const LinkEnd& end) const {
    return end.index == no_word || end.statement ? nullptr : &findings_.events[end.index];
  }
  LinkEnd at(std::uint32_t word) const { return {event_at_[word], false, findings_.events[event_at_[word]].trigger}; }
  bool clausal(std::uint32_t word) const {
    return tree_.verbal(word) || tree_.child(word, Deprel::nsubj) != no_word ||
           tree_.child(word, Deprel::cop) != no_word;
  }
  /// "the attack", "the effect of sanctions", "a series of raids"
  LinkEnd noun(std::uint32_t word) const {
    if (event_at_[word] != no_word) return at(word);
    for (std::uint32_t c = tree_.first(word); c != no_word; c = tree_.next(c)) {
      if (universal(tree_.relation(c)) == Deprel::nmod && tree_.preposition_lemma(c) == "of" &&
          event_at_[c] != no_word && carries(tree_.lemma(word)))
        return at(c);
    }
    return {};
  }
  /// The act of the clause or phrase at `word`, not of a clause inside it; `other` is where the link comes from.
  LinkEnd below(std::uint32_t word, std::uint32_t other) const {
    if (event_at_[word] != no_word) return at(word);
    if (!clausal(word) && !tree_.gerund(word)) return noun(word);
    for (const Deprel wanted : {Deprel::obj, Deprel::xcomp, Deprel::nsubj_pass, Deprel::conj}) {
      for (std::uint32_t c = tree_.first(word); c != no_word; c = tree_.next(c)) {
        if (c == other || tree_.relation(c) != wanted) continue;
        if (event_at_[c] != no_word) return at(c);
        if (wanted == Deprel::obj || wanted == Deprel::nsubj_pass) {
          const LinkEnd n = noun(c);
          if (n.index != no_word) return n;
        }
        if (wanted == Deprel::xcomp) {
          const std::uint32_t o = tree_.child(c, Deprel::obj);
          if (o != no_word && event_at_[o] != no_word) return at(o);
        }
      }
    }
    // "the talks collapsed", "the sanctions were lifted": of a verb that is no act itself
    const std::uint32_t subject = tree_.child(word, Deprel::nsubj);
    if (subject != no_word && subject != other && event_at_[subject] != no_word &&
        tree_.child(word, Deprel::obj) == no_word)
      return at(subject);
    return {};
  }
  LinkEnd matrix(std::uint32_t word, std::uint32_t inner) const {
    LinkEnd end = below(word, inner);
    if (end.index == no_word && tree_.relation(word) == Deprel::xcomp && tree_.head(word) < tree_.size() &&
        event_at_[tree_.head(word)] != no_word)
      end = at(tree_.head(word));  // "agreed to halt the work in response to": the agreement
    // "signed an agreement with Iran despite sanctions" with the phrase hung on the noun before it
    for (int step = 0; step < 3 && end.index == no_word && !clausal(word) && !clausal(inner); ++step) {
      word = tree_.head(word);
      if (word >= tree_.size()) break;
      end = below(word, inner);
    }
    return end;
  }

  /// An end that no event tells is what somebody is reported to say there, unless the other end is said there too;
  /// else it is its words alone.
  void said(LinkEnd& end, std::uint32_t word, const LinkEnd& other) const {
    if (end.index != no_word || event(other) == nullptr) return;
    const Span span = tokens_.words[word].span;
    end.words = span;
    const Span act = event(other)->trigger;
    for (std::uint32_t i = first_statement();
         i < findings_.statements.size() && findings_.statements[i].sentence <= sentence_; ++i) {
      const Statement& st = findings_.statements[i];
      bool holds = false, holds_other = false;
      const std::uint32_t h = tree_.head(word);
      for (const Span c : st.content) {
        holds |= c.contains(span);
        holds_other |= c.contains(act) || (h < tree_.size() && c.contains(tokens_.words[h].span));
      }
      if (st.sentence != sentence_ || !holds || holds_other) continue;
      end.index = i;
      end.statement = true;
      return;
    }
  }
  std::uint32_t first_statement() const {
    const auto found = std::lower_bound(findings_.statements.begin(), findings_.statements.end(), sentence_,
                                        [](const Statement& s, std::uint32_t index) { return s.sentence < index; });
    return static_cast<std::uint32_t>(found - findings_.statements.begin());
  }

  bool share(const std::vector<Party>& a, const std::vector<Party>& b) const {
    return std::any_of(a.begin(), a.end(), [&](const Party& p) {
      return p.actor != no_word && std::any_of(b.begin(), b.end(), [&](const Party& q) { return q.actor == p.actor; });
    });
  }
  /// "recalled its ambassador after the raid": a hostile act answered by its victim, or against its doer.
  bool provoked(const LinkEnd& a, const LinkEnd& b) const {
    const EventMention* first = event(a);
    const EventMention* answer = event(b);
    if (first == nullptr || answer == nullptr || !hostile(first->type)) return false;
    if (!hostile(answer->type) && answer->type != EventType::PROTEST) return false;
    return share(first->actors, answer->recipients) && !share(first->actors, answer->actors);
  }

  void add(LinkRole role, const LinkEnd& from, const LinkEnd& to, Span words) {
    if ((event(from) == nullptr && event(to) == nullptr) || from == to) return;
    // A record names events and statements by their ids; an end that is words alone has none.
    if (from.index == no_word || to.index == no_word) return;
    for (const Link& l : findings_.links) {
      if (l.role == role && l.from == from && l.to == to) return;
    }
    findings_.links.push_back({role, from, to, words});
  }

  const Tokens& tokens_;
  const Tree& tree_;
  Findings& findings_;
  std::vector<std::uint32_t> event_at_;
  std::uint32_t sentence_ = 0;
};

}  // namespace

void find_links(const Tokens& tokens, const Tree& tree, Findings& findings) {
  if (findings.events.empty()) return;
  Links links(tokens, tree, findings);
  std::uint32_t done = no_word;
  for (std::size_t i = 0; i < findings.events.size(); ++i) {
    const std::uint32_t s = findings.events[i].sentence;
    if (s == done || s >= tokens.sentences.size()) continue;
    done = s;
    links.sentence(s);
  }
  std::stable_sort(findings.links.begin(), findings.links.end(), [](const Link& a, const Link& b) {
    return a.connective.begin != b.connective.begin ? a.connective.begin < b.connective.begin
                                                    : a.connective.end < b.connective.end;
  });
}

}  // namespace demarche
