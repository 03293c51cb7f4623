// Cue words on the tree: which verbs and nouns introduce reported speech, and which clause is its content.
#include <algorithm>
#include <array>
#include <cstring>

#include "base/text.h"
#include "stages/extract/statements_draft.h"

namespace demarche {

namespace {

bool ends_with(std::string_view s, std::string_view tail) {
  return s.size() >= tail.size() && s.substr(s.size() - tail.size()) == tail;
}

class CueFinder {
 public:
  CueFinder(const SpeechContext& context, std::uint32_t sentence, std::vector<StatementDraft>& out)
      : c_(context), sentence_(sentence), out_(out) {}

  void run() {
    for (std::uint32_t w = c_.tree.first(); w < c_.tree.last(); ++w) {
      if (c_.quote_at(c_.tokens.words[w].span.begin) != no_word) continue;
      const Upos tag = c_.upos(w);
      if (tag == Upos::VERB || tag == Upos::AUX)
        verb(w);
      else if (tag == Upos::NOUN)
        noun_cue(c_, sentence_, w, out_);
      if (equals_lower(c_.form(w), "according") && w + 1 < c_.tree.last() && equals_lower(c_.form(w + 1), "to"))
        according_cue(c_, sentence_, w, out_);
    }
  }

 private:
  // "pointed out", "called for", "made clear": a lemma with its particle when the table lists it, else the lemma.
  CueUses uses_of(std::uint32_t w, std::uint32_t& last) const {
    last = w + 1;
    std::array<char, 64> key;
    const std::string_view lemma = c_.syntax.lemma(w);
    for (const std::uint32_t child : c_.tree.children(w)) {
      const Deprel u = universal(c_.deprel(child));
      std::uint32_t particle = no_word;
      if (c_.deprel(child) == Deprel::compound_prt || u == Deprel::advmod || u == Deprel::xcomp) particle = child;
      if (u == Deprel::obl) particle = c_.child(child, Deprel::case_);
      if (u == Deprel::obj) particle = child;
      if (particle == no_word || particle < w || particle > w + 3) continue;
      const std::string_view second = c_.form(particle);
      if (lemma.size() + second.size() + 1 > key.size()) continue;
      char* end = std::copy(lemma.begin(), lemma.end(), key.data());
      *end++ = ' ';
      end = std::copy(second.begin(), second.end(), end);
      const CueUses uses = c_.cues.verb({key.data(), static_cast<std::size_t>(end - key.data())});
      if (!uses) continue;
      if (particle == w + 1 && u != Deprel::obj) last = w + 2;
      return uses;
    }
    return c_.verb_uses(w);
  }

  bool negated(std::uint32_t w) const {
    for (const std::uint32_t child : c_.tree.children(w)) {
      if (c_.deprel(child) != Deprel::advmod) continue;
      const std::string_view lemma = c_.syntax.lemma(child);
      if (lemma == "not" || lemma == "n't" || lemma == "never") return true;
    }
    return false;
  }

  void verb(std::uint32_t w) {
    std::uint32_t last = w + 1;
    const CueUses uses = uses_of(w, last);
    if (!uses) return;
    const Deprel r = c_.deprel(w);
    if (r == Deprel::amod || r == Deprel::case_ || r == Deprel::compound || r == Deprel::mark || r == Deprel::aux)
      return;
    StatementDraft draft = start_draft(sentence_, w, last, uses, "verb");
    reported_clause(w, draft);
    if (!draft.content.empty() && negated(w)) return;
    if (draft.content.empty() && uses.has(CueUse::object)) object(w, draft);
    if (draft.content.empty() && !uses.has(CueUse::quote) && !uses.has(CueUse::of)) return;
    draft.speaker = speaker_of_verb(c_, w);
    if (draft.speaker != no_word && c_.cues.noun(c_.syntax.lemma(draft.speaker)).has(CueUse::text))
      draft.speaker = speaker_of_noun(c_, draft.speaker);
    draft.addressee = addressee(w, uses);
    out_.push_back(std::move(draft));
  }

