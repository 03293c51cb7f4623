#include "stages/ground/actor_resolve.h"

#include <algorithm>
#include <string>
#include <unordered_map>

#include "base/hash.h"
#include "base/limits.h"
#include "base/text.h"
#include "stages/ground/word_lists.h"

namespace demarche {
namespace {

constexpr std::size_t memory = 48;  // how many references a pronoun may look back over
constexpr std::uint32_t reach_sentences = 4;
constexpr std::uint32_t reach_drafts = 64;  // and a bare noun within its sentence

struct Weight {
  std::uint32_t country = 0;  // string of "RUS", "IGO:UN"
  int weight = 0;
  std::uint32_t order = 0;
};

struct Reference {
  std::uint32_t draft = 0;
  std::uint32_t sentence = 0;
  std::uint32_t joint = no_word;  // "Peru and Chile" as one: number of their actors in joint_

  bool subject = false, person = false, plural = false, country = false, body = false, weak = false;
};

enum class Gender : std::uint8_t { unknown, male, female };

class Resolver {
 public:
  Resolver(const Document& document, const Tokens& tokens, const Syntax& syntax, const ActorTable& table,
           const Hits& hits, std::int32_t day, std::vector<Draft> drafts, Mentions& out)
      : document_(document),
        tokens_(tokens),
        syntax_(syntax),
        table_(table),
        hits_(hits),
        day_(day),
        drafts_(std::move(drafts)),
        out_(out),
        actors_of_(drafts_.size()),
        rules_(drafts_.size()) {}

  void run() {
    weigh();
    at_head_.assign(tokens_.words.size(), no_word);
    for (std::uint32_t i = 0; i < drafts_.size(); ++i)
      if (drafts_[i].head < at_head_.size() && at_head_[drafts_[i].head] == no_word) at_head_[drafts_[i].head] = i;
    sentence_first_.assign(tokens_.sentences.size() + 1, static_cast<std::uint32_t>(drafts_.size()));
    for (std::size_t i = drafts_.size(); i-- > 0;) sentence_first_[drafts_[i].sentence] = static_cast<std::uint32_t>(i);
    for (std::size_t s = tokens_.sentences.size(); s-- > 0;)
      if (sentence_first_[s] > sentence_first_[s + 1]) sentence_first_[s] = sentence_first_[s + 1];
    paragraphs();
    for (std::uint32_t i = 0; i < drafts_.size(); ++i) {
      enter_paragraph(drafts_[i].sentence);
      resolve(i);
      remember(i);
    }
    speakers();
    emit();
    salient();
  }

 private:
  std::string_view form(std::uint32_t w) const {
    const Span span = tokens_.words[w].span;
    return std::string_view(document_.text).substr(span.begin, span.size());
  }
  const Hit& hit_of(const Draft& d) const { return hits_.all[d.hit]; }
  static bool international(std::string_view code) {
    return code.starts_with("IGO") || code.starts_with("NGO") || code.starts_with("IMG") || code.starts_with("MNC");
  }

  // ---- weights
  // -------------------------------------------------------------------------------------------------------

  void add_weight(std::uint32_t country, int weight) {
    if (country == 0) return;
    const auto [at, fresh] = weight_at_.emplace(country, static_cast<std::uint32_t>(weights_.size()));
    if (fresh) weights_.push_back({country, 0, at->second});
    weights_[at->second].weight += weight;
  }
  std::uint32_t country_string(std::uint32_t code) const {
    const std::string_view text = table_.text(code);
    const std::string_view country = country_of_code(text);
    return country.size() == text.size() ? code : table_.string_of(country).value_or(0);
  }

  void weigh() {
    std::vector<Atom> atoms;
    const std::string& title = document_.title;
    find_atoms(title, 0, static_cast<std::uint32_t>(title.size()), atoms);
    for (std::size_t i = 0; i < atoms.size();) {
      const auto match = table_.longest(&atoms[i], atoms.size() - i);
      if (!match) {
        ++i;
        continue;
      }
      const Hit hit = read_entry(table_, match->entry, &atoms[i], match->atoms, day_);
      if (hit.land && !(hit.noun && !hit.adjective))
        add_weight(hit.land->code, hit.land->kind == SenseKind::place ? 4 : 8);
      else if (hit.body)
        add_weight(country_string(hit.body->code), 8);
      i += match->atoms;
    }
    for (const Draft& d : drafts_) {
      int weight = d.kind == MentionKind::adjective ? 3 : d.place_only ? 3 : 4;
      if (d.subject) weight += 2;
      if (d.sentence == 0)
        weight += 6;
      else if (d.sentence <= 2)
        weight += 2;
      for (std::uint32_t land : d.lands) {
        add_weight(country_string(land), weight);
        if (d.place_only || d.weak_land)
          scene_weights_[country_string(land)] += weight;
        else if (d.named_as != NamedAs::country && of_the_scene(d.sector))
          scene_weights_[country_string(land)] += weight / 2;
      }
      // "the Senate", "Congress" by themselves do not say of which country.
      if (d.code != 0 && !(d.hit != no_word && hit_of(d).noun)) add_weight(country_string(d.code), weight);
    }
    order_weights();
    for (const Draft& d : drafts_) {
      if (d.name_last != d.name_first + 0 && d.needs == Draft::Needs::person && d.lands.empty())
        if (const auto known = table_person(d)) add_weight(country_string(known->code), 4 + (d.sentence == 0 ? 6 : 0));
    }
    order_weights();
  }

  void order_weights() {
    ranked_ = weights_;
    std::stable_sort(ranked_.begin(), ranked_.end(),
                     [](const Weight& a, const Weight& b) { return a.weight > b.weight; });
    spoken_of_.clear();
    for (std::size_t i = 0; i < ranked_.size() && i < 8; ++i) spoken_of_.push_back(table_.text(ranked_[i].country));
    main_ = 0;
    for (const Weight& w : ranked_)
      if (!international(table_.text(w.country))) {
        main_ = w.country;
        break;
      }
    document_main_ = main_;
    scene_ = main_;
    int best = 0;
    for (const Weight& w : ranked_) {
      if (international(table_.text(w.country))) continue;
      const auto at = scene_weights_.find(w.country);
      const int score = w.weight + (at == scene_weights_.end() ? 0 : at->second * 2);
      if (score > best) {
        best = score;
        scene_ = w.country;
      }
    }
    document_scene_ = scene_;
  }

