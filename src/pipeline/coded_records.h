// The records of one coded document that a run asked for, in the contract's order: article, statements, events, links,
// offices. What `code` prints, wherever its documents come from.
#pragma once

#include <string>

#include "demarche/engine.h"
#include "pipeline/engine_impl.h"
#include "types/coded.h"

namespace demarche {

class CodedRecords {
 public:
  /// Of the options kind and min_confidence count.
  CodedRecords(const Engine::Impl& engine, const RunOptions& options);

  /// Appends lines and counts the events and statements among them. Safe to call from several threads.
  void write(const Coded& coded, std::string& out, RunSummary& summary) const;

 private:
  const Engine::Impl& engine_;
  int least_confidence_;
  bool articles_, statements_, events_, links_, offices_;
};

}  // namespace demarche
