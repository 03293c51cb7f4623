#include "export.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "nn/kernels.h"
#include "nn/model_file.h"

namespace demarche::learn {
namespace {

template <typename T>
std::string bytes_of(const std::vector<T>& v) {
  return {reinterpret_cast<const char*>(v.data()), v.size() * sizeof(T)};
}

// The greatest magnitude of every channel of the encoder's layers.
std::vector<std::vector<float>> ranges(Network& network, const std::vector<const Example*>& examples) {
  const std::size_t d = network.sizes.width;
  std::vector<std::vector<float>> most(network.sizes.layers + 1, std::vector<float>(d, 1e-3f));
  network.hidden_maximum.assign(network.sizes.hidden, 1e-3f);
  for (std::size_t at = 0; at < examples.size(); at += 16) {
    network.predict({examples.begin() + static_cast<std::ptrdiff_t>(at),
                     examples.begin() + static_cast<std::ptrdiff_t>(std::min(examples.size(), at + 16))});
    for (std::size_t l = 0; l < most.size(); ++l) {
      const float* x = network.layer_input(l).data() + d;
      for (std::size_t i = 0; i < network.batch_rows() * d; ++i)
        most[l][i % d] = std::max(most[l][i % d], std::fabs(x[i]));
    }
  }
  return most;
}

struct Quantised {
  std::vector<std::int8_t> weights;
  std::vector<float> scale, sum;  // a column: its step, and the sum of its integers
};

// weights[k][n] * input_step[k % input_step.size()], rounded to 8 bits with one scale a column.
Quantised quantise(const std::vector<float>& weights, std::size_t width, const std::vector<float>& input_step) {
  const std::size_t depth = weights.size() / width;
  Quantised out{std::vector<std::int8_t>(weights.size()), std::vector<float>(width), std::vector<float>(width)};
  for (std::size_t n = 0; n < width; ++n) {
    float most = 1e-12f;
    for (std::size_t k = 0; k < depth; ++k)
      most = std::max(most, std::fabs(weights[k * width + n] * input_step[k % input_step.size()]));
    const float step = most / 127.0f;
    float sum = 0;
    for (std::size_t k = 0; k < depth; ++k) {
      const float q = std::nearbyint(weights[k * width + n] * input_step[k % input_step.size()] / step);
      out.weights[k * width + n] = static_cast<std::int8_t>(std::clamp(q, -127.0f, 127.0f));
      sum += out.weights[k * width + n];
    }
    out.scale[n] = step;
    out.sum[n] = sum;
  }
  return out;
}

void add_product(ModelBuilder& file, const std::string& name, const Quantised& q, const std::vector<float>& scale,
                 const std::vector<float>& bias) {
  const std::size_t width = scale.size();
  file.add(name, nn::pack_weights(q.weights.data(), q.weights.size() / width, width));
  file.add(name + ".scale", bytes_of(scale));
  file.add(name + ".bias", bytes_of(bias));
}

void add_embedding(ModelBuilder& file, const Network& network) {
  const std::size_t d = network.sizes.width, rows = total_feature_rows();
  std::vector<std::int8_t> weights(rows * d);
  std::vector<float> scale(rows);
  for (std::size_t r = 0; r < rows; ++r) {
    const float* row = &network.embedding.value[r * d];
    float most = 1e-12f;
    for (std::size_t i = 0; i < d; ++i) most = std::max(most, std::fabs(row[i]));
    scale[r] = most / 127.0f;
    for (std::size_t i = 0; i < d; ++i)
      weights[r * d + i] = static_cast<std::int8_t>(std::nearbyint(row[i] / scale[r]));
  }
  file.add("embedding", bytes_of(weights));
  file.add("embedding.scale", bytes_of(scale));
}

std::vector<std::int16_t> hidden_rows(const std::vector<float>& rows, const std::vector<float>& factor) {
  std::vector<std::int16_t> out(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i)
    out[i] =
        static_cast<std::int16_t>(std::clamp(std::nearbyint(rows[i] * factor[i % factor.size()]), -2900.0f, 2900.0f));
  return out;
}

void add_lemmas(ModelBuilder& file, const LemmaTable& lemmas) {
  file.add("lemma.slots", lemmas.slots);
  file.add("lemma.rules", lemmas.rules);
  file.add("bundles.inflection", bytes_of(lemmas.inflection_of_bundle));
}

}  // namespace

std::string replace_lemmas(const ModelFile& model, const LemmaTable& lemmas) {
  ModelBuilder file;
  for (const auto& [name, bytes] : model.tensors()) file.add(name, std::string(bytes));
  TurboConfig config;
  std::memcpy(&config, model.tensor("config").data(), std::min(sizeof config, model.tensor("config").size()));
  config.layout = turbo_layout;
  file.add("config", {reinterpret_cast<const char*>(&config), sizeof config});
  add_lemmas(file, lemmas);
  return file.bytes(model.manifest());
}

std::string export_model(Network& network, const std::vector<const Example*>& calibration, const ExportInput& input) {
  const Sizes& sizes = network.sizes;
  const std::size_t h = sizes.hidden;
  const auto most = ranges(network, calibration);
  ModelBuilder file;
  const TurboConfig config{turbo_layout,
                           static_cast<std::uint32_t>(sizes.width),
                           static_cast<std::uint32_t>(sizes.layers),
                           static_cast<std::uint32_t>(h),
                           static_cast<std::uint32_t>(sizes.bundles),
                           {}};
  file.add("config", {reinterpret_cast<const char*>(&config), sizeof config});
  add_embedding(file, network);
  std::vector<std::vector<float>> step(sizes.layers + 1);
  for (std::size_t l = 0; l <= sizes.layers; ++l) {
    std::vector<float> inverse;
    for (const float m : most[l]) {
      step[l].push_back(m / 63.0f);
      inverse.push_back(63.0f / m);
    }
    file.add("input" + std::to_string(l), bytes_of(inverse));
  }
  const auto level = static_cast<float>(nn::zero_level);
  for (std::size_t l = 0; l < sizes.layers; ++l) {
    const Quantised q = quantise(network.conv[l].value, sizes.width, step[l]);
    std::vector<float> bias = network.conv_bias[l].value;
    for (std::size_t n = 0; n < bias.size(); ++n) bias[n] -= level * q.scale[n] * q.sum[n];
    add_product(file, "conv" + std::to_string(l), q, q.scale, bias);
  }
  const auto& output_step = step[sizes.layers];
  {
    const Quantised q = quantise(network.heads.value, sizes.head_columns(), output_step);
    std::vector<float> bias = network.heads_bias.value;
    for (std::size_t n = 0; n < bias.size(); ++n) bias[n] -= level * q.scale[n] * q.sum[n];
    add_product(file, "heads", q, q.scale, bias);
  }
  // The parser's hidden layer: 127 levels up to each unit's maximum, sums in eighths of a level.
  std::vector<float> factor(h), hidden_step(h);
  for (std::size_t i = 0; i < h; ++i) {
    factor[i] = 127.0f * 8.0f / network.hidden_maximum[i];
    hidden_step[i] = network.hidden_maximum[i] / 127.0f;
  }
  {
    const Quantised q = quantise(network.parser_in.value, sizes.slot_columns(), output_step);
    std::vector<float> scale(sizes.slot_columns()), bias(sizes.slot_columns());
    constexpr std::size_t front = 2;  // the slot that is never absent carries the hidden layer's bias
    for (std::size_t n = 0; n < bias.size(); ++n) {
      scale[n] = q.scale[n] * factor[n % h];
      bias[n] =
          (n / h == front ? network.hidden_bias.value[n % h] * factor[n % h] : 0.0f) - level * scale[n] * q.sum[n];
    }
    add_product(file, "slots", q, scale, bias);
    std::vector<float> root = network.root.value;
    for (std::size_t i = 0; i < h; ++i) root[front * h + i] += network.hidden_bias.value[i];
    file.add("absent", bytes_of(hidden_rows(network.absent.value, factor)));
    file.add("root", bytes_of(hidden_rows(root, factor)));
    file.add("labels", bytes_of(hidden_rows(network.label_rows.value, factor)));
  }
  const Quantised q = quantise(network.parser_out.value, action_columns, hidden_step);
  add_product(file, "actions", q, q.scale, network.parser_out_bias.value);
  std::string bundles;
  for (const std::string& b : input.bundles) bundles += (bundles.empty() && &b == &input.bundles[0] ? "" : "\n") + b;
  file.add("bundles", bundles);
  file.add("bundles.allowed", bytes_of(input.allowed));
  add_lemmas(file, input.lemmas);
  network.hidden_maximum.clear();
  return file.bytes(input.manifest);
}

}  // namespace demarche::learn
