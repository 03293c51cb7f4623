// One document through all stages, in order. The only place that knows the order.
#pragma once

#include "format/records.h"
#include "pipeline/engine_impl.h"
#include "types/coded.h"

namespace demarche {

/// One a thread: holds the working memory.
class Coder {
 public:
  explicit Coder(const Engine::Impl& engine) : engine_(engine) {}

  /// segment, annotate, ground, extract.
  Coded code(Document document);
  /// segment and annotate only.
  Coded parse(Document document);

 private:
  const Engine::Impl& engine_;
  AnnotateScratch scratch_;
};

/// PLOVER score and Goldstein value of an event, from the codebook.
EventScores scores_of(const EventMention& event, const Codebook& codebook);

}  // namespace demarche
