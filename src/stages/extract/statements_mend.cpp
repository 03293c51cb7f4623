// Trees are wrong now and then. What the place of words says against the tree is put right here: each rule needs a
// plain sign in the sentence ("that", a comma, a finite verb) and does nothing where the tree agrees with it.
#include <algorithm>
#include <cstring>

#include "base/text.h"
#include "stages/extract/statements_draft.h"

namespace demarche {
namespace {

class Mender {
 public:
  Mender(const SpeechContext& context, std::size_t begin, std::vector<StatementDraft>& drafts)
      : c_(context), begin_(begin), drafts_(drafts) {}

  void run() {
    for (std::size_t d = begin_; d < drafts_.size(); ++d) from_that(drafts_[d]);
    for (std::size_t d = begin_; d < drafts_.size(); ++d) set_apart(d);
    for (std::size_t d = begin_; d < drafts_.size(); ++d) {
      without_verb(drafts_[d]);
      with_modal(drafts_[d]);
      before_next_cue(d);
      before_contrast(drafts_[d]);
      before_main_verb(drafts_[d]);
      close_bracket(drafts_[d]);
    }
    std::erase_if(drafts_, [&](const StatementDraft& d) { return &d >= drafts_.data() + begin_ && hollow(d); });
  }

 private:
  bool is_finite(std::uint32_t w) const {
    return (c_.upos(w) == Upos::VERB || c_.upos(w) == Upos::AUX) && has_feature(c_.analysis(w).feats, "VerbForm=Fin");
  }
  bool finite_between(std::uint32_t first, std::uint32_t last) const {
    for (std::uint32_t w = first; w < last; ++w)
      if (is_finite(w)) return true;
    return false;
  }
  bool verb_between(std::uint32_t first, std::uint32_t last) const {
    for (std::uint32_t w = first; w < last; ++w)
      if (c_.upos(w) == Upos::VERB || c_.upos(w) == Upos::AUX) return true;
    return false;
  }
  std::uint32_t word_at(std::uint32_t byte) const {
    const auto begin = c_.tokens.words.begin();
    const auto it = std::lower_bound(begin + c_.tree.first(), begin + c_.tree.last(), byte,
                                     [](const Word& word, std::uint32_t at) { return word.span.begin < at; });
    return static_cast<std::uint32_t>(it - begin);
  }
  bool is_clause(const StatementDraft& d) const {
    return d.content.size() == 1 && d.cue_word != no_word && c_.upos(d.cue_word) == Upos::VERB &&
           d.uses.has(CueUse::clause) && d.content.front().begin > c_.tokens.words[d.cue_word].span.begin &&
           d.rule[0] == 'v' && d.rule[5] != 'i' && d.rule[5] != 'o';
  }

  // The clause begins behind its "that", whatever the tree made of the words between; one that precedes the verb gives
  // way.
  void from_that(StatementDraft& d) const {
    if (d.cue_word == no_word || d.content.empty() || c_.upos(d.cue_word) != Upos::VERB || !d.uses.has(CueUse::clause))
      return;
    const std::uint32_t that = that_behind(c_, d.cue_word);
    if (that == no_word || that + 1 >= c_.tree.last()) return;
    const std::uint32_t at = c_.tokens.words[that].span.begin;
    const std::uint32_t behind = c_.tokens.words[that + 1].span.begin;
    if (d.content.front().begin > at ||
        (d.content.front().end > behind && !verb_between(word_at(d.content.front().begin), that))) {
      d.content.front().begin = behind;
    } else if (d.content.back().end < at) {
      d.content.assign(1, c_.trimmed(that + 1, c_.tree.last()));
      if (d.content.front().empty()) d.content.clear();
    }
  }

  // "He said that a new government, still headed by him, | will be welcomed": a clause without a finite verb goes on.
  void without_verb(StatementDraft& d) const {
    if (!is_clause(d)) return;
    const std::uint32_t first = word_at(d.content.front().begin), last = word_at(d.content.front().end);
    if (last >= c_.tree.last() || finite_between(first, last)) return;
    std::uint32_t next = last;
    while (next < c_.tree.last() && !is_finite(next)) ++next;
    if (next == c_.tree.last() || c_.cues.verb(c_.syntax.lemma(next)).has(CueUse::clause)) return;
    const Span whole = c_.trimmed(first, c_.tree.last());
    if (!whole.empty()) d.content.front() = whole;
  }

