// Which day an act has: a date expression of its sentence or of the one before, the day of publication, or none.
//
// Circumstances says what its rules would take; that, the path from the expression to the act, tense and place in the
// report are features of a small trained model (learn/train_dates.cpp), which has the last word. Without a model the
// rules decide.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "stages/extract/circumstance.h"
#include "stages/extract/rank_model.h"

namespace demarche {

struct DateCandidate {
  std::optional<EventDate> date;
  std::vector<std::uint32_t> features;
};

/// A choice that was made; training learns from these.
struct DateChoice {
  EventType type = EventType::CONSULT;
  Span trigger;
  std::vector<DateCandidate> candidates;
  std::size_t chosen = 0;
};

class DateChooser {
 public:
  DateChooser(const Document& document, const Tokens& tokens, const Tree& tree, const Mentions& mentions,
              const RankModel* model, std::vector<DateChoice>* trace)
      : document_(document), tokens_(tokens), tree_(tree), mentions_(mentions), model_(model), trace_(trace) {}

  /// The event's date, given the one that the rules took.
  std::optional<EventDate> choose(const EventMention& event, const Match& match, const Modality& modality,
                                  const Findings& findings) const;

 private:
  struct Context;
  void describe_text(const Context& c, std::uint32_t date, std::vector<std::uint32_t>& out) const;
  void describe_kind(const Context& c, std::uint32_t kind, std::vector<std::uint32_t>& out) const;
  std::uint32_t head_of(const DateMention& date) const;

  const Document& document_;
  const Tokens& tokens_;
  const Tree& tree_;
  const Mentions& mentions_;
  const RankModel* model_;
  std::vector<DateChoice>* trace_;
};

}  // namespace demarche
