#include "demarche/engine.h"

namespace demarche {

struct Engine::Impl {};

Result<Engine> Engine::open(const EngineOptions&) { return Error{ErrorCode::not_found, "not built yet"}; }

}  // namespace demarche