  // "said it was concerned and would watch the border": the second verb, with a modal and no subject, is part of what
  // was said.
  void with_modal(StatementDraft& d) const {
    if (!is_clause(d)) return;
    for (const std::uint32_t child : c_.tree.children(d.cue_word)) {
      if (c_.deprel(child) != Deprel::conj || c_.child(child, Deprel::nsubj) != no_word) continue;
      if (c_.tokens.words[child].span.begin < d.content.front().end) continue;
      const std::uint32_t aux = c_.child(child, Deprel::aux);
      if (aux == no_word || has_feature(c_.analysis(aux).feats, "Tense=Past")) continue;
      const std::string_view lemma = c_.syntax.lemma(aux);
      if (lemma == "have" || lemma == "be" || lemma == "do") continue;
      const Span longer = c_.trimmed(word_at(d.content.front().begin), c_.tree.high(child));
      if (longer.end > d.content.front().end) d.content.front() = longer;
    }
  }

  // "said nobody was hurt and confirmed that ...": the second cue shares the speaker; it is not what the speaker said.
  void before_next_cue(std::size_t at) {
    StatementDraft& d = drafts_[at];
    if (!is_clause(d) && std::strcmp(d.rule, "verb.infinitive") != 0) return;
    if (d.content.size() != 1) return;
    for (std::size_t k = begin_; k < drafts_.size(); ++k) {
      StatementDraft& next = drafts_[k];
      if (k == at || next.cue_word == no_word || next.cue_word <= d.cue_word) continue;
      const std::uint32_t byte = c_.tokens.words[next.cue_word].span.begin;
      if (byte < d.content.front().begin || byte >= d.content.front().end) continue;
      if (c_.child(next.cue_word, Deprel::nsubj) != no_word) continue;
      const bool apart = participle_apart(next.cue_word) && !next.uses.has(CueUse::order);
      if (!apart && !joined(d, next)) continue;
      cut_before(d, apart ? next.cue_word : c_.tree.low(next.cue_word));
      next.speaker = d.speaker;
      if (d.content.empty()) return;
    }
  }

  // "..., adding that": behind a comma the participle is the reporter's.
  bool participle_apart(std::uint32_t cue) const {
    const std::string_view form = c_.form(cue);
    return form.size() > 4 && form.substr(form.size() - 3) == "ing" && cue > c_.tree.first() && c_.form(cue - 1) == ",";
  }

  bool joined(const StatementDraft& d, const StatementDraft& next) const {
    if (c_.deprel(next.cue_word) != Deprel::conj || next.content.empty()) return false;
    const std::uint32_t head = c_.tree.head(next.cue_word);
    if (head == no_word || c_.cues.verb(c_.syntax.lemma(head)).has(CueUse::clause)) return false;
    return same_tense(d.cue_word, next.cue_word);
  }

  bool same_tense(std::uint32_t a, std::uint32_t b) const {
    const auto tense = [&](std::uint32_t w) -> std::string_view {
      if (const std::uint32_t aux = c_.child(w, Deprel::aux); aux != no_word) return c_.syntax.lemma(aux);
      return has_feature(c_.analysis(w).feats, "Tense=Pres") ? "present" : "past";
    };
    const std::string_view x = tense(a), y = tense(b);
    return x == y || (x == "have" && y == "past") || (x == "past" && y == "have");
  }

  void cut_before(StatementDraft& d, std::uint32_t word) const {
    const std::uint32_t first = word_at(d.content.front().begin);
    while (word > first && (c_.is_punct(word - 1) || c_.upos(word - 1) == Upos::CCONJ)) --word;
    const Span shorter = c_.trimmed(first, std::max(word, first));
    if (shorter.empty())
      d.content.clear();
    else
      d.content.front() = shorter;
  }

  // "said the signal was lost, but nothing proves it": with a subject of its own the contrast is the reporter's.
  void before_contrast(StatementDraft& d) const {
    if (!is_clause(d)) return;
    const std::uint32_t first = word_at(d.content.front().begin), last = word_at(d.content.front().end);
    for (std::uint32_t w = first + 2; w + 1 < last; ++w) {
      const std::string_view mark = c_.form(w - 1);
      if (mark != "," && mark != ";") continue;
      const bool contrast = (c_.upos(w) == Upos::CCONJ && equals_lower(c_.form(w), "but")) ||
                            (mark == ";" && equals_lower(c_.form(w), "however"));
      if (!contrast || c_.quote_at(c_.tokens.words[w].span.begin) != no_word || !finite_between(first, w)) continue;
      const std::uint32_t head = c_.tree.head(w);
      if (mark == "," && (head == no_word || c_.child(head, Deprel::nsubj) == no_word)) continue;
      return cut_before(d, w);
    }
  }

