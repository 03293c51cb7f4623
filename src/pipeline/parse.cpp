#include "demarche/engine.h"

namespace demarche {

Result<RunSummary> parse(const Engine&, const RunOptions&, const Output&) {
  return Error{ErrorCode::usage, "parse is being built"};
}

}  // namespace demarche
