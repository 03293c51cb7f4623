#include "base/check.h"

#include <cstdio>
#include <cstdlib>

namespace demarche {
void check_failed(const char* condition, const char* file, int line) {
  std::fprintf(stderr, "demarche: internal error: %s does not hold (%s:%d). Please report it with the input.\n",
               condition, file, line);
  std::abort();
}
}  // namespace demarche
