// The filters of the command line as a Filter.
#pragma once

#include "arguments.h"
#include "demarche/archive.h"

namespace demarche::cli {

Filter filter_of(const Invocation& invocation);

}  // namespace demarche::cli
