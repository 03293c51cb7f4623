#include "stages/extract/offices_phrase.h"

#include <algorithm>

#include "stages/extract/among.h"

namespace demarche {
namespace {

bool office_noun(std::string_view lemma) {
  static constexpr std::string_view words[] = {"minister",
                                               "president",
                                               "premier",
                                               "chancellor",
                                               "ambassador",
                                               "envoy",
                                               "governor",
                                               "mayor",
                                               "secretary",
                                               "speaker",
                                               "commissioner",
                                               "monarch",
                                               "king",
                                               "queen",
                                               "emperor",
                                               "vice-president",
                                               "secretary-general",
                                               "chairman",
                                               "chairwoman",
                                               "chairperson",
                                               "leader",
                                               "chief",
                                               "commander",
                                               "prosecutor",
                                               "representative",
                                               "spokesman",
                                               "spokeswoman",
                                               "spokesperson",
                                               "director",
                                               "head",
                                               "commander-in-chief",
                                               "vice",
                                               "deputy",
                                               "pm",
                                               "taoiseach",
                                               "treasurer",
                                               "adviser",
                                               "advisor",
                                               "attorney-general",
                                               "prince",
                                               "sultan",
                                               "emir"};
  return among(lemma, words);
}
/// Offices that firms and clubs have too: a body of the state must be named with them.
bool needs_body(std::string_view lemma) {
  static constexpr std::string_view words[] = {
      "chairman", "chairwoman", "chairperson", "leader",    "chief",       "director",     "head",
      "vice",     "deputy",     "treasurer",   "spokesman", "spokeswoman", "spokesperson", "representative",
      "adviser",  "advisor",    "prince",      "king",      "queen"};
  return among(lemma, words);
}

std::string lower(std::string_view form) {
  std::string out(form);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return out;
}

}  // namespace

/// Where the words that belong to the office end: "ambassador to the United States", "head of the army".
std::uint32_t OfficePhrases::end_of(std::uint32_t head) const {
  const Sentence& s = tokens_.sentences[tokens_.sentence_of(head)];
  std::uint32_t end = head + 1;
  for (std::uint32_t c = tree_.first(head); c != no_word; c = tree_.next(c)) {
    if (c < head) continue;
    const Deprel r = universal(tree_.relation(c));
    if (r == Deprel::compound || r == Deprel::flat || r == Deprel::amod) {
      if (c == end) ++end;
      continue;
    }
    const std::string_view p = tree_.preposition_lemma(c);
    if (r != Deprel::nmod || (p != "of" && p != "to" && p != "for")) continue;
    if (tree_.preposition(c) != end) continue;
    // The noun with what stands before it and one more "of" phrase, up to a comma or a clause.
    std::uint32_t last = c + 1;
    for (std::uint32_t k = tree_.first(c); k != no_word; k = tree_.next(k)) {
      const std::string_view q = tree_.preposition_lemma(k);
      const Deprel rk = universal(tree_.relation(k));
      if (k > c && (rk == Deprel::flat || rk == Deprel::compound) && k == last) last = k + 1;
      if (k > c && rk == Deprel::nmod && (q == "of" || q == "for") && k - c < 6) last = std::max(last, k + 1);
    }
    for (std::uint32_t w = end; w < last && w < s.last; ++w) {
      if (tree_.form(w) == ",") return w;
    }
    end = std::min(last, s.last);
  }
  return end;
}

/// The word of office in the phrase at `word`; names are often headed by their first word ("Prime Minister").
std::uint32_t OfficePhrases::office_word(std::uint32_t word) const {
  const std::string lemma = lower(tree_.lemma(word));
  if (office_noun(lemma)) return word;
  for (std::uint32_t c = tree_.first(word); c != no_word; c = tree_.next(c)) {
    const Deprel r = universal(tree_.relation(c));
    const bool part = r == Deprel::flat || r == Deprel::compound;
    if (c > word && c - word <= 2 && part && office_noun(lower(tree_.lemma(c)))) return c;
  }
  const std::string before = word > 0 ? lower(tree_.form(word - 1)) : std::string();
  return lemma == "general" && (before == "secretary" || before == "attorney") ? word : no_word;
}

std::optional<OfficePhrases::Phrase> OfficePhrases::at(std::uint32_t word) const {
  if (word >= tree_.size()) return std::nullopt;
  const std::uint32_t head = office_word(word);
  if (head == no_word) return std::nullopt;
  const std::string lemma = lower(tree_.lemma(head));
  if (tree_.feature(word, "Number=Plur")) return std::nullopt;
  const Sentence& s = tokens_.sentences[tokens_.sentence_of(word)];
  Phrase out;
  out.head = word;
  out.last = std::max(end_of(word), head + 1);
  std::uint32_t first = std::min(word, head);
  // Left as far as the phrase's own words reach.
  while (first > s.first) {
    const std::uint32_t w = first - 1;
    const Upos p = tree_.upos(w);
    const bool own = tree_.above(word, w) &&
                     (p == Upos::ADJ || p == Upos::NOUN || p == Upos::PROPN || p == Upos::DET || p == Upos::PRON ||
                      p == Upos::PART || p == Upos::NUM || tree_.form(w) == "-" || p == Upos::ADV);
    const Deprel r = universal(tree_.relation(w));
    if (!own || r == Deprel::nsubj || (r == Deprel::case_ && p == Upos::ADP)) break;
    first = w;
  }
  out.first = first;
  // The office's words begin behind its owner and its determiner: "China's new foreign minister".
  static constexpr std::string_view not_office[] = {"the",      "a",
                                                    "an",       "new",
                                                    "next",     "his",
                                                    "her",      "its",
                                                    "their",    "our",
                                                    "my",       "first",
                                                    "second",   "third",
                                                    "former",   "current",
                                                    "'s",       "\xE2\x80\x99s",
                                                    "'",        "\xE2\x80\x99",
                                                    "country",  "nation",
                                                    "interim",  "acting",
                                                    "then",     "-",
                                                    "youngest", "last",
                                                    "woman",    "female",
                                                    "ever"};
  std::uint32_t begin = first;
  for (std::uint32_t w = first; w < std::min(word, head); ++w) {
    const std::string form = lower(tree_.form(w));
    if (form == "a" || form == "an") out.indefinite = true;
    if (form == "former" || form == "ex") return std::nullopt;
    const std::uint32_t m = w < mentions_.at_word.size() ? mentions_.at_word[w] : no_word;
    const bool country = (m != no_word && (mentions_.mentions[m].kind == MentionKind::adjective ||
                                           mentions_.mentions[m].kind == MentionKind::name)) ||
                         universal(tree_.relation(w)) == Deprel::nmod || tree_.relation(w) == Deprel::nmod_poss;
    if (country ||
        (begin == w && std::find(std::begin(not_office), std::end(not_office), form) != std::end(not_office)))
      begin = w + 1;
  }
  out.span = tokens_.span_of(begin, out.last);
  if (needs_body(lemma) && out.last == word + 1 && begin == word) return std::nullopt;
  return out;
}

std::optional<Party> OfficePhrases::person(std::uint32_t word, std::uint32_t sentence) const {
  if (word >= mentions_.at_word.size()) return std::nullopt;
  const std::uint32_t m = mentions_.at_word[word];
  if (m == no_word || mentions_.mentions[m].actors.size() != 1) return std::nullopt;
  const std::uint32_t actor = mentions_.mentions[m].actors[0];
  if (mentions_.actors[actor].named_as != NamedAs::person || mentions_.actors[actor].name.empty()) return std::nullopt;
  Party party;
  party.actor = actor;
  party.mention = m;
  party.from_document = tokens_.sentence_of(mentions_.mentions[m].head) != sentence;
  return party;
}

std::string_view OfficePhrases::country_at(std::uint32_t word) const {
  if (word >= mentions_.at_word.size() || mentions_.at_word[word] == no_word) return {};
  const ActorMention& m = mentions_.mentions[mentions_.at_word[word]];
  if (m.actors.size() != 1) return {};
  const Actor& actor = mentions_.actors[m.actors[0]];
  if (actor.code == "UNK") return {};
  return actor.country();
}

std::string OfficePhrases::country(const Phrase& phrase, const Party& person) const {
  const Actor& actor = mentions_.actors[person.actor];
  const std::string_view own = actor.code == "UNK" ? std::string_view() : actor.country();
  const std::string lemma = lower(tree_.lemma(phrase.head));
  const bool abroad = lemma == "ambassador" || lemma == "envoy" || lemma == "representative";
  std::string_view said;
  for (std::uint32_t w = phrase.first; w < phrase.last && said.empty(); ++w) {
    // "ambassador to Iran" is somebody else's
    const std::string_view p = tree_.preposition_lemma(w);
    if (p == "to" || p == "for" || (abroad && (p == "of" || w == phrase.head) && !own.empty())) continue;
    said = country_at(w);
  }
  // Somebody of another country is somebody else: a pronoun that was resolved wrongly.
  const bool states = said.find(':') == std::string_view::npos && own.find(':') == std::string_view::npos;
  if (!said.empty() && !own.empty() && said != own && states) return {};
  return std::string(said.empty() ? own : said);
}

}  // namespace demarche