  /// A digest tells several stories: a paragraph that never speaks of the document's main country has its own.
  void paragraphs() {
    paragraph_of_.assign(tokens_.sentences.size(), 0);
    std::uint32_t number = 0;
    for (std::size_t s = 0; s < tokens_.sentences.size(); ++s) {
      if (s > 0 && tokens_.sentences[s].starts_paragraph) ++number;
      paragraph_of_[s] = number;
    }
    own_main_.assign(number + 1, 0);
    own_scene_.assign(number + 1, 0);
    std::unordered_map<std::uint32_t, std::pair<int, int>> seen;  // looked up; walked only through `order`
    std::vector<std::uint32_t> order;
    std::size_t i = 0;
    for (std::uint32_t p = 0; p <= number; ++p) {
      seen.clear();
      order.clear();
      int total = 0;
      for (; i < drafts_.size() && paragraph_of_[drafts_[i].sentence] == p; ++i) {
        const Draft& d = drafts_[i];
        const auto add = [&](std::uint32_t land) {
          const std::uint32_t c = country_string(land);
          if (c == 0 || international(table_.text(c))) return;
          const auto [at, fresh] = seen.emplace(c, std::pair{0, 0});
          if (fresh) order.push_back(c);
          at->second.first += 2;
          at->second.second += d.place_only || d.weak_land ? 4 : 1;
          ++total;
        };
        for (std::uint32_t land : d.lands) add(land);
        if (d.code != 0 && !(d.hit != no_word && hit_of(d).noun)) add(d.code);
      }
      if (total < 2 || seen.contains(document_main_) || seen.contains(document_scene_)) continue;
      int best = 0, best_scene = 0;
      for (std::uint32_t c : order) {
        if (seen[c].first > best) best = seen[c].first, own_main_[p] = c;
        if (seen[c].second > best_scene) best_scene = seen[c].second, own_scene_[p] = c;
      }
    }
  }

  void enter_paragraph(std::uint32_t sentence) {
    const std::uint32_t p = paragraph_of_[sentence];
    main_ = own_main_[p] != 0 ? own_main_[p] : document_main_;
    scene_ = own_scene_[p] != 0 ? own_scene_[p] : document_scene_;
  }

  // ---- actors
  // --------------------------------------------------------------------------------------------------------

  std::uint32_t actor(std::string_view code, std::string_view name, NamedAs as) {
    key_.assign(code);
    key_ += '\t';
    key_ += name;
    key_ += static_cast<char>('0' + static_cast<int>(as));
    const std::uint64_t hash = hash64(key_);
    const auto [at, fresh] = actor_at_.emplace(hash, static_cast<std::uint32_t>(out_.actors.size()));
    if (!fresh) return at->second;
    Actor a;
    a.code.assign(code);
    a.name.assign(name);
    a.named_as = as;
    const std::size_t colon = code.find(':');
    if (colon != std::string_view::npos && !international(code))
      for (std::size_t i = 0; i < sector_names.size(); ++i)
        if (sector_names[i] == code.substr(colon + 1)) a.sectors.push_back(static_cast<Sector>(i));
    if (as == NamedAs::country) a.wikidata.assign(table_.wikidata(country_of_code(code)));
    out_.actors.push_back(std::move(a));
    return at->second;
  }

  /// "RUS" + MIL; "IGO:UN" stays; a body's own sector beats the general GOV or CVL of "official", "member".
  std::string code_of(std::uint32_t land, std::uint8_t sector) const {
    const std::string_view text = table_.text(land);
    if (international(text)) return std::string(text);
    const std::string_view country = country_of_code(text);
    const bool general = sector == 255 || sector == static_cast<std::uint8_t>(Sector::GOV) ||
                         sector == static_cast<std::uint8_t>(Sector::CVL);
    if (country.size() != text.size() && general) return std::string(text);
    std::string code(country);
    if (sector == 255) return code;
    code += ':';
    code += sector_names[sector];
    return code;
  }

  std::uint32_t state(std::uint32_t land) {
    const std::string_view text = table_.text(land);
    if (international(text))
      return actor(text, text == "IGO:EU" ? "European Union" : text == "IGO:WEST" ? "the West" : "", NamedAs::body);
    const std::string_view country = country_of_code(text);
    return actor(std::string(country) + ":GOV", table_.country_name(country), NamedAs::country);
  }

  // ---- one draft
  // -----------------------------------------------------------------------------------------------------

  void resolve(std::uint32_t i) {
    Draft& d = drafts_[i];
    rules_[i] = d.rule;
    switch (d.needs) {
      case Draft::Needs::nothing:
        known(i);
        break;
      case Draft::Needs::country:
        bare_noun(i);
        break;
      case Draft::Needs::person:
        person(i);
        break;
      case Draft::Needs::body:
        unknown_body(i);
        break;
      case Draft::Needs::antecedent:
        antecedent(i);
        break;
      case Draft::Needs::collective:
        collective(i);
        break;
    }
    if (d.kind == MentionKind::description || d.kind == MentionKind::title)
      if (d.hit != no_word && hit_of(d).noun && !actors_of_[i].empty() && !d.weak_land)
        last_of_noun_[hit_of(d).noun->name] = i;
  }

