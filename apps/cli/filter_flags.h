// The filters of the command line as a Filter.
#pragma once

#include "arguments.h"
#include "demarche/archive.h"

namespace demarche::cli {

Filter filter_of(const Invocation& invocation);

/// "rus" is RUS; what holds a colon stands as it is.
std::string party_code(std::string code);

}  // namespace demarche::cli
