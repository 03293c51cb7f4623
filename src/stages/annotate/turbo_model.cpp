#include "stages/annotate/turbo_model.h"

#include <cstring>

#include "base/text.h"
#include "nn/kernels.h"
#include "stages/annotate/name_decoder.h"
#include "stages/annotate/word_features.h"

namespace demarche {
namespace {

// Takes tensors of a known size; remembers the first that is missing or has another size.
class Reader {
 public:
  explicit Reader(const ModelFile& file) : file_(file) {}
  template <typename T>
  const T* take(const std::string& name, std::size_t count) {
    const std::string_view bytes = file_.tensor(name);
    if (bytes.size() != count * sizeof(T) && missing.empty()) missing = name;
    return reinterpret_cast<const T*>(bytes.data());
  }
  Product product(const std::string& name, std::size_t depth, std::size_t width) {
    return {take<std::int8_t>(name, depth * width), take<float>(name + ".scale", width),
            take<float>(name + ".bias", width), depth, width};
  }
  std::string missing;

 private:
  const ModelFile& file_;
};

}  // namespace

Result<TurboModel> TurboModel::open(const std::string& path) {
  auto file = ModelFile::open(path);
  if (!file) return file.error();
  TurboModel model;
  model.file = std::move(file).value();
  const auto bad = [&](const std::string& what) {
    return Error{ErrorCode::corrupt, "the model " + path + " does not fit this program (" + what +
                                         "): install the model that came with it"};
  };
  Reader reader(model.file);
  const auto* config = reader.take<TurboConfig>("config", 1);
  if (!reader.missing.empty()) return bad("config");
  if (config->layout != turbo_layout) return bad("layout " + std::to_string(config->layout));
  const std::size_t d = model.width = config->width, h = model.hidden = config->hidden;
  if (d == 0 || d > 1024 || d % nn::panel_columns != 0 || h == 0 || h > 1024 || h % nn::panel_columns != 0 ||
      config->layers > 32 || config->bundles == 0 || config->bundles > 4096)
    return bad("sizes");
  model.layers = config->layers;
  model.head_columns = feats_column + (config->bundles + 31) / 32 * 32;
  model.embedding = reader.take<std::int8_t>("embedding", total_feature_rows() * d);
  model.embedding_scale = reader.take<float>("embedding.scale", total_feature_rows());
  for (std::size_t l = 0; l <= model.layers; ++l)
    model.quantise_input.push_back(reader.take<float>("input" + std::to_string(l), d));
  for (std::size_t l = 0; l < model.layers; ++l)
    model.conv.push_back(reader.product("conv" + std::to_string(l), 3 * d, d));
  model.heads = reader.product("heads", d, model.head_columns);
  model.slots = reader.product("slots", d, parser_slots * h);
  model.actions = reader.product("actions", h, nn::action_columns);
  model.absent = reader.take<std::int16_t>("absent", parser_slots * h);
  model.root = reader.take<std::int16_t>("root", parser_slots * h);
  model.label_rows = reader.take<std::int16_t>("labels", parser_label_slots * (deprel_count + 1) * h);
  const auto* allowed = reader.take<std::uint8_t>("bundles.allowed", upos_names.size() * config->bundles);
  model.inflection_of_bundle = reader.take<std::uint16_t>("bundles.inflection", config->bundles);
  if (!reader.missing.empty()) return bad(reader.missing);
  model.bundles = split(model.file.tensor("bundles"), '\n');
  if (model.bundles.size() != config->bundles) return bad("bundles");
  for (std::size_t tag = 0; tag < upos_names.size(); ++tag)
    for (std::uint32_t b = 0; b < config->bundles; ++b)
      if (allowed[tag * config->bundles + b] != 0) model.bundles_of[tag].push_back(static_cast<std::uint16_t>(b));
  if (!model.lemmas.open(model.file.tensor("lemma.slots"), model.file.tensor("lemma.rules"))) return bad("lemmas");
  return model;
}

}  // namespace demarche