  void known(std::uint32_t i) {
    Draft& d = drafts_[i];
    if (d.code != 0) {
      const std::string_view code = table_.text(d.code);
      if (d.last - d.first <= 2 && !bodies_.empty() && !international(code))
        if (const auto seen = bodies_.find(name_key(d.last - 1, d.last)); seen != bodies_.end()) {
          actors_of_[i].push_back(seen->second);
          rules_[i] = "coref.abbreviation";
          return;
        }
      if (d.hit != no_word && hit_of(d).noun && main_ != 0 && d.sector != 255 &&
          weight_of(country_string(d.code)) == 0) {
        const std::uint32_t land = local_country(i) != 0 ? local_country(i) : main_;
        actors_of_[i].push_back(actor(code_of(land, d.sector), "", d.named_as));
        rules_[i] = "body.of-document";
        return;
      }
      actors_of_[i].push_back(actor(code, table_.text(d.name), d.named_as));
      abbreviation(d, actors_of_[i].front());
      return;
    }
    const bool noun =
        d.hit != no_word && hit_of(d).noun && d.kind != MentionKind::name && d.named_as != NamedAs::country;
    if (!noun || d.sector == 255) {
      for (std::uint32_t land : d.lands) {
        if (d.named_as == NamedAs::country || d.kind == MentionKind::adjective)
          actors_of_[i].push_back(state(land));
        else
          actors_of_[i].push_back(actor(code_of(land, d.sector),
                                        d.named_as == NamedAs::group && d.sector == 255 ? table_.text(d.name) : "",
                                        d.named_as));
      }
      return;
    }
    if (!d.plural && d.named_as == NamedAs::person && apposed(i)) return;
    for (std::uint32_t land : d.lands) office_or_group(i, land);
  }

  /// A noun with a country: the holder of the office where one is known on the day, else the country's sector.
  void office_or_group(std::uint32_t i, std::uint32_t land) {
    const Draft& d = drafts_[i];
    if (!d.plural && !d.former && d.hit != no_word && hit_of(d).title) {
      const Hit& hit = hit_of(d);
      for (std::uint32_t s = table_.first_sense(hit.entry); s < table_.last_sense(hit.entry); ++s) {
        const Sense sense = table_.sense(s);
        if (sense.kind != SenseKind::noun || sense.office == 255) continue;
        const std::string_view text = table_.text(land);
        const std::uint32_t country = international(text) ? land : country_string(land);
        if (const auto holder = table_.holder(country, sense.office, day_)) {
          actors_of_[i].push_back(actor(table_.text(holder->code), table_.text(holder->name), NamedAs::person));
          rules_[i] = "office.at-date";
          return;
        }
      }
    }
    actors_of_[i].push_back(actor(code_of(land, d.sector), "", d.named_as));
  }

  /// "Kerry, the US secretary of state": the noun is the person beside it.
  bool apposed(std::uint32_t i) {
    Draft& d = drafts_[i];
    if (i == 0) return false;
    const std::uint32_t p = i - 1;
    const Draft& before = drafts_[p];
    if (before.sentence != d.sentence || before.last >= d.first || form(before.last) != ",") return false;
    // "Nagai, 50, a journalist": the age stands between.
    const bool aged =
        before.last + 3 == d.first && form(before.last + 2) == "," && small_number(form(before.last + 1)) > 0;
    if (before.last + 1 != d.first && !aged) return false;
    if (before.named_as != NamedAs::person || before.name_last == before.name_first || actors_of_[p].size() != 1)
      return false;
    const bool tree = d.head < syntax_.words.size() && syntax_.words[d.head].deprel == Deprel::appos;
    const bool closed = d.last >= tokens_.sentences[d.sentence].last || form(d.last) == "," || form(d.last) == "." ||
                        form(d.last) == ")";
    if (!tree && !closed && !d.weak_land && !open(actors_of_[p].front())) return false;
    const Actor& a = out_.actors[actors_of_[p].front()];
    if (open(actors_of_[p].front())) {
      const std::uint32_t land = !d.lands.empty() ? d.lands.front() : infer_country(i);
      if (land != 0) settle(actors_of_[p].front(), land, d.sector);
    } else if (!d.lands.empty() && a.country() != country_of_code(table_.text(d.lands.front()))) {
      return false;
    }
    actors_of_[i] = actors_of_[p];
    rules_[i] = "coref.apposition";
    return true;
  }

  /// Nothing but a guess is known of the actor's country.
  bool open(std::uint32_t who) const {
    return out_.actors[who].code == "UNK" || (who < guessed_.size() && guessed_[who] != 0);
  }

  void guess(std::uint32_t who, std::uint32_t land) {
    settle(who, land, static_cast<std::uint8_t>(Sector::CVL));
    doubt(who);
  }

  /// The country is only the document's: a later apposition may know better.
  void doubt(std::uint32_t who) {
    if (guessed_.size() <= who) guessed_.resize(who + 1, 0);
    guessed_[who] = 1;
  }

  void settle(std::uint32_t actor_index, std::uint32_t land, std::uint8_t sector) {
    if (actor_index < guessed_.size()) guessed_[actor_index] = 0;
    Actor& a = out_.actors[actor_index];
    a.code = code_of(land, sector == 255 ? static_cast<std::uint8_t>(Sector::GOV) : sector);
    a.sectors.clear();
    const std::string_view code = a.code;
    const std::size_t colon = code.find(':');
    if (colon != std::string_view::npos && !international(code))
      for (std::size_t s = 0; s < sector_names.size(); ++s)
        if (sector_names[s] == code.substr(colon + 1)) a.sectors.push_back(static_cast<Sector>(s));
  }

  // ---- the country of a bare noun
  // ------------------------------------------------------------------------------------

  std::uint32_t country_of_draft(std::uint32_t i) const {
    const Draft& d = drafts_[i];
    if (!actors_of_[i].empty()) {
      const std::string_view country = out_.actors[actors_of_[i].front()].country();
      if (!country.empty()) return table_.string_of(country).value_or(0);
    }
    return d.lands.empty() ? 0 : country_string(d.lands.front());
  }

