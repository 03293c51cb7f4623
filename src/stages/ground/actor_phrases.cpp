#include "stages/ground/actor_phrases.h"

#include <algorithm>
#include <unordered_set>

#include "base/hash.h"
#include "base/text.h"
#include "stages/ground/word_lists.h"

namespace demarche {
namespace {

class Phrases {
 public:
  Phrases(std::string_view text, const Tokens& tokens, const Syntax& syntax, const Names& names,
          const ActorTable& table, const Hits& hits)
      : text_(text),
        tokens_(tokens),
        syntax_(syntax),
        names_(names),
        table_(table),
        hits_(hits),
        taken_(tokens.words.size(), 0),
        at_person_(tokens.words.size(), 0),
        name_at_(tokens.words.size(), no_word) {
    for (std::uint32_t i = 0; i < names.size(); ++i)
      for (std::uint32_t w = names[i].first; w < names[i].last && w < name_at_.size(); ++w) name_at_[w] = i;
    for (const Name& n : names)
      if (n.name_class == NameClass::PER && n.last > n.first && n.last <= tokens.words.size() && n.last - n.first > 1)
        family_names_.insert(hash64(form(n.last - 1)));
  }

  std::vector<Draft> run() {
    for (std::uint32_t s = 0; s < tokens_.sentences.size(); ++s) {
      sentence_ = s;
      first_ = tokens_.sentences[s].first;
      last_ = tokens_.sentences[s].last;
      const std::size_t begin = drafts_.size();
      nouns();
      persons();
      bodies_without_entry();
      named();
      amounts();
      pairs();
      pronouns();
      std::sort(
          drafts_.begin() + static_cast<std::ptrdiff_t>(begin), drafts_.end(),
          [](const Draft& a, const Draft& b) { return a.first != b.first ? a.first < b.first : a.last > b.last; });
    }
    return std::move(drafts_);
  }

 private:
  std::string_view form(std::uint32_t w) const {
    const Span span = tokens_.words[w].span;
    return text_.substr(span.begin, span.size());
  }
  Upos upos(std::uint32_t w) const { return w < syntax_.words.size() ? syntax_.words[w].upos : Upos::X; }
  Deprel deprel(std::uint32_t w) const { return w < syntax_.words.size() ? syntax_.words[w].deprel : Deprel::dep; }
  std::uint32_t governor(std::uint32_t w) const { return w < syntax_.words.size() ? syntax_.words[w].head : no_word; }
  bool is(std::uint32_t w, std::string_view lower) const {
    return w >= first_ && w < last_ && equals_ignoring_case(form(w), lower);
  }
  bool capital(std::uint32_t w) const {
    const unsigned char c = static_cast<unsigned char>(form(w)[0]);
    return is_ascii_upper(static_cast<char>(c)) || c >= 0xC3;
  }
  bool is_person_name(std::uint32_t w) const {
    return w < name_at_.size() && name_at_[w] != no_word && names_[name_at_[w]].name_class == NameClass::PER;
  }
  bool possessive_mark(std::uint32_t w) const {
    if (w < first_ || w >= last_) return false;
    const std::string_view f = form(w);
    return f == "'s" || f == "’s" || ((f == "'" || f == "’") && w > first_ && form(w - 1).ends_with('s')) || f == "'S";
  }
  bool hyphen(std::uint32_t w) const { return form(w) == "-" || form(w) == "–" || form(w) == "‑"; }
  static bool is_land(const Hit* hit) { return hit != nullptr && (hit->land || hit->body); }

  /// A hit that reads as a country, demonym, town or organisation here, not as a person or common noun.
  const Hit* land_ending(std::uint32_t w) const {
    const Hit* hit = hits_.ending(w);
    if (hit == nullptr || (!hit->land && !hit->body)) return nullptr;
    if (hit->land && !hit->body && !hit->adjective && (hit->surname || hit->person) && is_person_name(w))
      return nullptr;
    if (hit->land && hit->land->kind == SenseKind::place && !hit->body && is_person_name(w)) return nullptr;
    if (hit->noun && !hit->body && !hit->adjective) return nullptr;
    return hit;
  }

  struct Left {
    std::uint32_t first = 0;
    std::vector<const Hit*> lands;  // nearest first
    bool owned = false;             // a possessive: its holder is lands.back() or owner
    std::uint32_t owner = no_word;
    bool definite = false, indefinite = false, former = false;
    std::uint8_t count = 0;
  };

