// Requests of the public API as the archive keeps them, and back.
#pragma once

#include "demarche/requests.h"
#include "store/request.h"

namespace demarche {

/// Checks the form: a scope, real days. An Error of kind usage says what is missing.
Result<store::NewRequest> stored(const RequestForm& form);
RequestInfo info_of(const store::Request& request);

}  // namespace demarche