  // What a cue verb may take as its content, by the way it hangs on the verb.
  struct Complements {
    std::uint32_t clause = no_word, infinitive = no_word, gerund = no_word;
    std::uint32_t beside = no_word;  // a clause behind a colon
    std::uint32_t of = no_word, as = no_word, for_ = no_word;
  };

  Complements complements(std::uint32_t w, CueUses uses) const {
    Complements found;
    const auto first = [](std::uint32_t& place, std::uint32_t child) {
      if (place == no_word) place = child;
    };
    for (const std::uint32_t child : c_.tree.children(w)) {
      switch (c_.deprel(child)) {
        case Deprel::ccomp:
          first(found.clause, child);
          break;
        case Deprel::xcomp:
          if (is_infinitive(child))
            found.infinitive = child;
          else if (ends_with(c_.form(child), "ing"))
            found.gerund = child;
          else if (c_.upos(child) == Upos::VERB && child > w && !uses.has(CueUse::order))
            first(found.clause, child);  // "a factory which the paper says made arms"
          break;
        case Deprel::advcl:
          if (ends_with(c_.form(child), "ing") && c_.case_or_mark(child) == "of") first(found.of, child);
          if (uses.has(CueUse::order) && is_infinitive(child) &&
              (c_.child(w, Deprel::obj) != no_word || c_.child(w, Deprel::iobj) != no_word))
            first(found.infinitive, child);
          if (c_.case_or_mark(child) == "as" && c_.child(child, Deprel::nsubj) == no_word) first(found.as, child);
          break;
        case Deprel::csubj_pass:
        case Deprel::csubj:
          if (child > w) first(found.clause, child);
          break;
        case Deprel::parataxis:
          if (child > w && colon_before(child)) first(found.beside, child);
          break;
        case Deprel::obl:
          if (c_.case_of(child) == "of") first(found.of, child);
          if (c_.case_of(child) == "as") first(found.as, child);
          if (child > w && c_.case_of(child) == "for") first(found.for_, child);
          break;
        case Deprel::obj:
        case Deprel::iobj:
          if (uses.has(CueUse::hearer) && child > w) first(found.clause, clause_on(child));
          break;
        default:
          break;
      }
    }
    return found;
  }

  // "told a news conference a helicopter had crashed" where the tree hangs the clause on the hearer.
  std::uint32_t clause_on(std::uint32_t hearer) const {
    for (const std::uint32_t child : c_.tree.children(hearer)) {
      if (universal(c_.deprel(child)) != Deprel::acl || child < hearer) continue;
      for (const std::uint32_t subject : c_.tree.children(child))
        if (universal(c_.deprel(subject)) == Deprel::nsubj && !has_feature(c_.analysis(subject).feats, "PronType=Rel"))
          return child;
    }
    return no_word;
  }

  // Puts the clause that the verb reports into the draft, if there is one.
  void reported_clause(std::uint32_t w, StatementDraft& draft) const {
    Complements found = complements(w, draft.uses);
    const CueUses uses = draft.uses;
    const bool moves = uses.has(CueUse::to) || uses.has(CueUse::order);
    if (found.clause != no_word && ((is_infinitive(found.clause) && !moves) || has_other_object(w, found.clause, uses)))
      found.clause = no_word;
    if (uses.has(CueUse::clause) || uses.has(CueUse::weak)) {
      if (found.clause != no_word) {
        take_content(c_, found.clause, w, draft, "verb.clause");
        if (const std::uint32_t subject = subject_taken(w, found.clause); subject != no_word && !draft.content.empty())
          draft.content.front().begin = c_.tokens.words[c_.tree.low(subject)].span.begin;
        return;
      }
      if (found.gerund != no_word && uses.has(CueUse::doing))
        return take_content(c_, found.gerund, w, draft, "verb.gerund");
    }
    if (moves && found.infinitive != no_word && found.infinitive > w)
      return take_content(c_, found.infinitive, w, draft, "verb.infinitive");
    if (uses.has(CueUse::for_)) {
      if (found.for_ != no_word) take_content(c_, found.for_, w, draft, "verb.for");
      return;
    }
    if (uses.has(CueUse::of) && found.of == no_word) found.of = behind_of(w);
    if (uses.has(CueUse::of) && found.of != no_word) return take_content(c_, found.of, w, draft, "verb.of");
    if (uses.has(CueUse::as) && named_freely(w, found, draft)) return;
    if (uses.has(CueUse::as) && !uses.has(CueUse::weak) && found.as != no_word && found.as > w)
      return take_content(c_, found.as, w, draft, "verb.as");
    if (!uses.has(CueUse::clause) || uses.has(CueUse::weak)) return;
    if (found.beside != no_word) return take_content(c_, found.beside, w, draft, "verb.colon");
    if (parenthetical(w)) return take_content(c_, c_.tree.head(w), w, draft, "verb.parenthetical");
    that_after(w, draft);
  }