  /// Walks left over what belongs to the noun phrase whose noun starts at `noun`.
  Left walk_left(std::uint32_t noun, std::uint32_t noun_last) const {
    Left left;
    left.first = noun;
    std::uint32_t k = noun;
    while (k > first_) {
      const std::uint32_t w = k - 1;
      if (taken_[w] != 0) break;
      const std::string_view f = form(w);
      if (possessive_mark(w) && w > first_) {
        take_owner(w, left);
        break;
      }
      if (const Hit* hit = land_ending(w)) {
        if (hit->first < first_) break;
        left.lands.push_back(hit);
        left.first = k = hit->first;
        // "Japanese and Chinese ministers", "U.S.-led", "U.S. and British troops"
        if (k > first_ + 1 && (is(k - 1, "and") || is(k - 1, "or") || hyphen(k - 1) || is(k - 1, "/")))
          if (const Hit* other = land_ending(k - 2); other != nullptr && !possessive_mark(k)) {
            left.lands.push_back(other);
            left.first = k = other->first;
          }
        if (k > first_ + 2 && is(k - 1, ","))
          if (const Hit* other = land_ending(k - 2); other != nullptr && other->adjective && left.lands.size() > 1) {
            left.lands.push_back(other);
            left.first = k = other->first;
          }
        continue;
      }
      const Upos tag = upos(w);
      if (tag == Upos::DET || is(w, "the") || is(w, "a") || is(w, "an") || is(w, "both")) {
        if (is(w, "no") || is(w, "what") || is(w, "which")) break;
        left.definite |=
            is(w, "the") || is(w, "both") || is(w, "these") || is(w, "those") || is(w, "this") || is(w, "that");
        left.indefinite |= is(w, "a") || is(w, "an");
        if (is(w, "both")) left.count = 2;
        left.first = k = w;
        if (k > first_ && (is(k - 1, "all") || is(k - 1, "both"))) {
          if (is(k - 1, "both")) left.count = 2;
          left.first = k - 1;
        }
        break;
      }
      if (tag == Upos::PRON && is_owner_pronoun(f)) {
        left.owner = w;
        left.owned = left.definite = true;
        left.first = k = w;
        break;
      }
      if (is_former(f)) left.former = true;
      if (const int n = small_number(f); n > 1 && n < 13) left.count = static_cast<std::uint8_t>(n);
      if (!modifies(w, noun_last)) break;
      left.first = k = w;
    }
    // A bare adverb or hyphen at the edge is no part of a phrase.
    while (left.first < noun &&
           (hyphen(left.first) || upos(left.first) == Upos::ADV || upos(left.first) == Upos::PUNCT))
      ++left.first;
    return left;
  }

  /// "thousands of | protesters", "most of the", "two of his", "a group of": the amount is part of the party.
  std::uint32_t walk_quantity(std::uint32_t first) const {
    if (first < first_ + 2 || !is(first - 1, "of") || taken_[first - 2] != 0) return first;
    std::uint32_t w = first - 2;
    if (upos(w) != Upos::NUM && !is_quantity(form(w))) return first;
    while (w > first_ && taken_[w - 1] == 0) {
      const Upos tag = upos(w - 1);
      if (tag != Upos::DET && tag != Upos::NUM && tag != Upos::ADJ &&
          !(tag == Upos::ADV && deprel(w - 1) == Deprel::advmod && governor(w - 1) == w))
        break;
      --w;
    }
    return w;
  }

  bool modifies(std::uint32_t w, std::uint32_t noun_last) const {
    const Upos tag = upos(w);
    const std::uint32_t up = governor(w);
    const bool inside = up != no_word && up > w && up < noun_last;
    switch (tag) {
      case Upos::ADJ:
      case Upos::NUM:
        return true;
      case Upos::PROPN:
      case Upos::NOUN: {
        if (names_a_time(form(w))) return false;
        const Deprel d = deprel(w);
        return inside || d == Deprel::compound || d == Deprel::amod || d == Deprel::nmod_desc || d == Deprel::flat;
      }
      case Upos::VERB:
        return deprel(w) == Deprel::amod && inside;
      case Upos::ADV:
        return deprel(w) == Deprel::advmod && inside;
      case Upos::PUNCT:
        return hyphen(w) && (!tokens_.words[w].space_after || (w > first_ && !tokens_.words[w - 1].space_after));
      case Upos::SYM:
        return hyphen(w) && !tokens_.words[w].space_after;
      default:
        return false;
    }
  }

  /// "Israel's | the country's | Mr. Bush's": `mark` is the 's.
  void take_owner(std::uint32_t mark, Left& left) const {
    left.owned = left.definite = true;
    const std::uint32_t w = mark - 1;
    if (const Hit* hit = land_ending(w)) {
      left.lands.push_back(hit);
      left.first = hit->first;
      while (left.first > first_ && (is(left.first - 1, "the") || upos(left.first - 1) == Upos::ADJ)) --left.first;
      return;
    }
    left.owner = w;
    if (taken_[w] != 0) {  // "the country's president": the owner is a party of its own
      left.first = std::max({first_, taken_[w] - 1, w < 16 ? 0u : w - 16});
      return;
    }
    std::uint32_t k = w;
    while (k > first_ && taken_[k - 1] == 0 &&
           (upos(k - 1) == Upos::ADJ || upos(k - 1) == Upos::PROPN || upos(k - 1) == Upos::NOUN ||
            upos(k - 1) == Upos::DET)) {
      --k;
      if (upos(k) == Upos::DET) break;
    }
    left.first = k;
  }

