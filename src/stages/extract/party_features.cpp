// What speaks for a party in a role, as numbers of features.
#include <algorithm>

#include "base/hash.h"
#include "stages/extract/feature_hash.h"
#include "stages/extract/party_choice.h"

namespace demarche {
namespace {

/// Names of features; a value is folded into each.
enum Feature : std::uint32_t {
  f_bias = 1,
  f_away,
  f_away_noun,
  f_kind,
  f_place_only,
  f_side_of_trigger,
  f_words_away,
  f_path,
  f_path_support,
  f_path_sector,
  f_preposition,
  f_clauses,
  f_grammar,
  f_grammar_away,
  f_sector,
  f_named_as,
  f_organisation,
  f_count,
  f_country_count,
  f_rank,
  f_rank_away,
  f_lead,
  f_other_unknown,
  f_other_same,
  f_other_organisation,
  f_speaker_same,
  f_speaker_country,
  f_recalled,
  f_told,
  f_told_kin,
  f_told_pair,
  f_barred,
  f_unnamed,
  f_elsewhere,
  f_guess,
  f_appositive,
  f_nobody,
  f_nobody_rule,
  f_nobody_noun,
  f_nobody_other,
  f_nobody_here,
  f_nobody_unnamed,
  f_nobody_speaker,
};

/// Each feature for the role alone, with the type and with the quad class: what few examples cannot say of a type, its
/// kin do.
class FeatureList {
 public:
  FeatureList(const OpenRole& open, std::vector<std::uint32_t>& out) : out_(out) {
    const auto role = static_cast<std::uint64_t>(open.role);
    role_ = mix_feature(role, 101);
    type_ = mix_feature(role_, 200 + static_cast<std::uint64_t>(open.event.type));
    quad_ = mix_feature(
        role_, 300 + static_cast<std::uint64_t>(quad_of(open.event.type)) * 2 + (open.pos == FramePos::noun ? 1 : 0));
  }
  void add(Feature f, std::uint64_t value) {
    const std::uint32_t base = mix_feature(f, value);
    out_.push_back(mix_feature(role_, base));
    out_.push_back(mix_feature(type_, base));
    out_.push_back(mix_feature(quad_, base));
  }
  void plain(Feature f, std::uint64_t value) { out_.push_back(mix_feature(role_, mix_feature(f, value))); }