  // "indicated the withdrawal is possible" where the tree made an object of the clause's subject.
  std::uint32_t subject_taken(std::uint32_t w, std::uint32_t clause) const {
    const std::uint32_t object = c_.child(w, Deprel::obj);
    if (object == no_word || object < w || object >= clause || has_subject(clause)) return no_word;
    const bool finite = c_.child(clause, Deprel::cop) != no_word || c_.child(clause, Deprel::aux) != no_word ||
                        c_.child(clause, Deprel::aux_pass) != no_word;
    return finite && c_.child(clause, Deprel::mark) == no_word ? object : no_word;
  }

  // "will maintain a just stance, ...": a verb with an object of its own, and nobody told, reports no clause without
  // that.
  bool has_other_object(std::uint32_t w, std::uint32_t clause, CueUses uses) const {
    if (uses.has(CueUse::hearer) || uses.has(CueUse::order) || subject_taken(w, clause) != no_word) return false;
    const std::uint32_t object = c_.child(w, Deprel::obj);
    return object != no_word && object > w && object < c_.tree.low(clause) && c_.upos(object) != Upos::PRON &&
           c_.child(clause, Deprel::mark) == no_word && c_.quote_at(c_.tokens.words[clause].span.begin) == no_word;
  }

  // "what he called a trap", "which she hailed as a victory": with a relative for an object the name given is the
  // content.
  bool named_freely(std::uint32_t w, const Complements& found, StatementDraft& draft) const {
    const std::uint32_t object = c_.child(w, Deprel::obj);
    std::uint32_t name = found.as;
    for (const std::uint32_t child : c_.tree.children(w))
      if (name == no_word && child > w && (c_.deprel(child) == Deprel::xcomp || c_.deprel(child) == Deprel::obj))
        name = child;
    if (name == no_word || name < w || c_.child(w, Deprel::nsubj) == no_word) return false;
    const bool relative = (object != no_word && object < w &&
                           (equals_lower(c_.form(object), "what") || equals_lower(c_.form(object), "which"))) ||
                          (c_.deprel(w) == Deprel::acl_relcl && c_.tree.head(w) != no_word &&
                           equals_lower(c_.form(c_.tree.head(w)), "what"));
    if (!relative) return false;
    take_content(c_, name, w, draft, "verb.named");
    draft.uses = CueUses(draft.uses.bits() & ~static_cast<std::uint32_t>(CueUse::weak));
    return true;
  }

  // "accused the army of looting" where the tree hangs the of on the army.
  std::uint32_t behind_of(std::uint32_t w) const {
    constexpr std::uint32_t reach = 12;
    for (std::uint32_t i = w + 1; i < std::min(c_.tree.last(), w + reach); ++i) {
      if (c_.upos(i) == Upos::VERB || c_.is_punct(i)) return no_word;
      if (!equals_lower(c_.form(i), "of") || i + 1 >= c_.tree.last()) continue;
      const std::uint32_t head = c_.tree.head(i);
      if (head != no_word && head > i && (i == w + 1 || ends_with(c_.form(head), "ing"))) return head;
    }
    return no_word;
  }

  // "denied the charge", "claimed responsibility for the attack".
  void object(std::uint32_t w, StatementDraft& draft) const {
    const std::uint32_t object = c_.child(w, Deprel::obj);
    if (object == no_word || object < w || c_.upos(object) == Upos::PRON || negated(w)) return;
    take_content(c_, object, w, draft, "verb.object");
  }