  // "The envoy, who said the vote was fair, | left": the relative clause ends where the main verb stands.
  void before_main_verb(StatementDraft& d) const {
    if (!is_clause(d) || d.speaker == no_word || d.speaker > d.cue_word || c_.deprel(d.cue_word) != Deprel::acl_relcl)
      return;
    const std::uint32_t first = word_at(d.content.front().begin), last = word_at(d.content.front().end);
    bool comma_before = false;
    for (std::uint32_t w = d.cue_word; w-- > c_.tree.first() && d.cue_word - w < 6;)
      comma_before = comma_before || c_.form(w) == ",";
    if (!comma_before) return;
    for (std::uint32_t w = last; w-- > first + 2;) {
      const bool verb = c_.upos(w) == Upos::VERB || c_.upos(w) == Upos::AUX;
      if (!verb || c_.form(w - 1) != "," || !verb_between(first, w - 1)) continue;
      if (has_feature(c_.analysis(w).feats, "VerbForm=Ger") || has_feature(c_.analysis(w).feats, "Tense=Pres"))
        continue;
      return cut_before(d, w);
    }
  }

  void close_bracket(StatementDraft& d) const {
    if (d.content.empty()) return;
    Span& s = d.content.back();
    if (s.end >= c_.text.size() || c_.text[s.end] != ')') return;
    const std::string_view inside = c_.text.substr(s.begin, s.size());
    if (std::count(inside.begin(), inside.end(), '(') > std::count(inside.begin(), inside.end(), ')')) ++s.end;
  }

  // A cue without a clause that commas set apart: "..., sources say." "..., said officials on Sunday." "The council, he
  // says, has ..."
  void set_apart(std::size_t at) {
    StatementDraft& d = drafts_[at];
    if (d.cue_word == no_word || !d.uses.has(CueUse::clause) || d.uses.has(CueUse::weak)) return;
    const std::uint32_t w = d.cue_word;
    if (c_.upos(w) != Upos::VERB || that_behind(c_, w) != no_word || !asserts(w)) return;
    std::uint32_t left = w, right = d.cue_last;
    std::uint32_t subjects_before = 0;  // two: the tree hung the interrupted clause's subject on the cue
    for (const std::uint32_t child : c_.tree.children(w)) {
      const Deprel u = universal(c_.deprel(child));
      if (u == Deprel::nsubj && child < w) {
        ++subjects_before;
        if (has_feature(c_.analysis(child).feats, "PronType=Rel")) return;
      }
      if (u == Deprel::nsubj || u == Deprel::aux || u == Deprel::advmod || u == Deprel::obl || u == Deprel::obj ||
          u == Deprel::iobj) {
        if (child < w && u == Deprel::nsubj) left = c_.tree.low(child);  // the nearest, where there are two
        if (child < w && u == Deprel::aux) left = std::min(left, child);
        if (child > w) right = std::max(right, c_.tree.high(child));
      }
    }
    const bool misread = follows_loosely(d, left);
    if (left <= c_.tree.first() + 1 || (!d.content.empty() && subjects_before < 2 && !misread)) return;
    if (misread) d.content.clear();
    const bool comma = c_.form(left - 1) == ",";
    if (!comma && !misread && (subjects_before > 0 || !inverted(w))) return;
    while (right < c_.tree.last() && c_.is_punct(right) && c_.form(right) != ",") ++right;
    if (comma && interrupt(d, left, right)) return;
    if (!d.content.empty()) return;
    if (!misread && finite_between(right, c_.tree.last())) return;
    if (!verb_between(c_.tree.first(), left)) return;
    const Span content = c_.trimmed(c_.tree.first(), left);
    if (content.empty()) return;
    d.content.assign(1, content);
    d.rule = "place.behind";
    if (d.speaker == no_word || d.speaker < left) d.speaker = phrase_behind(w);
    release(at, c_.tokens.words[left].span.begin);
  }