  struct Right {
    std::uint32_t last = 0;
    std::vector<const Hit*> lands;
    bool weak = false;  // "in", "from": near, not part of the name
  };

  /// "of Iran", "of the Russian Federation", "for Hamas", "in Egypt"; several with "and" for a plural noun.
  Right walk_right(std::uint32_t noun_last, bool plural) const {
    Right right;
    right.last = noun_last;
    std::uint32_t k = noun_last;
    if (k >= last_) return right;
    const bool of = is(k, "of"), for_ = is(k, "for"), from = is(k, "from"),
               in = is(k, "in") || from || is(k, "at") || is(k, "inside");
    if (!of && !for_ && !in) return right;
    ++k;
    const std::uint32_t limit = std::min(last_, k + 5);
    while (k < limit) {
      const Hit* hit = hits_.starting(k);
      if (hit != nullptr && (hit->land || hit->body) && !((hit->person || hit->surname) && is_person_name(k))) {
        if (in && hit->body && !hit->land) return right;
        if (for_ && !hit->body && hit->adjective) return right;
        right.lands.push_back(hit);
        right.weak = in && !from;
        right.last = hit->last;
        std::uint32_t at = hit->last;
        while (plural && at + 1 < last_ && (is(at, "and") || is(at, ",")) && !in) {
          std::uint32_t next = at + 1;
          if (next < last_ && is(next, "and")) ++next;
          if (next < last_ && is(next, "the")) ++next;
          const Hit* other = next < last_ ? hits_.starting(next) : nullptr;
          if (other == nullptr || !other->land || other->adjective) break;
          right.lands.push_back(other);
          right.last = at = other->last;
        }
        if (hit->adjective && hit->land && !hit->body) {  // "of the Iranian army": up to its noun
          if (hit->last < last_ && (upos(hit->last) == Upos::NOUN || upos(hit->last) == Upos::PROPN))
            right.last = hit->last + 1;
        }
        return right;
      }
      if (hit != nullptr && hit->noun) return right;
      const Upos tag = upos(k);
      if (tag != Upos::DET && tag != Upos::ADJ && tag != Upos::PROPN && tag != Upos::VERB && !(tag == Upos::NOUN && of))
        return right;
      ++k;
    }
    return right;
  }

  void add_lands(Draft& d, const std::vector<const Hit*>& lands, bool all) const {
    for (const Hit* hit : lands) {
      const Sense& s = hit->body && !(hit->adjective && hit->land) ? *hit->body : hit->land ? *hit->land : *hit->body;
      if (std::find(d.lands.begin(), d.lands.end(), s.code) == d.lands.end()) d.lands.push_back(s.code);
      if (!all) return;
    }
  }

  void mark(std::uint32_t first, std::uint32_t last) {
    for (std::uint32_t w = first; w < last; ++w) taken_[w] = first + 1;
  }

  Draft start(std::uint32_t first, std::uint32_t last, std::uint32_t core) const {
    Draft d;
    d.first = first;
    d.last = last;
    d.core = core;
    d.sentence = sentence_;
    d.head = head_of(syntax_, first, last, core);
    const Deprel role = deprel(d.head);
    d.subject = role == Deprel::nsubj || role == Deprel::nsubj_pass || role == Deprel::nsubj_outer;
    d.possessive = role == Deprel::nmod_poss || (last < last_ && possessive_mark(last));
    return d;
  }

  void nouns() {
    for (std::uint32_t w = first_; w < last_;) {
      const Hit* hit = hits_.covering(w);
      if (hit == nullptr || hit->first != w || !hit->noun || taken_[w] != 0 || !noun_reading(*hit)) {
        ++w;
        continue;
      }
      w = std::max(hit->last, noun(*hit));
    }
  }

  /// Whether the words are used as the noun: "police" is; "general" in "general election", "present", "press on" are
  /// not.
  bool noun_reading(const Hit& hit) const {
    const std::uint32_t w = hit.last - 1;
    if (hit.body && !hit.noun->plural() && capital(hit.first)) return false;
    if ((hit.person || hit.surname) && is_person_name(w)) return false;
    const Upos tag = upos(w);
    if (tag != Upos::NOUN && tag != Upos::PROPN && hit.last - hit.first == 1) {
      // "the wounded", "the dead", when nothing follows that they describe.
      if (tag != Upos::ADJ && tag != Upos::VERB) return false;
      if (!hit.noun->plural() || hit.first == first_ || !is(hit.first - 1, "the")) return false;
      if (hit.last < last_ &&
          (upos(hit.last) == Upos::NOUN || upos(hit.last) == Upos::PROPN || upos(hit.last) == Upos::ADJ))
        return false;
    }
    // A noun that only modifies a following one: "police station", "government policy", "army base" is no party; but
    // "police chief" is one name, and "rebel group", "opposition party" end in a noun of ours.
    if (hit.last < last_) {
      const std::uint32_t up = governor(w);
      const Deprel d = deprel(w);
      if ((d == Deprel::compound || d == Deprel::amod) && up != no_word && up > w && up < last_) {
        const Hit* next = hits_.covering(up);
        const bool noun_follows = next != nullptr && next->noun && !next->person;
        if (noun_follows && up == hit.last) return false;
        if (is_person_name(up) || (upos(up) == Upos::PROPN && hit.noun->noun_kind() == NounKind::person)) return true;
        modifier_ = true;
        return true;
      }
    }
    return true;
  }

