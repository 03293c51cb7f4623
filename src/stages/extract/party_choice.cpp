#include "stages/extract/party_choice.h"

#include <algorithm>
#include <unordered_map>

#include "stages/extract/feature_hash.h"

namespace demarche {
namespace {

constexpr std::uint32_t sentences_back = 12;
constexpr std::size_t most_candidates = 40;

}  // namespace

PartyChooser::PartyChooser(const Tree& tree, const Tokens& tokens, const Mentions& mentions, const RankModel* model,
                           std::vector<RoleChoice>* trace)
    : tree_(tree),
      tokens_(tokens),
      mentions_(mentions),
      model_(model),
      trace_(trace),
      country_(mentions.actors.size(), no_word),
      counts_(mentions.actors.size(), 0) {
  std::unordered_map<std::string_view, std::uint32_t> numbers;  // looked up only, never walked
  for (std::size_t a = 0; a < mentions.actors.size(); ++a) {
    const std::string_view code = mentions.actors[a].country();
    if (code.empty() || code == "UNK") continue;
    country_[a] = numbers.emplace(code, static_cast<std::uint32_t>(numbers.size())).first->second;
  }
  country_counts_.assign(numbers.size(), 0);
  country_first_.assign(numbers.size(), no_word);
  country_rank_.assign(numbers.size(), no_word);
  first_mention_.reserve(tokens.sentences.size() + 1);
  std::uint32_t at = 0;
  for (std::uint32_t s = 0; s < tokens.sentences.size(); ++s) {
    while (at < mentions.mentions.size() && mentions.mentions[at].head < tokens.sentences[s].first) ++at;
    first_mention_.push_back(at);
    for (std::uint32_t i = at; i < mentions.mentions.size() && mentions.mentions[i].head < tokens.sentences[s].last;
         ++i) {
      for (const std::uint32_t a : mentions.mentions[i].actors) {
        if (a >= counts_.size()) continue;
        ++counts_[a];
        if (country_[a] == no_word) continue;
        ++country_counts_[country_[a]];
        if (country_first_[country_[a]] == no_word) country_first_[country_[a]] = s;
      }
    }
  }
  first_mention_.push_back(static_cast<std::uint32_t>(mentions.mentions.size()));
  for (std::uint32_t i = 0; i < mentions.salient.size(); ++i) {
    const std::uint32_t a = mentions.salient[i];
    if (a < country_.size() && country_[a] != no_word && country_rank_[country_[a]] == no_word)
      country_rank_[country_[a]] = i;
  }
}

void PartyChooser::read_plain(const std::vector<EventMention>& events) {
  const std::size_t lands = country_counts_.size();
  plain_.assign(16 * 2 * lands, 0);
  pairs_.clear();
  const auto countries = [&](const std::vector<Party>& parties) {
    WordList out;
    for (const Party& p : parties) {
      if (country(p) != no_word) out.add(country(p));
    }
    return out;
  };
  for (const EventMention& e : events) {
    const WordList from = countries(e.actors), to = countries(e.recipients);
    const std::size_t row = static_cast<std::size_t>(e.type) * 2 * lands;
    for (const std::uint32_t c : from)
      plain_[row + c] = static_cast<std::uint16_t>(std::min(plain_[row + c] + 1, 60000));
    for (const std::uint32_t c : to)
      plain_[row + lands + c] = static_cast<std::uint16_t>(std::min(plain_[row + lands + c] + 1, 60000));
    for (const std::uint32_t a : from) {
      for (const std::uint32_t b : to.empty() ? from : to) {
        if (a != b) ++pairs_[(std::uint64_t{a} << 32) | b];
      }
    }
  }
}

std::uint32_t PartyChooser::plain_count(EventType type, bool actor, std::uint32_t land) const {
  const std::size_t lands = country_counts_.size();
  return plain_.empty() ? 0 : plain_[(static_cast<std::size_t>(type) * 2 + (actor ? 0 : 1)) * lands + land];
}

std::uint32_t PartyChooser::pair_count(std::uint32_t from, std::uint32_t to) const {
  const auto at = pairs_.find((std::uint64_t{from} << 32) | to);
  return at == pairs_.end() ? 0 : at->second;
}

/// True when the word stands inside a phrase that already has a role ("eight people, three Canadians among them").
bool PartyChooser::inside(std::uint32_t word, const std::vector<Party>& parties) const {
  std::uint32_t w = word;
  for (int step = 0; step < 4 && w != no_word; ++step) {
    for (const Party& p : parties) {
      if (p.mention != no_word && mentions_.mentions[p.mention].head == w) return true;
    }
    if (tree_.verbal(w)) return false;
    w = tree_.head(w);
  }
  return false;
}

/// True when the word is the other or hangs on it, in the same phrase ("Britain, France and Germany").
bool PartyChooser::under(std::uint32_t word, std::uint32_t other) const {
  for (int step = 0; step < 4 && word != no_word; ++step) {
    if (word == other) return true;
    if (tree_.verbal(word)) return false;
    word = tree_.head(word);
  }
  return false;
}

void PartyChooser::gather(const OpenRole& open, std::vector<std::uint32_t>& actors, std::vector<Seen>& seen) const {
  const auto consider = [&](std::uint32_t i, int away) {
    const ActorMention& m = mentions_.mentions[i];
    const std::uint32_t trigger = open.event.trigger_word;
    const std::uint32_t words = m.head > trigger ? m.head - trigger : trigger - m.head;
    for (const std::uint32_t a : m.actors) {
      if (a >= country_.size() || country_[a] == no_word) continue;
      const auto known = std::find(actors.begin(), actors.end(), a);
      if (known != actors.end()) {
        Seen& s = seen[static_cast<std::size_t>(known - actors.begin())];
        // In the sentence of the act the mention that belongs to no other phrase counts, then the nearest.
        if (away == 0 && s.sentences_away == 0) {
          const ActorMention& was = mentions_.mentions[s.mention];
          const auto rank = [&](const ActorMention& x, std::uint32_t far) {
            return (inside(x.head, open.others) ? 1000u : 0u) + (x.place_only ? 20u : 0u) +
                   (x.kind == MentionKind::adjective ? 5u : 0u) + far;
          };
          if (rank(m, words) < rank(was, s.words_away)) s = {i, away, words};
        }
        continue;
      }
      if (actors.size() >= most_candidates) continue;
      actors.push_back(a);
      seen.push_back({i, away, words});
    }
  };
  const std::uint32_t sentence = open.event.sentence;
  for (std::uint32_t d = 0; d <= sentences_back && d <= sentence; ++d) {
    const std::uint32_t s = sentence - d;
    for (std::uint32_t i = first_mention_[s]; i < first_mention_[s + 1]; ++i) consider(i, static_cast<int>(d));
  }
  if (sentence + 1 < tokens_.sentences.size()) {
    for (std::uint32_t i = first_mention_[sentence + 1]; i < first_mention_[sentence + 2]; ++i) consider(i, -1);
  }
}

/// What the last event of the type said: "the attack" of a later sentence has the attacker of the earlier one.
PartyChooser::Recalled PartyChooser::recall(const OpenRole& open, const Findings& findings) const {
  Recalled out;
  int looked = 0;
  for (auto e = findings.events.rbegin(); e != findings.events.rend() && looked < 24; ++e, ++looked) {
    if (open.event.sentence - e->sentence > sentences_back) break;
    if (e->type != open.event.type) continue;
    const bool actor = open.role != PartyRole::recipient;
    const std::vector<Party>& mine = actor ? e->actors : e->recipients;
    const std::vector<Party>& theirs = actor ? e->recipients : e->actors;
    const auto first = [&](const std::vector<Party>& parties) {
      for (const Party& p : parties) {
        if (country(p) != no_word) return country(p);
      }
      return no_word;
    };
    const std::uint32_t known = first(open.others);
    const bool agrees = known != no_word && known == first(theirs);
    if (out.agrees || (!agrees && out.same_role != no_word)) continue;
    if (first(mine) == no_word) continue;
    out = {first(mine), first(theirs), agrees};
    if (agrees) break;
  }
  return out;
}

std::vector<std::uint32_t> sector_features(const std::vector<std::uint32_t>& features) {
  std::vector<std::uint32_t> out;
  out.reserve(features.size());
  for (const std::uint32_t f : features) out.push_back(mix_feature(f, 77));
  return out;
}

/// The country is settled; which of its parties it is has weights of its own.
std::size_t PartyChooser::best_of_country(const std::vector<PartyCandidate>& candidates, std::size_t best) const {
  const std::uint32_t land = country(*candidates[best].party);
  std::int32_t best_score = model_->score(sector_features(candidates[best].features));
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    if (!candidates[i].party || country(*candidates[i].party) != land) continue;
    const std::int32_t score = model_->score(sector_features(candidates[i].features));
    if (score <= best_score) continue;
    best_score = score;
    best = i;
  }
  return best;
}

