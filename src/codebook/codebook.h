// The codebook: human-edited tables, checked and compiled at build, mapped at start, immutable.
//
// Each table is a view into the pack; copying one is cheap, and none may outlive the Codebook.
#pragma once

#include <memory>
#include <string>

#include "codebook/actor_table.h"
#include "codebook/cue_table.h"
#include "codebook/exchange_table.h"
#include "codebook/frame_table.h"
#include "codebook/ontology_table.h"
#include "codebook/pack.h"
#include "codebook/place_table.h"

namespace demarche {

class Codebook {
 public:
  static Result<std::unique_ptr<const Codebook>> open(const std::string& pack_path);

  const ActorTable& actors() const { return actors_; }
  const FrameTable& frames() const { return frames_; }
  const CueTable& cues() const { return cues_; }
  const PlaceTable& places() const { return places_; }
  const OntologyTable& ontology() const { return ontology_; }
  const ExchangeTable& exchange() const { return exchange_; }
  std::string version() const { return pack_.version(); }

 private:
  explicit Codebook(Pack pack);
  Pack pack_;
  ActorTable actors_;
  FrameTable frames_;
  OntologyTable ontology_;
  CueTable cues_;
  PlaceTable places_;
  ExchangeTable exchange_;
};

/// Reads the tables under `folder`, checks them and returns the pack's bytes. The error names file, line and what is
/// wrong.
Result<std::string> compile_codebook(const std::string& folder);

}  // namespace demarche
