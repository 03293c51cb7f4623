#include "stages/extract/relation_model.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace demarche {
namespace {

constexpr std::string_view magic = "DMREL001";
constexpr std::size_t weights_size = std::size_t{relation_rows} * 16;

}  // namespace

double stable_exp(double x) {
  if (x < -40) return 0;
  const double y = x / 256;
  double e = 1 + y * (1 + y / 2 * (1 + y / 3 * (1 + y / 4)));
  for (int i = 0; i < 8; ++i) e = e * e;
  return e;
}

Result<RelationModel> RelationModel::open(const std::string& path) {
  Result<MappedFile> file = MappedFile::open(path);
  if (!file) return file.error();
  RelationModel model;
  model.file_ = std::move(file).value();
  const std::string_view bytes = model.file_.bytes();
  if (bytes.size() < 16 + weights_size || !bytes.starts_with(magic))
    return Error{ErrorCode::corrupt, fmt::format("{} is not a whole relation model", path)};
  std::memcpy(&model.scale_, bytes.data() + 8, 4);
  model.weights_ = reinterpret_cast<const std::int8_t*>(bytes.data() + 16);
  model.manifest_ = bytes.substr(16 + weights_size);
  return model;
}

std::array<int, 16> RelationModel::classify(const std::vector<std::uint32_t>& features) const {
  std::array<std::int32_t, 16> sums{};
  const auto add_row = [&](std::size_t row) {
    for (std::size_t k = 0; k < 16; ++k) sums[k] += weights_[row * 16 + k];
  };
  for (std::uint32_t f : features) add_row(f % relation_rows);
  const std::int32_t best = *std::max_element(sums.begin(), sums.end());
  // A long sentence has more features, not more certainty: scores are divided by the root of their number.
  const double unit = scale_ * 1e-6 / std::sqrt(static_cast<double>(std::max<std::size_t>(features.size(), 1)));
  std::array<double, 16> shares{};
  double total = 0;
  for (std::size_t k = 0; k < 16; ++k) {
    shares[k] = stable_exp((sums[k] - best) * unit);
    total += shares[k];
  }
  std::array<int, 16> out{};
  for (std::size_t k = 0; k < 16; ++k) out[k] = static_cast<int>(shares[k] / total * 1000 + 0.5);
  return out;
}

float RelationModel::scale_of(const std::vector<float>& weights) {
  float largest = 1e-6F;
  for (float w : weights) largest = std::max(largest, std::fabs(w));
  return largest / 127;
}

std::string RelationModel::encode(const std::vector<float>& weights, const std::string& manifest) {
  const float scale = scale_of(weights);
  std::string out(magic);
  const auto millionths = static_cast<std::int32_t>(std::lround(scale * 1e6F));
  out.append(reinterpret_cast<const char*>(&millionths), 4);
  out.append(4, '\0');
  for (float w : weights) out += static_cast<char>(static_cast<std::int8_t>(std::lround(w / scale)));
  return out + manifest;
}

}  // namespace demarche