std::optional<Party> PartyChooser::choose(const OpenRole& open, const Findings& findings) const {
  if (model_ == nullptr && trace_ == nullptr) return std::nullopt;
  std::vector<std::uint32_t> actors;
  std::vector<Seen> seen;
  gather(open, actors, seen);
  const Recalled recalled = recall(open, findings);
  std::vector<PartyCandidate> candidates;
  candidates.reserve(actors.size() + 1);
  bool any_here = false;
  for (std::size_t i = 0; i < actors.size(); ++i) {
    const auto is = [&](const Party& p) { return p.actor == actors[i]; };
    if (std::any_of(open.others.begin(), open.others.end(), is)) continue;
    const bool here = seen[i].sentences_away == 0;
    if (here && inside(mentions_.mentions[seen[i].mention].head, open.others)) continue;
    any_here |= here;
    PartyCandidate c;
    c.party = Party{actors[i], seen[i].mention, !here, {}};
    describe(open, actors[i], seen[i], recalled, c.features);
    candidates.push_back(std::move(c));
  }
  PartyCandidate nobody;
  describe_nobody(open, any_here, nobody.features);
  candidates.push_back(std::move(nobody));
  std::size_t best = candidates.size() - 1;
  if (model_ != nullptr) {
    std::int32_t best_score = model_->score(candidates[best].features) - model_->none_handicap();
    for (std::size_t i = 0; i + 1 < candidates.size(); ++i) {
      const std::int32_t score = model_->score(candidates[i].features);
      if (score <= best_score) continue;
      best_score = score;
      best = i;
    }
  }
  if (model_ != nullptr && candidates[best].party) best = best_of_country(candidates, best);
  const std::optional<Party> chosen = candidates[best].party;
  if (trace_ != nullptr) {
    trace_->push_back({open.event.type, open.role, open.event.sentence, open.event.trigger, std::move(candidates), best,
                       open.exercise});
  }
  return chosen;
}

}  // namespace demarche
