#include "stages/extract/confidence.h"

#include <algorithm>
#include <array>
#include <bitset>

#include "base/hash.h"
#include "base/text.h"
#include "stages/extract/feature_hash.h"

namespace demarche {
namespace {

enum Feature : std::size_t {
  type_first = 0,  // 16 types
  verb = 16,
  adjective,
  noun_bare,  // an event noun that no support verb carries
  noun_light,
  noun_undergo,
  noun_happen,
  noun_object,   // object of some other verb
  noun_oblique,  // in a phrase: "after the attack"
  noun_subject,
  noun_definite,
  noun_plural,
  actor_here,  // in the sentence
  actor_elsewhere,
  actor_none,
  recipient_here,
  recipient_elsewhere,
  recipient_none,
  recipient_unwanted,
  two_sides_here,
  specific,  // the frame names a lemma
  general,   // the frame asks nothing
  future,
  conditional,
  negated,
  alleged,
  obligation,
  purpose,
  perfect,
  perfect_past,
  present,
  attributed,
  in_relative,
  in_adverbial,
  in_complement,
  in_participle,
  conjunct,
  root,
  head_of_report,
  deep_in_report,
  turned,  // a ruling changed its type
  same_country,
  guessed_actor,
  pronoun_actor,
  place_recipient,
  background,
  long_sentence,
  feature_count
};

using Features = std::bitset<feature_count>;

bool here(const std::vector<Party>& parties) {
  return std::any_of(parties.begin(), parties.end(),
                     [](const Party& p) { return p.actor != no_word && !p.from_document; });
}

bool any(const std::vector<Party>& parties) {
  return std::any_of(parties.begin(), parties.end(), [](const Party& p) { return p.actor != no_word; });
}

void noun_features(const Match& match, const Tree& tree, Features& f) {
  const Support& s = match.support;
  f[noun_light] = s.light;
  f[noun_undergo] = s.undergo;
  f[noun_happen] = s.happen;
  f[noun_bare] = !s.light && !s.undergo && !s.happen;
  const std::uint32_t top = tree.phrase_top(match.trigger);
  const Deprel r = universal(tree.relation(top));
  f[noun_object] = r == Deprel::obj && !s.light && !s.undergo;
  f[noun_oblique] = r == Deprel::obl || r == Deprel::nmod;
  f[noun_subject] = r == Deprel::nsubj;
  const std::uint32_t d = tree.child(match.trigger, Deprel::det);
  f[noun_definite] = d != no_word && tree.is(d, "the");
  f[noun_plural] = tree.feature(match.trigger, "Number=Plur");
}

void party_features(const Match& match, const EventMention& e, const Mentions& mentions, Features& f) {
  f[actor_here] = here(e.actors);
  f[actor_elsewhere] = !f[actor_here] && any(e.actors);
  f[actor_none] = !any(e.actors);
  f[recipient_here] = here(e.recipients);
  f[recipient_elsewhere] = !f[recipient_here] && any(e.recipients);
  f[recipient_unwanted] = match.frame.no_recipient || match.frame.symmetric;
  f[recipient_none] = !f[recipient_unwanted] && !any(e.recipients);
  std::size_t sides = 0;
  for (const Party& p : e.actors) sides += p.actor != no_word && !p.from_document ? 1u : 0u;
  f[two_sides_here] = match.frame.symmetric && sides >= 2;
  if (any(e.actors) && any(e.recipients)) {
    const Party& a = e.actors.front();
    const Party& r = e.recipients.front();
    f[same_country] = a.actor != no_word && r.actor != no_word &&
                      mentions.actors[a.actor].country() == mentions.actors[r.actor].country();
  }
  if (!e.actors.empty() && e.actors.front().mention != no_word) {
    const ActorMention& m = mentions.mentions[e.actors.front().mention];
    f[guessed_actor] = m.rule.starts_with("document.");
    f[pronoun_actor] = m.kind == MentionKind::pronoun;
  }
  if (!e.recipients.empty() && e.recipients.front().mention != no_word) {
    f[place_recipient] = mentions.mentions[e.recipients.front().mention].place_only;
  }
}

Features bits_of(const Match& match, const EventMention& e, const Modality& m, const Tree& tree, const Tokens& tokens,
                 const Mentions& mentions) {
  Features f;
  f[type_first + static_cast<std::size_t>(e.type)] = true;
  f[verb] = match.pos == FramePos::verb;
  f[adjective] = match.pos == FramePos::adjective;
  if (match.pos == FramePos::noun) noun_features(match, tree, f);
  party_features(match, e, mentions, f);
  f[specific] = match.frame.specificity >= 4;
  f[general] = match.frame.specificity == 0;
  f[future] = m.future;
  f[conditional] = m.conditional;
  f[negated] = m.negated;
  f[alleged] = m.alleged;
  f[obligation] = m.obligation;
  f[purpose] = m.purpose;
  f[perfect] = m.perfect;
  f[perfect_past] = m.perfect_past;
  f[present] = e.tense == TenseValue::present;
  f[attributed] = e.attributed_to.has_value();
  const std::uint32_t clause = match.pos == FramePos::noun ? tree.clause_above(match.trigger) : match.trigger;
  if (clause != no_word) {
    const Deprel r = tree.relation(clause);
    f[in_relative] = r == Deprel::acl_relcl || r == Deprel::advcl_relcl;
    f[in_adverbial] = r == Deprel::advcl;
    f[in_complement] = r == Deprel::ccomp || r == Deprel::xcomp;
    f[in_participle] = r == Deprel::acl || r == Deprel::amod;
    f[conjunct] = r == Deprel::conj;
    f[root] = r == Deprel::root;
  }
  const std::uint32_t at = tokens.sentences[e.sentence].span.begin;
  f[head_of_report] = at < 400;
  f[deep_in_report] = at > 2000;
  f[turned] = match.frame.type && *match.frame.type != e.type;
  f[background] = e.newness == Newness::background;
  f[long_sentence] = tokens.sentences[e.sentence].size() > 40;
  return f;
}

/// The logistic function in thousandths at -6, -5.5 ... 6, with straight lines between.
constexpr std::array<std::int32_t, 25> logistic = {2,   4,   7,   11,  18,  29,  47,  76,  119, 182, 269, 378, 500,
                                                   622, 731, 818, 881, 924, 953, 971, 982, 989, 993, 996, 998};

std::uint16_t probability(std::int32_t logit) {
  const std::int32_t at = std::clamp(logit, -599, 599) + 600;
  const std::size_t i = static_cast<std::size_t>(at / 50);
  const std::int32_t part = at % 50;
  return static_cast<std::uint16_t>(logistic[i] + (logistic[i + 1] - logistic[i]) * part / 50);
}

}  // namespace

namespace {

/// A party that politics is made of, named as such and not guessed.
bool political_mention(const ActorMention& m, const Mentions& mentions) {
  if (m.kind == MentionKind::pronoun || m.actors.empty() || m.rule.starts_with("document.")) return false;
  const Actor& a = mentions.actors[m.actors.front()];
  if (a.code.starts_with("IGO") || a.code.starts_with("IMG")) return true;
  if (a.sectors.empty() || m.place_only) return false;
  switch (a.sectors.front()) {
    case Sector::GOV:
    case Sector::LEG:
    case Sector::JUD:
    case Sector::MIL:
    case Sector::COP:
    case Sector::SPY:
    case Sector::PTY:
    case Sector::OPP:
    case Sector::REB:
    case Sector::UAF:
      return true;
    default:
      return false;
  }
}

}  // namespace

ConfidenceScorer::ConfidenceScorer(const Document& document, const Tokens& tokens, const Tree& tree,
                                   const Mentions& mentions, const RankModel* model, std::vector<WeighedEvent>* trace)
    : document_(document), tokens_(tokens), tree_(tree), mentions_(mentions), model_(model), trace_(trace) {
  std::uint32_t political = 0, strangers = 0;
  for (const ActorMention& m : mentions.mentions) {
    political += political_mention(m, mentions) ? 1 : 0;
    strangers += m.actors.empty() || m.rule.starts_with("document.") || m.rule == "person.of-document" ? 1 : 0;
  }
  const auto hundreds = std::max<std::uint32_t>(1, static_cast<std::uint32_t>(tokens.words.size()) / 100);
  const std::uint32_t tenths = 10 * political / hundreds;
  density_ = tenths < 5 ? 0 : tenths < 10 ? 1 : tenths < 20 ? 2 : tenths < 40 ? 3 : tenths < 70 ? 4 : 5;
  political_ = static_cast<std::uint32_t>(count_bucket(political));
  strangers_ = std::min(4 * strangers / std::max(1u, strangers + political), 3u);
}

/// What kind of page it is, and whether the parties are of the kind that politics is made of.
void ConfidenceScorer::add_page(const EventMention& e, std::vector<std::uint32_t>& out) const {
  enum Page : std::uint32_t { p_density = 1, p_count, p_strangers, p_type, p_actor, p_recipient, p_both };
  const auto add = [&](Page p, std::uint64_t value) { out.push_back(mix_feature(mix_feature(901, p), value)); };
  add(p_density, density_);
  add(p_count, political_ * 8 + density_);
  add(p_strangers, strangers_ * 8 + density_);
  add(p_type, density_ * 16 + static_cast<std::uint64_t>(e.type));
  const auto kind = [&](const std::vector<Party>& parties) -> std::uint64_t {
    for (const Party& p : parties) {
      if (p.actor == no_word) continue;
      if (p.mention == no_word) return 1;
      const ActorMention& m = mentions_.mentions[p.mention];
      if (political_mention(m, mentions_)) return 2;
      return m.rule.starts_with("document.") ? 3 : m.kind == MentionKind::pronoun ? 4 : 5;
    }
    return 0;
  };
  const std::uint64_t actor = kind(e.actors), recipient = kind(e.recipients);
  add(p_actor, actor * 8 + density_);
  add(p_recipient, recipient * 8 + density_);
  add(p_both, actor * 64 + recipient * 8 + density_);
}

/// What else a reader looks at: the words, what governs them, the sentence and the report.
void ConfidenceScorer::add_context(const Match& match, const EventMention& e, std::vector<std::uint32_t>& out) const {
  enum Context : std::uint32_t {
    c_frame = 1,
    c_word,
    c_governor,
    c_relation,
    c_parties,
    c_sentence,
    c_title,
    c_rank,
    c_first
  };
  const auto add = [&](Context c, std::uint64_t value) { out.push_back(mix_feature(mix_feature(900, c), value)); };
  const auto type = static_cast<std::uint64_t>(e.type);
  const std::uint32_t w = match.trigger;
  add(c_frame, hash64(match.frame.rule));
  add(c_word, hash64(tree_.lemma(w)));
  const std::uint32_t top = match.pos == FramePos::noun ? tree_.phrase_top(w) : w;
  const auto relation = static_cast<std::uint64_t>(tree_.relation(top));
  add(c_relation, relation * 4 + static_cast<std::uint64_t>(match.pos));
  add(c_relation, 1000 + (relation * 16 + type));
  if (tree_.head(top) < tree_.size()) add(c_governor, hash64(tree_.lemma(tree_.head(top))));
  const auto sector = [&](const std::vector<Party>& parties) -> std::uint64_t {
    for (const Party& p : parties) {
      if (p.actor == no_word) continue;
      const Actor& a = mentions_.actors[p.actor];
      return (a.sectors.empty() ? 40 : static_cast<std::uint64_t>(a.sectors.front())) * 2 + (p.from_document ? 1 : 0);
    }
    return 99;
  };
  add(c_parties, sector(e.actors) * 16 + type);
  add(c_parties, 10000 + sector(e.recipients) * 16 + type);
  const auto rank = [&](const std::vector<Party>& parties) -> std::uint64_t {
    for (const Party& p : parties) {
      if (p.actor == no_word) continue;
      for (std::size_t i = 0; i < mentions_.salient.size(); ++i) {
        if (mentions_.actors[mentions_.salient[i]].country() == mentions_.actors[p.actor].country())
          return std::min<std::size_t>(i, 4);
      }
      return 5;
    }
    return 6;
  };
  add(c_rank, rank(e.actors));
  add(c_rank, 10 + rank(e.recipients));
  add(c_rank, 100 + rank(e.actors) * 7 + rank(e.recipients));
  add(c_sentence, count_bucket(e.sentence));
  add(c_sentence, 10 + count_bucket(tokens_.sentences[e.sentence].size()));
  add(c_sentence, 100 + count_bucket(e.sentence) * 16 + type);
  // "Protesters storm embassy" above, "stormed" below: the report's own news.
  const std::string_view stem = tree_.lemma(w).substr(0, 5);
  bool titled = false;
  for (std::size_t at = 0; stem.size() >= 4 && at + stem.size() <= document_.title.size() && !titled; ++at) {
    titled = (at == 0 || document_.title[at - 1] == ' ') &&
             equals_ignoring_case(std::string_view(document_.title).substr(at, stem.size()), stem);
  }
  add(c_title, titled ? 1 : 0);
  add(c_first, e.statement != no_word ? type * 2 + 1 : type * 2);
}

std::vector<std::uint32_t> ConfidenceScorer::features_of(const Match& match, const EventMention& event,
                                                         const Modality& modality) const {
  const Features f = bits_of(match, event, modality, tree_, tokens_, mentions_);
  std::vector<std::uint32_t> out{mix_feature(800, 0)};
  for (std::size_t i = 0; i < feature_count; ++i) {
    if (!f[i]) continue;
    out.push_back(mix_feature(801, i));
    if (i >= verb) out.push_back(mix_feature(802, i * 16 + static_cast<std::uint64_t>(event.type)));
  }
  add_context(match, event, out);
  add_page(event, out);
  return out;
}

std::uint16_t ConfidenceScorer::weigh(const Match& match, const EventMention& event, const Modality& modality) const {
  if (model_ == nullptr && trace_ == nullptr) return 500;
  std::vector<std::uint32_t> features = features_of(match, event, modality);
  std::uint16_t out = 500;
  if (model_ != nullptr) {
    const std::int64_t logit = std::int64_t{model_->score(features)} * model_->unit() / 10000;  // hundredths
    out = probability(static_cast<std::int32_t>(std::clamp<std::int64_t>(logit, -1000, 1000)));
  }
  if (trace_ != nullptr) trace_->push_back({event.type, event.trigger, std::move(features), out});
  return out;
}

}  // namespace demarche