  /// Makes the draft of an agent noun; returns the word after it.
  std::uint32_t noun(const Hit& hit) {
    const Left left = walk_left(hit.first, hit.last);
    const Right right = walk_right(hit.last, hit.noun->plural());
    const Sense& sense = *hit.noun;
    std::uint32_t last = hit.last;
    const bool right_only = left.lands.empty() && !right.lands.empty();
    const bool named_here = right_only && !right.weak;
    if (named_here) last = right.last;
    // "President Vladimir Putin", "Prime Minister of Italy Silvio Berlusconi", "President Sarkozy and Chancellor
    // Merkel"
    std::uint32_t name_first = 0, name_last = 0;
    if (sense.noun_kind() == NounKind::person || hit.title)
      if (const std::uint32_t end = person_name_from(last, hit); end > last) {
        name_first = last;
        name_last = last = end;
      }
    const std::uint32_t first = sense.plural() ? walk_quantity(left.first) : left.first;
    Right behind;
    if (name_last > name_first && left.lands.empty() &&
        right.lands.empty()) {  // "spokesman Jan Novak of the Czech army"
      behind = walk_right(name_last, false);
      if (behind.weak) behind.lands.clear();
    }
    Draft d = start(first, last, name_last > name_first ? name_last - 1 : hit.last - 1);
    d.kind = hit.title || name_last > name_first ? MentionKind::title : MentionKind::description;
    d.named_as = sense.noun_kind() == NounKind::person ? NamedAs::person
                 : sense.noun_kind() == NounKind::body ? NamedAs::body
                                                       : NamedAs::group;
    if (sense.plural() && d.named_as == NamedAs::person) d.named_as = NamedAs::group;
    d.hit = hits_.at[hit.first];
    d.sector =
        left.former && sense.noun_kind() == NounKind::person ? static_cast<std::uint8_t>(Sector::ELI) : sense.sector;
    d.former = left.former || sense.sector == static_cast<std::uint8_t>(Sector::ELI);
    d.office = sense.office;
    d.plural = sense.plural();
    d.definite = left.definite;
    d.count = left.count;
    d.owner = left.owner;
    d.name_first = name_first;
    d.name_last = name_last;
    const bool several = d.plural || left.lands.size() > 1;
    std::vector<const Hit*> lands(left.lands.rbegin(), left.lands.rend());
    if (!lands.empty()) add_lands(d, lands, several && coordinated(lands));
    if (d.lands.empty() && !right.lands.empty()) {
      add_lands(d, right.lands, true);
      d.weak_land = right.weak;
    }
    if (d.lands.empty()) add_lands(d, behind.lands, true);
    d.rule = d.lands.empty() ? "noun.bare" : d.weak_land ? "noun.in-country" : "noun.country";
    d.needs = name_last > name_first ? Draft::Needs::person
              : d.lands.empty()      ? Draft::Needs::country
                                     : Draft::Needs::nothing;
    special(d, sense);
    if (!d.lands.empty() && role_of_noun(table_.text(sense.name)) == NounRole::place) {  // "the Israeli town"
      d.place_only = true;
      d.sector = 255;
    }
    if (modifier_) {
      modifier_ = false;
      d.kind = MentionKind::adjective;
    }
    mark(d.first, d.last);
    at_person_[d.head] = 1;
    const std::uint32_t next = d.last;
    drafts_.push_back(std::move(d));
    return next;
  }

  bool coordinated(const std::vector<const Hit*>& lands) const {
    for (std::size_t i = 1; i < lands.size(); ++i)
      if (lands[i]->first == lands[i - 1]->last) return false;
    return true;
  }

  /// "the country", "both sides", "his counterpart", "the group": what they stand for is elsewhere.
  void special(Draft& d, const Sense& sense) {
    const std::string_view noun = table_.text(sense.name);
    const NounRole role = role_of_noun(noun);
    const bool bare = d.lands.empty() && d.name_last == d.name_first;
    if (!bare) return;
    if (d.plural && d.count >= 2 && (role == NounRole::country || role == NounRole::leader))
      d.needs = Draft::Needs::collective;
    else if (d.plural && d.definite && role == NounRole::side)
      d.needs = Draft::Needs::collective;
    else if (d.plural && d.definite && role == NounRole::leader && d.owner == no_word)
      d.needs = Draft::Needs::collective;
    else if (role == NounRole::country && !d.plural)
      d.needs = Draft::Needs::antecedent;
    else if (role == NounRole::group && d.definite && !d.plural)
      d.needs = Draft::Needs::antecedent;
    else if (role == NounRole::counterpart)
      d.needs = Draft::Needs::antecedent;
    if (d.needs == Draft::Needs::collective) d.named_as = NamedAs::collective;
    if (role == NounRole::place) {
      // "the city", "the region": where, and whose land it is.
      d.needs = Draft::Needs::antecedent;
      d.located = d.place_only = true;
      d.sector = 255;
    }
    if (role == NounRole::country) {
      d.named_as = NamedAs::country;
      d.located = d.first > first_ && (is_place_preposition(form(d.first - 1)) || is_motion_word(form(d.first - 1)) ||
                                       is(d.first - 1, "from") || is(d.first - 1, "of"));
    }
  }