  /// The country that a sentence speaks of: what comes before the words first, nearest first, then places after them.
  std::uint32_t local_country(std::uint32_t i) const {
    const Draft& d = drafts_[i];
    const std::uint32_t begin = std::max(sentence_first_[d.sentence], i < reach_drafts ? 0u : i - reach_drafts);
    const std::uint32_t end = std::min(sentence_first_[d.sentence + 1], i + reach_drafts);
    for (std::uint32_t k = i; k-- > begin;) {
      const std::uint32_t c = country_of_draft(k);
      if (c != 0 && drafts_[k].pronoun == PronounClass::none && !international(table_.text(c))) return c;
    }
    return 0;
  }

  /// Who lives where the report plays: people, police, rebels. Armies and governments may be anybody's.
  static bool of_the_scene(std::uint8_t sector) {
    switch (static_cast<Sector>(sector)) {
      case Sector::CVL:
      case Sector::REB:
      case Sector::COP:
      case Sector::CRM:
      case Sector::REF:
      case Sector::MED:
      case Sector::EDU:
      case Sector::LAB:
      case Sector::REL:
        return true;
      default:
        return false;
    }
  }

  std::uint32_t local_place(std::uint32_t i) const {
    const Draft& d = drafts_[i];
    const std::uint32_t begin = std::max(sentence_first_[d.sentence], i < reach_drafts ? 0u : i - reach_drafts);
    const std::uint32_t end = std::min(sentence_first_[d.sentence + 1], i + reach_drafts);
    std::uint32_t found = 0;
    for (std::uint32_t k = begin; k < end; ++k)
      if (k != i && (drafts_[k].place_only || drafts_[k].weak_land) && !drafts_[k].lands.empty()) {
        if (k < i || found == 0) found = country_string(drafts_[k].lands.front());
        if (k > i) break;
      }
    return found;
  }

  std::uint32_t infer_country(std::uint32_t i) {
    Draft& d = drafts_[i];
    if (d.owner != no_word) {
      if (const std::uint32_t c = owner_country(i)) {
        rules_[i] = "noun.owner";
        return c;
      }
    }
    if (d.hit != no_word && hit_of(d).noun) {
      const auto same = last_of_noun_.find(hit_of(d).noun->name);
      if (same != last_of_noun_.end() && d.sentence - drafts_[same->second].sentence <= 12) {
        rules_[i] = "coref.same-noun";
        return country_of_draft(same->second);
      }
    }
    if (of_the_scene(d.sector)) {
      if (const std::uint32_t c = local_place(i)) {
        rules_[i] = "document.sentence-place";
        return c;
      }
      rules_[i] = "document.scene";
      return scene_;
    }
    if (const std::uint32_t c = local_country(i); c != 0 && weight_of(c) * 3 >= weight_of(main_)) {
      rules_[i] = "document.sentence";
      return c;
    }
    rules_[i] = "document.main-country";
    return main_;
  }

  int weight_of(std::uint32_t country) const {
    const auto at = weight_at_.find(country);
    return at == weight_at_.end() ? 0 : weights_[at->second].weight;
  }

  std::uint32_t owner_country(std::uint32_t i) {
    const Draft& d = drafts_[i];
    const PronounClass p = pronoun_class(form(d.owner));
    if (p != PronounClass::none) {
      if (const auto r = find_antecedent(i, p, true)) return country_of_draft(references_[*r].draft);
      return 0;
    }
    const Hit* hit = hits_.covering(d.owner);
    if (hit != nullptr && hit->noun) {
      if (role_of_noun(table_.text(hit->noun->name)) == NounRole::country) return last_country(i);
      const auto same = last_of_noun_.find(hit->noun->name);
      if (same != last_of_noun_.end()) return country_of_draft(same->second);
      return 0;
    }
    if (hit != nullptr && (hit->surname || hit->person))
      if (const auto known = read_person(table_, *hit, hits_.atoms.data(), day_, spoken_of_))
        return country_string(known->code);
    return 0;
  }

  void bare_noun(std::uint32_t i) {
    Draft& d = drafts_[i];
    if (!d.plural && d.named_as == NamedAs::person) {
      if (apposed(i)) return;
      // "the president": the one named so before.
      if (d.hit != no_word && d.definite) {
        const auto same = last_of_noun_.find(hit_of(d).noun->name);
        if (same != last_of_noun_.end() && !drafts_[same->second].plural && actors_of_[same->second].size() == 1 &&
            d.owner == no_word) {
          actors_of_[i] = actors_of_[same->second];
          rules_[i] = "coref.title";
          return;
        }
      }
    }
    const std::uint32_t country = infer_country(i);
    if (country == 0) {
      if (d.sector != 255) {
        rules_[i] = "noun.no-country";
        actors_of_[i].push_back(actor(std::string("UNK:") + std::string(sector_names[d.sector]), "", d.named_as));
      }
      return;
    }
    const std::string_view rule = rules_[i];
    office_or_group(i, country);
    if (rules_[i] != "office.at-date") rules_[i] = rule;
  }

  // ---- names
  // ---------------------------------------------------------------------------------------------------------

  /// The table's reading of the words of a name, when they are one of its names.
  std::optional<PersonReading> table_person(const Draft& d) const {
    const Hit* hit = nullptr;
    for (std::uint32_t w = d.name_first; w < d.name_last; ++w) {
      const Hit* h = hits_.starting(w);
      if (h == nullptr || (!h->person && !h->surname) || h->last > d.name_last) continue;
      const bool whole = w == d.name_first && h->last == d.name_last;
      if (whole || (h->person && h->last == d.name_last)) hit = h;
      if (whole) break;
    }
    if (hit == nullptr) return std::nullopt;
    if (d.lands.empty() || d.weak_land) return read_person(table_, *hit, hits_.atoms.data(), day_, spoken_of_);
    std::vector<std::string_view> lands;
    for (std::uint32_t land : d.lands) lands.push_back(country_of_code(table_.text(land)));
    const auto r = read_person(table_, *hit, hits_.atoms.data(), day_, lands);
    if (r && std::find(lands.begin(), lands.end(), country_of_code(table_.text(r->code))) == lands.end())
      return std::nullopt;
    return r;
  }

