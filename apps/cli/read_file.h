// Small files of the command line, read and written whole: a corrected text, a receipt.
#pragma once

#include <string>
#include <string_view>

#include "demarche/result.h"

namespace demarche::cli {

/// "-" is standard input. Up to 16 MB.
Result<std::string> read_whole(const std::string& path);
Status write_whole(const std::string& path, std::string_view bytes);

}  // namespace demarche::cli
