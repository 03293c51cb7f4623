// Which sense of a word stands here: the frames of the codebook tried on the tree, the most specific first.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "codebook/frame_table.h"
#include "stages/extract/tree.h"
#include "types/mentions.h"

namespace demarche {

/// Where an event noun hangs: its support verb, and whose act that makes it.
struct Support {
  std::uint32_t verb = no_word;
  bool light = false;    // the verb's subject acts: "held talks"
  bool undergo = false;  // the verb's subject undergoes: "faces sanctions"
  bool happen = false;   // parties may stand beside the verb: "talks began between ..."
};

struct Match {
  std::uint32_t number = 0;  // frame number in the table
  Frame frame;
  std::uint32_t trigger = no_word;
  FramePos pos = FramePos::verb;
  Support support;
};

class FrameMatcher {
 public:
  FrameMatcher(const Tree& tree, const Mentions& mentions, const FrameTable& table);

  /// The frame that holds for the word; nothing when there is none or a blocking frame holds.
  std::optional<Match> match(std::uint32_t word);

  /// The words at a place of a frame.
  void at_place(const Match& match, FramePlace place, WordList& out);
  bool in_set(std::uint32_t word, std::uint32_t set);
  /// True when the word is in a class of classes.tsv, looked up once.
  bool in_class(std::uint32_t word, std::uint32_t class_set) { return in_set(word, class_set); }
  const FrameTable& table() const { return table_; }

  struct Classes {
    std::uint32_t light, undergo, happen, lift, plan, demand, talk, meet_verb, help_verb, yield_verb, violence_verb,
        arrest_verb, relation_verb, restrict_verb, yield_noun, help_noun, meet_noun, violence_noun, relation_noun,
        crowd, media, reproach_verb, reproach_word, accuse_verb, doer_verb, event;
  };
  const Classes& classes() const { return classes_; }

 private:
  bool holds(const Match& match, const FrameCondition& condition);
  bool has_argument(const Match& match, const FrameCondition& condition);
  bool any_in_set(const WordList& words, std::uint32_t set);
  Support support_of(std::uint32_t noun);
  bool blocked_noun(std::uint32_t word) const;
  std::uint32_t number(std::uint32_t word);
  FrameRange regular_verb(std::string_view form);
  FrameRange frames_of(std::uint32_t word, FramePos pos);

  const Tree& tree_;
  const Mentions& mentions_;
  const FrameTable& table_;
  std::vector<std::uint32_t> numbers_;  // lemma numbers, found when first asked for
  std::uint32_t between_;               // lemma number
  Classes classes_;
};

/// True when a party mention stands at the word, inside its noun phrase or around it.
bool has_party(const Tree& tree, const Mentions& mentions, std::uint32_t word);

}  // namespace demarche
