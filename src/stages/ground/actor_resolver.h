// The working state of resolve_drafts: one document's drafts, what was mentioned so far and what its countries weigh.
// Its methods stand in files by idea: actor_resolve (each draft by its needs, output), actor_countries (of bare nouns),
// actor_weights (which countries the document is about), actor_names (persons and bodies), actor_coreference (pronouns,
// collectives, speakers). Private to ground/.
#pragma once

#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "stages/ground/actor_resolve.h"

namespace demarche {

inline constexpr std::size_t remembered_references = 48;  // how many references a pronoun may look back over
inline constexpr std::uint32_t antecedent_sentences = 4;
inline constexpr std::uint32_t sentence_drafts = 64;  // and a bare noun within its sentence

struct CountryWeight {
  std::uint32_t country = 0;  // string of "RUS", "IGO:UN"
  int weight = 0;
  std::uint32_t order = 0;
};

struct ActorReference {
  std::uint32_t draft = 0;
  std::uint32_t sentence = 0;
  std::uint32_t joint = no_word;  // "Peru and Chile" as one: number of their actors in joint_

  bool subject = false, person = false, plural = false, country = false, body = false, weak = false;
};

enum class NameGender : std::uint8_t { unknown, male, female };

class ActorResolver {
 public:
  ActorResolver(const Document& document, const Tokens& tokens, const Syntax& syntax, const ActorTable& table,
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
  void run();

 private:
  std::string_view form(std::uint32_t w) const {
    const Span span = tokens_.words[w].span;
    return std::string_view(document_.text).substr(span.begin, span.size());
  }
  const Hit& hit_of(const Draft& d) const { return hits_.all[d.hit]; }
  static bool international(std::string_view code) {
    return code.starts_with("IGO") || code.starts_with("NGO") || code.starts_with("IMG") || code.starts_with("MNC");
  }

  void add_weight(std::uint32_t country, int weight);
  std::uint32_t country_string(std::uint32_t code) const;
  void weigh();
  void order_weights();
  /// A digest tells several stories: a paragraph that never speaks of the document's main country has its own.
  void paragraphs();
  void enter_paragraph(std::uint32_t sentence);

  std::uint32_t actor(std::string_view code, std::string_view name, NamedAs as);
  /// "RUS" + MIL; "IGO:UN" stays; a body's own sector beats the general GOV or CVL of "official", "member".
  std::string code_of(std::uint32_t land, std::uint8_t sector) const;
  std::uint32_t state(std::uint32_t land);

  void resolve(std::uint32_t i);
  void known(std::uint32_t i);
  /// A noun with a country: the holder of the office where one is known on the day, else the country's sector.
  void office_or_group(std::uint32_t i, std::uint32_t land);
  /// "Kerry, the US secretary of state": the noun is the person beside it.
  bool apposed(std::uint32_t i);
  /// Nothing but a guess is known of the actor's country.
  bool open(std::uint32_t who) const;
  void guess(std::uint32_t who, std::uint32_t land);
  /// The country is only the document's: a later apposition may know better.
  void doubt(std::uint32_t who);
  void settle(std::uint32_t actor_index, std::uint32_t land, std::uint8_t sector);

  std::uint32_t country_of_draft(std::uint32_t i) const;
  /// The country that a sentence speaks of: what comes before the words first, nearest first, then places after them.
  std::uint32_t local_country(std::uint32_t i) const;
  /// Who lives where the report plays: people, police, rebels. Armies and governments may be anybody's.
  static bool of_the_scene(std::uint8_t sector);
  std::uint32_t local_place(std::uint32_t i) const;
  std::uint32_t infer_country(std::uint32_t i);
  int weight_of(std::uint32_t country) const;
  std::uint32_t owner_country(std::uint32_t i);
  std::uint32_t infer_any_country(std::uint32_t i);
  void bare_noun(std::uint32_t i);
  /// "the vice president": one of the document's persons holds that office.
  bool named_holder(std::uint32_t i);
  /// "The White House said the president": the subject's country has a holder of its own, not the one before.
  bool spoken_for(std::uint32_t i, std::uint32_t before);
  /// Called by the title: whoever the table knows only as a former official is in office again.
  void in_office(std::uint32_t i, std::uint32_t who);
  /// "the former president": the last former official spoken of.
  bool former_before(std::uint32_t i);
  /// "the minister" after "the foreign minister".
  bool shorter_title(std::uint32_t i);
  std::uint32_t other_country(std::uint32_t i, std::uint32_t not_this) const;
  std::uint64_t actor_key(std::string_view code, std::string_view name, NamedAs as);

  /// The table's reading of the words of a name, when they are one of its names.
  std::optional<PersonReading> table_person(const Draft& d) const;
  std::uint64_t name_key(std::uint32_t first, std::uint32_t last);
  void name_person(std::uint32_t i, std::uint32_t who);
  void gender_of(std::uint32_t who, std::string_view first_name);
  void person(std::uint32_t i);
  /// "Defence Secretary, Des Browne": the description before a known person is that person.
  void title_before(std::uint32_t i, std::uint32_t who);
  std::uint32_t description_before(std::uint32_t i) const;
  /// A longer name with a known last word is the same person only if the first words do not contradict.
  bool compatible(std::uint32_t i, std::uint32_t who) const;
  /// An unknown person: country and sector of the title before the name, or of the apposition beside it.
  void settle_from_title(std::uint32_t i, std::uint32_t who);
  void unknown_body(std::uint32_t i);
  /// "Movement for Democratic Change (MDC)": from here on the letters mean that body.
  void abbreviation(const Draft& d, std::uint32_t who);

  void remember(std::uint32_t i);
  /// "Peru and Chile": together they are a party of their own, which "they" may mean.
  void join(std::uint32_t i);
  static void add_new(std::vector<std::uint32_t>& to, const std::vector<std::uint32_t>& from);
  NameGender gender(std::uint32_t draft) const;
  static int fit(const ActorReference& r, PronounClass p);
  /// The number of the reference that the pronoun stands for.
  std::optional<std::uint32_t> find_antecedent(std::uint32_t i, PronounClass p, bool owner);
  std::uint32_t last_country(std::uint32_t i, bool located = false) const;
  void antecedent(std::uint32_t i);
  /// "which", "who": what the clause hangs on.
  void relative(std::uint32_t i);
  void author(std::uint32_t i);
  /// "the two leaders", "both countries": the last so many countries spoken of, each as the reader last met it.
  void collective(std::uint32_t i);
  bool of_the_scene_actor(std::uint32_t who) const;
  bool may_be_called(const Draft& d, const Actor& a) const;
  bool owners_states(std::uint32_t i);
  /// The subject of the verb whose object the pronoun is.
  std::uint32_t subject_beside(std::uint32_t i) const;
  bool together(std::uint32_t i, bool persons);
  std::uint32_t person_before(std::uint32_t i) const;
  /// "I" and "we" in a quotation stand for its speaker, who may come after it.
  void speakers();

  void emit();
  void salient();
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
  std::vector<CountryWeight> weights_, ranked_;
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
  std::vector<NameGender> genders_;
  std::vector<ActorReference> references_;
  std::vector<std::vector<std::uint32_t>> joint_;
  std::vector<Atom> scratch_;
  std::string key_;
};

}  // namespace demarche
