// The codebook as its editors see it: check a folder of tables before they are compiled.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "demarche/result.h"

namespace demarche {

struct CodebookReport {
  std::string version;  // of the pack that these tables make
  /// Rows a section: ("frames", 812), ("actors", 5120), ...
  std::vector<std::pair<std::string, std::uint64_t>> sizes;
};

/// Reads and checks the tables under `folder` as the build does. The error names file, line and what is wrong.
Result<CodebookReport> check_codebook(const std::string& folder);

}  // namespace demarche