  /// Where a person's name that starts at `w` ends; `w` when none starts there.
  std::uint32_t person_name_from(std::uint32_t w, const Hit& title) const {
    if (w >= last_ || taken_[w] != 0) return w;
    if (name_at_[w] != no_word && names_[name_at_[w]].first <= w && names_[name_at_[w]].name_class == NameClass::PER)
      return longer_name(std::min(names_[name_at_[w]].last, last_));
    if (const Hit* hit = hits_.starting(w); hit != nullptr && (hit->person || hit->surname) && !hit->adjective)
      return hit->last;
    // A run of capitalised proper nouns after a capitalised title, when the tagger saw no name.
    if (!capital(title.first) && title.last - title.first < 2) return w;
    std::uint32_t end = w;
    while (end < last_ && end < w + 4 && capital(end) && upos(end) == Upos::PROPN && !names_a_time(form(end))) {
      const Hit* hit = hits_.starting(end);
      if (hit != nullptr && (hit->land || hit->body || hit->noun) && !hit->surname && !hit->person) break;
      ++end;
    }
    return end;
  }

  /// The tagger sometimes stops inside a name: "Justice MA | Aziz".
  std::uint32_t longer_name(std::uint32_t end) const {
    for (int more = 0; more < 2 && end < last_ && taken_[end] == 0 && upos(end) == Upos::PROPN && capital(end);
         ++more) {
      const Hit* hit = hits_.covering(end);
      if (hit != nullptr && (hit->land || hit->body || hit->noun)) break;
      if (name_at_[end] != no_word && names_[name_at_[end]].name_class != NameClass::PER) break;
      if (names_a_time(form(end))) break;
      ++end;
    }
    return end;
  }

  void persons() {
    for (std::uint32_t w = first_; w < last_; ++w) {
      if (taken_[w] != 0) continue;
      std::uint32_t end = w;
      if (name_at_[w] != no_word && names_[name_at_[w]].name_class == NameClass::PER) {
        end = longer_name(std::min(names_[name_at_[w]].last, last_));
        // A title inside the span is not part of the name.
        while (w + 1 < end && is_name_prefix(form(w))) ++w;
      } else if (const Hit* hit = hits_.starting(w);
                 hit != nullptr && (hit->person || hit->surname) && person_reading(*hit) && !told_as_time(w)) {
        end = hit->last;
      } else if (upos(w) == Upos::PROPN && capital(w) && hits_.covering(w) == nullptr && bare_family_name(w)) {
        end = w + 1;
      }
      if (end <= w || names_no_person(w, end) || (end == w + 1 && names_a_time(form(w)))) continue;
      std::uint32_t last = w;
      while (last < end && taken_[last] == 0) ++last;
      if (possessive_mark(last - 1) && last - 1 > w) --last;
      if (last <= w) continue;
      std::uint32_t first = w;
      while (first > first_ && taken_[first - 1] == 0 && is_name_prefix(form(first - 1)) && capital(first - 1)) --first;
      Draft d = start(first, last, last - 1);
      d.kind = MentionKind::name;
      d.needs = Draft::Needs::person;
      d.named_as = NamedAs::person;
      d.name_first = w;
      d.name_last = last;
      d.rule = "person.name";
      mark(d.first, d.last);
      drafts_.push_back(std::move(d));
      w = last - 1;
    }
  }

  /// "in May", "last August": a month and nobody's name.
  bool told_as_time(std::uint32_t w) const {
    if (!names_a_time(form(w)) && !is(w, "may")) return false;
    if (name_at_[w] != no_word && names_[name_at_[w]].name_class == NameClass::DATE) return true;
    if (w == first_) return false;
    constexpr std::string_view before[] = {"in", "last", "next", "since", "until", "early", "late", "this", "of"};
    return std::any_of(std::begin(before), std::end(before), [&](std::string_view word) { return is(w - 1, word); });
  }

