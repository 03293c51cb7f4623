// Recounts stories and incidents: makes them anew in an archive of their own from the shown versions alone, and
// compares.
#pragma once

#include <string>
#include <vector>

#include "demarche/result.h"

namespace demarche {

/// Problems found (empty: sound). Works beside the archive in a temporary file, which it takes away again.
Result<std::vector<std::string>> check_groups(const std::string& archive_path);

}  // namespace demarche