 private:
  std::vector<std::uint32_t>& out_;
  std::uint32_t role_, type_, quad_;
};

}  // namespace

void PartyChooser::describe(const OpenRole& open, std::uint32_t actor, const Seen& seen, const Recalled& recalled,
                            std::vector<std::uint32_t>& out) const {
  out.reserve(96);
  FeatureList f(open, out);
  const ActorMention& m = mentions_.mentions[seen.mention];
  const Actor& a = mentions_.actors[actor];
  const std::uint32_t land = country_[actor];
  const auto kind = static_cast<std::uint64_t>(m.kind);
  const std::uint64_t sector = a.sectors.empty() ? 90 : static_cast<std::uint64_t>(a.sectors.front());
  const auto away = static_cast<std::uint64_t>(
      seen.sentences_away < 0 ? 20 : count_bucket(static_cast<std::uint32_t>(seen.sentences_away)));
  const bool here = seen.sentences_away == 0;
  const bool organisation = a.code.find("GO:") != std::string::npos || a.code.starts_with("IMG");
  const auto support = static_cast<std::uint64_t>(open.support.light     ? 1
                                                  : open.support.undergo ? 2
                                                  : open.support.happen  ? 3
                                                                         : 0);
  const auto pos = static_cast<std::uint64_t>(open.pos);
  f.add(f_bias, 0);
  f.add(f_away, away);
  f.plain(f_away_noun, away * 16 + pos * 4 + support);
  f.add(f_kind, kind * 2 + (here ? 1 : 0));
  if (m.place_only) f.add(f_place_only, here ? 1 : 0);
  f.add(f_sector, sector);
  f.plain(f_named_as, static_cast<std::uint64_t>(a.named_as) * 32 + kind);
  if (organisation) f.add(f_organisation, 0);
  f.plain(f_count, count_bucket((counts_[actor])));
  f.plain(f_country_count, count_bucket((country_counts_[land])));
  const std::uint64_t rank = country_rank_[land] == no_word ? 9 : std::min<std::uint32_t>(country_rank_[land], 4);
  f.add(f_rank, rank);
  f.plain(f_rank_away, rank * 32 + away);
  f.add(f_lead, country_first_[land] == 0 ? 1 : 0);
  const Deprel full = tree_.relation(m.head);
  const auto grammar =
      static_cast<std::uint64_t>(full == Deprel::nsubj_pass || full == Deprel::nmod_poss ? full : universal(full));
  f.plain(f_grammar_away, grammar * 32 + away);
  f.add(f_grammar, grammar);
  if (here) {
    int clauses = 0;
    const std::uint32_t p = path_feature(tree_, m.head, open.event.trigger_word, clauses);
    f.add(f_path, p);
    f.plain(f_path_support, mix_feature(p, pos * 8 + support));
    f.plain(f_path_sector, mix_feature(p, sector));
    f.add(f_clauses, static_cast<std::uint64_t>(std::min(clauses, 3)));
    f.add(f_side_of_trigger, m.head < open.event.trigger_word ? 1 : 0);
    f.plain(f_words_away, count_bucket((seen.words_away)) * 2 + (m.head < open.event.trigger_word ? 1 : 0));
    const std::string_view preposition = tree_.preposition_lemma(m.head);
    if (!preposition.empty()) f.add(f_preposition, hash64(preposition));
    if (open.barred != no_word && under(m.head, open.barred)) f.add(f_barred, 0);
    if (universal(full) == Deprel::appos) f.plain(f_appositive, 0);
  }
  bool same = false, other_known = false, other_organisation = false;
  for (const Party& o : open.others) {
    if (country(o) == no_word) continue;
    other_known = true;
    same |= country(o) == land;
    other_organisation |= mentions_.actors[o.actor].code.find("GO:") != std::string::npos;
  }
  if (!other_known) f.add(f_other_unknown, 0);
  if (other_known) f.add(f_other_same, (same ? 1 : 0) + (sector << 1));
  if (other_known) f.add(f_other_same, 4096 + (same ? 1 : 0));
  if (other_organisation) f.plain(f_other_organisation, 0);
  if (open.speaker != no_word) {
    f.add(f_speaker_same, actor == open.speaker ? 1 : 0);
    f.add(f_speaker_country, land == country_[open.speaker] ? 1 : 0);
  }
  const std::uint64_t told = (recalled.same_role == land ? 1 : 0) + (recalled.other_role == land ? 2 : 0) +
                             (recalled.agrees ? 4 : 0) + (recalled.same_role == no_word ? 8 : 0);
  f.add(f_recalled, told * 2 + (here ? 1 : 0));
  const bool acts = open.role != PartyRole::recipient;
  const auto few = [](std::uint32_t n) { return static_cast<std::uint64_t>(std::min(n, 3u)); };
  const std::uint64_t mine = few(plain_count(open.event.type, acts, land)),
                      theirs = few(plain_count(open.event.type, !acts, land));
  f.add(f_told, mine * 4 + theirs);
  std::uint32_t conflict_acts = 0, conflict_suffers = 0;
  for (std::size_t t = 0; t < 16; ++t) {
    const auto type = static_cast<EventType>(t);
    if ((quad_of(type) == Quad::verbal_conflict || quad_of(type) == Quad::material_conflict) !=
        (quad_of(open.event.type) == Quad::verbal_conflict || quad_of(open.event.type) == Quad::material_conflict))
      continue;
    conflict_acts += plain_count(type, acts, land);
    conflict_suffers += plain_count(type, !acts, land);
  }
  f.plain(f_told_kin, few(conflict_acts) * 4 + few(conflict_suffers));
  std::uint32_t pair = 0, reverse = 0;
  for (const Party& o : open.others) {
    if (country(o) == no_word || country(o) == land) continue;
    pair += acts ? pair_count(land, country(o)) : pair_count(country(o), land);
    reverse += acts ? pair_count(country(o), land) : pair_count(land, country(o));
  }
  f.add(f_told_pair, few(pair) * 4 + few(reverse));
  if (open.unnamed) f.plain(f_unnamed, here ? 1 : 0);
  if (open.elsewhere) f.plain(f_elsewhere, away);
  if (m.rule.starts_with("document.")) f.plain(f_guess, here ? 1 : 0);
}

void PartyChooser::describe_nobody(const OpenRole& open, bool any_here, std::vector<std::uint32_t>& out) const {
  FeatureList f(open, out);
  const auto support = static_cast<std::uint64_t>(open.support.light     ? 1
                                                  : open.support.undergo ? 2
                                                  : open.support.happen  ? 3
                                                                         : 0);
  f.add(f_nobody, 0);
  f.plain(f_nobody_rule, hash64(open.rule));
  f.add(f_nobody_noun, static_cast<std::uint64_t>(open.pos) * 4 + support);
  bool other_known = false, other_here = false;
  for (const Party& o : open.others) {
    other_known |= o.actor != no_word;
    other_here |= o.actor != no_word && !o.from_document;
  }
  f.add(f_nobody_other, (other_known ? 1 : 0) + (other_here ? 2 : 0));
  f.add(f_nobody_here, any_here ? 1 : 0);
  if (open.unnamed) f.add(f_nobody_unnamed, 0);
  if (open.speaker != no_word) f.plain(f_nobody_speaker, 0);
}

}  // namespace demarche
