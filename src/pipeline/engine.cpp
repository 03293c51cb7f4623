#include "demarche/engine.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>

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
  for (const auto& [name, model] : {std::pair("parties", &impl->parties), std::pair("dates", &impl->dates),
                                    std::pair("confidence", &impl->confidence)}) {
    auto opened = RankModel::open(fmt::format("{}/{}.model", impl->data_folder, name));
    if (!opened) return opened.error();
    *model = std::make_unique<const RankModel>(std::move(opened).value());
  }
  impl->versions = {DEMARCHE_VERSION, impl->annotator->version(), impl->codebook->version()};
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