  // Not "proposed by the government", "cannot be appealed", "demanding an end"; but "was quoted as saying".
  bool asserts(std::uint32_t w) const {
    for (const std::uint32_t child : c_.tree.children(w)) {
      const Deprel r = c_.deprel(child);
      if (r == Deprel::aux_pass || r == Deprel::nsubj_pass || r == Deprel::obl_agent) return false;
      if (universal(r) == Deprel::obl && c_.case_of(child) == "by") return false;
    }
    const std::string_view form = c_.form(w);
    const bool participle = form.size() > 4 && form.substr(form.size() - 3) == "ing";
    if (participle) return c_.case_or_mark(w) == "as";
    return c_.deprel(w) != Deprel::acl || c_.child(w, Deprel::nsubj) != no_word;
  }

  // What the tree took for the clause is none: it has no verb ("..., said officials on Sunday"), or a comma parts it
  // from the verb
  // ("..., a spokesman said, a day after the vote"), and a clause stands before the cue.
  bool follows_loosely(const StatementDraft& d, std::uint32_t left) const {
    if (!is_clause(d) || left <= c_.tree.first() + 2 || !finite_between(c_.tree.first(), left)) return false;
    const std::uint32_t begin = d.content.front().begin;
    if (c_.quote_at(begin) != no_word) return false;
    const std::uint32_t first = word_at(begin), last = word_at(d.content.front().end);
    if (first != d.cue_last) return first == d.cue_last + 1 && c_.form(d.cue_last) == "," && last + 1 >= c_.tree.last();
    return !verb_between(first, last) && c_.form(left - 1) == ",";
  }

  // "left 19 dead, reports the agency": the speaker follows the verb.
  bool inverted(std::uint32_t w) const {
    if (w + 1 >= c_.tree.last()) return false;
    for (const std::uint32_t child : c_.tree.children(w))
      if (child > w && universal(c_.deprel(child)) == Deprel::nsubj) return true;
    return false;
  }

  // The head of the noun phrase behind an inverted verb.
  std::uint32_t phrase_behind(std::uint32_t w) const {
    for (std::uint32_t i = w + 1; i < c_.tree.last() && i < w + 8; ++i) {
      if (c_.mentions.mention_at(i) != nullptr) return i;
      const Upos tag = c_.upos(i);
      if (tag == Upos::NOUN || tag == Upos::PROPN || tag == Upos::PRON) {
        const std::uint32_t head = c_.tree.head(i);
        return head != no_word && head > i && universal(c_.deprel(i)) == Deprel::compound ? head : i;
      }
      if (c_.is_punct(i) || tag == Upos::VERB) break;
    }
    return no_word;
  }

  bool interrupt(StatementDraft& d, std::uint32_t left, std::uint32_t right) const {
    if (right + 1 >= c_.tree.last() || c_.form(right) != "," || !verb_between(right, c_.tree.last())) return false;
    const Upos next = c_.upos(right + 1);
    if (next != Upos::AUX && next != Upos::VERB && next != Upos::PART && next != Upos::ADV) return false;
    const Span head = c_.trimmed(c_.tree.first(), left), tail = c_.trimmed(right + 1, c_.tree.last());
    if (head.empty() || tail.empty()) return false;
    d.content = {head, tail};
    d.rule = "place.between";
    return true;
  }

  // Others may not count an attribution as what was said.
  void release(std::size_t at, std::uint32_t byte) {
    for (std::size_t k = begin_; k < drafts_.size(); ++k) {
      if (k == at) continue;
      std::erase_if(drafts_[k].content, [&](Span s) { return s.begin >= byte; });
      for (Span& s : drafts_[k].content)
        if (s.end > byte) {
          const Span shorter = c_.trimmed(word_at(s.begin), word_at(byte));
          if (!shorter.empty()) s = shorter;
        }
    }
  }

  // What is left says nothing: a bare cue ("he said, according to the agency") or no words at all.
  bool hollow(const StatementDraft& d) const {
    if (d.content.size() != 1 || d.cue_word == no_word || d.rule[0] != 'a') return false;
    std::uint32_t words = 0;
    for (std::uint32_t w = word_at(d.content.front().begin); w < word_at(d.content.front().end); ++w)
      words += !c_.is_punct(w);
    return words < 3;
  }

  const SpeechContext& c_;
  std::size_t begin_;
  std::vector<StatementDraft>& drafts_;
};

}  // namespace

void mend_contents(const SpeechContext& context, std::size_t begin, std::vector<StatementDraft>& drafts) {
  Mender(context, begin, drafts).run();
}

}  // namespace demarche
