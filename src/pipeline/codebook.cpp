#include "demarche/codebook.h"

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "base/text.h"
#include "codebook/codebook.h"

namespace demarche {
namespace {

namespace fs = std::filesystem;

// Rows that are neither blank nor comments, a table a name ("verbs/assault.tsv").
std::vector<std::pair<std::string, std::uint64_t>> count_rows(const std::string& folder) {
  std::vector<std::pair<std::string, std::uint64_t>> out;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().extension() != ".tsv") continue;
    std::ifstream in(entry.path());
    std::uint64_t rows = 0;
    for (std::string line; std::getline(in, line);) rows += !trim(line).empty() && line[0] != '#';
    out.emplace_back(fs::relative(entry.path(), folder).string(), rows);
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace

Result<CodebookReport> check_codebook(const std::string& folder) {
  std::error_code failed;
  if (!fs::is_directory(folder, failed))
    return Error{ErrorCode::not_found, folder + " is not a folder of codebook tables"};
  const Result<std::string> bytes = compile_codebook(folder);
  if (!bytes) return bytes.error();
  // The version is the pack's own, so the pack is written where nobody looks and read back.
  const std::string path = (fs::temp_directory_path() / ("demarche-codebook-" + std::to_string(::getpid()))).string();
  if (const Status written = write_file(path, *bytes); !written) return written.error();
  const Result<Pack> pack = Pack::open(path);
  fs::remove(path, failed);
  if (!pack) return pack.error();
  return CodebookReport{pack->version(), count_rows(folder)};
}

}  // namespace demarche
