#include "closing_lines.h"

#include <cstdio>

#include "output.h"
#include "terminal.h"

namespace demarche::cli {

int closing_lines(const Invocation& invocation, const Archive& archive, int status) {
  if (status != 0 || !(invocation.has("--as-of") || invocation.has("--cite"))) return status;
  const Result<Vintage> vintage = archive.vintage(invocation.text("--as-of"));
  if (!vintage) return fail(invocation.command->name, vintage.error());
  if (const std::string missing = missing_line(*vintage); !missing.empty()) complain(invocation.command->name, missing);
  if (invocation.has("--cite")) std::fprintf(stderr, "%s\n", printable(citation(*vintage)).c_str());
  return status;
}

}  // namespace demarche::cli