  /// A proper noun by itself that the document elsewhere has as the last word of a person's name, or that says
  /// something.
  bool bare_family_name(std::uint32_t w) const {
    if (name_at_[w] != no_word && names_[name_at_[w]].last - names_[name_at_[w]].first > 1) return false;
    if (w > first_ && upos(w - 1) == Upos::PROPN && !is_name_prefix(form(w - 1))) return false;
    if (w + 1 < last_ && upos(w + 1) == Upos::PROPN) return false;
    if (family_names_.contains(hash64(form(w)))) return true;
    const std::uint32_t up = governor(w);
    return name_at_[w] == no_word && deprel(w) == Deprel::nsubj && up != no_word && upos(up) == Upos::VERB &&
           is_saying_lemma(syntax_.lemma(up));
  }

  /// The tagger took a country, town or organisation of the table for a person.
  bool names_no_person(std::uint32_t first, std::uint32_t last) const {
    const Hit* hit = hits_.starting(first);
    if (hit == nullptr || hit->person || hit->surname) return false;
    if (hit->last < last && !(hit->last + 1 == last && possessive_mark(hit->last))) return false;
    if (hit->body) return true;
    if (!hit->land) return false;
    return hit->land->kind != SenseKind::place || (first > first_ && is_place_preposition(form(first - 1)));
  }

  /// Without a PER span: a full name always, a family name when it stands alone as a proper noun.
  bool person_reading(const Hit& hit) const {
    if (hit.person && hit.last - hit.first > 1) return true;
    if (hit.land || hit.body || hit.noun) return false;
    const std::uint32_t w = hit.last - 1;
    if (upos(w) != Upos::PROPN) return false;
    if (hit.first > first_ && upos(hit.first - 1) == Upos::PROPN && capital(hit.first - 1) &&
        !is_name_prefix(form(hit.first - 1)))
      return false;
    if (hit.last < last_ && upos(hit.last) == Upos::PROPN && capital(hit.last)) return false;
    return name_at_[w] == no_word || names_[name_at_[w]].name_class == NameClass::PER ||
           names_[name_at_[w]].last - names_[name_at_[w]].first == 1;
  }

  void named() {
    for (std::uint32_t w = first_; w < last_; ++w) {
      const Hit* hit = hits_.starting(w);
      if (hit == nullptr || taken_[w] != 0) continue;
      if (hit->body)
        body(*hit);
      else if (hit->land)
        land(*hit);
    }
  }

  void body(const Hit& hit) {
    std::uint32_t first = hit.first;
    if (first > first_ && is(first - 1, "the") && taken_[first - 1] == 0) --first;
    const bool adjective_place = hit.land && hit.adjective;
    Draft d = start(first, hit.last, hit.last - 1);
    const Sense& s = adjective_place ? *hit.land : *hit.body;
    d.kind = modifies_noun(hit) ? MentionKind::adjective : MentionKind::name;
    d.named_as = s.kind == SenseKind::body ? s.named_as() : NamedAs::country;
    d.hit = hits_.at[hit.first];
    d.code = s.code;
    d.name = s.name;
    d.sector = s.sector;
    d.plural = d.named_as == NamedAs::group;
    d.rule = "body.name";
    mark(d.first, d.last);
    drafts_.push_back(std::move(d));
  }

  bool modifies_noun(const Hit& hit) const {
    const std::uint32_t w = hit.last - 1;
    const Deprel d = deprel(w);
    const std::uint32_t up = governor(w);
    return (d == Deprel::amod || d == Deprel::compound || d == Deprel::nmod_desc) && up != no_word && up >= hit.last &&
           up < last_;
  }

  void land(const Hit& hit) {
    const Sense& s = *hit.land;
    if (s.kind == SenseKind::place && !capital_place(hit)) return;
    std::uint32_t first = hit.first;
    if (first > first_ && is(first - 1, "the") && taken_[first - 1] == 0 && !modifies_noun(hit)) --first;
    Draft d = start(first, hit.last, hit.last - 1);
    d.hit = hits_.at[hit.first];
    d.name = s.name;
    d.lands.push_back(s.code);
    d.named_as = NamedAs::country;
    const bool modifier =
        modifies_noun(hit) || (hit.adjective && !hit.people) || (hit.adjective && upos(hit.last - 1) == Upos::ADJ);
    if (hit.adjective || hit.people) {
      const bool noun_use = hit.people && !modifier;
      d.kind = noun_use ? MentionKind::description : MentionKind::adjective;
      if (noun_use) {
        d.first = walk_left(hit.first, hit.last).first;
        d.sector = static_cast<std::uint8_t>(Sector::CVL);
        d.named_as = NamedAs::group;
        d.plural = form(hit.last - 1).ends_with('s') || form(hit.last - 1).ends_with("ese") ||
                   form(hit.last - 1).ends_with("sh");
      }
      d.rule = noun_use ? "demonym.people" : "demonym.adjective";
    } else {
      d.kind = modifier ? MentionKind::adjective : MentionKind::name;
      d.place_only = located(d.first) || s.kind == SenseKind::place;
      if (!d.place_only && hit.seat) d.lands.front() = hit.seat->code;
      d.rule = s.kind == SenseKind::country   ? "country.name"
               : s.kind == SenseKind::capital ? "country.capital"
               : s.kind == SenseKind::region  ? "country.region"
                                              : "place.name";
      if (s.kind == SenseKind::region || s.kind == SenseKind::place) d.named_as = NamedAs::group;
    }
    mark(d.first, d.last);
    drafts_.push_back(std::move(d));
  }

