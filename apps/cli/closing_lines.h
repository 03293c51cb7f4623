// What the reader of an answer must know beside it, on standard error: what is missing of a past state (--as-of), and
// how to cite it (--cite).
#pragma once

#include "arguments.h"
#include "demarche/archive.h"
#include "demarche/export.h"

namespace demarche::cli {

/// Call after the answer is out, with its exit status; gives the status on.
int closing_lines(const Invocation& invocation, const Archive& archive, int status);

/// What to say of a file that was written, or that could not be; the exit status.
int finish_export(const Invocation& invocation, const Result<ExportManifest>& manifest);

/// export --as replication.
int export_replication(const Invocation& invocation);

}  // namespace demarche::cli