  std::uint64_t name_key(std::uint32_t first, std::uint32_t last) {
    std::uint64_t key = 0;
    scratch_.clear();
    find_atoms(document_.text, tokens_.words[first].span.begin, tokens_.words[last - 1].span.end, scratch_);
    for (const Atom& a : scratch_) key = extend_name(key, a.hash);
    return key;
  }

  void name_person(std::uint32_t i, std::uint32_t who) {
    const Draft& d = drafts_[i];
    named_[name_key(d.name_first, d.name_last)] = who;
    named_[name_key(d.name_last - 1, d.name_last)] = who;
    // "Kim Jong-il": the first word is the family name of some; it only fills an empty place.
    if (d.name_last - d.name_first > 1) named_.emplace(name_key(d.name_first, d.name_first + 1), who);
    if (scratch_.size() == 1 && d.name_last - d.name_first > 1) gender_of(who, form(d.name_first));
  }

  void gender_of(std::uint32_t who, std::string_view first_name) {
    if (genders_.size() <= who) genders_.resize(who + 1, Gender::unknown);
    if (genders_[who] == Gender::unknown && table_.female_first_name(first_name)) genders_[who] = Gender::female;
  }

  void person(std::uint32_t i) {
    Draft& d = drafts_[i];
    const std::uint64_t whole = name_key(d.name_first, d.name_last);
    const bool single = d.name_last - d.name_first == 1;
    if (const auto seen = named_.find(whole); seen != named_.end()) {
      actors_of_[i].push_back(seen->second);
      rules_[i] = single ? "coref.surname" : "coref.name";
      if (open(seen->second)) settle_from_title(i, seen->second);
      return;
    }
    if (const auto known = table_person(d)) {
      std::string code(table_.text(known->code));
      if (!known->current && known->former && !international(code) &&
          !(d.hit != no_word && hit_of(d).title && !d.former))
        code = std::string(country_of_code(code)) + ":ELI";
      if (d.former && !international(code)) code = std::string(country_of_code(code)) + ":ELI";
      const std::uint32_t who = actor(code, table_.text(known->name), NamedAs::person);
      actors_of_[i].push_back(who);
      rules_[i] = single ? "person.surname-at-date" : "person.at-date";
      name_person(i, who);
      title_before(i, who);
      return;
    }
    if (!single)
      if (const auto seen = named_.find(name_key(d.name_last - 1, d.name_last));
          seen != named_.end() && compatible(i, seen->second)) {
        actors_of_[i].push_back(seen->second);
        rules_[i] = "coref.surname";
        return;
      }
    const Span span{tokens_.words[d.name_first].span.begin, tokens_.words[d.name_last - 1].span.end};
    const std::string_view name = std::string_view(document_.text).substr(span.begin, span.size());
    const std::uint32_t who = actor("UNK", name, NamedAs::person);
    actors_of_[i].push_back(who);
    name_person(i, who);
    rules_[i] = "person.unknown";
    if (open(who)) settle_from_title(i, who);
    if (out_.actors[who].code == "UNK" && scene_ != 0) {
      guess(who, scene_);
      rules_[i] = "person.of-document";
    }
  }

  /// "Defence Secretary, Des Browne": the description before a known person is that person.
  void title_before(std::uint32_t i, std::uint32_t who) {
    const std::uint32_t b = description_before(i);
    if (b == no_word) return;
    if (!drafts_[b].lands.empty() &&
        country_of_code(table_.text(drafts_[b].lands.front())) != out_.actors[who].country())
      return;
    actors_of_[b].assign(1, who);
    rules_[b] = "coref.apposition";
  }

  std::uint32_t description_before(std::uint32_t i) const {
    const Draft& d = drafts_[i];
    if (i == 0) return no_word;
    const Draft& before = drafts_[i - 1];
    if (before.sentence != d.sentence || before.named_as != NamedAs::person || before.plural ||
        before.name_last != before.name_first || before.hit == no_word || before.pronoun != PronounClass::none ||
        actors_of_[i - 1].size() != 1)
      return no_word;
    const bool comma = before.last + 1 == d.first && form(before.last) == ",";
    // "the US ambassador in Iraq, Ryan Crocker": the place between is no party.
    return comma || before.last == d.first ? i - 1 : no_word;
  }

  /// A longer name with a known last word is the same person only if the first words do not contradict.
  bool compatible(std::uint32_t i, std::uint32_t who) const {
    const Draft& d = drafts_[i];
    const std::string& known = out_.actors[who].name;
    return known.find(' ') == std::string::npos || known.find(form(d.name_first)) != std::string::npos;
  }

  /// An unknown person: country and sector of the title before the name, or of the apposition beside it.
  void settle_from_title(std::uint32_t i, std::uint32_t who) {
    Draft& d = drafts_[i];
    const bool titled = d.hit != no_word && hit_of(d).noun;
    if (!titled || d.lands.empty()) {
      // "the Kenyan foreign minister, Raphael Tuju,"
      if (const std::uint32_t b = description_before(i); b != no_word) {
        const Actor& a = out_.actors[actors_of_[b].front()];
        if (a.code != "UNK" && a.name.empty()) {
          out_.actors[who].code = a.code;
          out_.actors[who].sectors = a.sectors;
          if (who < guessed_.size()) guessed_[who] = 0;
          actors_of_[b].front() = who;
          rules_[i] = "person.apposition";
          return;
        }
      }
    }
    if (!titled) return;
    std::uint32_t land = d.lands.empty() ? 0 : d.lands.front();
    const std::string_view rule = rules_[i];
    if (land == 0) land = infer_country(i);
    if (land == 0) {
      rules_[i] = rule;
      return;
    }
    rules_[i] = d.lands.empty() ? "person.title-in-document" : "person.title";
    settle(who, land, d.sector);
    if (d.lands.empty()) doubt(who);
  }

