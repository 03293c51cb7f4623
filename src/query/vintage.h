// The vintage of an answer: identity, moment, last change, coders, and what is missing because it was erased since.
#pragma once

#include "demarche/vintage.h"
#include "query/moment.h"
#include "store/database.h"

namespace demarche::query {

Result<Vintage> vintage(const store::Database& archive, const Moment& moment);

}  // namespace demarche::query
