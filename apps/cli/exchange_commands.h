// import and export: events in the columns of other projects.
#pragma once

#include "arguments.h"

namespace demarche::cli {

/// events --origin NAME.
int list_imported(const Invocation& invocation);

}  // namespace demarche::cli