  void unknown_body(std::uint32_t i) {
    Draft& d = drafts_[i];
    const std::uint64_t key = name_key(d.name_first, d.name_last);
    if (const auto seen = bodies_.find(key); seen != bodies_.end()) {
      actors_of_[i].push_back(seen->second);
      rules_[i] = "coref.name";
      return;
    }
    const Span span{tokens_.words[d.name_first].span.begin, tokens_.words[d.name_last - 1].span.end};
    const std::string_view name = std::string_view(document_.text).substr(span.begin, span.size());
    std::uint32_t land = d.lands.empty() ? local_country(i) : d.lands.front();
    if (land == 0) land = main_;
    const std::string code = land == 0 ? "UNK" : code_of(land, d.sector);
    const std::uint32_t who = actor(code, name, NamedAs::body);
    actors_of_[i].push_back(who);
    bodies_[key] = who;
    abbreviation(d, who);
  }

  /// "Movement for Democratic Change (MDC)": from here on the letters mean that body.
  void abbreviation(const Draft& d, std::uint32_t who) {
    const std::uint32_t end = tokens_.sentences[d.sentence].last;
    if (d.last + 2 >= end || form(d.last) != "(" || form(d.last + 2) != ")") return;
    const std::string_view letters = form(d.last + 1);
    if (letters.size() < 2 || letters.size() > 10 || !is_ascii_upper(letters[0]) || !is_ascii_upper(letters[1])) return;
    bodies_[name_key(d.last + 1, d.last + 2)] = who;
  }

  // ---- coreference
  // ---------------------------------------------------------------------------------------------------

  void remember(std::uint32_t i) {
    const Draft& d = drafts_[i];
    if (actors_of_[i].empty()) return;
    Reference r;
    r.draft = i;
    r.sentence = d.sentence;
    r.subject = d.subject;
    const Actor& a = out_.actors[actors_of_[i].front()];
    r.person = d.named_as == NamedAs::person || a.named_as == NamedAs::person;
    r.plural = d.plural || actors_of_[i].size() > 1;
    r.country = a.named_as == NamedAs::country;
    r.body = d.named_as == NamedAs::body || a.named_as == NamedAs::body || a.named_as == NamedAs::group;
    r.weak = d.kind == MentionKind::adjective || d.place_only;
    references_.push_back(r);
    join(i);
  }

  /// "Peru and Chile": together they are a party of their own, which "they" may mean.
  void join(std::uint32_t i) {
    const Draft& d = drafts_[i];
    if (d.head >= syntax_.words.size() || syntax_.words[d.head].deprel != Deprel::conj) return;
    const std::uint32_t up = syntax_.words[d.head].head;
    if (up == no_word || up >= at_head_.size() || at_head_[up] == no_word) return;
    const std::uint32_t j = at_head_[up];
    if (j >= i || drafts_[j].sentence != d.sentence || actors_of_[j].empty() || actors_of_[i].empty()) return;
    if (drafts_[j].kind == MentionKind::adjective || drafts_[j].place_only) return;
    Reference r;
    r.draft = j;
    r.sentence = d.sentence;
    r.subject = drafts_[j].subject;
    r.plural = true;
    r.body = true;
    // A third partner joins the first two.
    if (!references_.empty() && references_.size() > 1 && references_[references_.size() - 2].joint != no_word &&
        references_[references_.size() - 2].draft == j) {
      std::vector<std::uint32_t>& together = joint_[references_[references_.size() - 2].joint];
      add_new(together, actors_of_[i]);
      return;
    }
    r.joint = static_cast<std::uint32_t>(joint_.size());
    joint_.push_back(actors_of_[j]);
    add_new(joint_.back(), actors_of_[i]);
    references_.push_back(r);
  }

  static void add_new(std::vector<std::uint32_t>& to, const std::vector<std::uint32_t>& from) {
    for (std::uint32_t a : from)
      if (to.size() < limits::parties_a_role && std::find(to.begin(), to.end(), a) == to.end()) to.push_back(a);
  }

  Gender gender(std::uint32_t draft) const {
    const std::uint32_t who = actors_of_[draft].front();
    if (who < genders_.size() && genders_[who] != Gender::unknown) return genders_[who];
    const std::string& name = out_.actors[who].name;
    if (const std::size_t space = name.find(' ');
        space != std::string::npos && table_.female_first_name(std::string_view(name).substr(0, space)))
      return Gender::female;
    const std::string_view first = form(drafts_[draft].first);
    if (equals_ignoring_case(first, "mrs") || equals_ignoring_case(first, "mrs.") ||
        equals_ignoring_case(first, "ms") || equals_ignoring_case(first, "ms.") || equals_ignoring_case(first, "queen"))
      return Gender::female;
    return name.find(' ') != std::string::npos ? Gender::male : Gender::unknown;
  }

  static int fit(const Reference& r, PronounClass p) {
    switch (p) {
      case PronounClass::he:
      case PronounClass::she:
        return r.person && !r.plural ? 3 : -100;
      case PronounClass::they:
        return r.plural ? 4 : r.body ? 2 : r.country ? 1 : -100;
      case PronounClass::it:
        return r.person || (r.plural && !r.body) ? -100 : r.country || r.body ? 3 : -100;
      default:
        return -100;
    }
  }

  /// The number of the reference that the pronoun stands for.
  std::optional<std::uint32_t> find_antecedent(std::uint32_t i, PronounClass p, bool owner) {
    const Draft& d = drafts_[i];
    std::optional<std::uint32_t> best;
    int best_score = -50;
    const std::size_t begin = references_.size() > memory ? references_.size() - memory : 0;
    for (std::size_t k = references_.size(); k-- > begin;) {
      const Reference& r = references_[k];
      const std::uint32_t away = d.sentence - r.sentence;
      if (away > reach_sentences) break;
      int score = fit(r, p);
      if (score < -50) continue;
      if (p == PronounClass::he && gender(r.draft) == Gender::female) continue;
      if (p == PronounClass::she && gender(r.draft) == Gender::male) continue;
      if (r.weak) score -= drafts_[r.draft].place_only ? 5 : 4;
      if (r.subject) score += 3;
      score -= static_cast<int>(away) * (p == PronounClass::he || p == PronounClass::she ? 2 : 3);
      if (away == 0 && !r.subject) score += owner ? 2 : 1;
      if (drafts_[r.draft].kind == MentionKind::pronoun) score += 1;
      if (score > best_score) {
        best_score = score;
        best = static_cast<std::uint32_t>(k);
      }
    }
    return best;
  }

