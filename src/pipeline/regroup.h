// Stories and incidents kept in step with the shown versions.
//
// Whoever writes marks what it touches (store/touched.h) and calls regroup() inside its write transaction, right before
// the commit. What comes out depends on the set of shown versions and on people's decisions, never on the order of
// writing.
#pragma once

#include "store/database.h"

namespace demarche {

/// Consumes the marks. The caller holds the write transaction and rolls back on an error.
Status regroup(const store::Database& archive);

}  // namespace demarche
