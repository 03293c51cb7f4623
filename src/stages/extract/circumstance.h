// Whether, when and on whose word: factuality, tense, polarity, certainty, date, newness and attribution of one event.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "stages/extract/frame_match.h"
#include "stages/extract/tree.h"
#include "types/document.h"
#include "types/findings.h"

namespace demarche {

/// What auxiliaries, negation, conditions and governing verbs say about an act.
struct Modality {
  bool future = false;       // will, going to, plans to
  bool conditional = false;  // if, could, might, would outside of reported plans
  bool obligation = false;   // must, should, ought
  bool negated = false;
  bool alleged = false;       // allegedly, accused of, claims that
  bool wanted = false;        // asked to, hopes to: not an act
  bool purpose = false;       // "gathered to protest", "arrived to meet"
  bool perfect = false;       // has done, had done
  bool perfect_past = false;  // had done
  bool earlier = false;       // previously, "past cooperation", "captured soldiers"
  bool past = false;
  bool progressive = false;
};

class Circumstances {
 public:
  Circumstances(const Document& document, const Tokens& tokens, const Tree& tree, const Mentions& mentions,
                FrameMatcher& matcher);

  Modality modality(const Match& match) const;
  std::optional<std::uint32_t> date_of(std::uint32_t sentence, std::uint32_t trigger) const;
  void finish(EventMention& event, const Match& match, const Modality& modality) const;

  /// What the date of the event, the tense and the word say.
  Newness newness_of(const EventMention& event, const Match& match, const Modality& modality) const;

 private:
  void climb(std::uint32_t verb, Modality& out, int depth) const;

  const Document& document_;
  const Tokens& tokens_;
  const Tree& tree_;
  const Mentions& mentions_;
  FrameMatcher& matcher_;
};

}  // namespace demarche