  bool capital_place(const Hit& hit) const {
    if (hit.last - hit.first > 1) return true;
    const std::uint32_t w = hit.first;
    if (name_at_[w] != no_word) return names_[name_at_[w]].name_class == NameClass::LOC;
    return upos(w) == Upos::PROPN && w > first_ && upos(w - 1) == Upos::ADP;
  }

  /// "in Washington", "near the Gaza Strip", "arrived at Beijing", "a visit to Moscow".
  bool located(std::uint32_t first) const {
    std::uint32_t w = first;
    for (int steps = 0; w > first_ && steps < 5; ++steps) {
      --w;
      if (is_place_preposition(form(w))) return true;
      if (is(w, "to") || is(w, "for")) {
        for (std::uint32_t v = w, seen = 0; v > first_ && seen < 4; ++seen)
          if (is_motion_word(form(--v))) return true;
        return false;
      }
      // "in the south-eastern part", "in war-torn Somalia"
      if (hyphen(w) || is_compass_word(form(w))) continue;
      const Upos tag = upos(w);
      if (tag != Upos::DET && tag != Upos::ADJ && !(tag == Upos::VERB && deprel(w) == Deprel::amod)) break;
    }
    // "Baghdad, Iraq": the second of two places.
    if (first > first_ + 1 && is(first - 1, ",")) {
      const Hit* before = hits_.ending(first - 2);
      if (before != nullptr && before->land &&
          (before->land->kind == SenseKind::place || before->land->kind == SenseKind::capital))
        return true;
    }
    return false;
  }

  bool several_parties(std::uint32_t first, std::uint32_t last) const {
    int parties = 0;
    for (std::uint32_t w = first; w < last; ++w)
      if (const Hit* hit = hits_.starting(w); hit != nullptr && (hit->land || hit->body)) {
        const bool linked = w > first && (hyphen(w - 1) || is(w - 1, "and") || is(w - 1, "/"));
        if (parties == 0 || linked) ++parties;
      }
    return parties > 1;
  }

  /// ORG spans that the table lacks or knows only in part: "Lashkar Militia", "Bank of Georgia".
  void bodies_without_entry() {
    for (std::uint32_t w = first_; w < last_; ++w) {
      const std::uint32_t n = name_at_[w];
      if (n == no_word || names_[n].name_class != NameClass::ORG || names_[n].first != w) continue;
      const std::uint32_t end = std::min(names_[n].last, last_);
      const Hit* whole = hits_.starting(w);
      if (whole != nullptr && whole->last >= end && (whole->body || whole->land)) continue;
      if (std::any_of(taken_.begin() + w, taken_.begin() + end, [](std::uint32_t t) { return t != 0; })) continue;
      if (several_parties(w, end)) continue;  // "China-EU"
      std::uint32_t first = w;
      if (first > first_ && is(first - 1, "the") && taken_[first - 1] == 0) --first;
      Draft d = start(first, end, end - 1);
      d.kind = MentionKind::name;
      d.needs = Draft::Needs::body;
      d.named_as = NamedAs::body;
      d.name_first = w;
      d.name_last = end;
      for (std::uint32_t k = w; k < end && d.lands.empty(); ++k)
        if (const Hit* hit = hits_.starting(k); hit != nullptr && (hit->land || hit->body)) add_lands(d, {hit}, false);
      d.sector = sector_of_body_name(form(end - 1));
      if (d.sector == 255) d.sector = sector_of_body_name(form(w));
      d.rule = "body.unknown";
      mark(d.first, d.last);
      drafts_.push_back(std::move(d));
      w = end - 1;
    }
  }

  /// "25 were injured", "dozens fled", "killing four": people without a noun.
  void amounts() {
    for (std::uint32_t w = first_; w < last_; ++w) {
      if (taken_[w] != 0) continue;
      const Upos tag = upos(w);
      if (tag != Upos::NUM && !is_people_amount(form(w))) continue;
      const Deprel d = deprel(w);
      if (d != Deprel::nsubj && d != Deprel::nsubj_pass && d != Deprel::obj && d != Deprel::conj) continue;
      const std::uint32_t up = governor(w);
      if (up == no_word || (upos(up) != Upos::VERB && d != Deprel::conj)) continue;
      if (d == Deprel::conj && (up >= at_person_.size() || at_person_[up] == 0)) continue;
      if (w + 1 < last_ && (is(w + 1, "%") || is(w + 1, "percent") || is(w + 1, "of") || upos(w + 1) == Upos::NOUN ||
                            upos(w + 1) == Upos::SYM))
        continue;
      if (w > first_ && (upos(w - 1) == Upos::SYM || is_place_preposition(form(w - 1)))) continue;
      if (tag == Upos::NUM && !is_count(form(w))) continue;
      std::uint32_t first = w;
      while (first > first_ && taken_[first - 1] == 0 && governor(first - 1) == w &&
             (upos(first - 1) == Upos::ADV || upos(first - 1) == Upos::DET || upos(first - 1) == Upos::ADJ))
        --first;
      Draft draft = start(first, w + 1, w);
      draft.kind = MentionKind::description;
      draft.needs = Draft::Needs::country;
      draft.named_as = NamedAs::group;
      draft.sector = static_cast<std::uint8_t>(Sector::CVL);
      draft.plural = true;
      draft.rule = "noun.amount";
      mark(draft.first, draft.last);
      drafts_.push_back(std::move(draft));
    }
  }