  std::uint32_t last_country(std::uint32_t i, bool located = false) const {
    const Draft& d = drafts_[i];
    const std::size_t begin = references_.size() > memory ? references_.size() - memory : 0;
    std::uint32_t best = 0;
    int best_score = -1000;
    for (std::size_t k = references_.size(); k-- > begin;) {
      const Reference& r = references_[k];
      const std::uint32_t away = d.sentence - r.sentence;
      if (away > reach_sentences) break;
      if (!r.country && drafts_[r.draft].kind != MentionKind::adjective && !drafts_[r.draft].place_only) continue;
      const std::uint32_t c = country_of_draft(r.draft);
      if (c == 0 || international(table_.text(c))) continue;
      const int score = (r.subject ? 2 : 0) - static_cast<int>(away) * 2 + (c == (located ? scene_ : main_) ? 3 : 0) +
                        (drafts_[r.draft].kind == MentionKind::adjective ? -1 : 0);
      if (score > best_score) {
        best_score = score;
        best = c;
      }
    }
    return best != 0 ? best : located ? scene_ : main_;
  }

  void antecedent(std::uint32_t i) {
    Draft& d = drafts_[i];
    if (d.pronoun == PronounClass::we || d.pronoun == PronounClass::i) return;  // see speakers()
    if (d.pronoun == PronounClass::relative) return relative(i);
    if (d.pronoun != PronounClass::none) {
      if (const auto a = find_antecedent(i, d.pronoun, d.possessive)) {
        const Reference& r = references_[*a];
        actors_of_[i] = r.joint != no_word ? joint_[r.joint] : actors_of_[r.draft];
        d.plural = d.plural || drafts_[r.draft].plural;
      } else if (d.pronoun == PronounClass::they) {
        rules_[i] = "coref.none";
      }
      return;
    }
    if (d.rule == "coref.half") {
      const std::string_view half = form(d.core);
      for (std::string_view code : spoken_of_)
        if (table_.country_name(code).starts_with(half)) {
          if (const auto land = table_.string_of(code)) actors_of_[i].push_back(state(*land));
          return;
        }
      return;
    }
    const NounRole role = d.hit == no_word ? NounRole::none : role_of_noun(table_.text(hit_of(d).noun->name));
    if (role == NounRole::country || role == NounRole::place) {
      if (const std::uint32_t c = d.owner != no_word ? owner_country(i) : last_country(i, d.located))
        actors_of_[i].push_back(state(c));
      rules_[i] = "coref.country";
      return;
    }
    if (role == NounRole::group) {
      const std::size_t begin = references_.size() > memory ? references_.size() - memory : 0;
      for (std::size_t k = references_.size(); k-- > begin;) {
        const Reference& r = references_[k];
        if (d.sentence - r.sentence > reach_sentences * 2) break;
        if (r.person || r.country || r.weak || drafts_[r.draft].kind == MentionKind::pronoun) continue;
        if (drafts_[r.draft].kind != MentionKind::name) continue;
        actors_of_[i] = actors_of_[r.draft];
        rules_[i] = "coref.group";
        return;
      }
    }
    bare_noun(i);
  }

  /// "which", "who": what the clause hangs on.
  void relative(std::uint32_t i) {
    const Draft& d = drafts_[i];
    const std::uint32_t verb = syntax_.words[d.head].head;
    if (verb == no_word) return;
    const std::uint32_t noun = syntax_.words[verb].head;
    if (noun == no_word || noun >= at_head_.size() || at_head_[noun] == no_word) return;
    const std::uint32_t a = at_head_[noun];
    if (a < i) actors_of_[i] = actors_of_[a];
    rules_[i] = "coref.relative";
  }

  /// "the two leaders", "both countries": the last so many countries spoken of, each as the reader last met it.
  void collective(std::uint32_t i) {
    Draft& d = drafts_[i];
    const std::size_t wanted = std::clamp<std::size_t>(d.count == 0 ? 2 : d.count, 2, 8);
    const NounRole role = d.hit == no_word ? NounRole::none : role_of_noun(table_.text(hit_of(d).noun->name));
    const bool persons = role == NounRole::leader && hit_of(d).noun->noun_kind() == NounKind::person;
    std::vector<std::uint32_t> found;
    std::vector<std::string_view> countries;
    const auto take = [&](bool only_persons, bool weak) {
      const std::size_t begin = references_.size() > memory ? references_.size() - memory : 0;
      for (std::size_t k = references_.size(); k-- > begin && found.size() < wanted;) {
        const Reference& r = references_[k];
        if (d.sentence - r.sentence > reach_sentences) break;
        if (only_persons && !r.person) continue;
        if (r.weak && !weak) continue;
        const std::vector<std::uint32_t>& those = actors_of_[r.draft];
        for (auto at = those.rbegin(); at != those.rend(); ++at) {
          const std::uint32_t who = *at;
          const std::string_view country = out_.actors[who].country();
          if (country.empty() || std::find(countries.begin(), countries.end(), country) != countries.end() ||
              found.size() >= wanted)
            continue;
          if (international(country) && role == NounRole::country) continue;
          countries.push_back(country);
          found.push_back(who);
        }
      }
    };
    if (persons) take(true, false);
    if (found.size() < wanted) take(false, false);
    if (found.size() < wanted) take(false, true);
    for (const Weight& w : ranked_) {
      if (found.size() >= wanted) break;
      const std::string_view country = table_.text(w.country);
      if (international(country) || std::find(countries.begin(), countries.end(), country) != countries.end()) continue;
      countries.push_back(country);
      found.push_back(state(w.country));
    }
    std::reverse(found.begin(), found.end());
    actors_of_[i] = std::move(found);
    rules_[i] = "coref.collective";
  }

