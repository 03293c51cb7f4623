// Which party takes a role that the frame leaves open: every party of the sentence and of the sentences around it, and
// nobody, weighed by a small trained model.
//
// A candidate is an actor with its nearest mention. What speaks for it (path from the act, sector, salience, what the
// report says elsewhere) are features; their weights are learned from annotated articles (learn/train_parties.cpp).
// Without a model open roles stay open. What the frame placed is never touched.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "stages/extract/frame_match.h"
#include "stages/extract/rank_model.h"
#include "stages/extract/tree.h"
#include "types/findings.h"
#include "types/mentions.h"

namespace demarche {

enum class PartyRole : std::uint8_t { actor, recipient, side };

/// A role of an act and what is known when it is filled.
struct OpenRole {
  const EventMention& event;  // type, sentence, trigger_word
  PartyRole role = PartyRole::actor;
  FramePos pos = FramePos::verb;
  Support support;
  std::string_view rule;            // of the frame
  std::uint32_t speaker = no_word;  // the actor whose words report the act
  std::uint32_t barred = no_word;   // a word of the sentence that has another part in it
  bool elsewhere = false;  // the sentence has its own word for the role, which stands for somebody named before
  bool unnamed = false;    // the sentence has a word for the role that no actor is known for
  bool exercise = false;   // the role is filled; the choice is for training only
  const std::vector<Party>& others;  // who has the other role, or the first side
};

struct PartyCandidate {
  std::optional<Party> party;  // nothing: nobody
  std::vector<std::uint32_t> features;
};

/// A choice that was made; training learns from these.
struct RoleChoice {
  EventType type = EventType::CONSULT;
  PartyRole role = PartyRole::actor;
  std::uint32_t sentence = 0;
  Span trigger;
  std::vector<PartyCandidate> candidates;
  std::size_t chosen = 0;
  bool exercise = false;
};

/// The same features for the second question: which of the country's parties.
std::vector<std::uint32_t> sector_features(const std::vector<std::uint32_t>& features);

class PartyChooser {
 public:
  PartyChooser(const Tree& tree, const Tokens& tokens, const Mentions& mentions, const RankModel* model,
               std::vector<RoleChoice>* trace);

  /// What the whole report says plainly: events with the parties that their own clause names.
  void read_plain(const std::vector<EventMention>& events);

  /// The best party; nothing when nobody is better.
  std::optional<Party> choose(const OpenRole& open, const Findings& findings) const;
  bool training() const { return trace_ != nullptr; }

 private:
  struct Seen {
    std::uint32_t mention = no_word;
    int sentences_away = 0;  // before the act; -1: after
    std::uint32_t words_away = 0;
  };
  struct Recalled {
    std::uint32_t same_role = no_word, other_role = no_word;  // countries of the last event of the type
    bool agrees = false;                                      // it has what is known of this one in the same place
  };
  std::size_t best_of_country(const std::vector<PartyCandidate>& candidates, std::size_t best) const;
  void gather(const OpenRole& open, std::vector<std::uint32_t>& actors, std::vector<Seen>& seen) const;
  Recalled recall(const OpenRole& open, const Findings& findings) const;
  void describe(const OpenRole& open, std::uint32_t actor, const Seen& seen, const Recalled& recalled,
                std::vector<std::uint32_t>& out) const;
  void describe_nobody(const OpenRole& open, bool any_here, std::vector<std::uint32_t>& out) const;
  std::uint32_t plain_count(EventType type, bool actor, std::uint32_t land) const;
  std::uint32_t pair_count(std::uint32_t from, std::uint32_t to) const;
  bool inside(std::uint32_t word, const std::vector<Party>& parties) const;
  bool under(std::uint32_t word, std::uint32_t other) const;
  std::uint32_t country(const Party& p) const { return p.actor == no_word ? no_word : country_[p.actor]; }

  const Tree& tree_;
  const Tokens& tokens_;
  const Mentions& mentions_;
  const RankModel* model_;
  std::vector<RoleChoice>* trace_;
  std::vector<std::uint32_t> first_mention_;                // for each sentence the first mention; one more at the end
  std::vector<std::uint32_t> country_;                      // of each actor, a number; no_word for none
  std::vector<std::uint32_t> counts_;                       // mentions of each actor
  std::vector<std::uint16_t> plain_;                        // [16 types][2 roles][countries]
  std::unordered_map<std::uint64_t, std::uint32_t> pairs_;  // (from, to): how often told; looked up only
  std::vector<std::uint32_t> country_counts_, country_first_, country_rank_;  // by country number
};

}  // namespace demarche