  /// "the two", "both", "the pair": two parties spoken of before. "the North": of two states of one name.
  void pairs() {
    for (std::uint32_t w = first_; w < last_; ++w) {
      if (taken_[w] != 0) continue;
      const bool after_the = w > first_ && is(w - 1, "the") && taken_[w - 1] == 0;
      const Upos next = w + 1 < last_ ? upos(w + 1) : Upos::PUNCT;
      if (next == Upos::NOUN || next == Upos::PROPN || next == Upos::ADJ || next == Upos::NUM) continue;
      const bool two = (after_the && (is(w, "two") || is(w, "pair") || is(w, "duo"))) ||
                       (is(w, "both") && upos(w) != Upos::CCONJ && next != Upos::DET);
      const bool half = after_the && (form(w) == "North" || form(w) == "South");
      if (!two && !half) continue;
      const Deprel role = deprel(w);
      if (two && role != Deprel::nsubj && role != Deprel::nsubj_pass && role != Deprel::obj && role != Deprel::nmod &&
          role != Deprel::obl)
        continue;
      Draft d = start(after_the ? w - 1 : w, w + 1, w);
      d.kind = MentionKind::description;
      d.needs = two ? Draft::Needs::collective : Draft::Needs::antecedent;
      d.named_as = two ? NamedAs::collective : NamedAs::country;
      d.count = two ? 2 : 0;
      d.plural = two;
      d.rule = two ? "coref.collective" : "coref.half";
      mark(d.first, d.last);
      drafts_.push_back(std::move(d));
    }
  }

  void pronouns() {
    for (std::uint32_t w = first_; w < last_; ++w) {
      if (taken_[w] != 0) continue;
      const Upos tag = upos(w);
      if (tag != Upos::PRON && tag != Upos::DET && tag != Upos::SCONJ) continue;
      const PronounClass pronoun = pronoun_class(form(w));
      if (pronoun == PronounClass::none) continue;
      if (pronoun == PronounClass::relative) {
        if (tag != Upos::PRON) continue;
        const std::uint32_t up = governor(w);
        if (up == no_word || (deprel(up) != Deprel::acl_relcl && deprel(up) != Deprel::acl)) continue;
      }
      Draft d = start(w, w + 1, w);
      d.kind = MentionKind::pronoun;
      d.needs = Draft::Needs::antecedent;
      d.pronoun = pronoun;
      d.plural = pronoun == PronounClass::they || pronoun == PronounClass::we;
      d.named_as = pronoun == PronounClass::he || pronoun == PronounClass::she || pronoun == PronounClass::i
                       ? NamedAs::person
                       : NamedAs::group;
      d.rule = "coref.pronoun";
      mark(w, w + 1);
      drafts_.push_back(std::move(d));
    }
  }

  std::string_view text_;
  const Tokens& tokens_;
  const Syntax& syntax_;
  const Names& names_;
  const ActorTable& table_;
  const Hits& hits_;
  std::vector<std::uint32_t> taken_;     // first word of the draft that holds the word, and one; 0: free
  std::vector<std::uint8_t> at_person_;  // words that head an agent noun
  std::vector<std::uint32_t> name_at_;
  std::unordered_set<std::uint64_t> family_names_;
  std::vector<Draft> drafts_;
  std::uint32_t sentence_ = 0, first_ = 0, last_ = 0;
  mutable bool modifier_ = false;
};

}  // namespace

std::uint32_t head_of(const Syntax& syntax, std::uint32_t first, std::uint32_t last, std::uint32_t core) {
  if (syntax.words.size() < last) return core;
  std::uint32_t found = no_word;
  for (std::uint32_t w = first; w < last; ++w) {
    const std::uint32_t up = syntax.words[w].head;
    if (up != no_word && up >= first && up < last) continue;
    const Deprel d = syntax.words[w].deprel;
    if (d == Deprel::punct || d == Deprel::det || d == Deprel::case_ || d == Deprel::cc) continue;
    if (w == core) return w;
    if (found == no_word) found = w;
  }
  return found == no_word ? core : found;
}

std::vector<Draft> find_drafts(std::string_view text, const Tokens& tokens, const Syntax& syntax, const Names& names,
                               const ActorTable& table, const Hits& hits) {
  return Phrases(text, tokens, syntax, names, table, hits).run();
}

}  // namespace demarche