  bool has_subject(std::uint32_t word) const {
    for (const std::uint32_t child : c_.tree.children(word))
      if (universal(c_.deprel(child)) == Deprel::nsubj) return true;
    return false;
  }

  bool is_infinitive(std::uint32_t word) const {
    for (const std::uint32_t child : c_.tree.children(word)) {
      if (child >= word) break;
      if (c_.upos(child) == Upos::PART && equals_lower(c_.form(child), "to")) return !has_subject(word);
    }
    return false;
  }

  bool colon_before(std::uint32_t word) const {
    const std::uint32_t low = c_.tree.low(word);
    for (std::uint32_t w = low; w > c_.tree.first() && w + 3 > low; --w)
      if (c_.form(w - 1) == ":") return true;
    return c_.form(low) == ":";
  }

  // "The talks, he said, had failed", "The talks failed, reported the agency", "as the paper has reported, the talks
  // failed".
  bool parenthetical(std::uint32_t w) const {
    const std::uint32_t head = c_.tree.head(w);
    if (head == no_word) return false;
    const Deprel r = universal(c_.deprel(w));
    if (r == Deprel::advcl) return c_.case_or_mark(w) == "as" && c_.child(w, Deprel::nsubj) != no_word;
    if (r != Deprel::parataxis || c_.child(w, Deprel::obj) != no_word) return false;
    return c_.child(w, Deprel::nsubj) != no_word && !has_feature(c_.analysis(w).feats, "VerbForm=Ger");
  }

  // The tree shows no clause, but a that stands behind the verb: the content runs to the end of the sentence.
  void that_after(std::uint32_t w, StatementDraft& draft) const {
    const std::uint32_t that = that_behind(c_, w);
    if (that == no_word) return;
    const Span content = c_.trimmed(that + 1, c_.tree.last());
    if (!content.empty()) draft.content.push_back(content);
    draft.rule = "verb.that";
  }

  std::uint32_t addressee(std::uint32_t w, CueUses uses) const {
    for (const std::uint32_t child : c_.tree.children(w)) {
      const Deprel u = universal(c_.deprel(child));
      if (c_.upos(child) != Upos::NOUN && c_.upos(child) != Upos::PROPN && c_.upos(child) != Upos::PRON) continue;
      if (child > w && uses.has(CueUse::hearer) && (u == Deprel::obj || u == Deprel::iobj)) return child;
      if (child > w && u == Deprel::iobj) return child;
      if (uses.has(CueUse::hearer) && c_.deprel(child) == Deprel::nsubj_pass) return child;
      if (u == Deprel::obl && c_.case_of(child) == "to" && uses.has(CueUse::clause)) return child;
    }
    return no_word;
  }

  const SpeechContext& c_;
  std::uint32_t sentence_;
  std::vector<StatementDraft>& out_;
};

}  // namespace

// "In a report released today, the envoys said ...": a text that opens the sentence is by its first subject.
static std::uint32_t author_behind(const SpeechContext& c, std::uint32_t noun) {
  constexpr std::uint32_t reach = 5;
  if (noun > c.tree.first() + reach || !equals_lower(c.form(c.tree.first()), "in")) return noun;
  for (std::uint32_t w = noun + 1; w < c.tree.last(); ++w)
    if (universal(c.deprel(w)) == Deprel::nsubj && c.mentions.mention_at(w) != nullptr &&
        c.quote_at(c.tokens.words[w].span.begin) == no_word)
      return w;
  return noun;
}

void find_cues(SpeechContext& context, std::uint32_t sentence, std::vector<StatementDraft>& out) {
  const std::size_t begin = out.size();
  for (std::uint32_t w = context.tree.first(); w < context.tree.last(); ++w) {
    if (context.upos(w) != Upos::NOUN || !context.cues.noun(context.syntax.lemma(w)).has(CueUse::text)) continue;
    std::uint32_t author = speaker_of_noun(context, w);
    if (author == w) author = author_behind(context, w);
    if (author != w && author != no_word) context.authored.push_back({w, author});
  }
  CueFinder(context, sentence, out).run();
  mend_contents(context, begin, out);
}

}  // namespace demarche
