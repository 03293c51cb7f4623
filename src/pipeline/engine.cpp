#include "demarche/engine.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include "base/file.h"
#include "base/hash.h"
#include "pipeline/engine_impl.h"

namespace demarche {

namespace fs = std::filesystem;

// $DEMARCHE_DATA, "data" beside the program (a build tree), ../share/demarche (an installation).
std::string data_folder(const EngineOptions& options) {
  if (!options.data_folder.empty()) return options.data_folder;
  if (const char* set = std::getenv("DEMARCHE_DATA"); set != nullptr && *set != '\0') return set;
  std::error_code ignored;
  const fs::path program = fs::read_symlink("/proc/self/exe", ignored).parent_path();
  for (const fs::path& folder : {program / "data", program / "../share/demarche"})
    if (fs::exists(folder / "codebook.pack", ignored)) return folder.string();
  return (program / "data").string();
}

Result<Engine> Engine::open(const EngineOptions& options) {
  auto impl = std::make_shared<Impl>();
  impl->data_folder = demarche::data_folder(options);
  if (!options.tier.empty() && options.tier != "turbo")
    return Error{ErrorCode::usage, fmt::format("no tier \"{}\" is shipped: use --tier turbo", options.tier)};
  auto codebook = Codebook::open(impl->data_folder + "/codebook.pack");
  if (!codebook) return codebook.error();
  impl->codebook = std::move(codebook).value();
  auto annotator = Annotator::open(impl->data_folder + "/turbo.model");
  if (!annotator) return annotator.error();
  impl->annotator = std::move(annotator).value();
  // Every weight that decides on a record is in the version: the network's and those of the choices.
  std::string weights = impl->annotator->version();
  for (const auto& [name, model] : {std::pair("parties", &impl->parties), std::pair("dates", &impl->dates),
                                    std::pair("confidence", &impl->confidence)}) {
    const std::string path = fmt::format("{}/{}.model", impl->data_folder, name);
    auto opened = RankModel::open(path);
    if (!opened) return opened.error();
    const Result<MappedFile> file = MappedFile::open(path);
    if (!file) return file.error();
    weights += hex(hash64(file->bytes()));
    *model = std::make_unique<const RankModel>(std::move(opened).value());
  }
  impl->versions = {DEMARCHE_VERSION, fmt::format("turbo-{}", hex(hash64(weights)).substr(0, 12)),
                    impl->codebook->version()};
  Engine engine;
  engine.impl_ = std::move(impl);
  return engine;
}

std::string Engine::engine_version() const {
  return impl_->versions.engine;
}
std::string Engine::model_version() const {
  return impl_->versions.model;
}
std::string Engine::codebook_version() const {
  return impl_->versions.codebook;
}
std::string Engine::model_manifest() const {
  return std::string(impl_->annotator->manifest());
}

}  // namespace demarche
