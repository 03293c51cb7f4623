// How likely an event mention is one that a trained coder would have coded, in thousandths.
//
// A small logistic model over what the frame and the tree show: frame, type and part of speech, where the parties
// stand, factuality, how the event noun hangs, what surrounds it, how political the page is. Weights are learned from
// annotated articles (learn/train_choices.cpp); all arithmetic is in integers. Without a model every mention is as
// likely as not.
#pragma once

#include <cstdint>
#include <vector>

#include "stages/extract/circumstance.h"
#include "stages/extract/frame_match.h"
#include "stages/extract/rank_model.h"
#include "stages/extract/tree.h"
#include "types/document.h"
#include "types/findings.h"

namespace demarche {

/// Below this a mention is not reported.
inline constexpr std::uint16_t least_confidence = 240;

/// The same where no party has a known country.
inline constexpr std::uint16_t least_confidence_nowhere = 600;

/// An event mention as it was weighed, whether it was kept or not; training learns from these.
struct WeighedEvent {
  EventType type = EventType::CONSULT;
  Span trigger;
  std::vector<std::uint32_t> features;
  std::uint16_t confidence = 0;
};

class ConfidenceScorer {
 public:
  ConfidenceScorer(const Document& document, const Tokens& tokens, const Tree& tree, const Mentions& mentions,
                   const RankModel* model, std::vector<WeighedEvent>* trace);

  std::uint16_t weigh(const Match& match, const EventMention& event, const Modality& modality) const;

 private:
  std::vector<std::uint32_t> features_of(const Match& match, const EventMention& event, const Modality& modality) const;
  void add_page(const EventMention& event, std::vector<std::uint32_t>& out) const;
  void add_context(const Match& match, const EventMention& event, std::vector<std::uint32_t>& out) const;

  const Document& document_;
  const Tokens& tokens_;
  const Tree& tree_;
  const Mentions& mentions_;
  const RankModel* model_;
  std::vector<WeighedEvent>* trace_;
  std::uint32_t political_ = 0, density_ = 0, strangers_ = 0;  // what the page is about, in steps
};

}  // namespace demarche
