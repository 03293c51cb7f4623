// PLOVER events by frames: the codebook's verbs and event nouns matched on the dependency tree.
#pragma once

#include "codebook/codebook.h"
#include "stages/extract/confidence.h"
#include "stages/extract/date_choice.h"
#include "stages/extract/party_choice.h"
#include "stages/extract/tree.h"
#include "types/document.h"
#include "types/findings.h"
#include "types/mentions.h"
#include "types/tokens.h"

namespace demarche {

/// What is trained rather than written. Without a model, roles hold only what the frame placed there rules date the
/// acts and no act is left out as unlikely.
struct ExtractModels {
  const RankModel* parties = nullptr;
  const RankModel* dates = nullptr;
  const RankModel* confidence = nullptr;
  std::vector<RoleChoice>* choices = nullptr;  // filled for training
  std::vector<DateChoice>* date_choices = nullptr;
  std::vector<WeighedEvent>* weighed = nullptr;
};

/// Fills findings.events; reads findings.statements for attribution.
void find_events(const Document& document, const Tokens& tokens, const Syntax& syntax, const Mentions& mentions,
                 const Codebook& codebook, Findings& findings, const ExtractModels& models = {});
/// The same on a tree that others read too; `mentions` fits the tokens and has actors.
void find_events(const Document& document, const Tokens& tokens, const Tree& tree, const Mentions& mentions,
                 const Codebook& codebook, Findings& findings, const ExtractModels& models = {});

}  // namespace demarche
