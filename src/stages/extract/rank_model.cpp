#include "stages/extract/rank_model.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace demarche {
namespace {

constexpr std::string_view magic = "DMRNK001";
constexpr std::size_t head = 16;  // magic, handicap, unit

}  // namespace

Status RankModel::check(std::string_view bytes, const std::string& name) {
  if (bytes.size() < head + rank_rows || !bytes.starts_with(magic))
    return Error{ErrorCode::corrupt, fmt::format("{} is not a whole model of choices", name)};
  return {};
}

void RankModel::view(std::string_view bytes) {
  weights_ = reinterpret_cast<const std::int8_t*>(bytes.data() + head);
  std::memcpy(&handicap_, bytes.data() + magic.size(), sizeof handicap_);
  std::memcpy(&unit_, bytes.data() + magic.size() + sizeof handicap_, sizeof unit_);
  manifest_ = bytes.substr(head + rank_rows);
}

Result<RankModel> RankModel::open(const std::string& path) {
  Result<MappedFile> file = MappedFile::open(path);
  if (!file) return file.error();
  RankModel model;
  model.file_ = std::move(file).value();
  const std::string_view bytes = model.file_.bytes();
  if (const Status whole = check(bytes, path); !whole) return whole.error();
  model.view(bytes);
  return model;
}

Result<RankModel> RankModel::from(std::string bytes, const std::string& name) {
  if (const Status whole = check(bytes, name); !whole) return whole.error();
  RankModel model;
  model.owned_ = std::move(bytes);
  model.view(model.owned_);
  return model;
}

std::string RankModel::encode(const std::vector<float>& weights, float scale, float none_handicap,
                              const std::string& manifest) {
  float largest = 1e-6F;
  for (const float w : weights) largest = std::max(largest, std::fabs(w));
  const float step = largest / 127;
  std::string out(magic);
  const auto handicap = static_cast<std::int32_t>(std::lround(none_handicap / step));
  out.append(reinterpret_cast<const char*>(&handicap), sizeof handicap);
  const auto unit = static_cast<std::int32_t>(std::lround(step * scale * 1e6F));
  out.append(reinterpret_cast<const char*>(&unit), sizeof unit);
  for (const float w : weights) out += static_cast<char>(static_cast<std::int8_t>(std::lround(w / step)));
  return out + manifest;
}

}  // namespace demarche
