// Stories and incidents kept in step with the shown versions.
//
// Whoever writes marks what it touches (store/touched.h) and calls regroup() inside its write transaction, right before
// the commit. What comes out depends on the set of shown versions and on people's decisions, never on the order of
// writing: documents are compared within blocks, linked, and the connected parts that a change touches are put
// together anew.
#pragma once

#include <memory>

#include "store/database.h"

namespace demarche {

/// Consumes the marks. The caller holds the write transaction and rolls back on an error.
Status regroup(const store::Database& archive);

/// The same for a writer that regroups often: keeps its statements, and what it has read of versions, which never
/// change. Goes before the connection does.
class Regrouper {
 public:
  Regrouper();
  ~Regrouper();
  Regrouper(const Regrouper&) = delete;
  Regrouper& operator=(const Regrouper&) = delete;
  Status run(const store::Database& archive);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace demarche
