// What the reader of an answer must know beside it, on standard error: what is missing of a past state (--as-of), and
// how to cite it (--cite).
#pragma once

#include "arguments.h"
#include "demarche/archive.h"

namespace demarche::cli {

/// Call after the answer is out, with its exit status; gives the status on.
int closing_lines(const Invocation& invocation, const Archive& archive, int status);

}  // namespace demarche::cli