  /// "I" and "we" in a quotation stand for its speaker, who may come after it.
  void speakers() {
    std::vector<std::uint32_t> speaker(tokens_.sentences.size(), no_word);
    for (std::size_t s = 0; s < tokens_.sentences.size(); ++s) {
      const Sentence& sentence = tokens_.sentences[s];
      for (std::uint32_t w = sentence.first; w < sentence.last && w < syntax_.words.size(); ++w) {
        const Analysis& a = syntax_.words[w];
        if (a.deprel != Deprel::nsubj || a.head == no_word || at_head_[w] == no_word) continue;
        if (syntax_.words[a.head].upos != Upos::VERB || !is_saying_lemma(syntax_.lemma(a.head))) continue;
        const Draft& d = drafts_[at_head_[w]];
        if (d.pronoun == PronounClass::we || d.pronoun == PronounClass::i || actors_of_[at_head_[w]].empty()) continue;
        speaker[s] = at_head_[w];
        break;
      }
    }
    for (std::uint32_t i = 0; i < drafts_.size(); ++i) {
      const Draft& d = drafts_[i];
      if (d.pronoun != PronounClass::we && d.pronoun != PronounClass::i) continue;
      std::uint32_t who = no_word;
      for (std::uint32_t back = 0; back <= 3 && back <= d.sentence && who == no_word; ++back)
        who = speaker[d.sentence - back];
      for (std::uint32_t ahead = 1; ahead <= 1 && who == no_word && d.sentence + ahead < speaker.size(); ++ahead)
        who = speaker[d.sentence + ahead];
      if (who == no_word) continue;
      actors_of_[i] = actors_of_[who];
      rules_[i] = "coref.speaker";
    }
  }

  // ---- output
  // --------------------------------------------------------------------------------------------------------

  void emit() {
    out_.at_word.assign(tokens_.words.size(), no_word);
    out_.covering.assign(tokens_.words.size(), no_word);
    std::vector<std::uint32_t> order(drafts_.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return drafts_[a].head < drafts_[b].head; });
    mention_of_.assign(drafts_.size(), no_word);
    for (std::uint32_t i : order) {
      const Draft& d = drafts_[i];
      // Pronouns that stand for nothing known ("it rained") are no mention of a party.
      if (actors_of_[i].empty() && d.kind == MentionKind::pronoun && d.pronoun != PronounClass::they &&
          d.pronoun != PronounClass::we)
        continue;
      ActorMention m;
      m.first = d.first;
      m.last = d.last;
      m.head = d.head;
      m.span = tokens_.span_of(d.first, d.last);
      m.kind = d.kind;
      m.actors = actors_of_[i];
      m.place_only = d.place_only;
      m.rule.assign(rules_[i]);
      const std::uint32_t number = static_cast<std::uint32_t>(out_.mentions.size());
      mention_of_[i] = number;
      if (out_.at_word[d.head] == no_word) out_.at_word[d.head] = number;
      for (std::uint32_t w = d.first; w < d.last; ++w) {
        const std::uint32_t before = out_.covering[w];
        if (before == no_word || out_.mentions[before].last - out_.mentions[before].first > d.last - d.first)
          out_.covering[w] = number;
      }
      out_.mentions.push_back(std::move(m));
    }
  }

  void salient() {
    std::unordered_map<std::uint32_t, std::uint32_t> mention_for;
    for (std::uint32_t i = 0; i < drafts_.size(); ++i) {
      if (mention_of_[i] == no_word || actors_of_[i].empty() || drafts_[i].kind == MentionKind::pronoun) continue;
      const std::uint32_t c = country_of_draft(i);
      if (c != 0) mention_for.emplace(c, mention_of_[i]);
    }
    for (const Weight& w : ranked_) {
      if (w.weight < 4 || out_.salient.size() >= 12) continue;
      const auto at = mention_for.find(w.country);
      out_.salient.push_back(state(w.country));
      out_.salient_mentions.push_back(at == mention_for.end() ? no_word : at->second);
    }
  }

  const Document& document_;
  const Tokens& tokens_;
  const Syntax& syntax_;
  const ActorTable& table_;
  const Hits& hits_;
  std::int32_t day_;
  std::vector<Draft> drafts_;
  Mentions& out_;
  std::vector<std::vector<std::uint32_t>> actors_of_;
  std::vector<std::string_view> rules_;
  std::vector<std::uint32_t> at_head_, sentence_first_, mention_of_;
  std::vector<Weight> weights_, ranked_;
  std::unordered_map<std::uint32_t, std::uint32_t> weight_at_;
  std::vector<std::string_view> spoken_of_;
  std::uint32_t document_main_ = 0, document_scene_ = 0;
  std::vector<std::uint32_t> paragraph_of_, own_main_, own_scene_;
  std::unordered_map<std::uint32_t, int> scene_weights_;  // looked up only, never walked
  std::uint32_t main_ = 0;                                // the country that the document is most about
  std::uint32_t scene_ = 0;                               // the country where it plays
  std::vector<std::uint8_t> guessed_;                     // actors whose country is only the document's
  std::unordered_map<std::uint64_t, std::uint32_t> actor_at_;
  std::unordered_map<std::uint64_t, std::uint32_t> named_, bodies_;
  std::unordered_map<std::uint32_t, std::uint32_t> last_of_noun_;
  std::vector<Gender> genders_;
  std::vector<Reference> references_;
  std::vector<std::vector<std::uint32_t>> joint_;
  std::vector<Atom> scratch_;
  std::string key_;
};

}  // namespace

void resolve_drafts(const Document& document, const Tokens& tokens, const Syntax& syntax, const ActorTable& table,
                    const Hits& hits, std::int32_t day, std::vector<Draft> drafts, Mentions& out) {
  Resolver(document, tokens, syntax, table, hits, day, std::move(drafts), out).run();
}

}  // namespace demarche
